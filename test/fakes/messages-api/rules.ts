import { hash } from 'node:crypto'
import type { MessageCreateParams, MessageParam } from '@anthropic-ai/sdk/resources/messages'
import { rulesOf } from './models.ts'
import { piecesOf } from './tokens.ts'

// What the vendor answers 400 to although the types allow it, and what its types no longer name but old clients send.

type Block = Exclude<MessageParam['content'], string>[number]
const blocksOf = ({ content }: MessageParam): readonly Block[] =>
  typeof content === 'string' ? [{ type: 'text', text: content }] : content

/** The first rule the request breaks, in the vendor's manner; undefined: none. */
export function brokenRule(request: MessageCreateParams): string | undefined {
  for (const rule of [ofModel, ofMarks, ofTools, ofMessages, ofToolResults, ofThinking, ofFormat]) {
    const broken = rule(request)
    if (broken !== undefined) return broken
  }
  return undefined
}

/** Fields the SDK's types do not have any more. Also said when the judge is off. */
export function removedField(body: Readonly<Record<string, unknown>>): string | undefined {
  const gone = ['temperature', 'top_p', 'top_k'].find((name) => body[name] !== undefined)
  return gone !== undefined && rulesOf(String(body['model'])).five
    ? `${gone}: not supported by this model. Remove it.`
    : undefined
}

function ofModel({ model, max_tokens, thinking, tool_choice }: MessageCreateParams): string | undefined {
  const { five, refusesForcedTools, outputTokens } = rulesOf(model)
  if (max_tokens > outputTokens)
    return `max_tokens: ${max_tokens} > ${outputTokens}, the most this model can answer`
  if (refusesForcedTools && (tool_choice?.type === 'any' || tool_choice?.type === 'tool'))
    return `tool_choice: '${tool_choice.type}' is not supported by this model; use 'auto'`
  if (five && thinking && (thinking.type === 'enabled' || 'budget_tokens' in thinking))
    return 'thinking.budget_tokens: not supported by this model; use adaptive thinking and output_config.effort'
  return undefined
}

function ofMarks(request: MessageCreateParams): string | undefined {
  const marks = piecesOf(request).filter(({ mark }) => mark !== undefined).length
  return marks > 4 ? `A maximum of 4 blocks with cache_control may be provided. Found ${marks}.` : undefined
}

function ofTools({ tools = [] }: MessageCreateParams): string | undefined {
  const names = tools.map((tool) => ('name' in tool ? tool.name : ''))
  const bad = names.find((name) => !/^[a-zA-Z0-9_-]{1,128}$/.test(name))
  if (bad !== undefined) return `tools: name '${bad}' should match '^[a-zA-Z0-9_-]{1,128}$'`
  return new Set(names).size === names.length ? undefined : 'tools: Tool names must be unique.'
}

function ofMessages({ model, messages }: MessageCreateParams): string | undefined {
  if (messages.length === 0) return 'messages: at least one message is required'
  if (messages.find(({ role }) => role !== 'system')?.role !== 'user')
    return 'messages: first message must use the "user" role'
  if (messages.at(-1)?.role === 'assistant' && rulesOf(model).five)
    return 'This model does not support assistant message prefill. The conversation must end with a user message.'
  for (const [index, message] of messages.entries())
    for (const block of blocksOf(message))
      if (block.type === 'text' && block.text.trim() === '')
        return `messages.${index}: text content blocks must contain non-whitespace text`
  const empty = messages.findIndex((message) => blocksOf(message).length === 0)
  return empty >= 0 ? `messages.${empty}: all messages must have non-empty content` : undefined
}

function ofToolResults({ messages }: MessageCreateParams): string | undefined {
  const talk = messages.filter(({ role }) => role !== 'system')
  for (const [index, message] of talk.entries()) {
    const next = talk[index + 1]
    const asked = blocksOf(message).flatMap((block) => (block.type === 'tool_use' ? [block.id] : []))
    const answered = (next ? blocksOf(next) : []).flatMap((block) =>
      block.type === 'tool_result' ? [block.tool_use_id] : [],
    )
    const open = asked.find((id) => !answered.includes(id))
    if (open !== undefined && message.role === 'assistant')
      return `messages.${index}: tool_use ids were found without tool_result blocks immediately after: ${open}.`
    const stray = answered.find((id) => !asked.includes(id))
    if (stray !== undefined)
      return `messages.${index + 1}: unexpected tool_use_id found in tool_result blocks: ${stray}.`
  }
  const first = talk[0]
  return first && blocksOf(first).some(({ type }) => type === 'tool_result')
    ? 'messages.0: unexpected tool_result block without a tool_use before it.'
    : undefined
}

/** What a thinking block is signed with: it belongs to its model and to every byte before its turn. */
export const signatureOf = (request: MessageCreateParams, thinking: string): string =>
  hash('sha256', JSON.stringify([request.model, piecesOf(request).map(({ identity }) => identity), thinking]))

function ofThinking(request: MessageCreateParams): string | undefined {
  for (const [index, message] of request.messages.entries())
    for (const block of message.role === 'assistant' ? blocksOf(message) : [])
      if (block.type === 'thinking') {
        const asked = { ...request, messages: request.messages.slice(0, index) }
        if (block.signature !== signatureOf(asked, block.thinking))
          return `messages.${index}: thinking blocks, and all before them, must stay as they were in the original response`
      }
  return undefined
}

const unsupported = [
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'multipleOf',
  'minLength',
  'maxLength',
  'maxItems',
  'uniqueItems',
  'minProperties',
  'maxProperties',
  'propertyNames',
]

function ofFormat({ output_config }: MessageCreateParams): string | undefined {
  const broken = output_config?.format ? ofSchema(output_config.format.schema) : undefined
  return broken === undefined ? undefined : `output_config.format.schema: ${broken}`
}

function ofSchema(schema: unknown): string | undefined {
  if (typeof schema !== 'object' || schema === null) return undefined
  if (Array.isArray(schema)) return schema.map(ofSchema).find((broken) => broken !== undefined)
  const node: Readonly<Record<string, unknown>> = { ...schema }
  const bad = unsupported.find((key) => typeof node[key] === 'number' || typeof node[key] === 'boolean')
  if (bad !== undefined) return `property '${bad}' is not supported`
  if (node['type'] === 'object' && node['additionalProperties'] !== false)
    return "for 'object' type, 'additionalProperties' must be false"
  return Object.values(node)
    .map(ofSchema)
    .find((broken) => broken !== undefined)
}
