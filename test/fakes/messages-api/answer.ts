import type {
  ContentBlock,
  Message,
  MessageCreateParams,
  RawContentBlockDelta,
  RawMessageStreamEvent,
  Usage,
} from '@anthropic-ai/sdk/resources/messages'
import type { CacheUse } from './cache.ts'
import type { Misbehaviour, Turn, TurnBlock } from './contract.ts'
import { signatureOf } from './rules.ts'
import { bytesOf } from './tokens.ts'

/** A block with the JSON of its arguments as it goes over the wire, which need not be that of `input`. */
export interface Written {
  readonly block: ContentBlock
  readonly json: string
}

/** A whole answer before it is sent. */
export interface Answer {
  readonly id: string
  readonly written: readonly Written[]
  readonly stopReason: NonNullable<Message['stop_reason']>
  readonly outputTokens: number
  readonly thinkingTokens: number
}

/** What an answer is made from. */
export interface Making {
  readonly number: number
  readonly request: MessageCreateParams
  readonly bytesPerToken: number
}

const zeroPadded = (number: number) => String(number).padStart(8, '0')

/** Cuts the turn off at max_tokens, as the vendor does, unless the misbehaviour does so before. */
export function answerOf(turn: Turn, making: Making, does?: Misbehaviour): Answer {
  const { number, request, bytesPerToken } = making
  let blocks = turn.content.map((block, index) => write(block, { making, index }))
  let stopReason = turn.stopReason
  if (does?.kind === 'refusal') {
    blocks = does.withToolCall ? blocks : []
    stopReason = 'refusal'
  }
  if (does?.kind === 'malformed-json')
    blocks = blocks.map((one) => ({ ...one, json: `${one.json.slice(0, -1)},,` }))
  if (does?.kind === 'max-tokens') {
    blocks = cut(blocks, Math.ceil(sizeOf(blocks) / 2))
    stopReason = 'max_tokens'
  }
  const room = Math.floor(request.max_tokens * bytesPerToken)
  if (sizeOf(blocks) > room) {
    blocks = cut(blocks, room)
    stopReason = 'max_tokens'
  }
  const tokens = (bytes: number) => Math.min(request.max_tokens, Math.ceil(bytes / bytesPerToken))
  const callsTool = blocks.some(({ block }) => block.type === 'tool_use')
  return {
    id: `msg_${zeroPadded(number)}`,
    written: blocks,
    stopReason: stopReason ?? (callsTool ? 'tool_use' : 'end_turn'),
    outputTokens: tokens(sizeOf(blocks)),
    thinkingTokens: tokens(sizeOf(blocks.filter(({ block }) => block.type === 'thinking'))),
  }
}

function write(block: TurnBlock, at: { readonly making: Making; readonly index: number }): Written {
  const { making, index } = at
  if (block.type === 'text') return { block: { type: 'text', text: block.text, citations: null }, json: '' }
  if (block.type === 'thinking') {
    const signature = signatureOf(making.request, block.thinking)
    return { block: { type: 'thinking', thinking: block.thinking, signature }, json: '' }
  }
  return {
    block: {
      type: 'tool_use',
      id: `toolu_${zeroPadded(making.number)}_${index}`,
      name: block.name,
      input: block.input,
      caller: { type: 'direct' },
    },
    json: block.json ?? JSON.stringify(block.input),
  }
}

const sizeOf = (blocks: readonly Written[]): number =>
  blocks.reduce(
    (sum, { block, json }) =>
      sum + (block.type === 'tool_use' ? Buffer.byteLength(block.name + json) : bytesOf(block)),
    0,
  )

/** The first `room` bytes; the block in which they end is cut in the middle. */
function cut(blocks: readonly Written[], room: number): Written[] {
  const kept: Written[] = []
  let left = room
  for (const one of blocks) {
    const size = sizeOf([one])
    if (size > left && left > 0) kept.push(cutBlock(one, left))
    else if (size <= left) kept.push(one)
    left -= size
    if (left <= 0) break
  }
  return kept
}

function cutBlock({ block, json }: Written, room: number): Written {
  const head = (text: string, bytes: number) => Buffer.from(text).subarray(0, Math.max(0, bytes)).toString()
  if (block.type === 'text') return { block: { ...block, text: head(block.text, room) }, json: '' }
  if (block.type === 'tool_use')
    return { block: { ...block, input: {} }, json: head(json, room - Buffer.byteLength(block.name)) }
  return { block, json }
}

/** The usage as the vendor writes it. */
export function usageOf(cache: CacheUse, answer: Answer, batch = false): Usage {
  return {
    input_tokens: cache.input,
    cache_creation_input_tokens: cache.write5m + cache.write1h,
    cache_read_input_tokens: cache.read,
    cache_creation: {
      ephemeral_5m_input_tokens: cache.write5m,
      ephemeral_1h_input_tokens: cache.write1h,
    },
    output_tokens: answer.outputTokens,
    output_tokens_details: { thinking_tokens: answer.thinkingTokens },
    server_tool_use: null,
    service_tier: batch ? 'batch' : 'standard',
    inference_geo: 'global',
    speed: null,
  }
}

const stopDetails = ({ stopReason }: Answer): Message['stop_details'] =>
  stopReason === 'refusal'
    ? { type: 'refusal', category: null, explanation: 'This request was declined.' }
    : null

/** The answer as one JSON body. Arguments that are no JSON arrive as the text they are. */
export function messageOf(answer: Answer, model: string, usage: Usage): Message {
  return {
    id: answer.id,
    type: 'message',
    role: 'assistant',
    model,
    content: answer.written.map(({ block, json }) =>
      block.type === 'tool_use' ? { ...block, input: parsed(json) } : block,
    ),
    stop_reason: answer.stopReason,
    stop_sequence: null,
    stop_details: stopDetails(answer),
    container: null,
    diagnostics: null,
    usage,
  }
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return json
  }
}

const pieceLength = 96

/** The answer as events, in the vendor's order. */
export function eventsOf(answer: Answer, model: string, usage: Usage): RawMessageStreamEvent[] {
  const whole = messageOf(answer, model, { ...usage, output_tokens: Math.min(1, usage.output_tokens) })
  const start = { ...whole, content: [], stop_reason: null, stop_details: null }
  const { inference_geo: _geo, service_tier: _tier, speed: _speed, cache_creation: _split, ...counts } = usage
  return [
    { type: 'message_start', message: start },
    ...answer.written.flatMap(({ block, json }, index): RawMessageStreamEvent[] => [
      { type: 'content_block_start', index, content_block: emptied(block) },
      ...deltasOf(block, json).map((delta) => ({ type: 'content_block_delta' as const, index, delta })),
      { type: 'content_block_stop', index },
    ]),
    {
      type: 'message_delta',
      delta: {
        stop_reason: answer.stopReason,
        stop_sequence: null,
        stop_details: stopDetails(answer),
        container: null,
      },
      usage: counts,
    },
    { type: 'message_stop' },
  ]
}

function emptied(block: ContentBlock): ContentBlock {
  if (block.type === 'text') return { ...block, text: '' }
  if (block.type === 'thinking') return { ...block, thinking: '', signature: '' }
  return block.type === 'tool_use' ? { ...block, input: {} } : block
}

function deltasOf(block: ContentBlock, json: string): RawContentBlockDelta[] {
  if (block.type === 'text') return slices(block.text).map((text) => ({ type: 'text_delta', text }))
  if (block.type === 'thinking')
    return [
      ...slices(block.thinking).map((thinking) => ({ type: 'thinking_delta' as const, thinking })),
      { type: 'signature_delta', signature: block.signature },
    ]
  return slices(json).map((partial_json) => ({ type: 'input_json_delta', partial_json }))
}

function slices(text: string): string[] {
  const letters = [...text]
  return Array.from({ length: Math.max(1, Math.ceil(letters.length / pieceLength)) }, (_, index) =>
    letters.slice(index * pieceLength, (index + 1) * pieceLength).join(''),
  )
}
