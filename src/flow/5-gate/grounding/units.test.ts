import { expect, test } from 'vitest'
import { readingOf } from './reading.ts'
import { unitsOf } from './units.ts'

test.each([
  ['It sits in Ulm. It has 12 people.', ['It sits in Ulm.', 'It has 12 people.']],
  // A clean sample account was held: what stood before the full stop was taken for words of the next sentence.
  [
    'The team works with Excel, PostgreSQL. The office is in Bonn.',
    ['The team works with Excel, PostgreSQL.', 'The office is in Bonn.'],
  ],
  ['They moved to SAP. Nothing else changed.', ['They moved to SAP.', 'Nothing else changed.']],
  ['It is about Mr. Berg and the U.S. Army.', ['It is about Mr. Berg and the U.S. Army.']],
  ['J. P. Morris asked.', ['J. P. Morris asked.']],
])('%j has the sentences %j', (text, sentences) => {
  expect(unitsOf(readingOf(text)).map((unit) => unit.text)).toEqual(sentences)
})
