import type { MessageCountTokensParams, MessageCreateParams } from '@anthropic-ai/sdk/resources/messages'
import { rulesOf } from './models.ts'

/**
 * Bytes of English or JSON one token stands for. About 4 with the tokenizer of the 4 family; that of the 5 family makes
 * about 30 % more tokens of the same text.
 */
export const bytesPerToken = (model: string): number => (rulesOf(model).five ? 3.1 : 4)

/** What the vendor puts before the tools when there are any: about 300 tokens. */
const toolPreambleBytes = 1000
/** What frames a block: role, type, ids; about 4 tokens. */
const frameBytes = 12

/** One piece of the prompt, in the order tools, system, messages. */
export interface Piece {
  /** Everything that makes it what it is, cache marks aside. */
  readonly identity: string
  readonly bytes: number
  /** Lifetime of the cache entry it asks for. */
  readonly mark?: '5m' | '1h'
}

type Prompt = MessageCreateParams | MessageCountTokensParams
interface Marked {
  readonly type?: unknown
  readonly cache_control?: { readonly ttl?: '5m' | '1h' } | null
}

/** The prompt as the cache sees it. A mark at the top of the request stands on the last piece. */
export function piecesOf(request: Prompt): readonly Piece[] {
  const { tools = [], system = [], messages, output_config, thinking, tool_choice } = request
  const pieces: Piece[] = []
  const add = (where: string, block: Marked, bytes: number) => {
    const { cache_control, ...rest } = block
    pieces.push({
      identity: `${where} ${JSON.stringify(rest)}`,
      bytes: bytes + frameBytes,
      ...(cache_control ? { mark: cache_control.ttl ?? '5m' } : {}),
    })
  }
  // A schema for the answer goes before everything; thinking, effort and tool_choice only before the messages.
  const format = JSON.stringify(output_config?.format ?? null)
  tools.forEach((tool, index) => {
    const { cache_control: _, ...rest } = tool as Marked
    const bytes = Buffer.byteLength(JSON.stringify(rest)) + (index === 0 ? toolPreambleBytes : 0)
    add(`tool ${index === 0 ? format : ''}`, tool as Marked, bytes)
  })
  const systemBlocks = typeof system === 'string' ? [{ type: 'text' as const, text: system }] : system
  for (const block of systemBlocks)
    add(`system ${tools.length === 0 ? format : ''}`, block, Buffer.byteLength(block.text))
  const manner = JSON.stringify([thinking ?? null, output_config?.effort ?? null, tool_choice ?? null])
  messages.forEach(({ role, content }, index) => {
    const blocks = typeof content === 'string' ? [{ type: 'text', text: content }] : content
    for (const block of blocks) add(`${role} ${index === 0 ? manner : ''}`, block as Marked, bytesOf(block))
  })
  const last = pieces.at(-1)
  if (request.cache_control && last)
    pieces[pieces.length - 1] = { ...last, mark: request.cache_control.ttl ?? '5m' }
  return pieces
}

/** Bytes a model reads or writes of one block: its words, not the JSON around them. */
export function bytesOf(block: unknown): number {
  const { type, text, thinking, name, input, content } = block as Record<string, unknown>
  const size = (value: unknown) =>
    Buffer.byteLength(typeof value === 'string' ? value : (JSON.stringify(value) ?? ''))
  if (type === 'text') return size(text)
  if (type === 'thinking') return size(thinking)
  if (type === 'tool_use') return size(name) + size(input)
  if (type === 'tool_result' && typeof content === 'string') return size(content)
  if (type === 'tool_result' && Array.isArray(content))
    return content.reduce((sum: number, part) => sum + bytesOf(part), 0)
  return size(block)
}
