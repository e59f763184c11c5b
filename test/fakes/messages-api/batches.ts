import type { MessageCreateParams } from '@anthropic-ai/sdk/resources/messages'
import type {
  BatchCreateParams,
  MessageBatch,
  MessageBatchIndividualResponse,
  MessageBatchResult,
} from '@anthropic-ai/sdk/resources/messages/batches'

/** What one request of a batch comes to. */
export type AnswerOne = (request: MessageCreateParams) => Promise<MessageBatchResult>

export interface Batches {
  /** What is wrong with the list, or the batch. */
  create(body: BatchCreateParams): MessageBatch | string
  retrieve(id: string): Promise<MessageBatch | undefined>
  cancel(id: string): MessageBatch | undefined
  /** Lines in another order than asked, as the vendor's may be; undefined: not ended. */
  results(id: string): Promise<readonly MessageBatchIndividualResponse[] | undefined>
}

interface Held {
  readonly number: number
  readonly body: BatchCreateParams
  readonly createdAt: number
  cancelledAt?: number
  settling?: Promise<void>
  lines?: MessageBatchIndividualResponse[]
}

export interface BatchSettings {
  readonly url: () => string
  readonly clock: () => number
  readonly batchMs: number
  readonly answer: AnswerOne
}

/** Message batches: created, answered once `batchMs` are over and somebody looks, or cancelled before. */
export function messageBatches({ url, clock, batchMs, answer }: BatchSettings): Batches {
  const held = new Map<string, Held>()
  const iso = (ms: number | undefined) => (ms === undefined ? null : new Date(ms).toISOString())
  const shown = (id: string, one: Held): MessageBatch => {
    const count = (type: MessageBatchResult['type']) =>
      (one.lines ?? []).filter(({ result }) => result.type === type).length
    const running = one.cancelledAt === undefined ? 'in_progress' : 'canceling'
    return {
      id,
      type: 'message_batch',
      archived_at: null,
      created_at: new Date(one.createdAt).toISOString(),
      expires_at: new Date(one.createdAt + 24 * 3_600_000).toISOString(),
      cancel_initiated_at: iso(one.cancelledAt),
      ended_at: one.lines ? iso(clock()) : null,
      processing_status: one.lines ? 'ended' : running,
      results_url: one.lines ? `${url()}/v1/messages/batches/${id}/results` : null,
      request_counts: {
        processing: one.lines ? 0 : one.body.requests.length,
        succeeded: count('succeeded'),
        errored: count('errored'),
        canceled: count('canceled'),
        expired: count('expired'),
      },
    }
  }
  const settle = async (one: Held) => {
    if (one.cancelledAt !== undefined || clock() >= one.createdAt + batchMs)
      await (one.settling ??= answerAll(one))
  }
  const answerAll = async (one: Held) => {
    const lines: MessageBatchIndividualResponse[] = []
    for (const { custom_id, params } of one.body.requests)
      lines.push({
        custom_id,
        result: one.cancelledAt === undefined ? await answer(params) : { type: 'canceled' },
      })
    one.lines = lines.toReversed()
  }
  return {
    create(body) {
      const ids = body.requests.map(({ custom_id }) => custom_id)
      const bad = ids.find((id) => !/^[a-zA-Z0-9_-]{1,64}$/.test(id))
      if (bad !== undefined) return `requests: custom_id '${bad}' should match '^[a-zA-Z0-9_-]{1,64}$'`
      if (ids.length === 0) return 'requests: at least one request is required'
      if (new Set(ids).size < ids.length) return 'requests: each custom_id must be unique'
      const one = { number: held.size + 1, body, createdAt: clock() }
      const id = `msgbatch_${String(one.number).padStart(6, '0')}`
      held.set(id, one)
      return shown(id, one)
    },
    async retrieve(id) {
      const one = held.get(id)
      if (one) await settle(one)
      return one && shown(id, one)
    },
    cancel(id) {
      const one = held.get(id)
      if (one && !one.lines) one.cancelledAt ??= clock()
      return one && shown(id, one)
    },
    async results(id) {
      const one = held.get(id)
      if (one) await settle(one)
      return one?.lines
    },
  }
}
