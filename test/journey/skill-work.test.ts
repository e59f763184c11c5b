// Each kind of work on clean accounts, through the real tools, loop, parser and gate: what its hand-in holds, and that
// nothing of it is held.
import { describe, expect, test } from 'vitest'
import type { Proposal } from '#records/proposal.ts'
import type { SkillName } from '#records/words.ts'
import {
  customer,
  deal,
  drafted,
  inbound,
  kinds,
  note,
  of,
  outbound,
  touched,
} from '../fakes/model-drafted.ts'
import { held } from '../fakes/model-held.ts'
import { now, type Sketch } from '../fakes/model-brief.ts'

const large = { ...customer, employees: 1800, contractEnd: '2026-12-31' }
const meeting = { type: 'meeting', direction: 'none', author: 'person', daysAgo: -2 } as const
const twice = [
  { employees: 900, daysAgo: 9 },
  { employees: 300, daysAgo: 2 },
]
const disagree = twice.map(({ employees, daysAgo }) => ({ field: 'employees', value: employees, daysAgo }))

// [the case, the account, the kind of work, what is handed in, in order]
const cases: readonly (readonly [string, Sketch, SkillName, readonly string[]])[] = [
  [
    'nobody to write to',
    { contacts: [] },
    'research',
    ['add-note research-summary', 'add-task missing-contact'],
  ],
  [
    'nobody to write to, and nothing fresh',
    { contacts: [], ages: { industry: 900, employees: 900, description: 900 } },
    'research',
    ['add-note research-summary', 'add-task missing-contact', 'raise-flag stale-data'],
  ],
  [
    'a gap on which vendors agree',
    {
      fields: { ...customer, employees: null },
      claims: [
        { field: 'employees', value: 310, daysAgo: 9 },
        { field: 'employees', value: 300, daysAgo: 2 },
      ],
    },
    'enrichment',
    ['set-field employees'],
  ],
  [
    'vendors who disagree, and their own mail that decides',
    {
      fields: { ...customer, employees: null },
      claims: disagree,
      activities: [touched, { ...inbound, daysAgo: 60, body: 'We are now 310 people.' }],
    },
    'enrichment',
    ['settle-claim employees', 'observe employees'],
  ],
  [
    'a new account that fits as far as anybody knows, with news',
    { fields: { employees: null, hiring: true }, idealCustomer: { industries: ['Logistics'] } },
    'segmentation',
    ['raise-flag hot-lead', 'add-note segmentation'],
  ],
  [
    'a new account of an industry that is none of ours',
    { fields: { employees: null, hiring: true }, idealCustomer: { industries: ['Mining'] } },
    'segmentation',
    ['raise-flag wrong-fit', 'add-note segmentation'],
  ],
  [
    'a new account that fits so far, without news: not knowing decides nothing',
    { fields: { employees: null }, idealCustomer: { industries: ['Logistics'] } },
    'segmentation',
    ['none'],
  ],
  [
    'a new account about whose fit nothing is known',
    { fields: { employees: null, hiring: true } },
    'segmentation',
    ['none'],
  ],
  [
    'nobody answered our first message',
    { activities: [{ ...outbound, daysAgo: 20 }] },
    'sequencing',
    ['send-email'],
  ],
  [
    'nor the second',
    {
      activities: [
        { ...outbound, daysAgo: 20 },
        { ...outbound, daysAgo: 40 },
      ],
    },
    'sequencing',
    ['add-task next-step'],
  ],
  [
    'nor the third: silence is an answer',
    { activities: [20, 40, 60].map((daysAgo) => ({ ...outbound, daysAgo })) },
    'sequencing',
    ['none'],
  ],
  ['written to days ago: the wait', { activities: [{ ...outbound, daysAgo: 9 }] }, 'sequencing', ['none']],
  [
    'somebody waits for an answer',
    { activities: [inbound, touched] },
    'follow-up',
    ['send-email', 'add-task reply', 'remember champion'],
  ],
  [
    'a customer in order but for its spelling',
    { fields: { ...customer, industry: 'LOGISTICS', country: 'U.S.A.' } },
    'hygiene',
    ['set-field country', 'set-field industry'],
  ],
  [
    'a customer about whom all is old',
    { fields: customer, ages: { industry: 900, employees: 900, description: 900 } },
    'hygiene',
    ['raise-flag stale-data'],
  ],
  ['a customer in order', { fields: customer }, 'hygiene', ['none']],
  [
    'a large customer without a plan',
    { fields: { ...customer, employees: 1800 } },
    'account-plan',
    ['add-note account-plan', 'add-task next-step'],
  ],
  [
    'a large customer, asked for, with all that a plan can hold',
    { fields: { ...large, hiring: true }, deals: [deal], skill: 'account-plan' },
    'account-plan',
    ['add-note account-plan', 'add-task next-step', 'raise-flag churn-risk'],
  ],
  ['a new account', {}, 'first-outreach', ['add-note research-summary', 'send-email']],
  [
    'a meeting in two days, and their mail waits',
    { deals: [deal], activities: [{ ...meeting, contactId: inbound.contactId }, inbound, touched] },
    'meeting-prep',
    ['add-note meeting-prep', 'add-task meeting-prep', 'remember champion'],
  ],
  [
    'preparation asked for without a meeting',
    { activities: [touched], skill: 'meeting-prep' },
    'meeting-prep',
    ['none'],
  ],
  [
    'a plan asked for a closed account',
    { fields: { lifecycle: 'disqualified' }, skill: 'account-plan' },
    'account-plan',
    ['none'],
  ],
  [
    'a first message asked for a customer',
    { fields: customer, skill: 'first-outreach' },
    'first-outreach',
    ['none'],
  ],
]

const named = ({ actions }: Proposal): readonly string[] =>
  actions.map((action) => {
    switch (action.kind) {
      case 'add-note':
      case 'add-task':
        return `${action.kind} ${action.purpose}`
      case 'set-field':
      case 'observe':
      case 'settle-claim':
        return `${action.kind} ${action.field}`
      case 'raise-flag':
        return `${action.kind} ${action.flag}`
      case 'remember':
        return `${action.kind} ${action.topic}`
      default:
        return action.kind
    }
  })

const sentencesOf = ({ actions, draft }: Proposal): readonly string[] =>
  [
    ...actions.flatMap((action) => ('text' in action ? [action.text] : [])),
    ...(draft?.sentences.map(({ text }) => text) ?? []),
  ].flatMap((text) => text.split(/(?<=[.!?])\s+/))

describe('what each kind of work hands in', () => {
  test.each(cases)('%s', async (_case, sketch, skill, wanted) => {
    const { proposal, brief } = await drafted(sketch)
    expect([proposal.skill, ...named(proposal)]).toEqual([skill, ...wanted])
    for (const { kind } of proposal.actions) expect(brief.skill.actions).toContain(kind)
  })

  test.each(cases)('%s: nothing is held, in no wording', async (_case, sketch) => {
    for (const reword of [undefined, 1, 7]) expect(await held(sketch, {}, reword)).toEqual([])
  })

  test.each(cases)('%s: in other words the same, and not one sentence in common', async (_case, sketch) => {
    const plain = (await drafted(sketch)).proposal
    const other = (await drafted(sketch, { reword: 3 })).proposal
    expect(named(other)).toEqual(named(plain))
    const said = new Set(sentencesOf(plain))
    expect(sentencesOf(other).filter((sentence) => said.has(sentence))).toEqual([])
  })

  test('every kind of work has a case', () => {
    expect(new Set(cases.map(([, , skill]) => skill)).size).toBe(9)
  })
})

const daysUntil = (day: string | undefined) =>
  Math.round((Date.parse(day ?? '') - now.getTime()) / 86_400_000 + 0.5)
const wordsOf = (proposal: Proposal, purpose: string) =>
  of(proposal, 'add-note').find((one) => one.purpose === purpose)?.text ?? ''

describe('what it says', () => {
  test('the second message goes to the same person, cites a fresh fact and says that it is the second', async () => {
    const { proposal } = await drafted({ activities: [{ ...outbound, daysAgo: 20 }] })
    const [, opening, business] = proposal.draft?.sentences ?? []
    expect(proposal.draft?.to).toBe('a-1-c0')
    expect(opening?.text).toMatch(/before|earlier|once more/)
    expect(business?.cites).toHaveLength(1)
  })

  test.each([
    ['after a second message two weeks', [20], 14],
    ['after a task three weeks', [20, 40], 21],
    ['after three messages a quarter', [20, 40, 60], 90],
  ])('%s', async (_rest, days, wanted) => {
    const { proposal } = await drafted({ activities: days.map((daysAgo) => ({ ...outbound, daysAgo })) })
    expect(daysUntil(proposal.nextTouch)).toBe(wanted)
  })

  test('a sent message of ours, too, is one they did not answer; a note of ours is none', async () => {
    const ours = { ...outbound, author: 'agent' } as const
    const first = await drafted({ activities: [{ ...ours, daysAgo: 20 }] })
    const second = await drafted({
      activities: [
        { ...ours, daysAgo: 20 },
        { ...ours, type: 'note', direction: 'none', daysAgo: 1 },
      ],
    })
    expect(kinds(first.proposal)).toEqual(['send-email'])
    expect(second.proposal.actions).toEqual(first.proposal.actions)
  })

  test('the plan has six parts; one about which nothing is known says so; the figures are cited', async () => {
    const { proposal, brief } = await drafted({ fields: large, skill: 'account-plan' })
    const lines = wordsOf(proposal, 'account-plan').split('\n')
    expect(lines).toHaveLength(7)
    expect(lines[1]).toMatch(/1800/)
    expect(lines[1]).toMatch(/2026-12-31/)
    expect(lines[3]).toMatch(/nothing on record|not known|says nothing|nothing is recorded/)
    const cites = new Set(of(proposal, 'add-note').flatMap((one) => one.cites))
    const cited = brief.facts.filter(({ id }) => cites.has(id)).map(({ value }) => String(value))
    for (const [figure] of lines.join(' ').matchAll(/\d[\d-]*/g)) expect(cited).toContain(figure)
  })

  test('the page for a meeting: who comes, the newest note, what is open, what to doubt', async () => {
    const { proposal } = await drafted({
      fields: { employees: null },
      claims: disagree,
      deals: [deal],
      activities: [
        { ...meeting, contactId: inbound.contactId },
        note('Ines asked for a night plan.'),
        touched,
      ],
    })
    const text = wordsOf(proposal, 'meeting-prep')
    expect(text).toMatch(/Ines Falk/)
    expect(text).toMatch(/night plan/)
    expect(text).toMatch(/Berth planning/)
    expect(text).toMatch(/employees/)
    // What vendors contradict each other on is told as doubt, never as a figure.
    expect(text).not.toMatch(/900|300/)
  })

  test('what nothing decides is laid out and not settled; what one decides is settled and not laid out', async () => {
    const sketch = { fields: { ...customer, employees: null }, claims: disagree }
    const open = await drafted(sketch)
    expect(kinds(open.proposal)).toEqual(['add-note data-conflict', 'set-field'])
    const told = { ...inbound, daysAgo: 60, body: 'We are now 310 people.' }
    const { proposal } = await drafted({ ...sketch, activities: [touched, told] })
    expect(of(proposal, 'settle-claim')).toMatchObject([{ field: 'employees', pick: 'claim_000001' }])
  })

  test('their mail that agrees with both vendors, or with none, decides nothing', async () => {
    for (const size of [600, 5000]) {
      const told = { ...inbound, daysAgo: 60, body: `We are now ${size} people.` }
      const sketch = {
        fields: { ...customer, employees: null },
        claims: disagree,
        activities: [touched, told],
      }
      expect(of((await drafted(sketch)).proposal, 'settle-claim'), String(size)).toEqual([])
    }
  })

  test('the note on fit names what matches, what does not and what nobody knows', async () => {
    const { proposal } = await drafted({
      fields: { employees: null, country: 'Peru' },
      idealCustomer: { industries: ['Logistics'], countries: ['Germany'] },
    })
    const sentences = wordsOf(proposal, 'segmentation').split(/(?<=[.?])\s+/)
    const about = (word: RegExp) => sentences.filter((sentence) => word.test(sentence)).join()
    expect(about(/country/)).toMatch(/none we look for|not match|against it|not what we want/)
    expect(about(/industry/)).toMatch(/one we look for|it matches|speaks for it|what we want/)
    expect(about(/size band/)).toMatch(/not known|has recorded|have to ask|is silent/)
  })

  test('hygiene leaves alone what vendors disagree on', async () => {
    const { proposal } = await drafted({
      fields: { ...customer, employees: null },
      claims: disagree,
      skill: 'hygiene',
    })
    expect(kinds(proposal)).toEqual(['none'])
  })
})
