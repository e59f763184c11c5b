import { describe, expect, test } from 'vitest'
import type { Claim } from '#records/claim.ts'
import type { Fact } from '#records/fact.ts'
import { claim, dossierOf, factLike, system } from '#test/fakes/gate-case.ts'
import { currentFacts } from './current-facts.ts'

const [earlier, later] = ['2026-10-01T09:00:00.000Z', '2026-10-02T09:00:00.000Z']
const said = (value: string | number, vendor: string, observedAt = earlier): Claim => ({
  ...claim('employees', value, vendor),
  id: claim('employees', value, `${vendor}${value}`).id,
  observedAt,
})
const noted = (value: number, change: object = {}): Fact =>
  factLike('employees', {
    value,
    source: 'observed',
    sourceRef: `act_${value}`,
    observedAt: earlier,
    ...change,
  })

/** What is in force about the head count, of whom. */
const inForce = (stored: readonly Fact[], claims: readonly Claim[], record: number | null = 120) =>
  currentFacts({ dossier: dossierOf({ employees: record }), stored, claims }, system)
    .filter(({ field }) => field === 'employees')
    .map(({ source, value }) => `${source} ${String(value)}`)

describe('what is in force', () => {
  test.each<[string, string[], Fact[], Claim[], (number | null)?]>([
    ['the record, first', ['crm 120', 'alpha 40', 'observed 90'], [noted(90)], [said(40, 'alpha')]],
    ['where the record is empty, what others say', ['alpha 40'], [], [said(40, 'alpha')], null],
    ['each vendor', ['crm 120', 'alpha 40', 'beta 50'], [], [said(40, 'alpha'), said(50, 'beta')]],
    [
      'of one vendor the newest word',
      ['crm 120', 'alpha 50'],
      [],
      [said(40, 'alpha'), said(50, 'alpha', later)],
    ],
    [
      'the newest wherever it stands',
      ['crm 120', 'alpha 50'],
      [],
      [said(50, 'alpha', later), said(40, 'alpha')],
    ],
    [
      'of what was stored the newest',
      ['crm 120', 'observed 91'],
      [noted(90), noted(91, { observedAt: later })],
      [],
    ],
    [
      'whichever of them it is',
      ['crm 120', 'observed 90'],
      [noted(90, { observedAt: later }), noted(91)],
      [],
    ],
    ['no claim that says nothing', ['crm 120'], [], [said('', 'alpha'), { ...said(1, 'beta'), value: null }]],
    ['a claim of none', ['crm 120', 'alpha 0'], [], [said(0, 'alpha')]],
  ])('%s', (_sentence, expected, stored, claims, record) => {
    expect(inForce(stored, claims, record)).toEqual(expected)
  })

  test('of two words of one moment the same one counts, in whatever order they come', () => {
    const [one, other] = [noted(90), noted(91)]
    expect(inForce([one, other], [])).toEqual(inForce([other, one], []))
    expect(inForce([one, other], [])).toHaveLength(2)
  })

  test('a word about another record, or another field, stands beside it', () => {
    const there = noted(7, { subject: { system, object: 'contact', id: 'con_1' }, observedAt: later })
    expect(inForce([noted(90), there], [])).toEqual(['crm 120', 'observed 90', 'observed 7'])
    const all = currentFacts(
      { dossier: dossierOf(), stored: [noted(1), noted(2, { field: 'x' })], claims: [] },
      system,
    )
    expect(all.filter(({ source }) => source === 'observed').map(({ field }) => field)).toEqual([
      'employees',
      'x',
    ])
  })
})
