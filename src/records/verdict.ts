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

/** A policy in shadow that would have held an action, had it been switched on. */
export const ShadowHold = z.object({ policy: z.string(), action: z.number().int() })
export type ShadowHold = z.infer<typeof ShadowHold>

/**
 * `confidence` is min(model, code) per action, in the order of the actions. `ruleset` names the rules and, where the book
 * has any switched on or in shadow, its policies: `rules-…+policies-…`.
 */
export const Verdict = z.object({
  ruleset: z.string(),
  actions: z.array(ActionVerdict),
  confidence: z.array(z.number()),
  shadow: z.array(ShadowHold).optional(),
})
export type Verdict = z.infer<typeof Verdict>
