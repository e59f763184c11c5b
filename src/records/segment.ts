import * as z from 'zod'

/** A segment rule: every given condition must hold; the first matching rule wins; nothing matches: `unsegmented`. */
export const SegmentRule = z.strictObject({
  name: z.string().regex(/^[a-z0-9-]{1,40}$/),
  stage: z.array(z.string()).optional(),
  sizeBand: z.array(z.string()).optional(),
  industry: z.array(z.string()).optional(),
  country: z.array(z.string()).optional(),
  leadSource: z.array(z.string()).optional(),
  arrivedWithinDays: z.number().int().positive().optional(),
  /** Accounts of this segment that a run takes at least, if it has eligible ones and is about to go dark. */
  floor: z.number().int().min(0).default(2),
})
export type SegmentRule = z.infer<typeof SegmentRule>
