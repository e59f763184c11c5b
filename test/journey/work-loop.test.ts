import { describe, expect, test } from 'vitest'
import { Fault } from '#base/fault.ts'
import type { Json } from '#base/canonical.ts'
import type { Message, ModelAnswer } from '#records/conversation.ts'
import type { JournalEntry } from '#records/journal-entry.ts'
import { Transcript } from '#records/transcript.ts'
import { noFaults } from '#ports/faults.ts'
import { parseProposal } from '#propose/parse.ts'
import { openTools } from '#tools/open-tools.ts'
import { work, type Work } from '#work/step.ts'
import { calling, memoryWorkspace, saying, scriptedModel, type Turn } from '../fakes/model.ts'
import { briefOf, now } from '../fakes/model-brief.ts'
import { bookOfTools } from '../fakes/tool-book.ts'

const fine = { actions: [{ kind: 'none', reason: 'nothing to do' }], confidence: 0.8, rationale: 'quiet' }
const propose = (over: Record<string, Json> = {}) => calling('propose', { ...fine, ...over })

/** What was kept of the last work, however it ended. */
const transcripts: Transcript[] = []

const working = (...turns: readonly Turn[]) => workingAt({ pass: 1, attempt: 1 }, ...turns)

async function workingAt(place: Work['place'], ...turns: readonly Turn[]) {
  const brief = briefOf()
  const model = scriptedModel(...turns)
  const tools = await openTools({ workspace: memoryWorkspace() }, brief, bookOfTools)
  const journal: JournalEntry[] = []
  transcripts.length = 0
  const worked = await work(
    { model, clock: () => now, faults: noFaults },
    {
      brief,
      tools,
      place,
      limits: { maxTurns: 6, maxToolCalls: 4 },
      check: (raw) => {
        const parsed = parseProposal(raw, brief)
        return parsed.kind === 'malformed' ? parsed.problems.join('\n') : undefined
      },
      onToolCall: (entry) => void journal.push(entry),
      onEnd: (transcript) => void transcripts.push(Transcript.parse(transcript)),
    },
  ).finally(() => tools.close())
  return { worked, model, journal }
}

test('tools answer, then the work is handed in; every tool answer is journaled and the usage added up', async () => {
  const { worked, journal } = await working(calling('record', {}), calling('facts', {}), propose())
  expect(worked).toMatchObject({ kind: 'handed-in', raw: fine, turns: 3, toolCalls: 2 })
  expect(worked.usage).toMatchObject({ modelCalls: 3, inputTokens: 300 })
  expect(journal.map(({ name }) => name)).toEqual(['record', 'facts'])
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
    const errors = worked.messages.flatMap(({ content }) =>
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

/** A call whose arguments are no JSON, as a connector hands it on. */
const broken = (name: string, malformed: string): ModelAnswer => {
  const answer = calling(name, {})
  return {
    ...answer,
    content: answer.content.map((block) => ({ ...block, malformed })) as typeof answer.content,
  }
}
const both = (one: ModelAnswer, other: ModelAnswer): ModelAnswer => ({
  ...one,
  content: [...one.content, ...other.content],
})
const errorsIn = (messages: readonly Message[]) =>
  messages.flatMap(({ content }) =>
    content.flatMap((block) => (block.type === 'tool_result' && block.is_error ? [block.content] : [])),
  )

describe('arguments that are no JSON', () => {
  test('nothing of the turn runs, every call is answered, and the work goes on', async () => {
    const { worked, journal } = await working(
      both(calling('facts', {}), broken('timeline', '{"limit": 5')),
      calling('record', {}),
      propose(),
    )
    expect(worked).toMatchObject({ kind: 'handed-in', toolCalls: 1 })
    expect(journal.map(({ name }) => name)).toEqual(['record'])
    expect(errorsIn(worked.messages)).toEqual([
      expect.stringContaining('got: {"limit": 5; expected: one complete JSON object'),
      expect.stringContaining('Not run'),
    ])
  })

  test('a proposal so written counts as malformed: asked again once, with its beginning', async () => {
    const { worked } = await working(broken('propose', `{"actions": [${'x'.repeat(900)}`), propose())
    expect(worked.kind).toBe('handed-in')
    const [told] = errorsIn(worked.messages)
    expect(told).toContain('call propose again')
    expect(told).toContain('(913 characters)')
    expect(told?.length).toBeLessThan(500)
  })

  test.each([
    ['twice', [broken('record', '{'), broken('record', '{')]],
    ['once, then a bad proposal', [broken('record', '{'), propose({ confidence: 7 })]],
    ['a bad proposal, then once', [propose({ confidence: 7 }), broken('propose', '{')]],
  ])('%s ends as malformed: there is one mending for all', async (_sentence, turns) => {
    const { worked } = await working(...turns)
    expect(worked).toMatchObject({ kind: 'malformed', turns: 2 })
  })
})

describe('a turn that must not run', () => {
  test.each(['max-tokens', 'refusal'] as const)(
    '%s with a whole tool call in it: no tool runs',
    async (stopReason) => {
      let ran = 0
      const brief = briefOf()
      const tools = await openTools({ workspace: memoryWorkspace() }, brief, bookOfTools)
      const model = scriptedModel({ ...calling('record', {}), stopReason })
      await expect(
        work(
          { model, clock: () => now, faults: noFaults },
          {
            brief,
            tools,
            place: { pass: 1, attempt: 1 },
            limits: { maxTurns: 6, maxToolCalls: 4 },
            check: () => undefined,
            onToolCall: () => void (ran += 1),
          },
        ),
      ).rejects.toBeInstanceOf(Fault)
      expect([ran, tools.answers().length]).toEqual([0, 0])
      await tools.close()
    },
  )

  test('an empty turn is reminded and never becomes an empty message', async () => {
    const { worked, model } = await working({ ...saying(''), content: [] }, propose())
    expect(worked.kind).toBe('handed-in')
    expect(model.asked[1]?.messages.map(({ role, content }) => [role, content.length])).toEqual([
      ['user', 2],
      ['user', 1],
    ])
  })

  test('the second attempt has twice the tokens, so that what was cut off fits', async () => {
    const first = await working(propose())
    const second = await workingAt({ pass: 1, attempt: 2 }, propose())
    expect(second.model.asked[0]?.maxTokens).toBe(2 * (first.model.asked[0]?.maxTokens ?? 0))
  })
})

describe('the transcript', () => {
  /** Every question, made from the transcript alone. */
  const questions = ({ tier, system, tools, messages, turns, skill }: Transcript) =>
    turns.map(({ sent, maxTokens }) => ({
      tier,
      system,
      tools,
      messages: messages.slice(0, sent),
      maxTokens,
      skill,
    }))

  test('holds every question and every answer', async () => {
    const script = [calling('record', {}), propose({ confidence: 7 }), propose()]
    const { model } = await working(...script)
    const [kept] = transcripts
    expect(kept).toMatchObject({ end: { kind: 'handed-in' }, provider: 'scripted', pass: 1, attempt: 1 })
    expect(kept && questions(kept)).toEqual(model.asked)
    expect(kept?.turns.map(({ sent }) => kept.messages[sent]?.content)).toEqual(
      script.map(({ content }) => content),
    )
  })

  test.each<[string, Turn[], object, number]>([
    [
      'malformed',
      [propose({ actions: [] })],
      { kind: 'malformed', why: expect.stringContaining('actions') },
      2,
    ],
    ['refused', [{ ...saying('no'), stopReason: 'refusal' }], { kind: 'fault', fault: 'refused' }, 1],
    [
      'cut off',
      [calling('record', {}), { ...saying('half a'), stopReason: 'max-tokens' }],
      { kind: 'fault', fault: 'nonsense' },
      2,
    ],
    [
      'down',
      [calling('record', {}), new Fault('down', 'no answer', 'wait')],
      { kind: 'fault', fault: 'down', why: 'no answer', next: 'wait' },
      1,
    ],
  ])('is kept of an attempt that ended %s', async (_how, script, end, turns) => {
    await working(...script).catch(() => undefined)
    expect(transcripts).toMatchObject([{ end }])
    expect(transcripts[0]?.turns).toHaveLength(turns)
  })

  test('shows what was dropped, and the conversation without it', async () => {
    await working({ ...saying('half a'), stopReason: 'max-tokens' }).catch(() => undefined)
    expect(transcripts[0]?.turns[0]?.dropped).toEqual([{ type: 'text', text: 'half a' }])
    expect(transcripts[0]?.messages).toHaveLength(1)
  })
})
