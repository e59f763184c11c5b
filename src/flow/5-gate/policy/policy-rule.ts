import { cut } from '#base/seen-text.ts'
import { hashOf } from '#base/hash.ts'
import type { Evidence } from '#records/evidence.ts'
import type { ActivePolicy } from '#records/policy.ts'
import { rule, type Rule } from '../rule.ts'
import { compile, type CompileFault } from './compile.ts'
import { variables, type PolicyPart, type VariableName } from './names.ts'
import { valuesOf } from './values.ts'

/** A policy under the name its holds carry. */
export interface PolicyRule {
  readonly policy: string
  readonly mode: ActivePolicy['mode']
  readonly rule: Rule
}

export const ruleOfPolicy = (policy: string): string => `policy:${policy}`
export const isPolicyRule = (rule: string): boolean => rule.startsWith('policy:')

/**
 * The book's own rules as the gate runs them, in the order of their names. Unreadable: none, and the rule `policy` holds
 * everything. One that no longer compiles holds every action it judges.
 */
export const policyRules = (
  { policies }: Pick<Evidence, 'policies'>,
  timeZone: string,
): readonly PolicyRule[] =>
  policies.kind === 'unreadable' ? [] : policies.value.map((active) => policyRule(active, timeZone))

/** Names the policies a verdict was made with; undefined where the book has none switched on or in shadow. */
export const policiesVersion = ({ policies }: Pick<Evidence, 'policies'>): string | undefined =>
  policies.kind === 'unreadable' || policies.value.length === 0
    ? undefined
    : `policies-${hashOf(policies.value.map(({ version, mode }) => [version, mode])).slice(0, 12)}`

function policyRule({ policy, mode, version }: ActivePolicy, timeZone: string): PolicyRule {
  const { name, kinds, canOverride, needed } = policy
  const compiled = compile(policy.when)
  const said = { needed, by: `policy ${name}, version ${version}` }
  const made = rule({
    name: ruleOfPolicy(name),
    version: 1,
    needs: compiled.kind === 'program' ? partsOf(compiled.program.reads) : [],
    canOverride,
    objects: (subject, proposal, evidence) => {
      if (compiled.kind === 'fault')
        return { needed, found: `could not check: ${said.by}: ${faultText(compiled.fault)}` }
      const { run, reads } = compiled.program
      try {
        const holds = run(valuesOf(reads, { subject, proposal, evidence, timeZone }))
        return holds ? { needed, found: `${said.by}, holds: ${shortened(policy.when)}` } : undefined
      } catch (thrown) {
        return { needed, found: `could not check: ${said.by}: ${messageOf(thrown)}` }
      }
    },
  })
  const judges: Rule['judges'] = (action) =>
    kinds === undefined ? made.judges(action) : kinds.includes(action.kind)
  return { policy: name, mode, rule: { ...made, judges } }
}

const partsOf = (reads: readonly VariableName[]): readonly PolicyPart[] => [
  ...new Set(reads.flatMap((name) => partOf(variables[name]) ?? [])),
]
const partOf = ({ part }: { readonly part?: PolicyPart }): PolicyPart | undefined => part

/** An expression on one line, at most 200 characters of it. */
function shortened(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ')
  return line.length > 200 ? `${cut(line, 199)}…` : line
}

/** What is wrong with an expression, and where in it. */
export const faultText = ({ why, line, column }: CompileFault): string =>
  `line ${line}, column ${column}: ${why}`

/** The library's errors paint the expression under their first line. */
export const messageOf = (thrown: unknown): string =>
  (thrown instanceof Error ? thrown.message : String(thrown)).split('\n')[0] ?? ''
