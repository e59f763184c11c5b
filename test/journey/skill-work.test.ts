// Each kind of work on clean accounts, through the real tools, loop, parser and gate: what its hand-in holds, and that
// nothing of it is held.
import { describe, expect, test } from 'vitest'
import type { Proposal } from '#records/proposal.ts'
import type { SkillName } from '#records/words.ts'
import { customer, deal, drafted, inbound, outbound, touched } from '../fakes/model-drafted.ts'
import { held } from '../fakes/model-held.ts'
import type { Sketch } from '../fakes/model-brief.ts'

const large = { ...customer, employees: 1800, contractEnd: '2026-12-31' }
const meeting = { type: 'meeting', direction: 'none', author: 'person', daysAgo: -2 } as const
const disagree = [
  { field: 'employees', value: 900, daysAgo: 9 },
  { field: 'employees', value: 300, daysAgo: 2 },
]

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

  test.each(cases)('%s: the same, however the reading is spread over turns', async (_case, sketch) => {
    const plain = (await drafted(sketch, { turns: 2 })).proposal
    for (const turns of [3, 4, 5]) expect((await drafted(sketch, { turns })).proposal).toEqual(plain)
  })

  test('every kind of work has a case', () => {
    expect(new Set(cases.map(([, , skill]) => skill)).size).toBe(9)
  })
})
