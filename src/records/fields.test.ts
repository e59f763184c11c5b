import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import * as z from 'zod'
import { Fields, GivenJson, JsonObject, JsonValue } from './fields.ts'

const GivenObject: z.ZodType<unknown> = z.record(z.string(), z.json())

describe('JSON, tested by hand', () => {
  test('whatever it is given, it takes and gives what the slow schema does', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.jsonValue(),
          fc.anything({ withDate: true, withMap: true, withNullPrototype: true, withSparseArray: true }),
        ),
        (value) => {
          const pairs: readonly (readonly [z.ZodType<unknown>, z.ZodType<unknown>])[] = [
            [JsonValue, GivenJson],
            [JsonObject, GivenObject],
          ]
          for (const [quick, slow] of pairs) {
            const expected = slow.safeParse(value)
            const got = quick.safeParse(value)
            expect(got.success).toBe(expected.success)
            expect(got.data).toEqual(expected.data)
          }
        },
      ),
      { numRuns: 2000, seed: 1 },
    )
  })

  test('a member named __proto__ is left out, however deep it lies', () => {
    const hostile: unknown = JSON.parse('{"a":{"__proto__":{"isAdmin":true},"b":[1,{"__proto__":1}]}}')
    expect(JSON.stringify(JsonValue.parse(hostile))).toBe('{"a":{"b":[1,{}]}}')
    expect(JSON.stringify(Fields.parse(hostile))).toBe('{"a":{"b":[1,{}]}}')
  })

  test.each([[undefined], [Number.NaN], [new Date(0)], [{ a: undefined }], [[1n]]])(
    '%s is no JSON, and it says where',
    (value) => {
      expect(z.object({ value: JsonValue }).safeParse({ value }).error?.issues[0]?.path[0]).toBe('value')
    },
  )

  test('a value that is missing is missing', () => {
    expect(z.object({ value: JsonValue }).safeParse({}).success).toBe(false)
  })
})
