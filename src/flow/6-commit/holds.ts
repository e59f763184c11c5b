import { plusDays } from '#base/clock.ts'
import type { Evidence } from '#records/evidence.ts'
import { textOf } from '#records/fields.ts'
import type { Order } from '#records/order.ts'

/** How long an order holds its contact, account and domain for itself when nobody decides on it. */
const holdDays = 30

/** One thing an order holds: no other order may have it before `until`. */
export interface Hold {
  readonly scope: 'contact' | 'account' | 'domain'
  readonly value: string
  readonly until: Date
}

/** What an order reserves, in one fixed order, so that two commits can never wait for each other in a circle. */
export function holdsOf(order: Order, evidence: Evidence, now: Date): readonly Hold[] {
  const until = plusDays(now, holdDays)
  const domain =
    evidence.record.kind === 'known'
      ? textOf(evidence.record.value.dossier.account.fields, 'domain')?.toLowerCase()
      : undefined
  return [
    { scope: 'account', value: order.accountId, until },
    { scope: 'contact', value: order.contactId, until },
    ...(domain === undefined ? [] : [{ scope: 'domain' as const, value: domain, until }]),
  ]
}
