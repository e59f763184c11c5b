import { describe, expect, test } from 'vitest'
import { briefOf, readingOf, type Sketch } from '#test/fakes/model-brief.ts'
import { signalsOf } from './signals.ts'

const ours = { type: 'email', direction: 'outbound', author: 'person' } as const
const customer = { lifecycle: 'customer' }

describe('signals', () => {
  test.each<[string, Sketch, string[]]>([
    ['nothing happened: none', {}, []],
    ['a message nobody answered', { activities: [{ daysAgo: 3 }] }, ['unanswered-inbound']],
    [
      'a message one of ours answered by mail: none',
      { activities: [{ daysAgo: 3 }, { daysAgo: 2, ...ours }] },
      [],
    ],
    [
      'a note after the message is no answer',
      { activities: [{ daysAgo: 3 }, { daysAgo: 2, ...ours, type: 'note', direction: 'none' }] },
      ['unanswered-inbound'],
    ],
    [
      'a message answered by a mail of ours that was sent: none',
      { activities: [{ daysAgo: 3 }, { daysAgo: 2, ...ours, author: 'agent' }] },
      [],
    ],
    ['a message from the future does not count', { activities: [{ daysAgo: -1 }] }, []],
    ['a message too old to answer politely: none', { activities: [{ daysAgo: 61 }] }, []],
    ['a contract that ends within 90 days', { fields: { contractEnd: '2027-02-18' } }, ['contract-end']],
    ['a contract that ends later: none', { fields: { contractEnd: '2027-02-20' } }, []],
    ['a contract that has ended: none', { fields: { contractEnd: '2026-11-18' } }, []],
    ['a contract end that is no date: none', { fields: { contractEnd: 'soon' } }, []],
    ['hiring', { fields: { hiring: true } }, ['job-posting']],
    ['hiring of long ago: none', { fields: { hiring: true }, ages: { hiring: 100 } }, []],
    ['a new lead', { createdDaysAgo: 3 }, ['new-lead']],
    ['a new customer is no lead', { createdDaysAgo: 3, fields: customer }, []],
  ])('%s', (_sentence, sketch, wanted) => {
    expect(signalsOf(readingOf(sketch)).map(({ kind }) => kind)).toEqual(wanted)
  })

  test('the newest open message is the source, and all of them are counted since the oldest', () => {
    const [signal] = signalsOf(readingOf({ activities: [{ daysAgo: 3 }, { daysAgo: 9 }] }))
    expect(signal).toMatchObject({
      sourceRef: 'a-1-x0',
      detail: '2 inbound without an answer since 2026-11-11',
    })
  })

  test('a contact that came with its account is not new, one that came later is', () => {
    const reading = readingOf({ createdDaysAgo: 400 })
    const [contact] = reading.dossier.contacts
    if (contact === undefined) throw new Error('the sketch has a contact')
    const late = { ...contact, createdAt: '2026-11-15T00:00:00.000Z' }
    const kinds = (dossier: typeof reading.dossier) =>
      signalsOf({ ...reading, dossier }).map(({ kind }) => kind)
    expect(kinds(reading.dossier)).toEqual([])
    expect(kinds({ ...reading.dossier, contacts: [late] })).toEqual(['new-contact'])
  })

  test('a standing flag is a signal, and comes last', () => {
    const flags = [{ flag: 'expansion', at: '2026-11-01T00:00:00.000Z', runId: 'run_1' }]
    const signals = signalsOf({ ...readingOf({ fields: { hiring: true } }), flags })
    expect(signals.map(({ kind, detail }) => `${kind}: ${detail}`)).toEqual([
      'job-posting: the company is hiring',
      'flag: expansion',
    ])
  })
})

describe('the brief', () => {
  test('every CRM field and every claim is a fact of this account, each once', () => {
    const { facts } = briefOf({ claims: [{ field: 'employees', value: 300 }] })
    expect(facts.map(({ accountId }) => accountId).every((id) => id === 'a-1')).toBe(true)
    expect(new Set(facts.map(({ id }) => id)).size).toBe(facts.length)
    expect(
      facts.filter(({ field }) => field === 'employees').map(({ source, value }) => [source, value]),
    ).toEqual([
      ['crm', 240],
      ['vendor-0', 300],
    ])
  })

  test.each<[string, string[], string[]]>([
    ['by address, in any letters', ['ines@harbor-lantern.example'], ['a-1-c0']],
    ['somebody else', ['other@harbor-lantern.example'], []],
  ])('a suppressed contact is named: %s', (_how, suppressed, wanted) => {
    const contacts = [{ email: 'Ines@Harbor-Lantern.example' }]
    expect(briefOf({ contacts, suppressed }).policy.suppressedContacts).toEqual(wanted)
  })
})
