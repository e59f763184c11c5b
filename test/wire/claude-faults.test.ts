import { createServer, type ServerResponse } from 'node:http'
import { describe, expect, test } from 'vitest'
import { Fault, RunStop } from '#base/fault.ts'
import { ModelFault } from '#ports/model.ts'
import type { Brain, Misbehaviour } from '../fakes/messages-api/contract.ts'
import { apiKey, asking, start, thrownBy, tiers } from './claude-kit.ts'

const brain: Brain = () => ({
  content: [
    { type: 'text', text: 'I look the account up before I say anything about it. '.repeat(8) },
    { type: 'tool_use', name: 'read-record', input: { part: 'everything there is to know about it' } },
  ],
})

const hour = 3_600_000
const body = (type: string, message: string): string =>
  JSON.stringify({ type: 'error', error: { type, message }, request_id: 'req_1' })
const status = (code: number, type: string, words = 'as you like it'): Misbehaviour => ({
  kind: 'status',
  status: code,
  body: body(type, words),
})

/** Something that is no Messages API, on a port of its own. */
async function listening(answer: (response: ServerResponse) => void) {
  const server = createServer((_request, response) => answer(response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const close = async (): Promise<void> => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
  return { port, close }
}

/** What a fault says, without its words: kind, what is billed or why the run stops, milliseconds to wait. */
const outline = (thrown: unknown): readonly unknown[] => {
  if (thrown instanceof RunStop) return ['stop', thrown.stopCause]
  if (thrown instanceof ModelFault) return [thrown.kind, thrown.billed, thrown.retryAfterMs]
  return [thrown]
}

// One row per way to fail: what it comes out as, and a piece of the message and of the next step.
const table: readonly (readonly [string, Misbehaviour, readonly unknown[], RegExp, RegExp])[] = [
  [
    '429 with Retry-After',
    { kind: 'throttled', retryAfterSeconds: 7 },
    ['throttled', 'nothing', 7000],
    /fewer calls \(429\)/,
    /inFlight/,
  ],
  [
    '429 without Retry-After',
    { kind: 'throttled' },
    ['throttled', 'nothing', undefined],
    /429/,
    /rate limit/,
  ],
  [
    '529',
    { kind: 'overloaded' },
    ['down', 'nothing', undefined],
    /no capacity right now \(529\)/,
    /again later/,
  ],
  [
    '529 that says when',
    { kind: 'overloaded', retryAfterSeconds: 2 },
    ['down', 'nothing', 2000],
    /529/,
    /again/,
  ],
  ['503', status(503, 'api_error'), ['down', 'nothing', undefined], /503/, /again/],
  ['500', { kind: 'internal' }, ['down', 'unknown', undefined], /failed \(500\)/, /again/],
  [
    '504 of a gateway',
    { kind: 'status', status: 504, body: '<h1>Gateway Timeout</h1>', contentType: 'text/html' },
    ['down', 'unknown', undefined],
    /504.*Gateway Timeout/,
    /again/,
  ],
  ['408', status(408, 'timeout_error'), ['down', 'nothing', undefined], /408/, /again/],
  ['409', status(409, 'invalid_request_error'), ['down', 'nothing', undefined], /409/, /again/],
  ['the spend cap', { kind: 'spend-cap' }, ['stop', 'budget'], /spend limit/, /raise the limit/],
  ['402', { kind: 'unpaid' }, ['stop', 'budget'], /payment \(402\)/, /billing/],
  ['401', { kind: 'unauthorised' }, ['stop', 'setup'], /key \(401\)/, /ANTHROPIC_API_KEY/],
  ['403', { kind: 'forbidden' }, ['stop', 'setup'], /403/, /model\.tiers\.work\.model/],
  [
    '400',
    status(400, 'invalid_request_error', 'max_tokens: too many'),
    ['refused', 'nothing', undefined],
    /"max_tokens: too many"/,
    /model\.tiers/,
  ],
  ['413', status(413, 'request_too_large'), ['refused', 'nothing', undefined], /413/, /too long/],
  [
    'a hang before the headers',
    { kind: 'hang', when: 'before-headers' },
    ['down', 'unknown', undefined],
    /said nothing for 400 ms/,
    /again/,
  ],
  [
    'a hang in the middle',
    { kind: 'hang', when: 'after-first-token' },
    ['down', 'unknown', undefined],
    /said nothing for 400 ms/,
    /again/,
  ],
  [
    'a connection dropped before the answer',
    { kind: 'drop', when: 'before-headers' },
    ['down', 'unknown', undefined],
    /connection to the model failed/,
    /network/,
  ],
  [
    'a dropped stream',
    { kind: 'drop', when: 'mid-stream' },
    ['down', 'unknown', undefined],
    /broke in the middle/,
    /network/,
  ],
  [
    'overloaded in the middle',
    { kind: 'error-event', type: 'overloaded_error', message: 'Overloaded' },
    ['down', 'unknown', undefined],
    /"Overloaded", in the middle of the answer/,
    /again/,
  ],
  [
    'a key refused in the middle stops nothing, for it may have cost',
    { kind: 'error-event', type: 'authentication_error', message: 'no' },
    ['refused', 'unknown', undefined],
    /in the middle/,
    /ANTHROPIC_API_KEY/,
  ],
  [
    'a page instead of a stream',
    { kind: 'other-shape', what: 'html' },
    ['nonsense', 'unknown', undefined],
    /text\/html/,
    /baseUrl/,
  ],
  [
    'JSON instead of a stream',
    { kind: 'other-shape', what: 'json' },
    ['nonsense', 'unknown', undefined],
    /application\/json/,
    /baseUrl/,
  ],
  [
    'a stream of nothing',
    { kind: 'other-shape', what: 'empty' },
    ['down', 'unknown', undefined],
    /broke in the middle/,
    /network/,
  ],
  [
    'a stream without a beginning',
    { kind: 'other-shape', what: 'no-start' },
    ['nonsense', 'unknown', undefined],
    /began with message_stop/,
    /baseUrl/,
  ],
]

describe('each failure has its outcome, its cost and its next step', () => {
  test.each(table)('%s', async (_sentence, does, outcome, words, next) => {
    const { api, claude } = await start(
      { brain, faults: [{ on: 1, does }], firstTokenMs: 5, turnMs: 25 },
      { idleMs: 400 },
    )
    const thrown = await thrownBy(claude.answer(asking()))
    expect(outline(thrown)).toEqual(outcome)
    expect(thrown).toMatchObject({ message: expect.stringMatching(words), next: expect.stringMatching(next) })
    // One attempt: whoever tries again reserves first. And the connector is as good as new.
    expect(api.log).toHaveLength(1)
    expect(await claude.answer(asking())).toMatchObject({ stopReason: 'tool-use' })
  })

  test('a call that is never complete ends after its total time, however many signs of life there are', async () => {
    const { claude } = await start(
      { brain, firstTokenMs: 20, turnMs: 30_000 },
      { idleMs: 20_000, totalMs: 300 },
    )
    const thrown = await thrownBy(claude.answer(asking()))
    expect(outline(thrown)).toEqual(['down', 'unknown', undefined])
    expect(thrown).toMatchObject({ message: expect.stringMatching(/not complete after 300 ms/) })
  })

  test('nobody listens: nothing was sent, nothing is billed', async () => {
    const { port, close } = await listening(() => {})
    await close()
    const { claude } = await start({ judge: false }, { baseUrl: `http://127.0.0.1:${port}` })
    const thrown = await thrownBy(claude.answer(asking()))
    expect(outline(thrown)).toEqual(['down', 'nothing', undefined])
    expect(thrown).toMatchObject({ next: expect.stringMatching(/baseUrl/) })
  })

  test('an unknown model names the tier, the id and the setting', async () => {
    const unknown = { ...tiers, work: { model: 'claude-sonnet-9' } }
    const price = { input: 1, output: 1, cacheWrite: 1, cacheRead: 1 }
    const { claude } = await start({}, { tiers: unknown, prices: { 'claude-sonnet-9': price } })
    const thrown = await thrownBy(claude.answer(asking()))
    expect(outline(thrown)).toEqual(['stop', 'setup'])
    expect(thrown).toMatchObject({
      message: expect.stringMatching(/no model claude-sonnet-9 for the tier work \(404\)/),
      next: expect.stringMatching(/model\.tiers\.work\.model in daybook\.toml/),
    })
  })
})

describe('how long to wait is read in each of its spellings', () => {
  const now = new Date('2026-11-21T12:00:00Z')
  test.each([
    ['milliseconds come first', { 'retry-after-ms': '250', 'retry-after': '9' }, 250],
    ['seconds, broken ones too', { 'retry-after': '1.5' }, 1500],
    ['a date', { 'retry-after': new Date(now.getTime() + hour).toUTCString() }, hour],
    ['a date that has passed', { 'retry-after': new Date(now.getTime() - hour).toUTCString() }, 0],
    ['words nobody understands', { 'retry-after': 'soon' }, undefined],
  ])('%s', async (_sentence, headers, retryAfterMs) => {
    const { port, close } = await listening((response) => {
      response.writeHead(429, { 'content-type': 'application/json', ...headers })
      response.end(body('rate_limit_error', 'slow down'))
    })
    try {
      const { claude } = await start(
        { judge: false },
        { baseUrl: `http://127.0.0.1:${port}`, clock: () => now },
      )
      expect(await thrownBy(claude.answer(asking()))).toMatchObject({ kind: 'throttled', retryAfterMs })
    } finally {
      await close()
    }
  })
})

describe('an answer that ends otherwise than well is an answer all the same, with what it cost', () => {
  test('a refusal, even with a tool call in it', async () => {
    const { claude } = await start({
      brain,
      faults: [{ on: 1, does: { kind: 'refusal', withToolCall: true } }],
    })
    const answer = await claude.answer(asking())
    expect(answer.stopReason).toBe('refusal')
    expect(answer.usage.microUsd).toBeGreaterThan(0)
  })

  test('max_tokens in a tool call: the reason is said, and what was written is no JSON', async () => {
    const longCall: Brain = () => ({
      content: [{ type: 'tool_use', name: 'propose', input: { why: 'because '.repeat(50) } }],
    })
    const { claude } = await start({ brain: longCall, faults: [{ on: 1, does: { kind: 'max-tokens' } }] })
    const answer = await claude.answer(asking())
    expect(answer.stopReason).toBe('max-tokens')
    expect(answer.content).toMatchObject([
      { type: 'tool_use', input: {}, malformed: expect.stringMatching(/^\{"why"/) },
    ])
  })

  test('malformed arguments are kept as they were written, and the conversation can go on', async () => {
    const { claude } = await start({ brain, faults: [{ on: 1, does: { kind: 'malformed-json' } }] })
    const answer = await claude.answer(asking())
    expect(answer.content.at(-1)).toMatchObject({ input: {}, malformed: expect.stringMatching(/,,$/) })
    const { messages } = asking()
    const on = [
      ...messages,
      { role: 'assistant' as const, content: answer.content },
      {
        role: 'user' as const,
        content: answer.content.flatMap((block) =>
          block.type === 'tool_use'
            ? [{ type: 'tool_result' as const, tool_use_id: block.id, content: 'no JSON', is_error: true }]
            : [],
        ),
      },
    ]
    expect(await claude.answer(asking({ messages: on }))).toMatchObject({ stopReason: 'tool-use' })
  })

  test.each([
    ['model_context_window_exceeded', 'refused', /context window/],
    ['pause_turn', 'nonsense', /paused/],
    ['stop_sequence', 'nonsense', /"stop_sequence"/],
  ] as const)('%s is a fault in words', async (stopReason, kind, words) => {
    const { claude } = await start({
      brain: () => ({ content: [{ type: 'text', text: 'Well.' }], stopReason }),
    })
    const thrown = await thrownBy(claude.answer(asking()))
    expect(outline(thrown)).toEqual([kind, 'unknown', undefined])
    expect(thrown).toMatchObject({ message: expect.stringMatching(words), next: expect.any(String) })
  })
})

describe('the key stays where it is', () => {
  test('a gateway that echoes what it was sent finds it taken out, and long words are cut', async () => {
    const words = `Bearer ${apiKey} is not known\n${'x'.repeat(500)}`
    const { claude } = await start({ faults: [{ on: 1, does: status(401, 'authentication_error', words) }] })
    const thrown = await thrownBy(claude.answer(asking()))
    expect(thrown).toBeInstanceOf(Fault)
    expect(String(thrown)).toMatch(/"Bearer \[key\] is not known x+…"/)
    expect(JSON.stringify(thrown, Object.getOwnPropertyNames(thrown))).not.toContain(apiKey)
  })

  test('a key that cannot be one is refused without being said', async () => {
    const broken = `${apiKey}\n`
    const thrown = await thrownBy(start({ judge: false }, { apiKey: broken }))
    expect(thrown).toMatchObject({ kind: 'refused', next: expect.stringMatching(/copy the key again/) })
    expect(String(thrown)).not.toContain(apiKey)
  })
})
