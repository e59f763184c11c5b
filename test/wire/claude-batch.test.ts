import { describe, expect, test } from 'vitest'
import type { Brain } from '../fakes/messages-api/contract.ts'
import { asking, start, thrownBy } from './claude-kit.ts'

const intent: Brain = ({ messages }) => ({
  content: [{ type: 'text', text: `{"intent":"${JSON.stringify(messages).length}"}` }],
})
const question = (index: number) =>
  asking({
    tier: 'classify',
    tools: [],
    messages: [{ role: 'user', content: [{ type: 'text', text: `Mail ${'x'.repeat(index * 100)}` }] }],
    output: { type: 'object', properties: { intent: { type: 'string' } }, required: ['intent'] },
  })
const questions = Array.from({ length: 5 }, (_, index) => question(index))
const never = new AbortController().signal

/** Time that passes only while somebody sleeps. */
function clockwork() {
  let now = Date.parse('2026-11-21T06:00:00Z')
  const slept: number[] = []
  return {
    slept,
    now: () => now,
    clock: () => new Date(now),
    async sleep(ms: number, signal?: AbortSignal) {
      if (signal?.aborted) return
      slept.push(ms)
      now += ms
    },
  }
}

describe('a batch', () => {
  test('brings every answer to its place, at half the price', async () => {
    const time = clockwork()
    const { api, claude } = await start({ brain: intent, batchMs: 600_000, clock: time.now }, time)
    const answers = await claude.batch(questions, { withinMs: 3_600_000, stop: never })
    const single = await Promise.all(questions.map((one) => claude.answer(one)))
    expect(answers.map((answer) => ('content' in answer ? answer.content : answer))).toEqual(
      single.map(({ content }) => content),
    )
    const [half, full] = [answers[4], single[4]]
    expect(half).toMatchObject({
      usage: { microUsd: Math.ceil((full?.usage.microUsd ?? 0) / 2), modelCalls: 1 },
    })
    expect(Object.keys(api.totals())).toEqual(['claude-haiku-5-5 (batch)', 'claude-haiku-5-5'])
    // Ten minutes are slept through in ever longer waits, not one a second.
    expect(time.slept.length).toBeLessThan(25)
    expect(Math.max(...time.slept)).toBeLessThanOrEqual(60_000)
  })

  test('what is not ready in time is cancelled, and cost nothing', async () => {
    const time = clockwork()
    const { api, claude } = await start({ brain: intent, batchMs: 7_200_000, clock: time.now }, time)
    const answers = await claude.batch(questions, { withinMs: 60_000, stop: never })
    expect(answers).toHaveLength(5)
    for (const answer of answers)
      expect(answer).toMatchObject({
        kind: 'down',
        billed: 'nothing',
        next: expect.stringMatching(/batchMinutes/),
      })
    expect(api.log.map(({ path }) => path.split('/').at(-1))).toContain('cancel')
    expect(api.totals()).toEqual({})
  })

  test('a stop cancels it at once', async () => {
    const time = clockwork()
    const { api, claude } = await start({ brain: intent, batchMs: 7_200_000, clock: time.now }, time)
    const answers = await claude.batch(questions, { withinMs: 3_600_000, stop: AbortSignal.abort() })
    expect(answers[0]).toMatchObject({ billed: 'nothing' })
    expect(
      api.log.filter(({ method }) => method === 'POST').map(({ path }) => path.split('/').at(-1)),
    ).toEqual(['batches', 'cancel'])
  })

  test('one request that fails is a fault at its place, the others are answers', async () => {
    const time = clockwork()
    const { claude } = await start(
      { brain: intent, clock: time.now, faults: [{ on: 2, does: { kind: 'overloaded' } }] },
      time,
    )
    const answers = await claude.batch(questions, { withinMs: 60_000, stop: never })
    expect(answers.map((answer) => ('content' in answer ? 'answer' : answer.kind))).toEqual([
      'answer',
      'down',
      'answer',
      'answer',
      'answer',
    ])
    expect(answers[1]).toMatchObject({ billed: 'nothing', next: expect.any(String) })
  })

  test('that cannot be made says why; of none nothing is asked', async () => {
    const { api, claude } = await start({ apiKey: 'another-key' })
    expect(await claude.batch([], { withinMs: 1000, stop: never })).toEqual([])
    expect(api.log).toEqual([])
    const thrown = await thrownBy(claude.batch(questions, { withinMs: 1000, stop: never }))
    expect(thrown).toMatchObject({ stopCause: 'setup', next: expect.stringMatching(/ANTHROPIC_API_KEY/) })
  })

  test('whose end the vendor does not tell is of unknown cost, and waits for nobody for ever', async () => {
    const time = clockwork()
    const { claude, api } = await start({ brain: intent, batchMs: 0, clock: time.now }, time)
    const asked = claude.batch(questions, { withinMs: 60_000, stop: never })
    while (!api.log.some(({ method, status }) => method === 'POST' && status === 200))
      await new Promise(setImmediate)
    await api.close()
    for (const answer of await asked)
      expect(answer).toMatchObject({
        kind: 'down',
        billed: 'unknown',
        message: expect.stringMatching(/msgbatch_/),
      })
  })
})
