import { describe, expect, test } from 'vitest'
import { mail, askOf, refusals, effects, counted } from '#test/fakes/mail-case.ts'
import { judgeMail, neededFor } from './judge.ts'
import { mailRules } from './table.ts'

test('a clean message passes all nineteen', () => {
  expect(refusals({})).toEqual([])
  expect(mailRules.map(({ id }) => id)).toEqual(Array.from({ length: 19 }, (_one, at) => `G${at + 1}`))
})

describe('what cannot be checked', () => {
  const rows = mailRules.flatMap(({ id, unchecked, out }) =>
    out.flatMap(({ needs }) => needs.map((part) => [id, part, unchecked] as const)),
  )
  test.each(rows)('%s without %s: %s', (id, part, effect) => {
    const ask = askOf({})
    const snapshot = { ...ask.snapshot, [part]: { kind: 'unreadable', reason: 'the vendor is down' } }
    const said = judgeMail('out', { ...ask, snapshot }).filter(({ rule }) => rule === id)
    expect(said.map((one) => [one.effect, one.found])).toContainEqual([
      effect,
      expect.stringMatching(`could not check: .*${part}: the vendor is down`),
    ])
  })

  test('each part that is missing is named', () => {
    const ask = askOf({})
    const gone = { kind: 'unreadable', reason: 'gone' } as const
    const said = judgeMail('out', { ...ask, snapshot: { ...ask.snapshot, clock: gone, mailRead: gone } })
    expect(said.find(({ rule }) => rule === 'G2')).toEqual({
      rule: 'G2',
      needed: 'clock, record, timeline, mailRead to be readable',
      found: 'could not check: clock: gone; mailRead: gone',
      effect: 'block',
    })
  })

  test.each([
    ['G1', 'block'],
    ['G2', 'block'],
    ['G3', 'block'],
    ['G4', 'block'],
    ['G5', 'block'],
    ['G6', 'block'],
    ['G7', 'hold'],
    ['G8', 'hold'],
    ['G9', 'hold'],
    ['G10', 'hold'],
    ['G11', 'hold'],
    ['G12', 'hold'],
    ['G13', 'hold'],
    ['G14', 'block'],
    ['G15', 'block'],
    ['G16', 'expire'],
    ['G17', 'hold'],
    ['G18', 'block'],
    ['G19', 'block'],
  ])('%s has a row that can be unreadable, and then it is a %s', (id, effect) => {
    expect(new Set(rows.filter(([one]) => one === id).map(([, , said]) => said))).toEqual(new Set([effect]))
  })

  test.each(['G5', 'G6', 'G7', 'G12', 'G15', 'G16'])('%s without a made message', (id) => {
    const ask = askOf({})
    const said = judgeMail('out', { ...ask, mail: { ...mail, made: undefined } })
    expect(said.filter(({ rule }) => rule === id)).not.toEqual([])
  })
})

test('a bounce for good blocks, one that passes holds', () => {
  expect(effects({ parts: counted({ hardBounces: 1 }) })).toEqual(['G13 block'])
  expect(effects({ parts: counted({ softBounces30Days: 3 }) })).toEqual(['G13 hold'])
})

test('what the gate cannot know yet is not asked there', () => {
  const ask = askOf({ parts: { killSwitch: { isOn: true }, requests: ['erasure'] } })
  const names = [
    'suppressed',
    'recipient',
    'caps-and-window',
    'live-thread',
    'links-and-markup',
    'duplicate-in-flight',
  ] as const
  expect(names.flatMap((name) => judgeMail(name, { ...ask, mail: { ...mail, made: undefined } }))).toEqual([])
})

test.each([
  ['suppressed', ['G1', 'G2', 'G13', 'G18'], 'record suppressions clock timeline mailRead outreach'],
  ['recipient', ['G3', 'G4', 'G13'], 'record newContacts outreach'],
  ['caps-and-window', ['G8', 'G9', 'G9', 'G10'], 'clock record outreach'],
  ['live-thread', ['G11', 'G12'], 'clock timeline domainTouches'],
  ['links-and-markup', ['G14', 'G15'], 'timeline record sender'],
  ['duplicate-in-flight', ['G17'], 'openItems'],
] as const)('at the gate %s answers for %j, and needs what they need', (name, ids, needs) => {
  const ask = askOf({})
  const gone = { kind: 'unreadable', reason: 'gone' } as const
  const snapshot = {
    ...ask.snapshot,
    ...Object.fromEntries(Object.keys(ask.snapshot).map((part) => [part, gone])),
  }
  for (const _again of [1, 2])
    expect(judgeMail(name, { ...ask, snapshot }).map(({ rule }) => rule)).toEqual(ids)
  expect(neededFor(name).toSorted()).toEqual(needs.split(' ').toSorted())
  expect(judgeMail(name, ask)).toEqual([])
})
