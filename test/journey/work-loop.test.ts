import { describe, expect, test } from 'vitest'
import { Fault } from '#base/fault.ts'
import type { Json } from '#base/canonical.ts'
import type { JournalEntry } from '#records/journal-entry.ts'
import { noFaults } from '#ports/faults.ts'
import { parseProposal } from '#propose/parse.ts'
import { openTools } from '#tools/open-tools.ts'
import { work } from '#work/step.ts'
import { calling, memoryWorkspace, saying, scriptedModel, type Turn } from '../fakes/model.ts'
import { briefOf, now } from '../fakes/model-brief.ts'
import { bookOfTools } from '../fakes/tool-book.ts'

const fine = { actions: [{ kind: 'none', reason: 'nothing to do' }], confidence: 0.8, rationale: 'quiet' }
const propose = (over: Record<string, Json> = {}) => calling('propose', { ...fine, ...over })

async function working(...turns: readonly Turn[]) {
  const brief = briefOf()
  const model = scriptedModel(...turns)
  const tools = await openTools({ workspace: memoryWorkspace() }, brief, bookOfTools)
  const journal: JournalEntry[] = []
  const worked = await work(
    { model, clock: () => now, faults: noFaults },
    {
      brief,
      tools,
      limits: { maxTurns: 6, maxToolCalls: 4 },
      check: (raw) => {
        const parsed = parseProposal(raw, brief)
        return parsed.kind === 'malformed' ? parsed.problems.join('\n') : undefined
      },
      onModelCall: (entry) => void journal.push(entry),
      onToolCall: (entry) => void journal.push(entry),
    },
  ).finally(() => tools.close())
  return { worked, model, journal }
}

test('tools answer, then the work is handed in; every call is journaled and the usage added up', async () => {
  const { worked, journal } = await working(calling('record', {}), calling('facts', {}), propose())
  expect(worked).toMatchObject({ kind: 'handed-in', raw: fine, turns: 3, toolCalls: 2 })
  expect(worked.usage).toMatchObject({ modelCalls: 3, inputTokens: 300 })
  expect(journal.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
    'model scripted',
    'tool record',
    'model scripted',
    'tool facts',
    'model scripted',
  ])
})

test('the conversation only grows, and the system text and the tools stay the same bytes', async () => {
  const { model } = await working(calling('record', {}), calling('nonsense', {}), propose())
  for (const [at, request] of model.asked.entries()) {
    const before = model.asked[at - 1]?.messages ?? []
    expect(request.messages.slice(0, before.length)).toEqual(before)
    expect(request.system).toBe(model.asked[0]?.system)
    expect(JSON.stringify(request.tools)).toBe(JSON.stringify(model.asked[0]?.tools))
  }
})

describe('a model that gets it wrong', () => {
  test('malformed once: it is told what to mend, in the same conversation', async () => {
    const { worked, model } = await working(propose({ confidence: 7 }), propose())
    expect(worked.kind).toBe('handed-in')
    const last = model.asked[1]?.messages.at(-1)?.content[0]
    expect(last).toMatchObject({ type: 'tool_result', is_error: true })
    expect(JSON.stringify(last)).toContain('confidence')
  })

  test('malformed twice: it ends as malformed, with the reason', async () => {
    const { worked } = await working(propose({ actions: [] }))
    expect(worked).toMatchObject({ kind: 'malformed', turns: 2 })
    expect(worked.kind === 'malformed' && worked.why).toContain('actions')
  })

  test('a proposal for another account is told so and ends as malformed', async () => {
    const { worked } = await working(propose({ accountId: 'a-2' }))
    expect(worked.kind === 'malformed' && worked.why).toContain('names account "a-2"')
  })

  test('never proposes: one reminder, then malformed', async () => {
    const { worked, model } = await working(saying('I am done.'))
    expect(worked).toMatchObject({ kind: 'malformed', turns: 2 })
    expect(JSON.stringify(model.asked[1]?.messages.at(-1))).toContain('called no tool')
  })

  test('nonsense arguments and unknown tools are answered as errors, and the work goes on', async () => {
    const { worked } = await working(calling('record', 'text'), calling('delete_account', {}), propose())
    const errors = worked.transcript.flatMap(({ content }) =>
      content.filter((block) => block.type === 'tool_result' && block.is_error),
    )
    expect(worked.kind).toBe('handed-in')
    expect(errors).toHaveLength(2)
  })
})

describe('a model that cannot go on', () => {
  const cut = { ...propose(), stopReason: 'max-tokens' as const }
  const refusing = { ...saying(''), stopReason: 'refusal' as const }

  test.each([
    ['runs out of tokens in a turn: no tool runs', [cut], 'nonsense', 'output tokens'],
    ['refuses', [refusing], 'refused', 'refused'],
    ['loops on tools', [calling('record', {})], 'nonsense', 'called tools 4 times'],
    [
      'takes turns without end',
      [calling('record', {}), saying(''), ...Array.from({ length: 9 }, () => calling('facts', {}))],
      'nonsense',
      'limit',
    ],
    ['is down', [new Fault('down', 'no answer')], 'down', 'no answer'],
    ['is throttled', [new Fault('throttled', 'slow down')], 'throttled', 'slow down'],
  ])('%s', async (_sentence, turns, kind, words) => {
    await expect(working(...turns)).rejects.toMatchObject({ name: 'Fault', kind })
    await expect(working(...turns)).rejects.toThrow(words)
  })

  test('a bug is no Fault and goes up as it is', async () => {
    await expect(working(new TypeError('boom'))).rejects.toThrow(TypeError)
  })
})
