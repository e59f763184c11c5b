import * as z from 'zod'

/** How code can mend what a rule refused. A person sees the result before it counts, and it goes through the gate again. */
export const Repair = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('drop-sentence'), sentence: z.number().int() }),
  z.object({ kind: z.literal('drop-action') }),
  z.object({ kind: z.literal('replace-sentence'), sentence: z.number().int(), text: z.string() }),
  z.object({ kind: z.literal('replace-subject'), text: z.string() }),
])
export type Repair = z.infer<typeof Repair>

/** A stretch of the draft, in UTF-16 units of that text as proposed. `sentence` null: the subject. */
export const DraftPlace = z.object({
  sentence: z.number().int().nullable(),
  start: z.number().int(),
  end: z.number().int(),
})
export type DraftPlace = z.infer<typeof DraftPlace>

/**
 * One rule's refusal of one action, in the words the reviewer reads. `where`: the place in the draft or the field, in
 * words; `place`: the same for a screen that marks it. `repair`: undefined where only a person can mend it. `canOverride`:
 * what a policy of the book says of its own hold; of the rules built in only their name is asked.
 */
export const Objection = z.object({
  rule: z.string(),
  needed: z.string(),
  found: z.string(),
  where: z.string().optional(),
  place: DraftPlace.optional(),
  repair: Repair.optional(),
  canOverride: z.boolean().optional(),
})
export type Objection = z.infer<typeof Objection>
