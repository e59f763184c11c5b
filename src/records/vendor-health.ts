import * as z from 'zod'

/**
 * How one vendor behaves, as this process has seen it since the book was opened. `open`: it is not asked for a while ·
 * `half-open`: one question is under way to see whether it is well again. `calls` counts attempts that went out,
 * `failures` those that failed, `rejected` questions that were not put to it at all.
 */
export const VendorHealth = z.object({
  name: z.string(),
  state: z.enum(['closed', 'open', 'half-open']),
  calls: z.number().int(),
  failures: z.number().int(),
  rejected: z.number().int(),
  lastError: z.string().nullable(),
})
export type VendorHealth = z.infer<typeof VendorHealth>
