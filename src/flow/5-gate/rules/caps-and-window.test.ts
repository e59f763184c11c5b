import { describe, expect, test } from 'vitest'
import {
  contact,
  dossierOf,
  evidenceOf,
  held,
  note,
  now,
  objection,
  proposalOf,
  rules,
  send,
  unreadable,
} from '#test/fakes/gate-case.ts'
import { canOverride } from '../ruleset.ts'

const rule = 'caps-and-window'
const message = proposalOf([send])
const counts = (change: object) => ({
  outreach: {
    mailboxWaiting: 0,
    domainToday: 0,
    accountLastAt: null,
    person30Days: 0,
    hardBounces: 0,
    softBounces30Days: 0,
    ...change,
  },
})
const at = (fields: object, account: object = {}) => ({
  record: {
    dossier: dossierOf(account, {
      contacts: [contact('con_1', { firstName: 'Anna', email: 'anna@acme.example', ...fields })],
    }),
    stage: 'working',
  },
})
const found = (values: object) => objection(rule, message, evidenceOf({ ...values }))?.found

describe('what was written so far', () => {
  test.each([
    ['nothing', {}, undefined],
    ['the mailbox is full for five days', { mailboxWaiting: 250 }, '250 wait'],
    ['one place is left', { mailboxWaiting: 249 }, undefined],
    ['three to the domain', { domainToday: 3 }, '3 today'],
    ['two to the domain', { domainToday: 2 }, undefined],
    ['four to the person', { person30Days: 4 }, '4 so far'],
    [
      'one to the account, the day before yesterday',
      { accountLastAt: '2026-11-18T09:00:00.000Z' },
      'the last one is of 2026-11-18, 2 working days ago',
    ],
    ['one to the account on Tuesday', { accountLastAt: '2026-11-17T22:59:00.000Z' }, undefined],
    [
      'Tuesday in London is Wednesday in the book',
      { accountLastAt: '2026-11-17T23:01:00.000Z' },
      'the last one is of 2026-11-18, 2 working days ago',
    ],
  ])('%s', (_sentence, change, expected) => {
    expect(found(counts(change))).toBe(expected)
  })
})

describe('when it could arrive', () => {
  test('at night it may be drafted, for the morning comes', () => {
    expect(found(at({ timeZone: 'Pacific/Auckland' }))).toBeUndefined()
  })
  test('the reviewer reads for how long it was looked', () => {
    expect(objection(rule, message, evidenceOf(at({ country: 'Russia' })))?.needed).toMatch(
      /^08:00 to 18:00 on a working day in all \d+ zones of RU, within 72 hours$/,
    )
  })
  test('no hour suits all zones of the country', () => {
    expect(found(at({ country: 'Russia' }))).toBe('no such hour')
  })
  test('nobody knows where they are', () => {
    expect(found(at({}, { location: null }))).toBe('could not check: neither is on the record')
  })
})

test.each(['clock', 'record', 'outreach'])(
  '%s cannot be read: the message is held, a note is not',
  (part) => {
    const evidence = unreadable(evidenceOf(), part)
    expect(objection(rule, message, evidence)?.found).toMatch(`could not check: ${part}: the vendor is down`)
    expect(objection(rule, proposalOf([note()]), evidence)).toBeUndefined()
  },
)

test('a person may release it, and what is clean is not held', () => {
  expect(canOverride(rules, rule)).toBe(true)
  expect(held(message, evidenceOf({ timeline: { activities: [], asOf: now } })).flat()).not.toContain(rule)
})
