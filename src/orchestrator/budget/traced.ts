import { Fault } from '#base/fault.ts'
import type { Model, ModelRequest } from '#ports/model.ts'
import { watched } from '#ports/telemetry.ts'
import type { ChatCall, ChatTrace } from '#ports/telemetry.ts'

const callOf = (model: Model, { tier, maxTokens }: ModelRequest): ChatCall => ({
  provider: model.name,
  model: model.idOf(tier),
  tier,
  maxTokens,
})

/**
 * The same model, each question under a span of its own, with all attempts and waits: put it around `patient`. Where
 * nobody watches it is the model as it was.
 */
export function traced(model: Model, trace: ChatTrace | undefined): Model {
  if (trace === undefined) return model
  const { batch } = model
  return {
    ...model,
    answer: (request) => watched(trace.chat(callOf(model, request)), model.answer(request)),
    ...(batch === undefined ? {} : { batch: tracedBatch(model, batch, trace) }),
  }
}

/** A span for each question of a batch; they begin together and end together. */
function tracedBatch(
  model: Model,
  batch: NonNullable<Model['batch']>,
  trace: ChatTrace,
): NonNullable<Model['batch']> {
  return async (requests, ask) => {
    const spans = requests.map((request) => trace.chat({ ...callOf(model, request), isBatch: true }))
    try {
      const answers = await batch(requests, ask)
      for (const [at, span] of spans.entries()) {
        const answer = answers[at]
        if (answer === undefined || answer instanceof Fault) span.fail(answer)
        else span.end(answer)
      }
      return answers
    } catch (thrown) {
      for (const span of spans) span.fail(thrown)
      throw thrown
    }
  }
}
