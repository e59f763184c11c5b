import { usd } from '#base/money.ts'
import type { Model } from '#ports/model.ts'
import { noUsage } from '#records/spend.ts'
import type { Usage } from '#records/spend.ts'
import type { WithDb } from '#state/db.ts'
import { spendHistory } from '#state/read/spend-history.ts'
import type { SpendPast } from '#state/read/spend-history.ts'

/** What a run would take. Tokens as in `Usage`, the kinds of input apart; `usd` is 0 when calls are free. */
export interface Estimate {
  readonly accounts: number
  readonly modelCalls: number
  readonly inputTokens: number
  readonly outputTokens: number
  readonly cacheReadTokens: number
  readonly cacheWriteTokens: number
  readonly usd: number
  readonly model: string
  /** In words: which runs it rests on, or that it is a first guess. */
  readonly restsOn: string
}

/**
 * One account before a book has any history: 2 to 5 turns over a prefix of some 5,000 tokens that is cached for all
 * accounts of a kind of work, about 2,000 tokens of its own per turn, answers of 400. Replaced by what was measured
 * from the second run on.
 */
const firstGuess: Omit<Usage, 'microUsd'> = {
  modelCalls: 3.5,
  inputTokens: 1_500,
  cacheWriteTokens: 6_500,
  cacheReadTokens: 22_000,
  outputTokens: 1_500,
}

/** Newer runs say more than old ones, but one run of few accounts says little. */
const newestRuns = 5

/** A segment's own mean counts as much as the whole book's when it rests on this many accounts. */
const believed = 10

type Mean = (part: keyof Usage) => number

const meanOf =
  (usage: Usage, accounts: number): Mean =>
  (part) =>
    accounts === 0 ? 0 : usage[part] / accounts

/** What one account of each segment takes: its own mean, drawn towards the whole's where it rests on few accounts. */
function meansOf({ segments }: SpendPast): (segment: string) => Mean {
  const accounts = segments.reduce((sum, one) => sum + one.accounts, 0)
  const whole: Mean = (part) =>
    meanOf({ ...noUsage, [part]: segments.reduce((sum, one) => sum + one.usage[part], 0) }, accounts)(part)
  return (name) => {
    const own = segments.find(({ segment }) => segment === name)
    if (own === undefined) return whole
    return (part) => (own.usage[part] + believed * whole(part)) / (own.accounts + believed)
  }
}

const parts = [
  'modelCalls',
  'inputTokens',
  'outputTokens',
  'cacheReadTokens',
  'cacheWriteTokens',
  'microUsd',
] as const

/** What working these accounts would take, given by their segments. `past` undefined: a book without history. Pure. */
export function estimateFrom(
  segments: readonly string[],
  past: SpendPast | undefined,
  price: (usage: Usage) => number,
): Usage {
  const guessed = { ...firstGuess, microUsd: 0 }
  const ofOne = past === undefined ? () => meanOf({ ...guessed, microUsd: price(guessed) }, 1) : meansOf(past)
  const rest = past?.rest ?? noUsage
  const sum = (part: keyof Usage): number =>
    segments.length === 0
      ? 0
      : Math.round(segments.reduce((total, segment) => total + ofOne(segment)(part), rest[part]))
  const [modelCalls, inputTokens, outputTokens, cacheReadTokens, cacheWriteTokens, microUsd] = parts.map(sum)
  return Object.assign(
    { ...noUsage },
    { modelCalls, inputTokens, outputTokens, cacheReadTokens, cacheWriteTokens, microUsd },
  )
}

const restsOn = (past: SpendPast | undefined): string => {
  if (past === undefined)
    return 'a first guess: this book has no run with this model yet, and vendors are not in it'
  const accounts = past.segments.reduce((sum, one) => sum + one.accounts, 0)
  return `what ${accounts} accounts took in the last ${past.runs === 1 ? 'run' : `${past.runs} runs`} with this model, by segment`
}

/** The estimate for accounts of these segments, from the ledger's history of the models that stand for the tiers now. */
export async function estimate(
  { db, model }: WithDb & { readonly model: Model },
  segments: readonly string[],
): Promise<Estimate> {
  const models = [...new Set([model.idOf('work'), model.idOf('plan')])]
  const past = await spendHistory(db, { models, runs: newestRuns })
  const { microUsd, ...counts } = estimateFrom(segments, past, (usage) => model.price('work', usage))
  return {
    accounts: segments.length,
    ...counts,
    usd: usd(microUsd),
    model: model.name,
    restsOn: restsOn(past),
  }
}
