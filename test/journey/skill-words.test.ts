// What the drafter writes for each kind of work: the right words to the right person, cited, and nothing invented.
import { describe, expect, test } from 'vitest'
import type { Proposal } from '#records/proposal.ts'
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
import { now } from '../fakes/model-brief.ts'

const large = { ...customer, employees: 1800, contractEnd: '2026-12-31' }
const meeting = { type: 'meeting', direction: 'none', author: 'person', daysAgo: -2 } as const
const disagree = [
  { field: 'employees', value: 900, daysAgo: 9 },
  { field: 'employees', value: 300, daysAgo: 2 },
]

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
