import { describe, expect, test } from 'vitest'
import type { Json } from '#base/canonical.ts'
import { plusDays } from '#base/clock.ts'
import { Claim } from '#records/claim.ts'
import { now, readingOf } from '#test/fakes/model-brief.ts'
import { reconcile } from './reconcile.ts'

type Said = Json | { readonly from: number; readonly to: number | null }

/** A vendor's word, so many days old. */
const says = (vendor: string, value: Said, daysAgo = 5): Claim => {
  const range =
    typeof value === 'object' && value !== null && 'from' in value
      ? { min: Number(value['from']), max: value['to'] === null ? null : Number(value['to']) }
      : undefined
  return Claim.parse({
    id: `claim_${vendor}${daysAgo}aaaaaa`,
    accountId: 'a-1',
    field: 'employees',
    value: range === undefined ? value : `${range.min}-${range.max ?? ''}`,
    ...(range === undefined ? {} : { range }),
    vendor,
    observedAt: plusDays(now, -daysAgo).toISOString(),
  })
}
const range = (from: number, to: number | null) => ({ from, to })

const settledAs = (record: number | null, claims: readonly Claim[]): readonly unknown[] => {
  const { dossier } = readingOf({ fields: { employees: record } })
  const { settled, open } = reconcile(dossier, claims, now)
  return open.length > 0 ? ['open', open[0]?.claims.length] : settled.map(({ value }) => value)
}

describe('what stands', () => {
  test.each<[string, number | null, readonly Claim[], readonly unknown[]]>([
    ['what the record holds, whatever vendors say', 240, [says('a', 300), says('b', 900)], []],
    ['the only word there is', null, [says('a', 300)], [300]],
    ['the newest exact value where they agree', null, [says('a', 300, 40), says('b', 310, 3)], [310]],
    [
      'an exact value over the range that contains it, however new',
      null,
      [says('a', 83, 40), says('b', range(51, 200), 3)],
      [83],
    ],
    ['an exact value on the bound of the range', null, [says('a', 200), says('b', range(51, 200))], [200]],
    [
      'an exact value in a range without an upper end',
      null,
      [says('a', 90_000), says('b', range(10_001, null))],
      [90_000],
    ],
    [
      'the narrower of two ranges that overlap',
      null,
      [says('a', range(1, 200)), says('b', range(51, 300))],
      ['1-200'],
    ],
    ['the largest number that one source may tell', null, [says('a', 10_000)], [10_000]],
    ['a larger one that two tell', null, [says('a', 90_000), says('b', 95_000, 9)], [90_000]],
    ['a range alone', null, [says('a', range(51, 200))], ['51-200']],
    ['the same text in other letters', null, [says('a', 'Many ', 9), says('b', 'many')], ['many']],
    ['lists, of which the newest', null, [says('a', ['SAP'], 9), says('b', ['Kafka'])], [['Kafka']]],
    ["a vendor's newer word instead of its older one", null, [says('a', 300, 200), says('a', 900, 3)], [900]],
    ['a fresh value over one too old to be cited', null, [says('a', 300, 400), says('b', 900, 3)], [900]],
    ['an old value where nothing is fresh', null, [says('a', 300, 400)], [300]],
  ])('%s', (_sentence, record, claims, expected) => {
    expect(settledAs(record, claims)).toEqual(expected)
    expect(settledAs(record, claims.toReversed())).toEqual(expected)
  })
})

describe('what code may not decide', () => {
  test.each<[string, readonly Claim[], number]>([
    ['two exact values far apart', [says('a', 300), says('b', 900)], 2],
    ['an exact value outside a range', [says('a', 45), says('b', range(51, 200))], 2],
    ['ranges that do not meet', [says('a', range(1, 10)), says('b', range(51, 200))], 2],
    ['a number and a text', [says('a', 300), says('b', 'many')], 2],
    ['two that agree and a third that does not', [says('a', 300), says('b', 310), says('c', 900)], 3],
    ['a number larger than one source may tell alone', [says('a', 666_013)], 1],
    ['the same, where the second word is its own older one', [says('a', 666_013), says('a', 640_000, 90)], 1],
    ['old words, all of them too old', [says('a', 300, 400), says('b', 900, 500)], 2],
  ])('%s', (_sentence, claims, count) => {
    expect(settledAs(null, claims)).toEqual(['open', count])
  })
})
