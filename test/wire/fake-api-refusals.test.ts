import { describe, expect, test } from 'vitest'
import type { Misbehaviour } from '../fakes/messages-api/contract.ts'
import { startMessagesApi } from '../fakes/messages-api/server.ts'
import { ask, callsRecord, marked, model, open, record, refusal, says, start, user } from './fake-kit.ts'

// The fake that refuses and misbehaves is held to the vendor's documentation, through the real SDK: what the connector's tests rest on.

describe('a request that the vendor refuses', () => {
  const tools = [record]
  const use = { type: 'tool_use' as const, id: 'toolu_1', name: 'record', input: {} }
  const format = (schema: Record<string, unknown>) => ({ format: { type: 'json_schema' as const, schema } })
  const table: readonly (readonly [string, number, object])[] = [
    ['an unknown model', 404, { model: 'claude-sonnet-9' }],
    ['a forced tool', 400, { tools, tool_choice: { type: 'any' } }],
    ['a named tool', 400, { tools, tool_choice: { type: 'tool', name: 'record' } }],
    ['a temperature', 400, { temperature: 0 }],
    ['a thinking budget', 400, { thinking: { type: 'enabled', budget_tokens: 1024 } }],
    ['a prefill', 400, { messages: [user('hello'), { role: 'assistant', content: 'I' }] }],
    ['five cache marks', 400, { system: Array.from({ length: 5 }, () => marked('x')) }],
    ['two tools of one name', 400, { tools: [record, record] }],
    ['empty text', 400, { messages: [user([{ type: 'text', text: ' ' }])] }],
    [
      'a tool call without its result',
      400,
      { messages: [user('a'), { role: 'assistant', content: [use] }, user('b')] },
    ],
    [
      'a schema with limits',
      400,
      {
        output_config: format({
          type: 'object',
          additionalProperties: false,
          properties: { a: { type: 'number', minimum: 1 } },
        }),
      },
    ],
    ['a schema that is open', 400, { output_config: format({ type: 'object', properties: {} }) }],
    ['more output than there is', 400, { max_tokens: 128_001, stream: true }],
  ]
  test.each(table)('%s: %i', async (_, status, more) => {
    const { client } = await start()
    const asked = client.messages.create({ ...ask(), ...more })
    const type = status === 404 ? 'not_found_error' : 'invalid_request_error'
    expect(await refusal(asked)).toBe(`${status} ${type}`)
  })

  test('the small model may be told which tool to call', async () => {
    const { client } = await start()
    await client.messages.create(ask({ model: 'claude-haiku-5-5', tools, tool_choice: { type: 'any' } }))
  })

  test('a thinking block must come back as it was, after the words it came after', async () => {
    const { client } = await start({
      brain: () => ({
        content: [
          { type: 'thinking', thinking: 'Hm.' },
          { type: 'text', text: 'Yes.' },
        ],
      }),
    })
    const { content } = await client.messages.create(ask())
    const [thought] = content
    if (thought?.type !== 'thinking') throw new Error('a thinking block was expected')
    const again = (opening: string, thinking: string) =>
      refusal(
        client.messages.create(
          ask({
            messages: [
              user(opening),
              { role: 'assistant', content: [{ ...thought, thinking }, ...content.slice(1)] },
              user('and?'),
            ],
          }),
        ),
      )
    expect(await again('hello', 'Hm.')).toBe('no refusal')
    expect(await again('hello', 'Hm!')).toBe('400 invalid_request_error')
    expect(await again('hullo', 'Hm.')).toBe('400 invalid_request_error')
  })

  test('a wrong key', async () => {
    const { client } = await start({ apiKey: 'the-key' })
    expect(await refusal(client.messages.create(ask()))).toBe('401 authentication_error')
  })
})

describe('a vendor that misbehaves', () => {
  const struck = async (does: Misbehaviour, stream: boolean) => {
    const { api, client } = await start({ brain: callsRecord, faults: [{ on: 1, does }] })
    const asked = stream ? client.messages.stream(ask()).finalMessage() : client.messages.create(ask())
    const outcome = await asked.then(
      ({ stop_reason, content }) =>
        `${stop_reason} ${JSON.stringify(content.map((block) => ('input' in block ? block.input : '')))}`,
      (error: Error & { status?: number; headers?: Headers; error?: { error?: { details?: object } } }) =>
        [error.constructor.name, error.status, error.headers?.get('retry-after'), error.error?.error?.details]
          .map((part) => (typeof part === 'object' ? JSON.stringify(part) : part))
          .join(' ')
          .trim(),
    )
    expect((await client.messages.create(ask())).stop_reason, 'the next request is served').toBe('tool_use')
    return { outcome, billed: api.log[0]?.tokens !== undefined, logged: api.log[0]?.fault }
  }
  const table: readonly (readonly [Misbehaviour, boolean, RegExp, boolean])[] = [
    [{ kind: 'throttled', retryAfterSeconds: 7 }, true, /^RateLimitError 429 7/, false],
    [{ kind: 'throttled' }, true, /^RateLimitError 429 null/, false],
    [{ kind: 'overloaded' }, true, /^OverloadedError 529/, false],
    [{ kind: 'internal' }, true, /^InternalServerError 500/, false],
    [{ kind: 'unauthorised' }, true, /^AuthenticationError 401/, false],
    [{ kind: 'unpaid' }, true, /^PaymentRequiredError 402/, false],
    [{ kind: 'forbidden' }, true, /^PermissionDeniedError 403/, false],
    [{ kind: 'spend-cap' }, true, /429 null \{"error_code":"enforced_spend_limit_reached"\}/, false],
    [{ kind: 'status', status: 418, body: '{}' }, true, /418/, false],
    [{ kind: 'refusal' }, true, /^refusal \[\]/, true],
    [{ kind: 'refusal', withToolCall: true }, true, /^refusal \[\{"ask":"everything"\}\]/, true],
    [{ kind: 'max-tokens' }, true, /^max_tokens \[\{/, true],
    [{ kind: 'max-tokens' }, false, /^max_tokens \["\{/, true],
    [{ kind: 'malformed-json' }, false, /^tool_use \["\{/, true],
    [{ kind: 'hang', when: 'before-headers' }, true, /^APIConnectionTimeoutError/, false],
    [{ kind: 'hang', when: 'before-headers' }, false, /^APIConnectionTimeoutError/, false],
    [{ kind: 'drop', when: 'before-headers' }, true, /^APIConnectionError/, false],
    [{ kind: 'drop', when: 'mid-stream' }, true, /Error/, true],
    [{ kind: 'error-event', type: 'overloaded_error', message: 'Overloaded' }, true, /Error/, true],
    [{ kind: 'other-shape', what: 'html' }, true, /Error/, false],
    [{ kind: 'other-shape', what: 'empty' }, true, /Error/, false],
    [{ kind: 'other-shape', what: 'no-start' }, true, /Error/, false],
  ]
  test.each(table)('%j, streamed %s: %s', async (does, stream, expected, billed) => {
    const got = await struck(does, stream)
    expect(got.outcome).toMatch(expected)
    expect({ billed: got.billed, logged: got.logged }).toEqual({ billed, logged: does.kind })
  })

  test('hangs in the middle of a stream', async () => {
    const { client } = await start({ faults: [{ on: 1, does: { kind: 'hang', when: 'after-first-token' } }] })
    const stream = client.messages.stream(ask())
    await new Promise((resolve) => stream.once('text', resolve))
    const ended = stream.finalMessage().then(
      () => 'ended',
      () => 'broken off',
    )
    const waited = new Promise((resolve) => setTimeout(() => resolve('still open'), 100))
    expect(await Promise.race([ended, waited])).toBe('still open')
    stream.abort()
    expect(await ended).toBe('broken off')
  })

  test('strikes by what is asked, and as often as told', async () => {
    const { client } = await start({
      faults: [
        {
          on: ({ messages }) => JSON.stringify(messages).includes('bad'),
          times: 2,
          does: { kind: 'internal' },
        },
      ],
    })
    const outcomes: string[] = []
    for (const word of ['good', 'bad', 'bad', 'good', 'bad'])
      outcomes.push(await refusal(client.messages.create(ask({ messages: [user(word)] }))))
    expect(outcomes.map((outcome) => outcome.slice(0, 3))).toEqual(['no ', '500', '500', 'no ', 'no '])
  })
})

describe('batches', () => {
  const two = [
    { custom_id: 'one', params: ask() },
    { custom_id: 'two', params: ask({ model: 'claude-sonnet-9' }) },
  ]

  test('are answered in their time, line by line, under a price of their own', async () => {
    let now = 0
    const { api, client } = await start({ batchMs: 60_000, clock: () => now })
    const { id } = await client.messages.batches.create({ requests: two })
    expect((await client.messages.batches.retrieve(id)).processing_status).toBe('in_progress')
    now = 60_000
    const ended = await client.messages.batches.retrieve(id)
    expect([ended.processing_status, ended.request_counts]).toEqual([
      'ended',
      { processing: 0, succeeded: 1, errored: 1, canceled: 0, expired: 0 },
    ])
    const lines: string[] = []
    for await (const { custom_id, result } of await client.messages.batches.results(id))
      lines.push(`${custom_id} ${result.type}`)
    expect(lines.toSorted()).toEqual(['one succeeded', 'two errored'])
    expect(Object.keys(api.totals())).toEqual([`${model} (batch)`])
  })

  test('that are cancelled in time cost nothing', async () => {
    const { api, client } = await start({ batchMs: 60_000 })
    const { id } = await client.messages.batches.create({ requests: two })
    expect((await client.messages.batches.cancel(id)).processing_status).toBe('canceling')
    const { request_counts } = await client.messages.batches.retrieve(id)
    expect([request_counts.canceled, api.totals()]).toEqual([2, {}])
  })
})

describe('the judge', () => {
  test.each([
    ['a field nobody knows', { ...ask(), color: 'blue' }, /color/],
    [
      'a block without its text',
      ask({ messages: [{ role: 'user', content: [{ type: 'text' }] }] } as never),
      /text/,
    ],
    ['no model', { max_tokens: 10, messages: [user('hello')] }, /model/],
  ])('tells of a request with %s', async (_, body, words) => {
    const api = await startMessagesApi({ brain: says('Good day.') })
    const headers = {
      'x-api-key': 'a-key',
      'anthropic-version': '2026-10-21',
      'content-type': 'application/json',
    }
    const { status } = await fetch(`${api.url}/v1/messages`, {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
    })
    expect(status).toBe(400)
    expect(api.problems().join()).toMatch(words)
    await expect(api.close()).rejects.toThrow(words)
  })

  test('tells of an answer that is no message', async () => {
    const { api, client } = await start({ brain: () => ({ content: [{ type: 'text', text: 7 as never }] }) })
    await refusal(client.messages.create(ask()))
    expect(api.problems().join()).toMatch(/text must be string/)
    await open.pop()?.close({ expectProblems: true })
  })

  test('the log keeps what was asked and what it cost', async () => {
    const { api, client } = await start()
    await client.messages.create(ask({ metadata: { user_id: 'u' } }))
    expect(api.log).toMatchObject([
      {
        number: 1,
        method: 'POST',
        path: '/v1/messages',
        status: 200,
        model,
        request: { metadata: { user_id: 'u' } },
        tokens: { input: 6, output: 3 },
      },
    ])
  })
})
