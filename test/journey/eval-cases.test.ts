import { beforeAll, describe, expect, test } from 'vitest'
import { lastResult } from '#doors/cli/eval-files.ts'
import { compare, hasFailed, resultOf } from '#orchestrator/eval/compare.ts'
import type { NamedCase } from '#orchestrator/eval/case-reading.ts'
import type { CaseRun } from '#orchestrator/eval/run-case.ts'
import type { EvalOutcome } from '#records/eval-result.ts'
import { SkillName } from '#records/words.ts'
import { runs, shippedCases, shippedEvals } from './eval-kit.ts'

let cases: readonly NamedCase[]
let done: readonly CaseRun[]

beforeAll(async () => {
  cases = await shippedCases()
  done = await runs(cases)
})

describe('the cases of the repository', () => {
  test('at least sixty, six for every kind of work, fifteen reasons not to write', () => {
    expect(cases.length).toBeGreaterThanOrEqual(60)
    for (const skill of SkillName.options)
      expect(cases.filter(({ given }) => given.expect.skill === skill).length, skill).toBeGreaterThanOrEqual(
        6,
      )
    const not = cases.filter(({ given }) => given.why.startsWith('Not to write'))
    expect(not.length).toBeGreaterThanOrEqual(15)
  })

  test('no two accounts have a name, a domain or a reason in common', () => {
    for (const of of ['name', 'domain'] as const) {
      const values = cases.flatMap(({ given }) => given.account[of] ?? [])
      expect(new Set(values).size).toBe(values.length)
    }
    expect(new Set(cases.map(({ given }) => given.why)).size).toBe(cases.length)
  })

  test('every case that is a reason not to write looks at what becomes of a message', () => {
    for (const { name, given } of cases.filter((one) => one.given.why.startsWith('Not to write')))
      expect(
        [...given.expect.mustNot, ...Object.keys(given.expect.gate ?? {}), ...given.expect.neverSays].length,
        name,
      ).toBeGreaterThan(0)
  })
})

describe('the offline drafter on them', () => {
  test('does what the committed result says, and misses nothing that is not known', async () => {
    const outcomes = done.map(({ outcome }) => outcome)
    const last = await lastResult(shippedEvals, 'offline')
    const found = compare(outcomes, last, { isWhole: true })
    expect(found.failed).toEqual([])
    expect(found.metAfterAll).toEqual([])
    expect(hasFailed(found)).toBe(false)
    expect(resultOf('offline', outcomes)).toEqual(last)
  })

  test('meets at least fifty in full', () => {
    const full = done.filter(({ outcome }) => outcome.properties.every(({ ok }) => ok))
    expect(full.length).toBeGreaterThanOrEqual(50)
  })

  test('a message was drafted and held by each rule that a reason not to write counts on', () => {
    const named = cases.flatMap(({ given }, at) =>
      typeof given.expect.gate === 'object' && done[at]?.proposal?.draft !== undefined
        ? Object.values(given.expect.gate)
        : [],
    )
    for (const rule of [
      'suppressed',
      'live-thread',
      'cites-current-fact',
      'stage-action',
      'duplicate-in-flight',
    ])
      expect(named, rule).toContain(rule)
  })
})

describe('a run beside the last one', () => {
  const outcome = (missed: readonly string[], known?: string): EvalOutcome => ({
    case: 'one',
    skill: 'research',
    actions: ['none'],
    proposal: 'x',
    turns: 2,
    usage: {
      inputTokens: 0,
      outputTokens: 0,
      cacheReadTokens: 0,
      cacheWriteTokens: 0,
      modelCalls: 2,
      microUsd: 0,
    },
    properties: ['skill', 'none'].map((name) => ({
      name,
      ok: !missed.includes(name),
      ...(known === undefined ? {} : { known }),
    })),
  })
  const beside = (now: EvalOutcome, past: EvalOutcome) =>
    compare([now], resultOf('offline', [past]), { isWhole: true })

  test.each<[string, EvalOutcome, EvalOutcome, [boolean, number, number]]>([
    ['the same: nothing to say', outcome([]), outcome([]), [false, 0, 0]],
    ['missed now and not then: worse, and it fails', outcome(['none']), outcome([]), [true, 1, 0]],
    ['missed then and not now: better', outcome([]), outcome(['none']), [false, 0, 1]],
    ['missed both times and not known: it fails', outcome(['none']), outcome(['none']), [true, 0, 0]],
    [
      'missed both times and known: it does not',
      outcome(['none'], 'naive'),
      outcome(['none']),
      [false, 0, 0],
    ],
    ['known, but met last time: worse all the same', outcome(['none'], 'naive'), outcome([]), [true, 1, 0]],
  ])('%s', (_sentence, now, past, wanted) => {
    const found = beside(now, past)
    expect([hasFailed(found), found.worse.length, found.better.length]).toEqual(wanted)
  })

  test('a case that came, one that went, and other actions are named', () => {
    const last = resultOf('offline', [
      { ...outcome([]), actions: ['send-email'] },
      { ...outcome([]), case: 'old' },
    ])
    const found = compare([outcome([]), { ...outcome([]), case: 'new' }], last, { isWhole: true })
    expect(found).toMatchObject({ added: ['new'], gone: ['old'], other: [{ case: 'one' }] })
    expect(compare([outcome([])], last, { isWhole: false }).gone).toEqual([])
  })
})
