import * as z from 'zod'
import { Instant } from './time.ts'

/** `shadow`: it is asked and what it would have held is counted, but it holds nothing. */
export const PolicyMode = z.enum(['disabled', 'shadow', 'enabled'])
export type PolicyMode = z.infer<typeof PolicyMode>

/** A case that comes with the policy: the parts of the environment it names, the rest as in the clean case. */
export const PolicyCase = z.strictObject({
  name: z.string().min(1).max(120),
  /** Whether the policy holds the case. */
  holds: z.boolean(),
  /** Values by path of the environment: `account.country`, `draft.text`. */
  given: z.record(z.string(), z.unknown()).default({}),
})
export type PolicyCase = z.infer<typeof PolicyCase>

/**
 * One rule of a book, written in CEL. `when` is true where the action is to be held; it was parsed and type-checked when
 * it was stored, so that nothing of it can fail at run time but what evaluation itself refuses (then the action is held).
 */
export const Policy = z.strictObject({
  name: z.string().regex(/^[a-z][a-z0-9-]{1,59}$/, 'expected small letters, digits and hyphens'),
  /** What the reviewer reads: what was needed. */
  needed: z.string().trim().min(1).max(200),
  when: z.string().trim().min(1).max(2000),
  /** Kinds of action it judges; absent: every kind that has an effect. */
  kinds: z.array(z.string()).min(1).optional(),
  canOverride: z.boolean().default(true),
  author: z.string().trim().min(1).max(120),
  why: z.string().trim().min(1).max(500),
  cases: z.array(PolicyCase).min(2).max(50),
})
export type Policy = z.infer<typeof Policy>

/** A policy as the gate is given it: switched on or in shadow, under the version (a hash of its text) that was switched. */
export const ActivePolicy = z.object({
  version: z.string(),
  mode: z.enum(['shadow', 'enabled']),
  policy: Policy,
  since: Instant,
})
export type ActivePolicy = z.infer<typeof ActivePolicy>
