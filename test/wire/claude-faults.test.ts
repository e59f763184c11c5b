import { describe, expect, test } from 'vitest'
import { Fault, RunStop } from '#base/fault.ts'
import { ModelFault } from '#ports/model.ts'
import type { Brain } from '../fakes/messages-api/contract.ts'
import { failures, status } from './claude-failures.ts'
import { apiKey, asking, listening, start, thrownBy, tiers } from './claude-kit.ts'

const brain: Brain = () => ({
  content: [
    { type: 'text', text: 'I look the account up before I say anything about it. '.repeat(8) },
    { type: 'tool_use', name: 'read-record', input: { part: 'everything there is to know about it' } },
  ],
})

/** What a fault says, without its words: kind, what is billed or why the run stops, milliseconds to wait. */
const outline = (thrown: unknown): readonly unknown[] => {
  if (thrown instanceof RunStop) return ['stop', thrown.stopCause]
  if (thrown instanceof ModelFault) return [thrown.kind, thrown.billed, thrown.retryAfterMs]
  return [thrown]
}

describe('each failure has its outcome, its cost and its next step', () => {
  test.each(failures)('%s', async (_sentence, does, { outcome, words, next }) => {
    const { api, claude } = await start(
      { brain, faults: [{ on: 1, does }], firstTokenMs: 5, turnMs: 25 },
      does.kind === 'hang' ? { idleMs: 1000 } : {},
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

  test('an answer that takes longer than the silence allowed, but is never silent, is heard out', async () => {
    const { claude } = await start({ brain, firstTokenMs: 20, turnMs: 2400 }, { idleMs: 1500 })
    expect(await claude.answer(asking())).toMatchObject({ stopReason: 'tool-use' })
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
