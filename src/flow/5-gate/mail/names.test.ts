import { describe, expect, test } from 'vitest'
import type { Json } from '#base/canonical.ts'
import { isLike, namePart, namesOf } from './names.ts'
import { fieldsOf, isSet } from './person.ts'
import { countryOf } from './country.ts'
import { dayIn, momentIn } from './zones.ts'
import { dayAfter, isFreeDay, workingDays } from './calendar.ts'
import { greetedIn } from './greeting.ts'
import { dossierOf } from '#test/fakes/gate-case.ts'
import { mail } from '#test/fakes/mail-case.ts'

test.each([
  ['Müller', 'muller'],
  ['Mueller', 'muller'],
  ['Jäger', 'jager'],
  ['Jaeger', 'jager'],
  ['Æbelø', 'abelo'],
  ['Goethe', 'gothe'],
  ['Göthe', 'gothe'],
  ['Œuvre', 'ouvre'],
  ['Weiß', 'weiss'],
  ['Łukasz', 'lukasz'],
  ['Đorđe', 'dorde'],
  ['Renée', 'renee'],
  ["O'Brien", 'obrien'],
  ['Jean-Luc', 'jeanluc'],
])('%s is compared as %s', (written, expected) => {
  expect(namePart(written)).toBe(expected)
})

test.each<[Record<string, string>, string[]]>([
  [{ firstName: 'Anna-Lena', lastName: 'Müller' }, ['anna', 'lena', 'annalena', 'muller', 'muller']],
  [{ firstName: 'J', lastName: 'O’Brien' }, ['obrien', 'obrien']],
  [{ firstName: 'Jan van', lastName: '' }, ['jan', 'van', 'janvan']],
  [{ title: 'CTO' }, []],
])('%j has the names %j', (fields, expected) => {
  expect(namesOf(fields)).toEqual(expected)
})

describe('a word that may be one of the names', () => {
  const names = ['robert', 'obrien']
  test.each([
    ['Robert', true],
    ['robert', true],
    ['Rob', true],
    ['Bob', true],
    ['Bobby', true],
    ['Robbie', true],
    ['Roberto', true],
    ['Robret', true],
    ['Eobert', true],
    ['r', true],
    ['Obert', true],
    ['Brien', true],
    ['McObrien', true],
    ['R', true],
    ['RB', true],
    ['ROB', true],
    ['TIM', true],
    ['Ro', false],
    ['Tim', false],
    ['Bert', true],
    ['Ert', false],
    ['TIMO', false],
    ['Roland', false],
    ['Lionel', false],
    ['Bill', false],
  ])('%s: %j', (word, expected) => {
    expect(isLike(word, names)).toBe(expected)
  })

  test('short names are like themselves alone', () => {
    const like = (word: string) => isLike(word, ['al', 'rob', 'jo'])
    expect(['al', 'Jo', 'Tob', 'Rab', 'Ax'].map(like)).toEqual([true, true, false, false, false])
  })

  test('nobody’s names are like none but initials', () => {
    expect([isLike('Robert', []), isLike('R', [])]).toEqual([false, true])
  })
})

test.each<[Json, boolean]>([
  [true, true],
  [1, true],
  ['true', true],
  [' YES ', true],
  ['y', true],
  ['1', true],
  ['x', true],
  [false, false],
  [0, false],
  [2, false],
  ['no', false],
  ['yes, once', false],
  ['not true', false],
  ['', false],
  [null, false],
  [['true'], false],
])('a flag of %j is set: %j', (value, expected) => {
  expect(isSet({ flag: value }, 'flag')).toBe(expected)
  expect(isSet({}, 'flag')).toBe(false)
})

test('whoever is on no record has no fields', () => {
  expect(fieldsOf(mail, dossierOf({}, { contacts: [] }))).toEqual({})
})

test.each<[string, object, object, string | undefined, string | undefined]>([
  ['a country that is none', { country: 'Atlantis' }, {}, undefined, 'Atlantis'],
  ['a country before a location', {}, { country: 'Spain', location: 'Porto, Portugal' }, 'ES', undefined],
  ['a location that says none', {}, { location: 'Springfield, IL' }, undefined, 'Springfield, IL'],
  ['a location of one word', {}, { location: 'Portugal' }, 'PT', undefined],
  ['two letters that are no state', {}, { location: 'London, UK' }, 'GB', undefined],
  ['with dots', {}, { location: 'Austin, U.S.' }, 'US', undefined],
  ['small', {}, { location: 'Austin, us' }, 'US', undefined],
  ['two letters with signs', {}, { location: 'Toronto, C.A.' }, undefined, 'Toronto, C.A.'],
  ['three letters', {}, { location: 'Berlin, GER' }, 'DE', undefined],
  ['a state that is a country, too', {}, { location: 'Tbilisi, Georgia' }, undefined, 'Tbilisi, Georgia'],
  ['the same as a country', {}, { country: 'Georgia' }, 'GE', undefined],
  ['nothing', {}, {}, undefined, undefined],
])('where somebody is: %s', (_sentence, contact, account, code, written) => {
  expect(countryOf({ ...contact }, { ...account })).toEqual(code === undefined ? { code, written } : { code })
})

describe('clocks on the wall', () => {
  const at = (zone: string, day: string, minutes: number) =>
    new Date(momentIn(zone, day, minutes)).toISOString()
  test.each([
    ['in winter', 'Europe/Berlin', '2026-11-20', 480, '2026-11-20T07:00:00.000Z'],
    ['in summer', 'Europe/Berlin', '2026-07-20', 480, '2026-07-20T06:00:00.000Z'],
    [
      'an hour that is shown twice: the first',
      'Europe/Berlin',
      '2026-10-25',
      150,
      '2026-10-25T00:30:00.000Z',
    ],
    ['an hour that is never shown: its end', 'Europe/Berlin', '2026-03-29', 150, '2026-03-29T01:30:00.000Z'],
    ['at midnight', 'Asia/Tokyo', '2026-01-01', 0, '2025-12-31T15:00:00.000Z'],
    ['half an hour off', 'Asia/Kolkata', '2026-01-01', 1, '2025-12-31T18:31:00.000Z'],
    ['far west', 'Pacific/Honolulu', '2026-01-01', 1439, '2026-01-02T09:59:00.000Z'],
  ])('%s', (_sentence, zone, day, minutes, expected) => {
    expect(at(zone, day, minutes)).toBe(expected)
    // Asked again, it is remembered.
    expect(at(zone, day, minutes)).toBe(expected)
  })

  test.each([
    ['Europe/Berlin', '2026-11-20T23:30:00.000Z', '2026-11-21'],
    ['America/New_York', '2026-11-20T03:30:00.000Z', '2026-11-19'],
    ['UTC', '2026-02-28T23:59:59.000Z', '2026-02-28'],
  ])('the day in %s at %s', (zone, moment, day) => {
    expect(dayIn(zone, new Date(moment))).toBe(day)
  })
})

describe('free days', () => {
  test.each<[string, string[], string | undefined, boolean]>([
    ['2026-11-20', [], undefined, false],
    ['2026-11-21', [], undefined, true],
    ['2026-11-22', [], undefined, true],
    ['2026-11-23', [], undefined, false],
    ['2026-11-20', ['11-20'], undefined, true],
    ['2026-11-20', ['2026-11-20'], undefined, true],
    ['2026-11-20', ['2025-11-20', '11-21'], undefined, false],
    ['2026-11-20', ['DE:11-20'], 'DE', true],
    ['2026-11-20', ['DE:2026-11-20'], 'DE', true],
    ['2026-11-20', ['DE:11-20'], 'AT', false],
    ['2026-11-20', ['DE:11-20', 'undefined:11-20'], undefined, false],
  ])('%s with %j in %s: %j', (day, holidays, country, expected) => {
    expect(isFreeDay(day, holidays, country)).toBe(expected)
  })

  test.each([
    ['the same day', '2026-11-20', '2026-11-20', 0],
    ['the next', '2026-11-19', '2026-11-20', 1],
    ['over a weekend', '2026-11-20', '2026-11-23', 1],
    ['not counted further than asked', '2026-11-02', '2026-11-20', 3],
    ['a day before', '2026-11-20', '2026-11-19', 0],
  ])('working days: %s', (_sentence, from, to, expected) => {
    const isFree = (day: string) => isFreeDay(day, [], undefined)
    expect(workingDays(from, to, { most: 3, isFree })).toBe(expected)
  })

  test.each([
    ['2026-02-28', 1, '2026-03-01'],
    ['2026-12-31', 1, '2027-01-01'],
    ['2026-11-20', 3, '2026-11-23'],
  ])('%s and %d days', (day, days, expected) => {
    expect(dayAfter(day, days)).toBe(expected)
  })
})

describe('who is greeted, and where the name stands', () => {
  test.each<[string, string[], string, boolean, boolean]>([
    ['Hello Anna,', ['Anna'], 'Anna', true, false],
    ['Dear Mr. Jan van der Berg,', ['Jan', 'van', 'der', 'Berg'], 'Jan van der Berg', true, true],
    ['Dear Dr. Anna Berg.', ['Anna', 'Berg'], 'Anna Berg', true, false],
    ['hello lionel,', ['lionel'], 'lionel', true, false],
    ['Hello Anna how are you', ['Anna'], 'Anna', true, false],
    ['Liebe Anna,', ['Anna'], 'Anna', true, true],
    ['Sehr geehrter Herr Prof. Dr. Weiß,', ['Weiß'], 'Weiß', true, true],
    ['Anna, good to have you here.', ['Anna'], 'Anna', false, false],
    ['Good to have you here, Anna.', ['Anna'], 'Anna', false, false],
    ['Good to have you here, Ms Berg!', ['Berg'], 'Berg', false, true],
    ['Hello A. Berg,', ['A', 'Berg'], 'A. Berg', true, false],
    ['Anna-Lena – a question', ['Anna-Lena'], 'Anna-Lena', false, false],
  ])('%s', (text, words, name, isPlain, isGendered) => {
    const [first] = greetedIn(text)
    expect(first).toMatchObject({ words, isPlain, isGendered })
    expect(text.slice(first?.start, first?.end)).toBe(name)
  })

  test.each(['We like it.', 'We think so, as they all did before.', ''])('%j greets nobody', (text) => {
    expect(greetedIn(text)).toEqual([])
  })

  test('a name at both ends, and none in a text longer than a sentence', () => {
    expect(greetedIn('Anna, we are here, Bob.').map(({ words }) => words)).toEqual([['Anna'], ['Bob']])
    const long = (length: number) => `Hello Anna, ${'x'.repeat(length - 12)}`
    expect([greetedIn(long(400)).length, greetedIn(long(401)).length]).toEqual([1, 0])
  })
})
