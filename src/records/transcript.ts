import * as z from 'zod'
import { Message, ModelAnswer, Tier, ToolDefinition } from './conversation.ts'
import { AccountId, RunId } from './ids.ts'
import { Instant } from './time.ts'
import { SkillName } from './words.ts'

/** How an attempt ended. `fault`: the outside failed, or the model refused, was cut off or went round in circles. */
export const TranscriptEnd = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('handed-in') }),
  z.object({ kind: z.literal('malformed'), why: z.string() }),
  z.object({ kind: z.literal('fault'), fault: z.string(), why: z.string(), next: z.string().optional() }),
])
export type TranscriptEnd = z.infer<typeof TranscriptEnd>

/**
 * One question put to the model and what came back, beside the conversation. `sent`: the first so many of `messages` were
 * the question. The answer's content is `messages[sent]`, except where `dropped` holds it: a turn that was empty,
 * cut off or refused, which the conversation went on without.
 */
export const TranscriptTurn = z.object({
  sent: z.number().int(),
  maxTokens: z.number().int(),
  stopReason: ModelAnswer.shape.stopReason,
  usage: ModelAnswer.shape.usage,
  dropped: ModelAnswer.shape.content.optional(),
})
export type TranscriptTurn = z.infer<typeof TranscriptTurn>

/**
 * All that one attempt at one account showed to the model and all it answered: enough to play it back. Every question was
 * `{tier, system, tools, messages: messages.slice(0, sent), maxTokens}`. A question that brought no answer has no turn.
 */
export const Transcript = z.object({
  format: z.literal(1),
  runId: RunId,
  accountId: AccountId,
  pass: z.number().int(),
  attempt: z.number().int(),
  skill: SkillName,
  at: Instant,
  end: TranscriptEnd,
  /** Name of the provider and id of the model: `anthropic`, `claude-sonnet-5-5`. */
  provider: z.string(),
  model: z.string(),
  tier: Tier,
  system: z.string(),
  tools: z.array(ToolDefinition),
  messages: z.array(Message),
  turns: z.array(TranscriptTurn),
})
export type Transcript = z.infer<typeof Transcript>
