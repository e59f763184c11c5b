import { expect, test } from 'vitest'
import { Fault } from '#base/fault.ts'
import type { Model, ModelRequest } from '#ports/model.ts'
import type { ChatCall, ChatEnd, ChatTrace } from '#ports/telemetry.ts'
import type { ModelAnswer } from '#records/conversation.ts'
import { noUsage } from '#records/spend.ts'
import { traced } from './traced.ts'

const request: ModelRequest = { tier: 'classify', system: 's', tools: [], messages: [], maxTokens: 50 }
const answer: ModelAnswer = { content: [], stopReason: 'end-turn', usage: { ...noUsage, inputTokens: 3 } }
const ask = { withinMs: 1, stop: new AbortController().signal }

/** What was told, in the order of its ends. */
function listener() {
  const calls: ChatCall[] = []
  const ends: (ChatEnd | { readonly failed: unknown })[] = []
  const trace: ChatTrace = {
    chat(call) {
      calls.push(call)
      return { end: (end) => ends.push(end), fail: (failed) => ends.push({ failed }) }
    },
  }
  return { calls, ends, trace }
}

const modelWith = (batch: Model['batch']): Model => ({
  name: 'm',
  idOf: (tier) => `m-${tier}`,
  ceiling: () => 0,
  price: () => 0,
  answer: async () => answer,
  ...(batch === undefined ? {} : { batch }),
})

test('where nobody watches it is the model as it was', () => {
  const model = modelWith(undefined)
  expect(traced(model, undefined)).toBe(model)
})

test('a question is told with its tier and model, and answered as before', async () => {
  const { calls, ends, trace } = listener()
  expect(await traced(modelWith(undefined), trace).answer(request)).toBe(answer)
  expect(calls).toEqual([{ provider: 'm', model: 'm-classify', tier: 'classify', maxTokens: 50 }])
  expect(ends).toEqual([answer])
  expect(traced(modelWith(undefined), trace).batch).toBeUndefined()
})

test('each question of a batch is told by itself; what failed or gave no answer has failed', async () => {
  const { calls, ends, trace } = listener()
  const fault = new Fault('down', 'late')
  const model = modelWith(async () => [answer, fault])
  expect(await traced(model, trace).batch?.([request, request, request], ask)).toEqual([answer, fault])
  expect(calls.map(({ isBatch }) => isBatch)).toEqual([true, true, true])
  expect(ends).toEqual([answer, { failed: fault }, { failed: undefined }])
})

test('a batch that is thrown out fails all of it', async () => {
  const { ends, trace } = listener()
  const fault = new Fault('refused', 'no batches')
  const model = modelWith(() => Promise.reject(fault))
  await expect(traced(model, trace).batch?.([request, request], ask)).rejects.toBe(fault)
  expect(ends).toEqual([{ failed: fault }, { failed: fault }])
})
