import { Policy } from '#records/policy.ts'
import { evidenceOf, now } from './gate-case.ts'

/** A policy with this expression; everything else is as good as any. */
export const policyOf = (when: string, change: object = {}) =>
  Policy.parse({
    name: 'house-rule',
    needed: 'something else',
    when,
    author: 'Anna',
    why: 'a test',
    cases: [
      { name: 'one', holds: true },
      { name: 'two', holds: false },
    ],
    ...change,
  })
/** The same as the gate is given it. */
export const active = (when: string, change: object = {}, mode = 'enabled') => ({
  version: 'v1',
  mode,
  since: now,
  policy: policyOf(when, change),
})
/** The clean evidence of a book with these policies. */
export const withPolicies = (...policies: readonly object[]) => evidenceOf({ policies })
