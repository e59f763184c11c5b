import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { grounded, heldToken } from '#test/fakes/grounded.ts'

// What must not depend on how a text is typed, and what must depend on every digit.

const runs = { numRuns: 200, seed: 7 }
const said: readonly (readonly [string, string, string])[] = [
  ['employees', 'With a team of 120 people you have much to plan.', 'en'],
  ['employees', 'With more than 100 people you have much to plan.', 'en'],
  ['contractEnd', 'Your contract ends on 14 March 2027.', 'en'],
  ['con_2.title', 'Jörg Müller, your Head of Sales, may know more.', 'en'],
  ['technologies', 'You work with HubSpot every day.', 'en'],
  ['contractEnd', 'Ihr Vertrag endet am 14. März 2027.', 'de'],
  ['employees', 'mit 120 Mitarbeitern ist viel zu tun.', 'de'],
]
const notSaid: readonly (readonly [string, string, string])[] = [
  ['employees', 'With a team of 130 people you have much to plan.', 'en'],
  ['employees', 'You serve 120 customers.', 'en'],
  ['contractEnd', 'Your contract ends on 15 March 2027.', 'en'],
  ['con_2.title', 'Sean Müller, your Head of Sales, may know more.', 'en'],
  ['technologies', 'You work with Salesforce every day.', 'en'],
  ['contractEnd', 'Ihr Vertrag endet am 14. Mai 2027.', 'de'],
  ['employees', 'mit 210 Mitarbeitern ist viel zu tun.', 'de'],
]

/** Other ways to type the same text: blanks, invisible characters, full-width digits, taken-apart letters, hyphens. */
const typed: readonly ((text: string) => string)[] = [
  (text) => text.replaceAll(' ', '\u00a0'),
  (text) => text.replaceAll(' ', '\u2009'),
  (text) => text.replace('the', 'th\u200be').replace('ist', 'i\u00adst'),
  (text) => text.normalize('NFD'),
  (text) => text.replaceAll(/\d/g, (digit) => String.fromCodePoint(0xff10 + Number(digit))),
  (text) => text.replaceAll('’', "'"),
  (text) => `${text} `,
]

describe('the same text typed otherwise has the same verdict', () => {
  test.each([
    ...said.map((row) => [...row, false] as const),
    ...notSaid.map((row) => [...row, true] as const),
  ])('%s: %s', (field, text, language, isHeld) => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.constantFrom(...typed), { minLength: 1 }), (changes) => {
        const other = changes.reduce((one, change) => change(one), text)
        expect(grounded({ text: other, cites: [field], language }) !== undefined).toBe(isHeld)
      }),
      { ...runs, numRuns: 40 },
    )
  })

  test('a number is read in any case and with or without hyphens', () => {
    for (const text of [
      'A HUNDRED AND TWENTY people',
      'a hundred-and-twenty people',
      'A Hundred And Twenty people',
    ])
      expect(grounded({ text: `Keeping ${text} in step is work.`, cites: ['employees'] })).toBeUndefined()
  })
})

test('a number of people other than the cited one is always held', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 99_999 }),
      fc.constantFrom('people', 'colleagues', 'employees'),
      (count, noun) => {
        const text = `With ${count} ${noun} you have much to plan.`
        expect(grounded({ text, cites: ['employees'] }) === undefined).toBe(count === 120)
      },
    ),
    runs,
  )
})

test('any digit of a cited date changed is held', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 28 }),
      fc.integer({ min: 1, max: 12 }),
      fc.integer({ min: 2026, max: 2029 }),
      (day, month, year) => {
        const iso = `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
        const isSaid = iso === '2027-03-14'
        expect(
          grounded({ text: `Your contract ends on ${iso}.`, cites: ['contractEnd'] }) === undefined,
        ).toBe(isSaid)
        const german = `Ihr Vertrag endet am ${day}.${month}.${year}.`
        expect(grounded({ text: german, cites: ['contractEnd'], language: 'de' }) === undefined).toBe(isSaid)
      },
    ),
    runs,
  )
})

test('no text makes it throw, and what it marks lies inside the text', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 300 }).filter((text) => text.trim() !== ''),
      (text) => {
        const place = grounded({ text: text.trim(), cites: ['employees'] })?.place
        if (place === undefined) return
        expect(place.start).toBeGreaterThanOrEqual(0)
        expect(place.end).toBeLessThanOrEqual(text.trim().length)
        expect(place.start).toBeLessThanOrEqual(place.end)
      },
    ),
    runs,
  )
})

test('asking twice gives the same answer, whatever was asked between', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...said, ...notSaid), { maxLength: 6 }), (between) => {
      const asked = { text: 'You serve 120 customers.', cites: ['employees'] }
      const before = heldToken(asked)
      for (const [field, text, language] of between) grounded({ text, cites: [field], language })
      expect(heldToken(asked)).toBe(before)
    }),
    { ...runs, numRuns: 30 },
  )
})
