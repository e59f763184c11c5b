import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { linesOf, parseCases } from '../../bench/gate/case-file.ts'
import type { GateCase } from '../../bench/gate/case.ts'
import { broken, figuresOf, isWrong, prepareAll, resultsOf } from '../../bench/gate/figures.ts'
import { faults, sortOf } from '../../bench/gate/generate/classes.ts'
import { generateCases } from '../../bench/gate/generate/generate.ts'
import { judge, prepare } from '../../bench/gate/judge.ts'
import { missesOf } from '../../bench/gate/show.ts'

// A small slice of npm run bench:gate with a fixed seed.

const seed = 4
const perClass = 10
const { cases, skipped } = generateCases({ seed, perClass, benign: 300, accounts: 450 })
if (skipped !== undefined) console.warn(skipped)

const doc = readFileSync('docs/gate.md', 'utf8')
const example = JSON.stringify(JSON.parse(/```json\n([\s\S]*?)```/.exec(doc)?.[1] ?? ''))
const oneOf = (text: string): GateCase => {
  const [one] = parseCases(text, 'cases.jsonl')
  if (one === undefined) throw new Error('no case')
  return one
}

describe('the gate on generated cases', () => {
  const results = resultsOf(prepareAll(cases))

  test('there are at least 20 classes, each with its full number of different cases', () => {
    expect(faults.length).toBeGreaterThanOrEqual(20)
    const short = faults.filter(({ name }) => cases.filter((one) => one.class === name).length < perClass)
    expect(short.map(({ name }) => name)).toEqual([])
    expect(cases.filter((one) => one.class === 'benign').length).toBe(300)
  })

  test('what a rule can decide is held, of prose at least 98 %, of the benign at most 2 %', () => {
    expect(broken(figuresOf(results, sortOf)), missesOf(results)).toEqual([])
  })

  test('a broken promise is told: the same cases with every expectation turned round', () => {
    const turned = results.map(({ one, judged }) => {
      const outcome = one.expected.outcome === 'hold' ? ('clear' as const) : ('hold' as const)
      return { one: { ...one, expected: { ...one.expected, outcome } }, judged }
    })
    expect(broken(figuresOf(turned, sortOf)).length).toBeGreaterThan(1)
  })

  test('the same seed gives the same cases, and they survive being written and read', () => {
    const ask = { seed, perClass: 2, benign: 0, accounts: 300, only: 'changed-number' }
    expect(linesOf(generateCases(ask).cases)).toBe(linesOf(generateCases(ask).cases))
    const some = cases.filter((_one, place) => place % 9 === 0)
    expect(parseCases(linesOf(some), 'out.jsonl')).toEqual(some)
  })
})

// The promise is 98 % held and 2 % by mistake; docs/gate.md says how far the gate is from it. These may only get better.
const reached = { held: 0.94, byMistake: 0.02 }

test('on the cases of somebody who has not read the rules the gate is no worse than it was', () => {
  const file = 'bench/gate/foreign.jsonl'
  const results = resultsOf(prepareAll(parseCases(readFileSync(file, 'utf8'), file)))
  const wrong = results.filter(isWrong)
  const { recall, falseHolds } = figuresOf(results, sortOf)
  expect(recall, missesOf(wrong)).toBeGreaterThanOrEqual(reached.held)
  expect(falseHolds, missesOf(wrong)).toBeLessThanOrEqual(reached.byMistake)
})

describe('the format', () => {
  test('the example in docs/gate.md is a case, held for its number and cleared without the fault', () => {
    const { outcome, objections } = judge(prepare(oneOf(example)))
    expect([outcome, objections.map(({ rule }) => rule)]).toEqual(['hold', ['grounded-tokens']])
    expect(judge(prepare(oneOf(example.replaceAll('210', '120')))).objections).toEqual([])
  })

  test.each([
    ['{"id":', /^cases.jsonl:2: no JSON/],
    ['[]', /^cases.jsonl:2: the object: /],
    [example.replace('"now":"2026-11-18T14:00:00Z"', '"now":"today"'), /^cases.jsonl:2: now: /],
    [example.replace('"value":120', '"worth":120'), /^cases.jsonl:2: facts.0/],
    [example.replace('"outcome":"hold"', '"outcome":"maybe"'), /^cases.jsonl:2: expected.outcome: /],
  ])('a line that is no case is named with file, line and field: %.30s', (line, says) => {
    expect(() => parseCases(`\n${line}\n`, 'cases.jsonl')).toThrow(says)
  })

  test('a proposal that does not parse counts as held', () => {
    const { outcome, objections } = judge(
      prepare(oneOf(example.replace('"confidence":0.86', '"confidence":7'))),
    )
    expect([outcome, objections.map(({ rule }) => rule)]).toEqual(['hold', ['malformed']])
  })
})
