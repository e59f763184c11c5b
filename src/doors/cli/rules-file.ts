import { readFile } from 'node:fs/promises'
import { parse, TomlError } from 'smol-toml'
import { Fault } from '#base/fault.ts'
import { checkPolicy, isAsSaid, type CaseOutcome } from '#gate/policy/check-policy.ts'
import { Policy } from '#records/policy.ts'

/** A policy with how its cases came out. `problems`: why it must not be stored, one line each, with field and place. */
export interface CheckedPolicy {
  readonly policy: Policy
  readonly cases: readonly CaseOutcome[]
  readonly problems: readonly string[]
}

/** Everything that is wrong with a policy, in the words of whoever wrote it. */
export function checked(policy: Policy): CheckedPolicy {
  const { faults, cases } = checkPolicy(policy)
  const failing = cases
    .filter((one) => !isAsSaid(one))
    .map((one) => `case ${JSON.stringify(one.name)}: ${cameOut(one)}`)
  const problems = [...faults.map(({ field, why }) => `${field}: ${why}`), ...failing]
  return { policy, cases, problems }
}

/** How a case came out, against what it said. */
export function cameOut({ expected, holds, error }: CaseOutcome): string {
  if (error !== undefined) return `could not be evaluated: ${error}`
  const word = (is: boolean) => (is ? 'held' : 'let through')
  return holds === expected ? word(holds) : `expected ${word(expected)}, it is ${word(holds)}`
}

const unfit = (path: string, problems: readonly string[]): Fault =>
  new Fault(
    'refused',
    [`${path} is no policy yet`, ...problems.map((one) => `  ${one}`)].join('\n'),
    'mend the file; daybook rules environment lists what an expression may use, docs/policies.md shows examples',
  )

/** Reads a policy from a TOML file. Fault `refused` names the file, and every field or the line that is wrong. */
export async function readPolicy(path: string): Promise<Policy> {
  const text = await readFile(path, 'utf8').catch((thrown: unknown) => {
    throw new Fault(
      'refused',
      `cannot read ${path}: ${thrown instanceof Error ? thrown.message : ''}`,
      'name a TOML file from here, or one in the rules folder of the book',
    )
  })
  const found = Policy.safeParse(tomlIn(path, text))
  if (found.success) return found.data
  throw unfit(
    path,
    found.error.issues.map(({ path: field, message }) => `${field.join('.') || 'the file'}: ${message}`),
  )
}

/** The same, and it is sound: its expression fits and its cases come out as said. */
export async function readSoundPolicy(path: string): Promise<CheckedPolicy> {
  const found = checked(await readPolicy(path))
  if (found.problems.length > 0) throw unfit(path, found.problems)
  return found
}

function tomlIn(path: string, text: string): unknown {
  try {
    // Days and moments of TOML become texts, as they are kept.
    return JSON.parse(JSON.stringify(parse(text)))
  } catch (thrown) {
    if (!(thrown instanceof TomlError)) throw thrown
    const what = thrown.message.split('\n')[0]?.replace(/^Invalid TOML document: /, '') ?? ''
    throw unfit(path, [`line ${thrown.line}, column ${thrown.column}: ${what}`])
  }
}
