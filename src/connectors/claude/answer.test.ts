import { describe, expect, test } from 'vitest'
import { ModelFault } from '#ports/model.ts'
import { answerOf, hear, heardWhole, nothingHeard, type Heard } from './answer.ts'
import { Event, RawMessage } from './events.ts'

const price = { input: 1, output: 1, cacheWrite: 1, cacheRead: 1 }
const billing = { price, batch: false }

/** What is heard of events as they stand on the wire. */
const heardOf = (events: readonly object[]): Heard =>
  events.reduce<Heard>((heard, raw) => {
    const event = Event.parse(raw)
    return event.type === 'error' ? heard : hear(heard, event)
  }, nothingHeard)

const start = { type: 'message_start', message: { usage: { input_tokens: 7, output_tokens: 1 } } }
const block = (index: number, content_block: object) => ({
  type: 'content_block_start',
  index,
  content_block,
})
const delta = (index: number, more: object) => ({ type: 'content_block_delta', index, delta: more })
const end = (stop_reason: string, usage: object = { output_tokens: 5 }) => [
  { type: 'message_delta', delta: { stop_reason }, usage },
  { type: 'message_stop' },
]
const call = { type: 'tool_use', id: 'toolu_1', name: 'read', input: {}, caller: { type: 'direct' } }

describe('an answer is put together from its events', () => {
  test('texts and arguments grow, thinking keeps all it came with, counts are those said last', () => {
    const answer = answerOf(
      heardOf([
        start,
        block(0, { type: 'thinking', thinking: '', signature: '', hint: 1 }),
        delta(0, { type: 'thinking_delta', thinking: 'a' }),
        delta(0, { type: 'thinking_delta', thinking: 'b' }),
        delta(0, { type: 'signature_delta', signature: 'sig' }),
        block(1, { type: 'text', text: '', citations: null }),
        delta(1, { type: 'text_delta', text: 'x' }),
        delta(1, { type: 'citations_delta', citation: {} }),
        delta(1, { type: 'text_delta', text: 'y' }),
        block(2, call),
        delta(2, { type: 'input_json_delta', partial_json: '{"a":' }),
        delta(2, { type: 'input_json_delta', partial_json: '1}' }),
        block(3, call),
        ...end('tool_use', { output_tokens: 20, input_tokens: null, cache_read_input_tokens: 3 }),
      ]),
      billing,
    )
    expect(answer).toEqual({
      content: [
        { type: 'opaque', value: { type: 'thinking', thinking: 'ab', signature: 'sig', hint: 1 } },
        { type: 'text', text: 'xy' },
        { type: 'tool_use', id: 'toolu_1', name: 'read', input: { a: 1 } },
        { type: 'tool_use', id: 'toolu_1', name: 'read', input: {} },
      ],
      stopReason: 'tool-use',
      usage: {
        inputTokens: 7,
        outputTokens: 20,
        cacheReadTokens: 3,
        cacheWriteTokens: 0,
        modelCalls: 1,
        microUsd: 30,
      },
    })
  })

  test.each([
    ['cut off', '{"a":'],
    ['with a comma too many', '{"a":1,}'],
    ['a list, which the vendor does not take back', '[1]'],
    ['a word', '"all"'],
  ])('arguments that are %s are kept as they were written', (_sentence, partial_json) => {
    const events = [
      start,
      block(0, call),
      delta(0, { type: 'input_json_delta', partial_json }),
      ...end('tool_use'),
    ]
    expect(answerOf(heardOf(events), billing).content).toEqual([
      { type: 'tool_use', id: 'toolu_1', name: 'read', input: {}, malformed: partial_json },
    ])
  })

  test('in a finished message arguments that were no JSON are a text', () => {
    const whole = RawMessage.parse({
      content: [{ ...call, input: '{"a":,' }, call],
      stop_reason: 'tool_use',
      usage: { input_tokens: 1, output_tokens: 1 },
    })
    expect(answerOf(heardWhole(whole), billing).content).toMatchObject([
      { malformed: '{"a":,' },
      { input: {} },
    ])
    expect(answerOf(heardWhole(whole), billing).content[1]).not.toHaveProperty('malformed')
  })
})

test.each([
  [{ model: 'claude-x-5' }, 'claude-x-5'],
  [{ model: null }, undefined],
  [{ model: 7 }, undefined],
  [{}, undefined],
])('the model that answered, where the vendor says it: %j', (said, model) => {
  const heard = heardOf([
    { type: 'message_start', message: { ...start.message, ...said } },
    ...end('end_turn'),
  ])
  const whole = RawMessage.parse({
    ...said,
    content: [],
    stop_reason: 'end_turn',
    usage: start.message.usage,
  })
  for (const one of [heard, heardWhole(whole)]) {
    const answer = answerOf(one, billing)
    expect(answer.model).toBe(model)
    expect('model' in answer).toBe(model !== undefined)
  }
})

describe('events that do not fit together are nonsense of unknown cost', () => {
  const nonsense = expect.objectContaining({ kind: 'nonsense', billed: 'unknown' })
  test.each([
    ['content before the beginning', [block(0, call)]],
    ['a block that is not the next one', [start, block(1, call)]],
    ['a piece of a block that never began', [start, delta(0, { type: 'text_delta', text: 'x' })]],
    ['a piece of unknown kind', [start, block(0, call), delta(0, { type: 'new_delta' })]],
  ])('%s', (_sentence, events) => {
    expect(() => heardOf(events)).toThrow(nonsense)
  })

  test('an answer that does not say what it used: its cost is not known', () => {
    const events = [{ type: 'message_start', message: { usage: {} } }, ...end('end_turn', {})]
    expect(() => answerOf(heardOf(events), billing)).toThrow(ModelFault)
    expect(() => answerOf(heardOf(events), billing)).toThrow(/how many tokens/)
  })
})
