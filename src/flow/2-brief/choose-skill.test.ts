import { describe, expect, test } from 'vitest'
import { RunId } from '#records/ids.ts'
import { briefOf, now, readingOf, type Sketch } from '#test/fakes/model-brief.ts'
import { customer, deal, inbound, note, outbound, touched } from '#test/fakes/model-drafted.ts'
import { chooseSkill, type SkillQuestion } from './choose-skill.ts'
import { skillQuestion } from './skill-question.ts'

const quiet: SkillQuestion = {
  stage: 'new',
  signals: [],
  contacts: 1,
  openQuestions: 0,
  fillable: 0,
  isFitUnknown: false,
  isLarge: false,
  daysToMeeting: undefined,
  isOneSided: false,
  daysSince: {},
}
const signals = (...kinds: SkillQuestion['signals'][number]['kind'][]) => ({
  signals: kinds.map((kind) => ({ kind })),
})

describe('the kind of work', () => {
  test.each<[string, Partial<SkillQuestion>, string]>([
    [
      'a meeting in two days: prepare it, even if a mail waits',
      { stage: 'open-deal', daysToMeeting: 2, ...signals('unanswered-inbound') },
      'meeting-prep',
    ],
    ['a meeting next week: the deal', { stage: 'open-deal', daysToMeeting: 7 }, 'follow-up'],
    ['a meeting with a closed account: only the record', { stage: 'closed', daysToMeeting: 1 }, 'hygiene'],
    [
      'somebody wrote: follow up, at any stage',
      { stage: 'closed', ...signals('unanswered-inbound') },
      'follow-up',
    ],
    ['closed: only the record', { stage: 'closed' }, 'hygiene'],
    ['nobody to write to: research', { contacts: 0 }, 'research'],
    [
      'nobody to write to, and vendors know more: research fills it, too',
      { contacts: 0, fillable: 1 },
      'research',
    ],
    ['nobody to write to, and vendors disagree: settle', { contacts: 0, openQuestions: 1 }, 'enrichment'],
    [
      'nobody to write to, settled lately: research',
      { contacts: 0, openQuestions: 1, daysSince: { enrichment: 5 } },
      'research',
    ],
    [
      'nobody to write to, researched lately: only the record',
      { contacts: 0, daysSince: { research: 5 } },
      'hygiene',
    ],
    [
      'an open deal: follow up, whatever vendors say',
      { stage: 'open-deal', openQuestions: 2, fillable: 2 },
      'follow-up',
    ],
    [
      'a customer whose contract ends: follow up',
      { stage: 'customer', ...signals('contract-end') },
      'follow-up',
    ],
    ['a new account with a contract elsewhere: a first message', signals('contract-end'), 'first-outreach'],
    [
      'a lead of today with gaps: the message first',
      { fillable: 1, ...signals('new-lead') },
      'first-outreach',
    ],
    [
      'a lead of today nobody can place: judge its fit',
      { isFitUnknown: true, ...signals('new-lead') },
      'segmentation',
    ],
    ['vendors disagree: settle before writing', { stage: 'working', openQuestions: 1 }, 'enrichment'],
    ['gaps that sources fill: fill', { stage: 'customer', fillable: 1 }, 'enrichment'],
    [
      'gaps that were worked on lately: go on',
      { stage: 'working', openQuestions: 1, daysSince: { enrichment: 5 } },
      'follow-up',
    ],
    [
      'gaps that were worked on long ago: again',
      { stage: 'working', openQuestions: 1, daysSince: { enrichment: 31 } },
      'enrichment',
    ],
    ['a first message without an answer: the next step', { isOneSided: true }, 'sequencing'],
    ['the same by hand: the next step', { stage: 'working', isOneSided: true }, 'sequencing'],
    [
      'a former customer who does not answer: one message more is for the owner',
      { stage: 'lapsed', isOneSided: true },
      'follow-up',
    ],
    ['new, and nobody can say whether it fits: judge', { isFitUnknown: true }, 'segmentation'],
    [
      'judged, and still unknown: a first message',
      { isFitUnknown: true, daysSince: { segmentation: 10 } },
      'first-outreach',
    ],
    ['new with a person: a first message', {}, 'first-outreach'],
    ['a large customer without a plan: plan', { stage: 'customer', isLarge: true }, 'account-plan'],
    [
      'a large customer with a plan of this quarter: only the record',
      { stage: 'customer', isLarge: true, daysSince: { 'account-plan': 40 } },
      'hygiene',
    ],
    [
      'a large customer with news: follow up',
      { stage: 'customer', isLarge: true, ...signals('job-posting') },
      'follow-up',
    ],
    ['a customer without news: only the record', { stage: 'customer' }, 'hygiene'],
    ['a flag of an earlier run changes nothing', { stage: 'customer', ...signals('flag') }, 'hygiene'],
    ['working: follow up', { stage: 'working' }, 'follow-up'],
    ['a former customer: follow up', { stage: 'lapsed' }, 'follow-up'],
  ])('%s', (_sentence, question, wanted) => {
    expect(chooseSkill({ ...quiet, ...question }).skill).toBe(wanted)
  })
})

const asked = (
  sketch: Sketch,
  work: readonly { skill: 'enrichment' | 'account-plan'; daysAgo: number }[] = [],
) => {
  const reading = readingOf(sketch)
  const { stage, signals: found } = briefOf(sketch)
  return skillQuestion({
    ...reading,
    stage,
    signals: found,
    questions: briefOf(sketch).openQuestions,
    work: work.map(({ skill, daysAgo }, at) => ({
      runId: RunId.parse(`run_00000${at}`),
      skill,
      at: new Date(now.getTime() - daysAgo * 86_400_000).toISOString(),
    })),
    idealCustomer: { industries: ['Logistics'], sizeBands: ['51-200'], countries: ['Germany'] },
  })
}
const meeting = { type: 'meeting', direction: 'none', author: 'person' } as const
const sent = { ...outbound, author: 'agent' } as const

describe('what the choice looks at', () => {
  test.each<[string, Sketch, Partial<SkillQuestion>]>([
    [
      'an empty field a vendor knows can be filled',
      { claims: [{ field: 'country', value: 'DE' }] },
      { fillable: 1, openQuestions: 0 },
    ],
    ['a filled field is not asked for', { claims: [{ field: 'employees', value: 9 }] }, { fillable: 0 }],
    [
      'a location is enough to know the country',
      { fields: { location: 'Kiel, Germany' } },
      { isFitUnknown: false },
    ],
    ['without one the country is not known', {}, { isFitUnknown: true }],

    [
      'fit is unknown without a field a list asks for',
      { fields: { country: 'DE', employees: null } },
      { isFitUnknown: true },
    ],
    [
      'a claim is enough to know',
      { fields: { country: 'DE', employees: null }, claims: [{ field: 'employees', value: 90 }] },
      { isFitUnknown: false },
    ],
    ['from 1,001 people on it is large', { fields: { ...customer, employees: 1001 } }, { isLarge: true }],
    ['1,000 people are not', { fields: { ...customer, employees: 1000 } }, { isLarge: false }],
    [
      'the next of two meetings',
      {
        activities: [
          { ...meeting, daysAgo: -5 },
          { ...meeting, daysAgo: -2 },
        ],
      },
      { daysToMeeting: 2 },
    ],
    [
      'a meeting of the past is none',
      { activities: [{ ...meeting, daysAgo: 2 }] },
      { daysToMeeting: undefined },
    ],
    ['our mail without an answer is one-sided', { activities: [touched] }, { isOneSided: true }],
    ['a sent message of ours, too', { activities: [{ ...sent, daysAgo: 12 }] }, { isOneSided: true }],
    ['not if they ever wrote', { activities: [touched, { ...inbound, daysAgo: 90 }] }, { isOneSided: false }],
    [
      'not if a colleague noted a talk',
      { activities: [touched, note('Spoke to Ines.')] },
      { isOneSided: false },
    ],
    ['not if we never wrote', {}, { isOneSided: false }],
  ])('%s', (_sentence, sketch, wanted) => {
    expect(asked(sketch)).toMatchObject(wanted)
  })

  test('of each kind of work the last time counts', () => {
    const { daysSince } = asked({}, [
      { skill: 'enrichment', daysAgo: 4 },
      { skill: 'account-plan', daysAgo: 9 },
      { skill: 'enrichment', daysAgo: 60 },
    ])
    expect(daysSince).toEqual({ enrichment: 4, 'account-plan': 9 })
  })
})

describe('one run, one kind of work', () => {
  const work = [{ runId: RunId.parse('run_abcdef'), skill: 'enrichment', at: now.toISOString() }] as const

  test('what an earlier pass of this run did is done again, whatever it filled', () => {
    expect(briefOf({ fields: customer }).skill.name).toBe('hygiene')
    expect(briefOf({ fields: customer, work }).skill.name).toBe('enrichment')
  })

  test('what the run was asked for goes before everything', () => {
    expect(briefOf({ activities: [inbound], deals: [deal], work, skill: 'account-plan' }).skill.name).toBe(
      'account-plan',
    )
  })

  test('the brief says why', () => {
    expect(briefOf({ activities: [inbound] }).reasons).toContain(
      'follow-up: somebody wrote to us and nobody answered',
    )
  })
})
