import type { Message, ModelAnswer, Tier, ToolDefinition } from '#records/conversation.ts'

/** One turn asked of a model. `system` and `tools` are byte-identical per (skill, tier). */
export interface ModelRequest {
  readonly tier: Tier
  readonly system: string
  readonly tools: readonly ToolDefinition[]
  readonly messages: readonly Message[]
  readonly maxTokens: number
}

/**
 * A model. `answer` may throw Fault: `throttled` and `down` are worth one more try of the account, `refused` is not,
 * `nonsense` is an answer outside the protocol. Not idempotent: every call may cost money.
 */
export interface Model {
  /** Shown in every run and output: `offline`, or the provider's name. */
  readonly name: string
  answer(request: ModelRequest): Promise<ModelAnswer>
}
