import * as z from 'zod'
import { AccountId } from './ids.ts'

/** Two accounts that may be one company. Never merged silently: a person decides. */
export const Suggestion = z.object({
  accountId: AccountId,
  duplicateOf: AccountId,
  reason: z.enum(['same-domain', 'same-name', 'proposed']),
  detail: z.string(),
})
export type Suggestion = z.infer<typeof Suggestion>
