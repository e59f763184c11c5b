import fc from 'fast-check'
import { expect, test } from 'vitest'
import { inputAtMost } from '#connectors/claude/ceiling.ts'
import type { TurnBefore } from '#ports/model.ts'
import type { Message } from '#records/conversation.ts'
import { totalInput } from '#records/spend.ts'
import type { TurnBlock } from '../fakes/messages-api/contract.ts'
import { after, asking, firstMessage, start } from './claude-kit.ts'

const words = fc.string({ unit: 'grapheme', maxLength: 300 })
const block: fc.Arbitrary<TurnBlock> = fc.oneof(
  fc.record({ type: fc.constant('text' as const), text: words.map((text) => `.${text}`) }),
  fc.record({ type: fc.constant('thinking' as const), thinking: words }),
  fc.record({
    type: fc.constant('tool_use' as const),
    name: fc.constantFrom('read-record', 'propose'),
    input: fc.dictionary(fc.string(), fc.jsonValue()),
  }),
)
const conversation = fc.record({
  // The worst tokenizer there can be makes a token of every byte.
  bytesPerToken: fc.double({ min: 1, max: 4, noNaN: true }),
  tier: fc.constantFrom('plan' as const, 'work' as const, 'classify' as const),
  maxTokens: fc.integer({ min: 300, max: 4000 }),
  system: words,
  account: words,
  turns: fc.array(fc.record({ said: fc.array(block, { maxLength: 5 }), told: words }), {
    minLength: 1,
    maxLength: 4,
  }),
})

test('no answer ever costs more than its ceiling, with and without the turn before', async () => {
  let bytes = 1
  let said: readonly TurnBlock[] = []
  const { claude } = await start({
    judge: false,
    brain: () => ({ content: said }),
    bytesPerToken: () => bytes,
  })
  await fc.assert(
    fc.asyncProperty(conversation, async ({ bytesPerToken, tier, maxTokens, system, account, turns }) => {
      bytes = bytesPerToken
      let messages: Message[] = [firstMessage(account)]
      let before: TurnBefore | undefined
      for (const turn of turns) {
        said = turn.said
        const request = asking({ tier, system: system.trim(), maxTokens, messages })
        const answer = await claude.answer(request)
        const { microUsd } = answer.usage
        expect(microUsd).toBeLessThanOrEqual(claude.ceiling(request))
        if (before) expect(microUsd).toBeLessThanOrEqual(claude.ceiling(request, before))
        // The output's bound has room to spare and would hide an input's that is too low.
        expect(totalInput(answer.usage)).toBeLessThanOrEqual(inputAtMost(request))
        if (before) expect(totalInput(answer.usage)).toBeLessThanOrEqual(inputAtMost(request, before))
        if (answer.stopReason === 'max-tokens') return
        before = { messages: messages.length, usage: answer.usage }
        messages = after(messages, answer, turn.told)
      }
    }),
    { numRuns: 50 },
  )
})

test.each([
  ['thinking, which cannot all be seen', { type: 'thinking', thinking: 'Well. '.repeat(600) }],
  [
    'numbers that are longer when they go back than when they came',
    { type: 'tool_use', name: 'read-record', input: {}, json: `{"part":[${'1E20,'.repeat(300)}1]}` },
  ],
] as const)('an answer of %s is bound too when it goes back', async (_sentence, said) => {
  const { claude } = await start({
    judge: false,
    brain: () => ({ content: [said] }),
    bytesPerToken: () => 1,
  })
  const request = asking({ maxTokens: 4000 })
  const answer = await claude.answer(request)
  const next = asking({ maxTokens: 4000, messages: after(request.messages, answer) })
  const { usage } = await claude.answer(next)
  const before = { messages: request.messages.length, usage: answer.usage }
  expect(totalInput(usage)).toBeLessThanOrEqual(inputAtMost(next, before))
})

test('the turn before makes the bound near: what is known is not bound by bytes again', async () => {
  const { claude } = await start({
    judge: false,
    brain: () => ({ content: [{ type: 'tool_use', name: 'read-record', input: { part: 'all' } }] }),
  })
  const request = asking()
  const answer = await claude.answer(request)
  const next = asking({ messages: after(request.messages, answer) })
  const before = { messages: request.messages.length, usage: answer.usage }
  expect(claude.ceiling(next, before)).toBeLessThan(claude.ceiling(next) * 0.7)
})

test('a prompt that may be long is bound at the price for long ones', async () => {
  const { claude } = await start({
    judge: false,
    brain: () => ({ content: [{ type: 'text', text: 'Read.' }] }),
  })
  const ask = (letters: number) =>
    asking({
      tier: 'classify',
      tools: [],
      system: 'Read.',
      messages: [{ role: 'user', content: [{ type: 'text', text: 'x'.repeat(letters) }] }],
    })
  const answer = await claude.answer(ask(400_000))
  // 400,000 bytes are about 129,000 tokens: 0.625 USD per million written, not 0.125.
  expect(answer.usage.cacheWriteTokens).toBeGreaterThan(129_000)
  expect(answer.usage.microUsd).toBeGreaterThan(129_000 * 0.6)
  expect(claude.ceiling(ask(400_000))).toBeGreaterThanOrEqual(answer.usage.microUsd)
  expect(claude.ceiling(ask(90_000))).toBeLessThan(90_000 * 0.2)
})
