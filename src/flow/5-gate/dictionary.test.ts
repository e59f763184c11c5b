import english from 'an-array-of-english-words' with { type: 'json' }
import { expect, test } from 'vitest'
import { isDictionaryWord } from './dictionary.ts'

test('the list is sorted by code unit, as the search needs', () => {
  expect(english.findIndex((word, at) => at > 0 && word <= (english[at - 1] ?? ''))).toBe(-1)
})

test.each([
  ['ladder', true],
  ['Juniper', true],
  ['a', true],
  [english.at(-1) ?? '', true],
  ['SaaS', true],
  ['Vercel', false],
  ['Müller', false],
  ['ladderz', false],
  ['', false],
  ['"', false],
  ['a","aa', false],
])('%j is a dictionary word: %j', (word, is) => {
  expect(isDictionaryWord(word)).toBe(is)
})

test('each word of the list is found, and none with a letter more that is not in it', () => {
  const words = new Set(english)
  const wrong = english.filter(
    (word) => !isDictionaryWord(word) || isDictionaryWord(`${word}q`) !== words.has(`${word}q`),
  )
  expect(wrong).toEqual([])
})
