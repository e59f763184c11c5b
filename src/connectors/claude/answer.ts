import { ModelFault } from '#ports/model.ts'
import type { ModelAnswer } from '#records/conversation.ts'
import {
  RawBlock,
  RawText,
  RawToolUse,
  type Counts,
  type Delta,
  type Event,
  type RawMessage,
} from './events.ts'
import { costOf, type Price } from './prices.ts'

// One answer, put together from the events of a stream. Pure: an event and what was heard so far make what is heard now.

interface Block {
  readonly start: RawBlock
  /** Arguments of a tool as they were written; they are JSON only at the end, if ever. */
  readonly json: string
}

export interface Heard {
  readonly hasBegun: boolean
  readonly blocks: readonly Block[]
  readonly stopReason: string | undefined
  readonly counts: Counts
  readonly model?: string | undefined
  readonly isOver: boolean
}

export const nothingHeard: Heard = {
  hasBegun: false,
  blocks: [],
  stopReason: undefined,
  counts: {},
  isOver: false,
}

/** What an answer costs and how it was paid. */
export interface Billing {
  readonly price: Price
  readonly batch: boolean
}

const nonsense = (message: string): ModelFault =>
  new ModelFault('nonsense', message, {
    billed: 'unknown',
    next: 'look at what stands at model.baseUrl; the vendor itself does not answer so',
  })

/** Counts are cumulative: what is named later replaces what was named before. */
const later = (before: Counts, now: Counts | undefined): Counts => ({
  input_tokens: now?.input_tokens ?? before.input_tokens,
  output_tokens: now?.output_tokens ?? before.output_tokens,
  cache_creation_input_tokens: now?.cache_creation_input_tokens ?? before.cache_creation_input_tokens,
  cache_read_input_tokens: now?.cache_read_input_tokens ?? before.cache_read_input_tokens,
})

const joined = (start: RawBlock, name: 'text' | 'thinking' | 'signature', more: string): RawBlock => {
  const before = start[name]
  return { ...start, [name]: (typeof before === 'string' ? before : '') + more }
}

function grown(block: Block, delta: Delta): Block {
  const { type, text, partial_json, thinking, signature } = delta
  if (type === 'text_delta' && text !== undefined)
    return { ...block, start: joined(block.start, 'text', text) }
  if (type === 'input_json_delta' && partial_json !== undefined)
    return { ...block, json: block.json + partial_json }
  if (type === 'thinking_delta' && thinking !== undefined)
    return { ...block, start: joined(block.start, 'thinking', thinking) }
  if (type === 'signature_delta' && signature !== undefined)
    return { ...block, start: joined(block.start, 'signature', signature) }
  // Citations of a text are not read. Anything else would change a block that must go back as it came.
  if (block.start['type'] === 'text') return block
  throw nonsense(`the model's answer had a piece of unknown kind, ${JSON.stringify(type.slice(0, 60))}`)
}

/** What is heard after one more event. Throws ModelFault `nonsense` when the events do not fit together. */
export function hear(heard: Heard, event: Exclude<Event, { type: 'error' }>): Heard {
  if (event.type === 'message_start')
    return {
      ...heard,
      hasBegun: true,
      model: event.message.model ?? undefined,
      counts: later(heard.counts, event.message.usage),
    }
  if (!heard.hasBegun) throw nonsense(`the model's answer began with ${event.type}, not with message_start`)
  switch (event.type) {
    case 'content_block_start': {
      if (event.index !== heard.blocks.length)
        throw nonsense(`the model's answer began block ${event.index}; block ${heard.blocks.length} was next`)
      return { ...heard, blocks: [...heard.blocks, { start: event.content_block, json: '' }] }
    }
    case 'content_block_delta': {
      const block = heard.blocks[event.index]
      if (block === undefined)
        throw nonsense(`the model's answer added to block ${event.index}, which never began`)
      return { ...heard, blocks: heard.blocks.with(event.index, grown(block, event.delta)) }
    }
    case 'content_block_stop':
      return heard
    case 'message_delta': {
      const counts = later(heard.counts, event.usage)
      return { ...heard, counts, stopReason: event.delta.stop_reason ?? heard.stopReason }
    }
    case 'message_stop':
      return { ...heard, isOver: true }
  }
}

/** A finished message, as a batch brings it, as if it had been heard. */
export const heardWhole = ({ model, content, stop_reason, usage }: RawMessage): Heard => ({
  hasBegun: true,
  blocks: content.map((start) => ({ start, json: '' })),
  stopReason: stop_reason ?? undefined,
  model: model ?? undefined,
  counts: usage,
  isOver: true,
})

type AnswerBlock = ModelAnswer['content'][number]

/** Strictly JSON, and an object: the vendor takes no other arguments back. */
function argumentsOf(text: string): RawBlock | undefined {
  try {
    return RawBlock.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}

function answerBlock({ start, json }: Block): AnswerBlock {
  const text = RawText.safeParse(start)
  if (text.success) return text.data
  const call = RawToolUse.safeParse(start)
  if (!call.success) return { type: 'opaque', value: start }
  // In a finished message the arguments are there already; those that were no JSON are the text they were.
  const { input: whole } = call.data
  const raw = json !== '' ? json : typeof whole === 'string' ? whole : JSON.stringify(whole)
  const input = argumentsOf(raw)
  return input === undefined ? { ...call.data, input: {}, malformed: raw } : { ...call.data, input }
}

const stops: Readonly<Record<string, ModelAnswer['stopReason']>> = {
  end_turn: 'end-turn',
  tool_use: 'tool-use',
  max_tokens: 'max-tokens',
  refusal: 'refusal',
}

function stopFault(reason: string | undefined): ModelFault {
  if (reason === 'model_context_window_exceeded')
    return new ModelFault('refused', "the conversation is longer than the model's context window", {
      billed: 'unknown',
      next: 'work this account by hand, or name a model with a larger window in model.tiers',
    })
  if (reason === 'pause_turn')
    return nonsense(
      'the model paused its turn, which it does only for tools of the vendor; Daybook offers none',
    )
  return nonsense(`the model ended its turn with ${JSON.stringify(reason?.slice(0, 60) ?? 'no reason')}`)
}

/**
 * The answer that was heard. Throws ModelFault when it ended for a reason nobody can go on from, or did not say what it
 * used: a call whose cost is not known counts as its ceiling.
 */
export function answerOf(
  { blocks, stopReason, counts, model }: Heard,
  { price, batch }: Billing,
): ModelAnswer {
  const reason = stopReason !== undefined && Object.hasOwn(stops, stopReason) ? stops[stopReason] : undefined
  if (reason === undefined) throw stopFault(stopReason)
  const { input_tokens: input, output_tokens: output } = counts
  if (typeof input !== 'number' || typeof output !== 'number')
    throw nonsense("the model's answer did not say how many tokens it used")
  const used = {
    inputTokens: input,
    outputTokens: output,
    cacheReadTokens: counts.cache_read_input_tokens ?? 0,
    cacheWriteTokens: counts.cache_creation_input_tokens ?? 0,
    modelCalls: 1,
  }
  return {
    content: blocks.map(answerBlock),
    stopReason: reason,
    usage: { ...used, microUsd: costOf(price, used, { batch }) },
    ...(model === undefined ? {} : { model }),
  }
}
