import { canonicalJson } from '#base/canonical.ts'
import { Fault } from '#base/fault.ts'
import type { ModelAnswer } from '#records/conversation.ts'
import type { Usage } from '#records/spend.ts'
import type { Model, ModelRequest } from '#ports/model.ts'
import { choose } from './choose.ts'
import { readMail } from './classify.ts'
import { handIn } from './hand-in.ts'
import { accountOf, read } from './reading.ts'
import { readsOf, turnsOf } from './turns.ts'

/** How the drafter behaves. Nothing here changes what it wants for an account. */
export interface OfflineOptions {
  /** Says everything in other words than without it: a second pass must still be the same work. */
  readonly reword?: number | undefined
  /** Milliseconds per turn, as a real model takes them. 0: none. */
  readonly latencyMs?: number | undefined
  /** Model turns per account, 2 to 5; without it they vary by account. */
  readonly turns?: number | undefined
  readonly sleep: (ms: number) => Promise<void>
}

/**
 * A drafter without a model behind it: naive, honest and deterministic over the conversation alone. It reads with the
 * same tools through the same loop as any model, cites what it says, and is always shown as `offline`. Costs nothing.
 * Throws Fault `nonsense` when the conversation is not one of Daybook's.
 */
export function offlineModel(options: OfflineOptions): Model {
  return {
    name: 'offline',
    idOf: () => 'offline',
    ceiling: () => 0,
    price: () => 0,
    async answer(request) {
      if (request.output !== undefined) return readingOf(request)
      if (options.latencyMs) await options.sleep(options.latencyMs)
      const content = contentOf(request, options)
      return { content, stopReason: 'tool-use', usage: usageOf(request, content) }
    },
  }
}

/** A request with an output schema is the reading of one mail. */
function readingOf(request: ModelRequest): ModelAnswer {
  const content: ModelAnswer['content'] = [{ type: 'text', text: canonicalJson(readMail(request)) }]
  return { content, stopReason: 'end-turn', usage: usageOf(request, content) }
}

function contentOf(request: ModelRequest, options: OfflineOptions): ModelAnswer['content'] {
  const { messages, tools } = request
  const told = accountOf(messages)
  if (told === undefined)
    throw new Fault(
      'nonsense',
      'the offline drafter was given a conversation without an account in its first message',
    )
  const { account } = told
  const turn = messages.filter(({ role }) => role === 'assistant').length
  const offered = new Set(tools.map(({ name }) => name))
  const reads = readsOf(turnsOf(account, options.turns), turn, offered)
  if (reads.length > 0)
    return reads.map(({ name, input }, index) => ({
      type: 'tool_use',
      id: `call_${turn}_${index}`,
      name,
      input,
    }))
  const known = read(told, messages)
  const input = handIn(known, choose(known), { account, reword: options.reword })
  return [{ type: 'tool_use', id: `call_${turn}_0`, name: 'propose', input }]
}

/** Estimated at four bytes a token, the whole conversation each turn: there is no tokenizer and nothing to pay. */
function usageOf({ system, tools, messages }: ModelRequest, content: ModelAnswer['content']): Usage {
  const tokens = (value: unknown) => Math.ceil(JSON.stringify(value).length / 4)
  return {
    inputTokens: tokens([system, tools, messages]),
    outputTokens: tokens(content),
    cacheReadTokens: 0,
    cacheWriteTokens: 0,
    modelCalls: 1,
    microUsd: 0,
  }
}
