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
  /** Mails nobody has read yet, which it would read before. */
  readonly mails: number
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

/** One mail before any was read: the words that ask for it, a text of some 1,500 characters, a short answer. */
const firstMail: Omit<Usage, 'microUsd'> = {
  ...noUsage,
  modelCalls: 1,
  inputTokens: 1_300,
  outputTokens: 150,
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

/** What is to be done: accounts, by their segments, and mails nobody has read yet. */
export interface WorkAhead {
  readonly segments: readonly string[]
  readonly mails: number
}

const times =
  (usage: Usage, factor: number): Mean =>
  (part) =>
    usage[part] * factor

/** What one mail takes: the mean of those that were read, else a guess. */
function ofOneMail(past: SpendPast | undefined, price: Price): Mean {
  if (past !== undefined && past.mail.modelCalls > 0) return times(past.mail, 1 / past.mail.modelCalls)
  return times({ ...firstMail, microUsd: price('classify', { ...firstMail, microUsd: 0 }) }, 1)
}

type Price = Model['price']

/** What this work would take. `past` undefined: a book without history. Pure. */
function estimateFrom({ segments, mails }: WorkAhead, past: SpendPast | undefined, price: Price): Usage {
  const guessed = { ...firstGuess, microUsd: 0 }
  const ofOne =
    past === undefined ? () => meanOf({ ...guessed, microUsd: price('work', guessed) }, 1) : meansOf(past)
  const rest = past?.rest ?? noUsage
  const mail = ofOneMail(past, price)
  const before = (part: keyof Usage): number => mails * mail(part) + (segments.length === 0 ? 0 : rest[part])
  const sum = (part: keyof Usage): number =>
    Math.round(segments.reduce((total, segment) => total + ofOne(segment)(part), before(part)))
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

/** The estimate for this work, from the ledger's history of the models that stand for the tiers now. */
export async function estimate(
  { db, model }: WithDb & { readonly model: Model },
  ahead: WorkAhead,
): Promise<Estimate> {
  const models = [...new Set([model.idOf('work'), model.idOf('plan')])]
  const past = await spendHistory(db, { models, mailModel: model.idOf('classify'), runs: newestRuns })
  const { microUsd, ...counts } = estimateFrom(ahead, past, model.price)
  return {
    accounts: ahead.segments.length,
    mails: ahead.mails,
    ...counts,
    usd: usd(microUsd),
    model: model.name,
    restsOn: restsOn(past),
  }
}
