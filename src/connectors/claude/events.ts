import * as z from 'zod'
import { JsonObject, JsonValue } from '#records/fields.ts'

// What comes from the vendor, or from whatever stands at the base URL. Only what is read is described; unknown kinds of
// events, blocks and deltas may be added by the vendor at any time.

const count = z.int().min(0).nullish()
const Counts = z.object({
  input_tokens: count,
  output_tokens: count,
  cache_creation_input_tokens: count,
  cache_read_input_tokens: count,
})
export type Counts = z.infer<typeof Counts>

export const RawBlock = JsonObject
export type RawBlock = z.infer<typeof RawBlock>

/** A call of a tool, in the stream and in a finished message. */
export const RawToolUse = z.object({
  type: z.literal('tool_use'),
  id: z.string(),
  name: z.string(),
  input: JsonValue,
})
export const RawText = z.object({ type: z.literal('text'), text: z.string() })

const index = z.int().min(0)
/** Not every gateway says it, and nothing depends on it. */
const answeredBy = z.string().nullish().catch(undefined)
const Delta = z.looseObject({
  type: z.string(),
  text: z.string().optional(),
  partial_json: z.string().optional(),
  thinking: z.string().optional(),
  signature: z.string().optional(),
})
export type Delta = z.infer<typeof Delta>

/** An `error` in a stream that had begun, or as the body of a batch's result. */
export const RawError = z.object({
  type: z.literal('error'),
  error: z.object({ type: z.string(), message: z.string() }),
})
export type RawError = z.infer<typeof RawError>

export const Event = z.discriminatedUnion('type', [
  z.object({ type: z.literal('message_start'), message: z.object({ model: answeredBy, usage: Counts }) }),
  z.object({ type: z.literal('content_block_start'), index, content_block: RawBlock }),
  z.object({ type: z.literal('content_block_delta'), index, delta: Delta }),
  z.object({ type: z.literal('content_block_stop'), index }),
  z.object({
    type: z.literal('message_delta'),
    delta: z.object({ stop_reason: z.string().nullish() }),
    usage: Counts.optional(),
  }),
  z.object({ type: z.literal('message_stop') }),
  RawError,
])
export type Event = z.infer<typeof Event>

const known: ReadonlySet<string> = new Set(Event.options.map(({ shape }) => shape.type.value))
/** Whether an event of this name says something we read. */
export const isKnownEvent = (name: string | null): boolean => name !== null && known.has(name)

/** A finished message, as a batch brings it. */
export const RawMessage = z.object({
  model: answeredBy,
  content: z.array(RawBlock),
  stop_reason: z.string().nullable(),
  usage: Counts,
})
export type RawMessage = z.infer<typeof RawMessage>
