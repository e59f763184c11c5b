import type { MessageCreateParams } from '@anthropic-ai/sdk/resources/messages'
import { describe, expect, test } from 'vitest'
import { totalInput } from '#records/spend.ts'
import type { Message, ModelAnswer } from '#records/conversation.ts'
import type { Brain } from '../fakes/messages-api/contract.ts'
import { piecesOf } from '../fakes/messages-api/tokens.ts'
import { after, asking, firstMessage, playbook, rules, start } from './claude-kit.ts'

const requestsOf = (log: readonly { readonly request?: unknown }[]) =>
  log.map(({ request }) => request as MessageCreateParams)
/** Where the marks stand, by the place of the block in the order tools, system, messages. */
const marksOf = (request: MessageCreateParams) =>
  piecesOf(request).flatMap(({ mark }, place) => (mark === undefined ? [] : [place]))

/** Calls `calls` tools for two turns, then ends. */
const reading =
  (calls = 1): Brain =>
  ({ messages }) => ({
    content: [
      { type: 'thinking', thinking: `I think again, at message ${messages.length}: ä ☃ "quoted"\n` },
      ...(messages.length < 5
        ? Array.from({ length: calls }, (_, part) => ({
            type: 'tool_use' as const,
            name: 'read-record',
            input: { part: `part ${part}` },
          }))
        : [{ type: 'text' as const, text: 'That is all.' }]),
    ],
  })

async function converse(
  claude: { answer(request: ReturnType<typeof asking>): Promise<ModelAnswer> },
  account: string,
): Promise<readonly ModelAnswer[]> {
  const answers: ModelAnswer[] = []
  let messages: Message[] = [firstMessage(account)]
  for (let turn = 0; turn < 3; turn++) {
    const answer = await claude.answer(asking({ messages }))
    answers.push(answer)
    messages = after(messages, answer, 'what a tool has to say about the account '.repeat(30))
  }
  return answers
}

describe('the cache order', () => {
  test('tools, system, messages; four marks at most, each where a prefix is shared', async () => {
    const { api, claude } = await start({ brain: reading() })
    await converse(claude, 'acc_1')
    const requests = requestsOf(api.log)
    expect(Object.keys(requests[0] ?? {})).toEqual([
      'model',
      'max_tokens',
      'output_config',
      'tools',
      'system',
      'messages',
      'stream',
    ])
    // Places: 0 and 1 tools, 2 system, 3 playbook, 4 account; then thinking, call and answer of the tool, turn by turn.
    expect(requests.map(marksOf)).toEqual([
      [2, 3, 4],
      [2, 3, 4, 7],
      [2, 3, 7, 10],
    ])
  })

  test('every token is written once and read afterwards', async () => {
    const { claude } = await start({ brain: reading() })
    const [first, ...rest] = await converse(claude, 'acc_1')
    let before = first
    for (const answer of rest) {
      expect(answer.usage.cacheReadTokens).toBe(totalInput(before?.usage ?? answer.usage))
      expect(answer.usage.inputTokens).toBe(0)
      before = answer
    }
  })

  test('also after a turn of more blocks than the vendor looks back over', async () => {
    const { claude } = await start({ brain: reading(12) })
    const [first, second, third] = await converse(claude, 'acc_1')
    expect(second?.usage.cacheReadTokens).toBe(totalInput(first?.usage ?? third!.usage))
    expect(third?.usage.cacheReadTokens).toBe(totalInput(second?.usage ?? first!.usage))
  })

  test('two accounts share their prefix byte for byte, and the second one reads it', async () => {
    const { api, claude } = await start({ brain: reading() })
    await converse(claude, 'acc_1')
    const [first] = await converse(claude, 'acc_2')
    const [one, two] = [requestsOf(api.log)[0], requestsOf(api.log)[3]]
    const shared = (request: MessageCreateParams | undefined) =>
      JSON.stringify(request).split('{\\"account')[0]
    expect(shared(two)).toBe(shared(one))
    expect(shared(two)).toContain(rules.slice(0, 40))
    expect(shared(two)).toContain(playbook.slice(0, 40))
    expect(first?.usage.cacheReadTokens).toBeGreaterThan(1000)
    expect(first?.usage.cacheWriteTokens).toBeLessThan(first?.usage.cacheReadTokens ?? 0)
  })

  test('a question with a schema writes no entry that nobody would read', async () => {
    const { api, claude } = await start({ brain: reading() })
    const output = {
      type: 'object',
      properties: { intent: { type: 'string', minLength: 1, maxLength: 20 } },
      required: ['intent'],
    } as const
    const messages: Message[] = [
      { role: 'user', content: [{ type: 'text', text: 'What does this mail want?' }] },
    ]
    await claude.answer(asking({ tier: 'classify', tools: [], messages, output }))
    const [request] = requestsOf(api.log)
    expect(marksOf(request!)).toEqual([0])
    // The vendor takes a subset of JSON Schema; what it does not take is told in words.
    expect(request?.output_config?.format?.schema).toMatchObject({
      additionalProperties: false,
      properties: { intent: { type: 'string', description: '{minLength: 1, maxLength: 20}' } },
    })
  })
})

describe('what goes back is what came', () => {
  test('thinking blocks return unchanged, though the conversation was stored in between', async () => {
    const { api, claude } = await start({ brain: reading() })
    const first = await claude.answer(asking())
    // As jsonb gives it back: the same values, keys in another order.
    const stored: ModelAnswer = JSON.parse(
      JSON.stringify({
        ...first,
        content: first.content.map((block) =>
          block.type === 'opaque'
            ? {
                value: Object.fromEntries(Object.entries(block.value as object).toReversed()),
                type: 'opaque',
              }
            : block,
        ),
      }),
    )
    expect(await claude.answer(asking({ messages: after([firstMessage('acc_1')], stored) }))).toMatchObject({
      stopReason: 'tool-use',
    })
    const sent = requestsOf(api.log)[1]?.messages[1]?.content
    expect(Array.isArray(sent) && sent[0]).toMatchObject({
      type: 'thinking',
      thinking: 'I think again, at message 1: ä ☃ "quoted"\n',
      signature: expect.stringMatching(/^[0-9a-f]{64}$/),
    })
  })

  test('settings of the tier go along: effort, and no thinking before the answer', async () => {
    const model = 'claude-sonnet-5-5'
    const tier = { model, effort: 'low', thinking: 'between-tools' } as const
    const { api, claude } = await start(
      { brain: reading() },
      { tiers: { plan: tier, work: tier, classify: { model } } },
    )
    await claude.answer(asking())
    await claude.answer(asking({ tier: 'classify' }))
    expect(requestsOf(api.log)).toMatchObject([
      { model, output_config: { effort: 'low' }, thinking: { type: 'between_tools' } },
      { model },
    ])
    expect(requestsOf(api.log)[1]).not.toHaveProperty('thinking')
    expect(requestsOf(api.log)[1]).not.toHaveProperty('output_config')
  })

  test.each([
    ['an empty answer', []],
    ['an answer of blanks', [{ type: 'text', text: ' \n' }]],
  ] as const)('%s does not make the conversation one that nobody takes', async (_sentence, content) => {
    const { claude } = await start({
      brain: (_request, { number }) => ({
        content: number === 1 ? content : [{ type: 'text', text: 'Here.' }],
      }),
    })
    const first = await claude.answer(asking())
    expect(first).toMatchObject({ content, stopReason: 'end-turn' })
    expect(await claude.answer(asking({ messages: after([firstMessage('acc_1')], first) }))).toMatchObject({
      content: [{ text: 'Here.' }],
    })
  })
})

describe('200 accounts at once', () => {
  test('one writes the shared prefix, the others wait for its first token and read it', async () => {
    const { claude } = await start({ brain: reading(), firstTokenMs: 30, turnMs: 60, judge: false })
    const answers = await Promise.all(
      Array.from({ length: 200 }, (_, index) =>
        claude.answer(asking({ messages: [firstMessage(`acc_${index}`)] })),
      ),
    )
    expect(answers.filter(({ usage }) => usage.cacheReadTokens === 0)).toHaveLength(1)
  })

  test('when the first one fails the next goes first, and nobody is left waiting', async () => {
    const { claude } = await start({
      brain: reading(),
      firstTokenMs: 10,
      judge: false,
      faults: [{ on: [1, 2], does: { kind: 'overloaded' } }],
    })
    const settled = await Promise.allSettled(
      Array.from({ length: 20 }, (_, index) =>
        claude.answer(asking({ messages: [firstMessage(`acc_${index}`)] })),
      ),
    )
    const answers = settled.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
    expect(answers).toHaveLength(18)
    expect(answers.filter(({ usage }) => usage.cacheReadTokens === 0)).toHaveLength(1)
  })

  test('a first one that hangs holds the others up for their patience, not for its own', async () => {
    const { api, claude } = await start(
      { brain: reading(), judge: false, faults: [{ on: 1, does: { kind: 'hang', when: 'before-headers' } }] },
      { idleMs: 60_000, warmUpMs: 50 },
    )
    const hung = claude.answer(asking())
    hung.catch(() => undefined)
    const answers = await Promise.all([1, 2, 3].map(() => claude.answer(asking())))
    expect(answers).toHaveLength(3)
    expect(api.log[0]?.status).toBe(0)
  })
})
