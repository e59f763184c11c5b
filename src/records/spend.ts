import * as z from 'zod'

/**
 * What one or many model calls used. Tokens are counts; the three input kinds do not overlap: `inputTokens` was neither
 * read from nor written to the prompt cache. `microUsd` is whole micro-dollars (1 USD = 1,000,000).
 */
export const Usage = z.object({
  inputTokens: z.number().int(),
  outputTokens: z.number().int(),
  cacheReadTokens: z.number().int(),
  cacheWriteTokens: z.number().int(),
  modelCalls: z.number().int(),
  microUsd: z.number().int(),
})
export type Usage = z.infer<typeof Usage>

export const noUsage: Usage = {
  inputTokens: 0,
  outputTokens: 0,
  cacheReadTokens: 0,
  cacheWriteTokens: 0,
  modelCalls: 0,
  microUsd: 0,
}

export const addUsage = (a: Usage, b: Usage): Usage => ({
  inputTokens: a.inputTokens + b.inputTokens,
  outputTokens: a.outputTokens + b.outputTokens,
  cacheReadTokens: a.cacheReadTokens + b.cacheReadTokens,
  cacheWriteTokens: a.cacheWriteTokens + b.cacheWriteTokens,
  modelCalls: a.modelCalls + b.modelCalls,
  microUsd: a.microUsd + b.microUsd,
})

/** All tokens that went in, however they were paid. */
export const totalInput = ({ inputTokens, cacheReadTokens, cacheWriteTokens }: Usage): number =>
  inputTokens + cacheReadTokens + cacheWriteTokens
