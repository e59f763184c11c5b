import type {
  Message,
  MessageCountTokensParams,
  MessageCreateParamsNonStreaming,
  MessageCreateParamsStreaming,
  MessageTokensCount,
  RawMessageStreamEvent,
} from '@anthropic-ai/sdk/resources/messages'
import type {
  BatchCreateParams,
  MessageBatch,
  MessageBatchIndividualResponse,
} from '@anthropic-ai/sdk/resources/messages/batches'
import type { ModelInfo } from '@anthropic-ai/sdk/resources/models'
import type { ErrorResponse } from '@anthropic-ai/sdk/resources/shared'

/** Everything that goes over the wire, by the SDK's own types; tools/messages-schemas.mjs makes JSON Schemas of it. */
export interface Judged {
  readonly request: MessageCreateParamsNonStreaming
  readonly streamRequest: MessageCreateParamsStreaming
  readonly countRequest: MessageCountTokensParams
  readonly batchRequest: BatchCreateParams
  readonly message: Message
  readonly event: RawMessageStreamEvent
  readonly count: MessageTokensCount
  readonly batch: MessageBatch
  readonly batchLine: MessageBatchIndividualResponse
  readonly model: ModelInfo
  readonly error: ErrorResponse
}
