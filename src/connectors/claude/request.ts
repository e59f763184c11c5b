import type {
  ContentBlockParam,
  MessageCreateParamsBase,
  MessageParam,
  OutputConfig,
  TextBlockParam,
  Tool,
} from '@anthropic-ai/sdk/resources/messages'
import { transformJSONSchema } from '@anthropic-ai/sdk/lib/transform-json-schema'
import * as z from 'zod'
import type { ModelRequest } from '#ports/model.ts'
import type { ModelTier } from '#records/config.ts'
import type { Message, ToolDefinition } from '#records/conversation.ts'

// Our request in the vendor's words. The order is the cache's: tools, system, messages; what many conversations share
// comes first, byte for byte the same.
//
// Four marks, the most there may be: the end of the system text (tools and rules, shared by a kind of work), the
// playbook (first block, shared by a stage), the end of the request before (written then, read now), and the end of this
// one. The third looks superfluous, since the vendor looks back from the fourth, but only over 20 blocks: a turn that
// calls ten tools is longer than that.

const mark = { type: 'ephemeral' } as const

interface Param {
  readonly role: Message['role']
  readonly content: ContentBlockParam[]
}

const InputSchema = z.looseObject({
  type: z.literal('object'),
  required: z.array(z.string()).exactOptional(),
})

// The same definitions and messages come back every turn of every account: translated once each.
const toolsSeen = new WeakMap<ToolDefinition, Tool>()
const messagesSeen = new WeakMap<Message, Param>()
const formatsSeen = new WeakMap<object, Record<string, unknown>>()

function once<K extends object, V>(seen: WeakMap<K, V>, key: K, make: (key: K) => V): V {
  const known = seen.get(key)
  if (known !== undefined) return known
  const made = make(key)
  seen.set(key, made)
  return made
}

// Not `strict`: it takes a subset of JSON Schema only, and its guarantee would save nothing, since every tool parses its
// arguments itself and says what is wrong with them.
const toolParam = ({ name, description, inputSchema }: ToolDefinition): Tool => ({
  name,
  description,
  input_schema: InputSchema.parse(inputSchema),
})

/** Thinking and the like: the very object that came, whatever it holds. */
const Opaque = z.custom<ContentBlockParam>((value) => typeof value === 'object' && value !== null)

function blockParam(block: Message['content'][number]): ContentBlockParam[] {
  switch (block.type) {
    case 'text':
      // An answer may hold a text of nothing but blanks; the vendor refuses to have it back.
      return block.text.trim() === '' ? [] : [{ type: 'text', text: block.text }]
    case 'tool_use':
      return [{ type: 'tool_use', id: block.id, name: block.name, input: block.input }]
    case 'tool_result': {
      const { type, tool_use_id, content, is_error } = block
      return [{ type, tool_use_id, content, is_error }]
    }
    case 'opaque':
      return [Opaque.parse(block.value)]
  }
}

const paramOf = (message: Message): Param => ({
  role: message.role,
  content: message.content.flatMap(blockParam),
})

const marked = ({ role, content }: Param, at: number): Param => ({
  role,
  content: content.map((block, index) =>
    index === at && (block.type === 'text' || block.type === 'tool_result')
      ? { ...block, cache_control: mark }
      : block,
  ),
})

function messageParams({ messages, output }: ModelRequest): MessageParam[] {
  // An answer without content is left out: the vendor refuses empty messages and joins the two around it.
  const params = messages
    .map((message) => once(messagesSeen, message, paramOf))
    .filter(({ content }) => content.length > 0)
  // A question with a schema is asked once; an entry nobody reads would only cost more.
  if (output !== undefined) return params
  const lastOfUser = params.findLastIndex(({ role }, index) => role === 'user' && index < params.length - 1)
  return params.map((param, index) => {
    const ended =
      index === params.length - 1 || index === lastOfUser ? marked(param, param.content.length - 1) : param
    return index === 0 ? marked(ended, 0) : ended
  })
}

function outputConfig({ output }: ModelRequest, { effort }: ModelTier): OutputConfig | undefined {
  if (output === undefined && effort === undefined) return undefined
  return {
    ...(effort === undefined ? {} : { effort }),
    ...(output === undefined
      ? {}
      : { format: { type: 'json_schema', schema: once(formatsSeen, output, transformJSONSchema) } }),
  }
}

/** The body of the call, all but `stream`. No sampling parameters and no forced tool: the 5.5 models refuse both. */
export function paramsOf(request: ModelRequest, tier: ModelTier): MessageCreateParamsBase {
  const { tools, system, maxTokens } = request
  const config = outputConfig(request, tier)
  const rules: TextBlockParam[] = [{ type: 'text', text: system, cache_control: mark }]
  return {
    model: tier.model,
    max_tokens: maxTokens,
    ...(tier.thinking === undefined
      ? {}
      : { thinking: { type: tier.thinking === 'adaptive' ? 'adaptive' : 'between_tools' } }),
    ...(config === undefined ? {} : { output_config: config }),
    ...(tools.length === 0 ? {} : { tools: tools.map((tool) => once(toolsSeen, tool, toolParam)) }),
    ...(system === '' ? {} : { system: rules }),
    messages: messageParams(request),
  }
}
