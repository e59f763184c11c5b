import { expect, test } from 'vitest'
import { noUsage } from '#records/spend.ts'
import { costAtMost, costOf, priceOf, type Price } from './prices.ts'

const priced = (model: string, configured = {}): Price => {
  const found = priceOf(model, configured)
  if (found.kind === 'unknown') throw new Error(found.words)
  return found.price
}
const sonnet = priced('claude-sonnet-5-5')
const haiku = priced('claude-haiku-5-5')
const list = { batch: false }
const used = { ...noUsage, modelCalls: 1 }

test.each([
  ['fresh input', { inputTokens: 1_000_000 }, 2_000_000],
  ['output', { outputTokens: 1_000_000 }, 10_000_000],
  ['what is written to the cache', { cacheWriteTokens: 1_000_000 }, 2_500_000],
  ['what is read from it', { cacheReadTokens: 1_000_000 }, 100_000],
  ['an account of the estimate: 30K in and 2K out', { inputTokens: 30_000, outputTokens: 2000 }, 80_000],
  ['a part of a micro-dollar is a whole one', { cacheReadTokens: 1 }, 1],
  ['ten parts that make a whole one are one', { cacheReadTokens: 10 }, 1],
  ['nothing', {}, 0],
])('%s has its price', (_sentence, tokens, microUsd) => {
  expect(costOf(sonnet, { ...used, ...tokens }, list)).toBe(microUsd)
})

test('a batch costs half, rounded up', () => {
  expect(costOf(sonnet, { ...used, inputTokens: 30_000, outputTokens: 2000 }, { batch: true })).toBe(40_000)
  expect(costOf(sonnet, { ...used, cacheReadTokens: 10 }, { batch: true })).toBe(1)
})

test('a prompt of more than 100,000 tokens is dearer in all its parts, by the request and not by the sum', () => {
  expect(costOf(haiku, { ...used, inputTokens: 100_000 }, list)).toBe(10_000)
  expect(costOf(haiku, { ...used, inputTokens: 60_000, cacheReadTokens: 40_001 }, list)).toBe(32_001)
  expect(costOf(haiku, { ...used, modelCalls: 2, inputTokens: 200_000 }, list)).toBe(20_000)
})

test('the most it can cost takes the dearest kind of input', () => {
  expect(costAtMost(sonnet, 1_000_000, 0)).toBe(2_500_000)
  const cheapWrites = priced('local', { local: { input: 3, output: 0, cacheWrite: 1, cacheRead: 0 } })
  expect(costAtMost(cheapWrites, 1_000_000, 1000)).toBe(3_000_000)
})

test('config comes before the table; what neither names has no price, whatever its name', () => {
  const own = { input: 1, output: 2, cacheWrite: 3, cacheRead: 0 }
  expect(priced('claude-sonnet-5-5', { 'claude-sonnet-5-5': own })).toEqual(own)
  expect(priceOf('claude-next', {})).toMatchObject({
    kind: 'unknown',
    words: 'claude-next has no price in the table of 2026-11-21 and none in model.prices',
  })
  expect(priceOf('constructor', {}).kind).toBe('unknown')
})
