import * as z from 'zod'

/** Something that could not be looked up for a brief: a vendor that is down, an answer about another company. */
export const Gap = z.object({
  /** The vendor or source. */
  source: z.string(),
  fields: z.array(z.string()),
  /** In words a reviewer reads: "atlas did not answer within 2 s". */
  why: z.string(),
})
export type Gap = z.infer<typeof Gap>
