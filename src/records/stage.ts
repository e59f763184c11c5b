import * as z from 'zod'
import type { Lifecycle } from './account.ts'

/** A step of the deal pipeline, as the CRM names it. */
export const DealStage = z.object({
  id: z.string(),
  label: z.string(),
  order: z.number().int(),
  kind: z.enum(['open', 'won', 'lost']),
})
export type DealStage = z.infer<typeof DealStage>

/**
 * Where an account stands for us: it chooses the playbook section and what may be done (rule `stage-action`).
 * `new` never touched · `working` touched, no deal · `open-deal` · `customer` · `lapsed` former customer ·
 * `closed` disqualified: no outreach.
 */
export const AccountStage = z.enum(['new', 'working', 'open-deal', 'customer', 'lapsed', 'closed'])
export type AccountStage = z.infer<typeof AccountStage>

/** The account's stage, from what the CRM says. The same rule stands in SQL in state/write/index-*. */
export function accountStage(known: {
  readonly lifecycle: Lifecycle | undefined
  readonly hasOpenDeal: boolean
  readonly wasTouched: boolean
}): AccountStage {
  if (known.lifecycle === 'disqualified') return 'closed'
  if (known.hasOpenDeal) return 'open-deal'
  if (known.lifecycle === 'customer') return 'customer'
  if (known.lifecycle === 'former-customer') return 'lapsed'
  return known.wasTouched ? 'working' : 'new'
}
