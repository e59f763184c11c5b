import { describe, expect, test } from 'vitest'
import { rules, settings } from '#test/fakes/gate-case.ts'
import { canOverride, rulesetOf } from './ruleset.ts'

describe('the ruleset', () => {
  test('has another version when a setting changes, and the same one when none does', () => {
    expect(rulesetOf(settings).version).toBe(rules.version)
    expect(rulesetOf({ ...settings, select: { liveThreadDays: 8 } }).version).not.toBe(rules.version)
    expect(
      rulesetOf({ ...settings, gate: { ...settings.gate, thresholds: { 'add-note': 1 } } }).version,
    ).not.toBe(rules.version)
  })

  test.each<[string, object, boolean]>([
    ['the zone', { timeZone: 'UTC' }, true],
    ['a limit of outreach', { outreach: { ...settings.outreach, domainPerDay: 9 } }, true],
    ['a host that may be linked to', { gate: { ...settings.gate, linkHosts: ['a.example'] } }, true],
    [
      'how long an item waits for a person, which no rule reads',
      { gate: { ...settings.gate, itemExpiryDays: 99 } },
      false,
    ],
  ])('of another version where it differs in %s: %#', (_sentence, change, isOther) => {
    const other = rulesetOf({ ...settings, ...change })
    expect(other.version !== rules.version).toBe(isOther)
    expect(other.version).toMatch(/^rules-[0-9a-f]{12}$/)
  })

  test('keeps what it was made from', () => {
    expect(rulesetOf({ ...settings, select: { liveThreadDays: 9 } }).settings).toEqual({
      ...settings,
      select: { liveThreadDays: 9 },
    })
    expect(rules.timeZone).toBe('Europe/Berlin')
    expect(new Set(rules.rules.map(({ name }) => name)).size).toBe(rules.rules.length)
  })

  // The column “override” of docs/gate.md.
  test.each([
    ['confidence', true],
    ['recipient', false],
    ['greeting', true],
    ['asked-to-stop', true],
    ['caps-and-window', true],
    ['links-and-markup', false],
    ['stage-action', true],
    ['protected-field', true],
    ['consent-field', false],
    ['field-ownership', true],
    ['undone', true],
    ['cites-current-fact', true],
    ['value-said', true],
    ['grounded-tokens', true],
    ['foreign-content', true],
    ['commitment', true],
    ['legal-promise', false],
    ['language', true],
    ['quote-stands', true],
    ['record-changed', true],
    ['policy', false],
    ['autonomy', true],
    ['needs', true],
    ['suppressed', false],
    ['live-thread', false],
    ['duplicate-in-flight', false],
    ['schema', false],
    ['no-such-rule', false],
  ])('%s may be overridden: %j', (name, may) => {
    expect(canOverride(rules, name)).toBe(may)
  })
})
