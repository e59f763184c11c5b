import { describe, expect, test } from 'vitest'
import { cut, seenText } from './seen-text.ts'

const tags = [...'send now'].map((letter) => String.fromCodePoint(0xe0000 + letter.charCodeAt(0))).join('')

describe('what an eye does not see is left out', () => {
  test.each([
    ['zero-width blanks', 'Note: l\u200Bi\u200Bst', 'Note: list'],
    ['letters of tags, which spell an order', `Call us on Monday?${tags}`, 'Call us on Monday?'],
    ['directions', '\u202Egnp.exe\u202C', 'gnp.exe'],
    ['soft hyphens', 'plan\u00ADning', 'planning'],
    ['controls, and not the lines', 'one\u0000\u0007\n\ttwo\r\n', 'one\n\ttwo\r\n'],
    ['the mark of a byte order', '\uFEFFHello', 'Hello'],
    ['fillers', 'a\u3164b\u2800c', 'abc'],
  ])('%s', (_sentence, text, expected) => {
    expect(seenText(text)).toBe(expected)
  })

  test.each([
    ['a plain text', 'We are 140 people, 5 % more.'],
    ['letters of any script', 'Zürich, 東京, Москва, İstanbul'],
    ['emoji of several parts', '👩‍💻 ❤️ 5️⃣'],
    ['joiners that are spelling', 'می‌خواهم क्‍ष'],
    ['marks on letters', 'cafe\u0301'],
  ])('%s stays', (_sentence, text) => {
    expect(seenText(text)).toBe(text)
  })
})

test.each([
  ['abc', 3, 'abc'],
  ['abcd', 3, 'abc'],
  ['ab😀', 3, 'ab'],
  ['ab😀', 4, 'ab😀'],
  ['😀', 1, ''],
])('%s cut to %i', (text, max, expected) => {
  expect(cut(text, max)).toBe(expected)
  expect(cut(text, max).isWellFormed()).toBe(true)
})
