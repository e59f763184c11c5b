import { daysBetween, utcDay } from '#base/clock.ts'
import type { SelectConfig } from '#records/config.ts'
import type { MailKind } from '#records/inbound-reading.ts'
import type { Chosen } from '#records/selection.ts'
import type { Pickable } from './pick.ts'

/** An account the set may take, with what its reasons speak of. */
export interface Candidate extends Pickable {
  readonly accountId: Chosen['accountId']
  readonly name: string
  readonly ownerId: Chosen['ownerId']
  readonly parts: Chosen['parts']
  readonly waitedDays: number
  readonly stage: string
  readonly arrivedAt: string
  readonly unansweredCount: number
  readonly unansweredSince: string | null
  /** What the weightiest unanswered mail was read as, and when it came. */
  readonly mailKind: MailKind | null
  readonly mailAt: string | null
  readonly newestContactAt: string | null
  readonly openDealStage: string | null
  readonly contractEnd: string | null
  readonly hiring: boolean
  readonly flags: readonly string[]
  readonly nextTouch: string | null
}

const daysAhead = (day: string, now: Date): number =>
  Math.round(daysBetween(new Date(`${utcDay(now)}T00:00:00Z`), new Date(`${day}T00:00:00Z`)))

const isRecent = (at: string | null, now: Date, days: number): at is string =>
  at !== null && daysBetween(new Date(at), now) < days

function ends(contractEnd: string | null, now: Date): readonly string[] {
  if (contractEnd === null) return []
  const days = daysAhead(contractEnd, now)
  if (days < 0 || days > 90) return []
  return [days === 0 ? 'contract ends today' : `contract ends in ${days} day${days === 1 ? '' : 's'}`]
}

/** What a mail was read as, before its day: "asked for a meeting on 2026-11-19". */
const saidInMail: Readonly<Record<MailKind, string>> = {
  question: 'asked a question',
  interest: 'showed interest',
  objection: 'raised an objection',
  'not-interested': 'said no',
  unsubscribe: 'asked for no more mail',
  'out-of-office': 'was out of the office',
  referral: 'named somebody else to speak to',
  'meeting-request': 'asked for a meeting',
  complaint: 'complained',
  'invoice-or-legal': 'wrote about an invoice or a legal matter',
  automatic: 'an automatic mail came',
  other: 'wrote',
}

function mail(account: Candidate): readonly string[] {
  const { unansweredCount, unansweredSince, mailKind, mailAt } = account
  if (unansweredCount === 0 || unansweredSince === null) return []
  const read =
    mailKind === null || mailAt === null ? [] : [`${saidInMail[mailKind]} on ${mailAt.slice(0, 10)}`]
  const what = unansweredCount === 1 ? 'unanswered mail' : `${unansweredCount} unanswered mails`
  return [...read, `${what} since ${unansweredSince.slice(0, 10)}`]
}

/** Why the account is in the set, in the words a person reads; the most pressing first. Never empty. */
export function reasonsFor(
  account: Candidate,
  seat: Chosen['seat'],
  { config, now }: { readonly config: SelectConfig; readonly now: Date },
): readonly string[] {
  const waited = Math.floor(account.waitedDays)
  const came =
    account.nextTouch !== null &&
    daysAhead(account.nextTouch, now) <= 0 &&
    daysAhead(account.nextTouch, now) >= -14
  const reasons = [
    ...mail(account),
    ...ends(account.contractEnd, now),
    ...(seat === 'floor' ? [`a floor place of ${account.segment}`] : []),
    ...(waited >= 1 && (seat === 'reserve' || waited * 2 >= config.maxWaitDays)
      ? [`waited ${waited} of ${config.maxWaitDays} days`]
      : []),
    ...(came ? [`to be touched again on ${account.nextTouch}`] : []),
    ...account.flags.map((flag) => `flagged ${flag}`),
    ...(account.stage === 'open-deal'
      ? [`open deal${account.openDealStage === null ? '' : ` in ${account.openDealStage}`}`]
      : []),
    ...(account.hiring ? ['hiring'] : []),
    ...(isRecent(account.newestContactAt, now, 30)
      ? [`new contact since ${account.newestContactAt.slice(0, 10)}`]
      : []),
    ...(isRecent(account.arrivedAt, now, 30) ? [`arrived on ${account.arrivedAt.slice(0, 10)}`] : []),
    ...(account.parts.staleness >= config.weights.staleness && config.weights.staleness > 0
      ? ['untouched for 90 days or more']
      : []),
  ]
  return reasons.length > 0
    ? reasons
    : [`score ${account.score.toFixed(1)}, ${account.stage} account of ${account.segment}`]
}
