import fc from 'fast-check'
import { expect, test } from 'vitest'
import { canonicalJson } from './canonical.ts'

test.each([
  ['keys by code unit', { b: 1, B: 2, a: { d: 1, c: [] } }, '{"B":2,"a":{"c":[],"d":1},"b":1}'],
  ['numbers as keys are texts like others', { 10: 1, 9: 2, a: 3, '-1': 4 }, '{"-1":4,"10":1,"9":2,"a":3}'],
  ['deep in a list, too', [[{ b: 1, 2: [{ 1: 0, 0: 0 }] }]], '[[{"2":[{"0":0,"1":0}],"b":1}]]'],
  ['a key that is no member of a plain object', JSON.parse('{"b":1,"__proto__":2}'), '{"__proto__":2,"b":1}'],
  ['no member without a value', { b: undefined, a: [undefined, null] }, '{"a":[null,null]}'],
  ['nor where keys are numbers', { 1: undefined, 0: [undefined] }, '{"0":[null]}'],
  ['a moment is a text', { at: new Date(0) }, '{"at":"1970-01-01T00:00:00.000Z"}'],
  ['nothing', undefined, 'null'],
  ['a text', 'a"\n', '"a\\"\\n"'],
])('%s', (_, value, text) => {
  expect(canonicalJson(value)).toBe(text)
})

/** By the rule alone, piece by piece. */
function byTheRule(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(byTheRule).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const members = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1))
  return `{${members.map(([key, member]) => `${JSON.stringify(key)}:${byTheRule(member)}`).join(',')}}`
}

test('any JSON has the bytes the rule gives it, and reads back as what it was', () => {
  const key = fc.oneof(
    fc.string(),
    fc.nat(20).map(String),
    fc.constantFrom('__proto__', 'toJSON', 'é', '𝒳', '￿'),
  )
  const { json } = fc.letrec((tie) => ({
    json: fc.oneof(
      { maxDepth: 4 },
      fc.jsonValue({ maxDepth: 0 }),
      fc.array(tie('json'), { maxLength: 4 }),
      fc.dictionary(key, tie('json'), { maxKeys: 5 }),
    ),
  }))
  fc.assert(
    fc.property(json, (value) => {
      const text = canonicalJson(value)
      expect(text).toBe(byTheRule(value))
      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)))
    }),
    { numRuns: 1000, seed: 1 },
  )
})
