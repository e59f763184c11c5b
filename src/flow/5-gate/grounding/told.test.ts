import { describe, expect, test } from 'vitest'
import { heldToken } from '#test/fakes/grounded.ts'

// What a message of theirs says and a draft tells of it. The account stands in test/fakes/grounded.ts.

describe('fields of the book’s own: the thing counted is told in any word that is not another field’s', () => {
  test.each([
    ['titlesPerYear', '140 books a year want to be printed.', 'en'],
    ['titlesPerYear', 'Hundertvierzig Bücher im Jahr, das will gedruckt sein.', 'de'],
    ['bottlesPerYear', 'Not far off half a million bottles a year is a lot.', 'en'],
    ['bottlesPerYear', 'Rund eine halbe Million Flaschen im Jahr ist viel.', 'de'],
    ['members', 'A co-op with 940 members needs patience.', 'en'],
    ['employees', '115-odd people, one plan.', 'en'],
  ])('%s passes: %s', (cites, text, language) => {
    expect(heldToken({ text, cites: [cites], language })).toBeUndefined()
  })
  test.each([
    ['titlesPerYear', '150 books a year want to be printed.', '150 books'],
    ['titlesPerYear', '140 books a month want to be printed.', '140 books'],
    ['titlesPerYear', '140 employees want to be paid.', '140 employees'],
    ['titlesPerYear', '140 members want to be paid.', '140 members'],
    ['members', 'Paying 940 employees takes patience.', '940 employees'],
  ])('%s is held: %s', (cites, text, token) => {
    expect(heldToken({ text, cites: [cites] })).toBe(token)
  })
})

describe('a denial denies what stands in its own clause', () => {
  test.each([
    [
      'Not shopping right now but ask me again in the fall.',
      'you asked me to check back in the fall, so here I am.',
    ],
    [
      'I need my brother to look at it before I sign.',
      'there is no deadline on our side, so please take the time your brother needs.',
    ],
    [
      'Am meisten Arbeit machen die Honorare, nicht die Druckereien.',
      'Sie schrieben, dass die Honorare mehr Arbeit machen als die Druckereien.',
    ],
  ])('%s → %s', (message, text) => {
    expect(heldToken({ text, message, language: /Sie/.test(text) ? 'de' : 'en' })).toBeUndefined()
  })
})
