import { expect, test } from 'vitest'
import { textFault } from './text-check.ts'

const allowed = { hosts: new Set<string>(), addresses: new Set<string>(), named: new Set<string>() }

test.each([
  ['zero-width', 'ke\u200bep', '“So ke[U+200B]ep, here.”'],
  ['a soft hyphen', 'ke\u00adep', '“So ke[U+00AD]ep, here.”'],
  ['another direction', '\u202ekeep', '“So [U+202E]keep, here.”'],
  ['a tag character', 'keep\u{e0041}', '“So keep[U+E0041], here.”'],
  ['a joiner without letters to join', 'ke\u200dep', '“So ke[U+200D]ep, here.”'],
  ['a filler', 'ke\u3164ep', '“So ke[U+3164]ep, here.”'],
  ['a null', 'ke\u0000ep', '“So ke[U+0000]ep, here.”'],
  ['a style without a picture', 'ke\ufe0fep', '“So ke[U+FE0F]ep, here.”'],
])('%s is invisible, and can be left out', (_name, text, expected) => {
  expect(textFault(`So ${text}, here.`, allowed)).toMatchObject({ found: expected, rest: 'So keep, here.' })
})

test.each([
  ['a joiner behind a picture', 'ab 👩\u200dc', false],
  ['a joiner before a picture', 'ab\u200d👩', false],
  ['a joiner between pictures', 'ab 👩\u200d💻', true],
  ['a style of a picture', 'ab ☎\uFE0E', true],
  ['a style of nothing', 'ab\uFE0E', false],
  ['a joiner behind a mark', 'क\u094d\u200dष', true],
  ['a joiner before a plain letter', 'م\u200ca', false],
  ['a joiner behind one', 'a\u200cم', false],
  ['something else between joined letters', 'م\u200bم', false],
  ['a new line of Windows', 'a\r\nb', true],
  ['half of one', 'a\rb', false],
])('%s may stand: %j', (_name, text, may) => {
  expect(textFault(text, allowed)?.needed).toBe(may ? undefined : 'no invisible characters')
})

test('of a long text what stands around is shown', () => {
  const text = `${'a'.repeat(30)}\u200b${'b'.repeat(30)}`
  expect(textFault(text, allowed)?.found).toBe(`“${'a'.repeat(12)}[U+200B]${'b'.repeat(12)}”`)
})
