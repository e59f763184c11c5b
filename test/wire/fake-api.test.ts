import type { Message } from '@anthropic-ai/sdk/resources/messages'
import { describe, expect, test } from 'vitest'
import type { Brain } from '../fakes/messages-api/contract.ts'
import { ask, callsRecord, marked, model, record, says, start, user } from './fake-kit.ts'

// The fake is held to the vendor's documentation, through the real SDK: what the connector's tests rest on.

/** Long enough to be cached: about 1,290 tokens. */
const rules = 'Rules. '.repeat(572)
const paid = ({ usage }: Message) => [
  usage.input_tokens,
  usage.cache_creation_input_tokens,
  usage.cache_read_input_tokens,
]

describe('an answer', () => {
  const brain: Brain = () => ({
    content: [
      { type: 'thinking', thinking: 'Let me look.' },
      { type: 'text', text: 'I read. '.repeat(40) },
      { type: 'tool_use', name: 'record', input: { ask: 'everything' } },
    ],
  })

  test('has the events of the documentation in their order, and is the same streamed or whole', async () => {
    const { client } = await start({ brain })
    const types: string[] = []
    for await (const event of await client.messages.create({ ...ask(), stream: true })) types.push(event.type)
    expect(types.filter((type, at) => type !== types[at - 1])).toEqual([
      'message_start',
      ...Array.from({ length: 3 }, () => [
        'content_block_start',
        'content_block_delta',
        'content_block_stop',
      ]).flat(),
      'message_delta',
      'message_stop',
    ])
    const streamed = await client.messages.stream(ask()).finalMessage()
    const whole = await client.messages.create(ask())
    const bare = ({ content, stop_reason, usage }: Message) => ({
      content: content.map((block) => ('id' in block ? { ...block, id: '' } : block)),
      stop_reason,
      counts: [usage.input_tokens, usage.output_tokens],
    })
    expect(bare(streamed)).toEqual(bare(whole))
    expect(whole.stop_reason).toBe('tool_use')
  })

  test('is cut off at max_tokens, in the middle of its words', async () => {
    const { client } = await start({ brain: says('word '.repeat(400)) })
    const { stop_reason, usage, content } = await client.messages.create(ask({ max_tokens: 100 }))
    expect([stop_reason, usage.output_tokens]).toEqual(['max_tokens', 100])
    expect(content[0]).toMatchObject({ text: 'word '.repeat(62) })
  })

  test('takes about 30 % more tokens in the 5 family than before it', async () => {
    const { client } = await start()
    const count = async (id: string) =>
      (await client.messages.countTokens({ model: id, messages: [user('x'.repeat(4000))] })).input_tokens
    expect((await count(model)) / (await count('claude-sonnet-4-6'))).toBeCloseTo(1.29, 2)
  })

  test('of the offline drafter reads with tools', async () => {
    const { client } = await start({ brain: undefined } as never)
    const account = {
      account: 'acc_1',
      now: '2026-11-21T09:00:00.000Z',
      stage: 'new',
      skill: 'research',
      language: 'en',
    }
    const told = JSON.stringify({ ...account, signals: [], sender: { name: 'Ada', company: 'Us' } })
    const { content } = await client.messages.create(
      ask({
        tools: [record],
        messages: [
          user([
            { type: 'text', text: 'playbook' },
            { type: 'text', text: told },
          ]),
        ],
      }),
    )
    expect(content[0]).toMatchObject({ type: 'tool_use', name: 'record', input: {} })
  })
})

describe('the prompt cache', () => {
  const system = [marked(rules)]

  test('is written once and read by whoever has the same bytes before the mark', async () => {
    const { api, client } = await start()
    expect(paid(await client.messages.create(ask({ system })))).toEqual([5, 1296, 0])
    expect(paid(await client.messages.create(ask({ system, messages: [user('another account')] })))).toEqual([
      9, 0, 1296,
    ])
    expect(paid(await client.messages.create(ask({ system: [marked(`${rules}!`)] })))).toEqual([6, 1296, 0])
    expect(api.totals()[model]).toEqual({
      calls: 3,
      input: 20,
      cacheWrite: 2592,
      cacheRead: 1296,
      output: 9,
    })
  })

  test('belongs to one model, to the tools before it and to the schema of the answer', async () => {
    const { client } = await start()
    await client.messages.create(ask({ system }))
    const format = { type: 'json_schema' as const, schema: { type: 'object', additionalProperties: false } }
    for (const other of [{ model: 'claude-opus-5-5' }, { tools: [record] }, { output_config: { format } }])
      expect(paid(await client.messages.create(ask({ system, ...other })))[2]).toBe(0)
    // Effort and thinking stand before the messages only.
    expect(paid(await client.messages.create(ask({ system, output_config: { effort: 'low' } })))[2]).toBe(
      1296,
    )
  })

  test('grows with a conversation: what was written by the last turn is read by the next', async () => {
    const { client } = await start({ brain: callsRecord })
    const messages = [user([marked('the account '.repeat(100))])]
    const first = await client.messages.create(ask({ system, messages, tools: [record] }))
    const call = first.content[0]
    if (call?.type !== 'tool_use') throw new Error('a tool call was expected')
    const result = { type: 'tool_result' as const, tool_use_id: call.id, content: 'found '.repeat(100) }
    messages.push({ role: 'assistant', content: first.content })
    messages.push(user([{ ...result, cache_control: { type: 'ephemeral' } }]))
    const second = await client.messages.create(ask({ system, messages, tools: [record] }))
    expect(second.usage.cache_read_input_tokens).toBe(first.usage.cache_creation_input_tokens)
    expect(second.usage.input_tokens).toBe(0)
  })

  test('looks back 20 blocks from a mark and no further', async () => {
    const { client } = await start()
    const blocks = (count: number) =>
      Array.from({ length: count }, (_, n) => ({ type: 'text' as const, text: `block ${n}` }))
    const talk = (count: number) =>
      ask({ messages: [user([marked(rules), ...blocks(count), marked('end')])] })
    const far = (count: number) =>
      ask({ messages: [user([{ type: 'text', text: rules }, ...blocks(count), marked('another end')])] })
    await client.messages.create(talk(0))
    expect(paid(await client.messages.create(far(18)))[2]).toBe(1296)
    expect(paid(await client.messages.create(far(19)))[2]).toBe(0)
  })

  test('holds nothing below 512 tokens', async () => {
    const { client } = await start()
    const system = (bytes: number) => [marked('x'.repeat(bytes))]
    expect(paid(await client.messages.create(ask({ system: system(1570) })))[1]).toBe(0)
    expect(paid(await client.messages.create(ask({ system: system(1580) })))[1]).toBe(514)
  })

  test('lives five minutes from its last use', async () => {
    let now = 0
    const { client } = await start({ clock: () => now })
    const readAt = async (minutes: number) => {
      now = minutes * 60_000
      return paid(await client.messages.create(ask({ system })))[2] ?? 0
    }
    expect(await readAt(0)).toBe(0)
    expect(await readAt(4.9)).toBe(1296)
    expect(await readAt(9.8)).toBe(1296)
    expect(await readAt(14.8)).toBe(0)
  })

  test('can be read only once the first answer has started streaming', async () => {
    const { client } = await start({ firstTokenMs: 60, turnMs: 120 })
    const stream = client.messages.stream(ask({ system }))
    const early = client.messages.create(ask({ system }))
    await new Promise((resolve) => stream.once('streamEvent', resolve))
    const late = client.messages.create(ask({ system }))
    const answers = await Promise.all([stream.finalMessage(), early, late])
    expect(answers.map(paid)).toEqual([
      [5, 1296, 0],
      [5, 1296, 0],
      [5, 0, 1296],
    ])
  })
})
