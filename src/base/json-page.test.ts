import fc from 'fast-check'
import { expect, test } from 'vitest'
import { jsonPage } from './json-page.ts'

test('a line for each member, and for each element of a list', () => {
  expect(jsonPage({ name: 'Acme', none: undefined, facts: [{ id: 'a', of: [1, 2] }, 'b'], list: [] })).toBe(
    '{\n  "name": "Acme",\n  "facts": [\n    {"id":"a","of":[1,2]},\n    "b"\n  ],\n  "list": []\n}\n',
  )
})

test.each([
  [{}, '{}\n'],
  [[], '[]\n'],
  [[1, [2]], '[\n  1,\n  [2]\n]\n'],
])('%j is written as %j', (content, page) => {
  expect(jsonPage(content)).toBe(page)
})

test('it reads back as what JSON itself would read back', () => {
  fc.assert(
    fc.property(fc.oneof(fc.dictionary(fc.string(), fc.jsonValue()), fc.array(fc.jsonValue())), (content) => {
      expect(JSON.parse(jsonPage(content))).toEqual(JSON.parse(JSON.stringify(content)))
    }),
    { seed: 1 },
  )
})
