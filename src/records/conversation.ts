import * as z from 'zod'
import { JsonValue } from './fields.ts'
import { Usage } from './spend.ts'

// The Messages shape that Claude speaks. A conversation is append-only.

export const TextBlock = z.object({ type: z.literal('text'), text: z.string() })
export const ToolUseBlock = z.object({
  type: z.literal('tool_use'),
  id: z.string(),
  name: z.string(),
  input: JsonValue,
  /** The arguments as the model wrote them, when they were no JSON; `input` is then {} and nothing may run. */
  malformed: z.string().optional(),
})
export type ToolUseBlock = z.infer<typeof ToolUseBlock>
export const ToolResultBlock = z.object({
  type: z.literal('tool_result'),
  tool_use_id: z.string(),
  content: z.string(),
  is_error: z.boolean(),
})
export type ToolResultBlock = z.infer<typeof ToolResultBlock>
/** Thinking and whatever else a model adds: handed back unchanged, never read. */
export const OpaqueBlock = z.object({ type: z.literal('opaque'), value: JsonValue })

export const Message = z.discriminatedUnion('role', [
  z.object({
    role: z.literal('user'),
    content: z.array(z.discriminatedUnion('type', [TextBlock, ToolResultBlock])),
  }),
  z.object({
    role: z.literal('assistant'),
    content: z.array(z.discriminatedUnion('type', [TextBlock, ToolUseBlock, OpaqueBlock])),
  }),
])
export type Message = z.infer<typeof Message>

/** A tool as a model sees it. `inputSchema` is JSON Schema. */
export const ToolDefinition = z.object({
  name: z.string(),
  description: z.string(),
  inputSchema: z.record(z.string(), JsonValue),
})
export type ToolDefinition = z.infer<typeof ToolDefinition>

/** Roles of models; config says which model stands for each. */
export const Tier = z.enum(['plan', 'work', 'classify'])
export type Tier = z.infer<typeof Tier>

/** One model turn. `stopReason` decides before any tool runs: only `tool-use` may run tools. */
export const ModelAnswer = z.object({
  content: z.array(z.discriminatedUnion('type', [TextBlock, ToolUseBlock, OpaqueBlock])),
  stopReason: z.enum(['end-turn', 'tool-use', 'max-tokens', 'refusal']),
  usage: Usage,
  /** Id of the model that answered, where the vendor says it. */
  model: z.string().optional(),
})
export type ModelAnswer = z.infer<typeof ModelAnswer>
