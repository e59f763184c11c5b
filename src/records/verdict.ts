import * as z from 'zod'
import { Objection } from './objection.ts'

/** Per (skill, kind of action): `watch` write nothing · `review` a person looks first · `auto` what clears is written. */
export const AutonomyLevel = z.enum(['watch', 'review', 'auto'])
export type AutonomyLevel = z.infer<typeof AutonomyLevel>

/**
 * What the gate says of one action (its index in the proposal). A hold by autonomy level carries one objection of
 * the rule `autonomy`. `clear` at level `watch` is counted and not written.
 */
export const ActionVerdict = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('clear'), action: z.number().int(), level: AutonomyLevel }),
  z.object({ kind: z.literal('hold'), action: z.number().int(), objections: z.array(Objection).min(1) }),
])
export type ActionVerdict = z.infer<typeof ActionVerdict>

/** `confidence` is min(model, code) per action, in the order of the actions. */
export const Verdict = z.object({
  ruleset: z.string(),
  actions: z.array(ActionVerdict),
  confidence: z.array(z.number()),
})
export type Verdict = z.infer<typeof Verdict>
