import { Fault, type FaultKind } from '#base/fault.ts'
import type { Message, ModelAnswer, Tier, ToolDefinition } from '#records/conversation.ts'
import type { Usage } from '#records/spend.ts'

/** One turn asked of a model. `system` and `tools` are byte-identical per (skill, tier): the cached prefix. */
export interface ModelRequest {
  readonly tier: Tier
  readonly system: string
  readonly tools: readonly ToolDefinition[]
  readonly messages: readonly Message[]
  /** Output tokens at most, thinking included. */
  readonly maxTokens: number
  /** JSON Schema the one text block of the answer must meet (structured output); a request with it has no tools. */
  readonly output?: ToolDefinition['inputSchema']
  /** The kind of work it is for: goes into the ledger, never to the model. */
  readonly skill?: string | undefined
}

/** The turn before in the same append-only conversation: its prefix is known to the token. */
export interface TurnBefore {
  readonly messages: number
  readonly usage: Usage
}

/**
 * A model. One `answer` is one attempt: whoever wants another try reserves for it and asks again. Throws ModelFault, or
 * RunStop when no further call makes sense (spend cap of the vendor, key refused, no such model). A plain Fault may have
 * cost anything up to the ceiling. Not idempotent: every call may cost money.
 */
export interface Model {
  /** The provider, shown in every run and output: `offline`, `anthropic`, `recorded`. */
  readonly name: string
  /** Id of the model that stands for a tier, as it goes into the ledger: `claude-sonnet-5-5`, `offline`. */
  idOf(tier: Tier): string
  /** Micro-USD that no answer to this request can exceed; 0 only when calls are free. Pure. */
  ceiling(request: ModelRequest, before?: TurnBefore): number
  /** Micro-USD of so many tokens at list prices, for estimates; `microUsd` of the usage is not looked at. Pure. */
  price(tier: Tier, usage: Usage): number
  answer(request: ModelRequest): Promise<ModelAnswer>
  /** Whether key and model ids are good, for `doctor` and before a run; spends nothing. Throws Fault with the next step. */
  readonly check?: () => Promise<void>
  /**
   * Independent requests of one tier at the batch price, when there is time. Answers stand in the order asked; a Fault
   * where one failed or was not ready after `withinMs` (what is not ready is cancelled). Absent: no batches.
   */
  readonly batch?: (
    requests: readonly ModelRequest[],
    ask: BatchAsk,
  ) => Promise<readonly (ModelAnswer | Fault)[]>
}

export interface BatchAsk {
  readonly withinMs: number
  readonly stop: AbortSignal
}

/** A failed call, with what is known of its cost. `nothing`: refused before any work; `unknown`: count the ceiling. */
export class ModelFault extends Fault {
  override readonly name = 'ModelFault'
  readonly billed: 'nothing' | 'unknown'
  /** Milliseconds the vendor asked us to wait. */
  readonly retryAfterMs: number | undefined

  constructor(
    kind: FaultKind,
    message: string,
    more: {
      readonly billed: 'nothing' | 'unknown'
      readonly next?: string | undefined
      readonly retryAfterMs?: number | undefined
    },
  ) {
    super(kind, message, more.next)
    this.billed = more.billed
    this.retryAfterMs = more.retryAfterMs
  }
}
