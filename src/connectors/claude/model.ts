import type { Clock } from '#base/clock.ts'
import { Fault } from '#base/fault.ts'
import type { Model, ModelRequest } from '#ports/model.ts'
import type { ModelConfig } from '#records/config.ts'
import { Tier } from '#records/conversation.ts'
import { answerOf } from './answer.ts'
import { askBatch } from './batch.ts'
import { inputAtMost } from './ceiling.ts'
import { checkModels } from './check.ts'
import { openLine } from './line.ts'
import { costAtMost, costOf, priceOf, type Price } from './prices.ts'
import { paramsOf } from './request.ts'
import { hearAnswer } from './stream.ts'
import { warmGate } from './warm-gate.ts'

/** How Claude is reached. Nothing is taken from the environment: what is not said here is not so. */
export interface ClaudeOptions {
  readonly apiKey: string
  /** Where the Messages API is spoken; default: the vendor itself. */
  readonly baseUrl?: string | undefined
  readonly tiers: ModelConfig['tiers']
  /** USD per million tokens by model id, over the built-in table. */
  readonly prices: ModelConfig['prices']
  readonly clock: Clock
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>
  /** Milliseconds without any sign of life, and in all, after which a call is given up. Default 90 s and 10 min. */
  readonly idleMs?: number
  readonly totalMs?: number
  /** Milliseconds a call waits for another one's first token, so that it can read what that one wrote. Default 20 s. */
  readonly warmUpMs?: number
}

/** The vendor keeps a cached prefix for 5 minutes after its last use. */
const cacheLifetimeMs = 5 * 60_000

function pricesOf({ tiers, prices }: ClaudeOptions): Readonly<Record<Tier, Price>> {
  const of = (tier: Tier): Price => {
    const { model } = tiers[tier]
    const found = priceOf(model, prices)
    if (found.kind === 'price') return found.price
    throw new Fault(
      'refused',
      `${found.words}; no call is made whose price is not known`,
      `set [model.prices."${model}"] input, output, cacheWrite and cacheRead (USD per million tokens) in daybook.toml, or another model in model.tiers.${tier}.model`,
    )
  }
  return { plan: of('plan'), work: of('work'), classify: of('classify') }
}

function checkKey(apiKey: string): void {
  // As a header it would throw, and the message of that error holds the key.
  if (/^[\x21-\x7e]+$/.test(apiKey)) return
  throw new Fault(
    'refused',
    'ANTHROPIC_API_KEY is empty or holds blanks, line breaks or other characters that no key has',
    'copy the key again, without anything before or after it',
  )
}

/** Calls that share their cached prefix: same tier, same tools, same rules. */
const prefixOf = ({ tier, tools, system }: ModelRequest): string =>
  `${tier}\n${tools.map(({ name }) => name).join()}\n${system}`

/**
 * Claude over the Messages API, one attempt per `answer`. Throws Fault `refused` at once when the key cannot be one or a
 * tier's model has no price; nothing is sent before the first call.
 */
export function claudeModel(options: ClaudeOptions): Model {
  const { apiKey, baseUrl, tiers, clock, sleep } = options
  checkKey(apiKey)
  const prices = pricesOf(options)
  const line = openLine(apiKey, baseUrl, {
    idleMs: options.idleMs ?? 90_000,
    totalMs: options.totalMs ?? 600_000,
  })
  const gate = warmGate({ clock, sleep, lifetimeMs: cacheLifetimeMs, patienceMs: options.warmUpMs ?? 20_000 })
  const about = ({ tier }: Pick<ModelRequest, 'tier'>) => ({
    settings: tiers[tier],
    price: prices[tier],
    context: { tier, model: tiers[tier].model, apiKey, clock },
  })
  return {
    name: 'anthropic',
    idOf: (tier) => tiers[tier].model,
    ceiling: (request, before) =>
      costAtMost(prices[request.tier], inputAtMost(request, before), request.maxTokens),
    price: (tier, usage) => costOf(prices[tier], usage, { batch: false }),
    async answer(request) {
      const { settings, price, context } = about(request)
      const passed = await gate.pass(prefixOf(request))
      try {
        const call = { context, onFirstToken: passed.started }
        return answerOf(await hearAnswer(line, paramsOf(request, settings), call), { price, batch: false })
      } finally {
        passed.ended()
      }
    },
    check: () =>
      checkModels(line, tiers, {
        context: about({ tier: 'work' }).context,
        ownBaseUrl: baseUrl !== undefined,
      }),
    batch: (requests, ask) => askBatch({ line, clock, sleep, about }, requests, ask),
  }
}
