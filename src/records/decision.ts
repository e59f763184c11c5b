import * as z from 'zod'
import { Action, Draft } from './action.ts'
import { ItemId, OwnerId } from './ids.ts'
import { Instant, LocalDate } from './time.ts'

/**
 * A person's answer to a queue item. `fix` applies the prepared repair · `approve` takes it as is (a logged override) ·
 * `edit` hands in other actions. Those three release something and need a person proof; the rest do not.
 */
export const Decision = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('fix') }),
  z.object({ kind: z.literal('approve'), reason: z.string().min(1) }),
  z.object({ kind: z.literal('edit'), actions: z.array(Action).min(1), draft: Draft.optional() }),
  z.object({ kind: z.literal('reject'), reason: z.string().min(1) }),
  z.object({ kind: z.literal('snooze'), until: LocalDate }),
  z.object({ kind: z.literal('assign'), to: OwnerId }),
])
export type Decision = z.infer<typeof Decision>

/** Which decisions let something out. */
export const releases = (decision: Decision): boolean =>
  decision.kind === 'fix' || decision.kind === 'approve' || decision.kind === 'edit'

/** A decision as recorded: idempotent by (item, version). */
export const DecisionRecord = z.object({
  itemId: ItemId,
  version: z.number().int(),
  by: z.string(),
  at: Instant,
  decision: Decision,
})
export type DecisionRecord = z.infer<typeof DecisionRecord>
