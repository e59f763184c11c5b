import * as z from 'zod'

/**
 * One rule's refusal of one action, in the words the reviewer reads. `where`: the place in the draft or the field.
 * `repair`: code can mend it (drop that sentence, drop the action); undefined where only a person can.
 */
export const Repair = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('drop-sentence'), sentence: z.number().int() }),
  z.object({ kind: z.literal('drop-action') }),
])
export type Repair = z.infer<typeof Repair>

export const Objection = z.object({
  rule: z.string(),
  needed: z.string(),
  found: z.string(),
  where: z.string().optional(),
  repair: Repair.optional(),
})
export type Objection = z.infer<typeof Objection>
