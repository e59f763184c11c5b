import type { ModelPrice } from '#records/config.ts'
import { totalInput, type Usage } from '#records/spend.ts'

/** USD per million tokens, and what the same model takes for a prompt of more than so many tokens. */
export interface Price extends ModelPrice {
  readonly long?: { readonly above: number; readonly price: ModelPrice }
}

/** The day the table below was read from the vendor's list. */
const priceDay = '2026-11-21'

const listed: Readonly<Record<string, Price>> = {
  'claude-opus-5-5': { input: 4, output: 20, cacheWrite: 5, cacheRead: 0.2 },
  'claude-sonnet-5-5': { input: 2, output: 10, cacheWrite: 2.5, cacheRead: 0.1 },
  'claude-haiku-5-5': {
    input: 0.1,
    output: 0.5,
    cacheWrite: 0.125,
    cacheRead: 0.01,
    // The list names input and output only; the cache is taken to rise with them, so that nothing costs more than said.
    long: { above: 100_000, price: { input: 0.5, output: 2.5, cacheWrite: 0.625, cacheRead: 0.05 } },
  },
  'claude-fable-5-2': { input: 8, output: 40, cacheWrite: 10, cacheRead: 0.2 },
  'claude-opus-4-8': { input: 5, output: 25, cacheWrite: 6.25, cacheRead: 0.5 },
  'claude-sonnet-4-6': { input: 3, output: 15, cacheWrite: 3.75, cacheRead: 0.3 },
  'claude-haiku-4-5': { input: 1, output: 5, cacheWrite: 1.25, cacheRead: 0.1 },
}

/** What a model costs: config first, then the table; or, in words, that nobody knows. */
export function priceOf(
  model: string,
  configured: Readonly<Record<string, ModelPrice>>,
): { readonly kind: 'price'; readonly price: Price } | { readonly kind: 'unknown'; readonly words: string } {
  const own = Object.hasOwn(configured, model) ? configured[model] : undefined
  const price = own ?? (Object.hasOwn(listed, model) ? listed[model] : undefined)
  return price === undefined
    ? { kind: 'unknown', words: `${model} has no price in the table of ${priceDay} and none in model.prices` }
    : { kind: 'price', price }
}

// Dollars per million tokens are micro-dollars per token. Sums are made in millionths of a micro-dollar: whole numbers
// below 2^53 for every price and count there is, so that rounding up is exact.
const scale = 1_000_000
const cost = (tokens: number, price: number): number => tokens * Math.round(price * scale)

const rates = (price: Price, inputTokens: number): ModelPrice =>
  price.long !== undefined && inputTokens > price.long.above ? price.long.price : price

/** What was used, without what it costs. */
export type Used = Omit<Usage, 'microUsd'>

/** Micro-USD of what was used, rounded up to whole ones. A batch costs half. Of many calls the mean one sets the rate. */
export function costOf(price: Price, used: Used, { batch }: { readonly batch: boolean }): number {
  const meanInput = totalInput({ ...used, microUsd: 0 }) / Math.max(1, used.modelCalls)
  const { input, output, cacheWrite, cacheRead } = rates(price, meanInput)
  const sum =
    cost(used.inputTokens, input) +
    cost(used.outputTokens, output) +
    cost(used.cacheWriteTokens, cacheWrite) +
    cost(used.cacheReadTokens, cacheRead)
  return Math.ceil(sum / (batch ? 2 * scale : scale))
}

/** Micro-USD that no call with at most so many tokens can cost, however its input is split between the cache and fresh. */
export function costAtMost(price: Price, inputTokens: number, outputTokens: number): number {
  const { input, output, cacheWrite, cacheRead } = rates(price, inputTokens)
  const dearest = Math.max(input, cacheWrite, cacheRead)
  return Math.ceil((cost(inputTokens, dearest) + cost(outputTokens, output)) / scale)
}
