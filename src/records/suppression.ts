import * as z from 'zod'
import { Instant } from './time.ts'

/** Who must not be written to. `value`: e-mail address, domain, account id or contact id, lower case. */
export const Suppression = z.object({
  scope: z.enum(['address', 'domain', 'account', 'person']),
  value: z.string(),
  reason: z.string(),
  at: Instant,
})
export type Suppression = z.infer<typeof Suppression>
