import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Fields } from '#records/fields.ts'
import type { Proposal } from '#records/proposal.ts'
import { offlineModel } from '#connectors/offline-model/model.ts'
import { mailPhrases } from '#connectors/offline-model/phrases-mail.ts'
import { notePhrases } from '#connectors/offline-model/phrases-note.ts'
import { customer, deal, drafted, inbound, note, touched } from '../fakes/model-drafted.ts'
import type { Sketch } from '../fakes/model-brief.ts'

describe('its own earlier work', () => {
  test('does not change what it wants', async () => {
    const ours = [
      { daysAgo: 1, type: 'note', direction: 'none', author: 'agent', body: 'Summary for Harbor Lantern.' },
      { daysAgo: 1, type: 'task', direction: 'none', author: 'agent', body: 'Answer them.', done: false },
    ] as const
    for (const activities of [[inbound], [touched], []]) {
      const first = await drafted({ activities })
      const second = await drafted({ activities: [...activities, ...ours] })
      expect(second.proposal.actions).toEqual(first.proposal.actions)
      expect(second.proposal.draft).toEqual(first.proposal.draft)
    }
  })
})

const sketches = fc.record({
  id: fc.stringMatching(/^a-[a-z0-9]{4}$/),
  stage: fc.constantFrom<Sketch>(
    {},
    { contacts: [] },
    { activities: [inbound] },
    { activities: [touched, note('Ines prefers mail. She likes short answers.')] },
    { deals: [deal], activities: [touched] },
    { fields: { ...customer, contractEnd: '2026-12-31' } },
    { fields: { lifecycle: 'former-customer', language: 'de' } },
    { fields: { lifecycle: 'disqualified' } },
    {
      fields: { employees: null },
      claims: [
        { field: 'employees', value: 900 },
        { field: 'employees', value: 300 },
      ],
    },
  ),
})

const withoutWords = ({ actions, draft, ...rest }: Proposal) => ({
  ...rest,
  rationale: '',
  actions: actions.map((action) => ({ ...action, text: '', why: '', reason: '' })),
  draft: draft && { ...draft, subject: '', sentences: draft.sentences.map(({ cites }) => cites) },
})

const sentencesOf = ({ actions, draft, rationale }: Proposal): string[] =>
  [
    rationale,
    ...actions.flatMap((action) =>
      'text' in action
        ? [action.text]
        : 'why' in action
          ? [action.why]
          : 'reason' in action
            ? [action.reason]
            : [],
    ),
    ...(draft ? [draft.subject, ...draft.sentences.map(({ text }) => text)] : []),
  ].flatMap((text) => text.split(/(?<=[.!?])\s+/))

describe('its habits', () => {
  test('the same conversation gives the same answer, over 2 to 5 turns that vary by account', async () => {
    const turns = new Set<number>()
    await fc.assert(
      fc.asyncProperty(sketches, async ({ id, stage }) => {
        const first = await drafted({ ...stage, id: 'a-1' })
        expect((await drafted({ ...stage, id: 'a-1' })).proposal).toEqual(first.proposal)
        turns.add((await drafted({ id })).turns)
      }),
      { numRuns: 25, seed: 3 },
    )
    expect([...turns].toSorted()).toEqual([2, 3, 4, 5])
  })

  test('however the reading is spread over turns, it wants the same', async () => {
    const all = await Promise.all([2, 3, 4, 5].map((turns) => drafted({ activities: [inbound] }, { turns })))
    expect(all.map(({ turns }) => turns)).toEqual([2, 3, 4, 5])
    for (const { proposal } of all) expect(proposal).toEqual(all[0]?.proposal)
  })

  test('reworded: the same intents, targets and cites, and not one sentence in common', async () => {
    await fc.assert(
      fc.asyncProperty(sketches, fc.integer({ min: 0, max: 1000 }), async ({ stage }, reword) => {
        const plain = await drafted(stage)
        const other = await drafted(stage, { reword })
        expect(withoutWords(other.proposal)).toEqual(withoutWords(plain.proposal))
        const said = new Set(sentencesOf(plain.proposal))
        expect(sentencesOf(other.proposal).filter((sentence) => said.has(sentence))).toEqual([])
      }),
      { numRuns: 60, seed: 5 },
    )
  })

  test('every sentence of a draft that says something about them cites a fact holding its values', async () => {
    const { proposal, brief } = await drafted({
      fields: { technologies: ['Postgres', 'Kafka'], hiring: true },
    })
    const [, opening, ...rest] = proposal.draft?.sentences ?? []
    const values = (cites: readonly string[]) =>
      brief.facts.filter(({ id }) => cites.includes(id)).map(({ value }) => String(value))
    expect(values(opening?.cites ?? [])).toEqual(['Harbor Lantern'])
    for (const { text, cites } of rest.slice(0, -2)) {
      expect(cites.length).toBeGreaterThan(0)
      for (const number of text.match(/\d+/g) ?? []) expect(values(cites).join(' ')).toContain(number)
    }
  })

  test('it writes in German to those whose language that is, else in English', async () => {
    const language = async (fields: Fields) => (await drafted({ fields })).proposal.draft?.language
    expect([
      await language({ language: 'de' }),
      await language({ language: 'fr' }),
      await language({}),
    ]).toEqual(['de', 'en', 'en'])
  })

  test('there are at least four different ways to say everything, with the same holes, and no figure in any', () => {
    const ways = [
      ...Object.values(mailPhrases).flatMap(({ en, de }) => [en, de]),
      ...Object.values(notePhrases),
    ]
    for (const variants of ways) {
      const holes = variants.map((text) => [...text.matchAll(/\{\w+\}/g)].map(String).toSorted().join())
      expect(new Set(variants).size).toBeGreaterThanOrEqual(4)
      expect(new Set(holes).size).toBe(1)
      expect(variants.join(' ')).not.toMatch(/\d/)
    }
  })

  test('it waits as long per turn as it is told', async () => {
    const waits: number[] = []
    const model = offlineModel({ latencyMs: 3000, sleep: async (ms) => void waits.push(ms) })
    await expect(
      model.answer({ tier: 'work', system: '', tools: [], messages: [], maxTokens: 1 }),
    ).rejects.toThrow('conversation')
    expect(waits).toEqual([3000])
  })
})
