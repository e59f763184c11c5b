import { actionKinds } from '#records/action.ts'
import type { Policy, PolicyCase } from '#records/policy.ts'
import { CaseFault, caseValues, kindGiven, usualKind } from './case-values.ts'
import { compile, type Program } from './compile.ts'
import { faultText, messageOf } from './policy-rule.ts'

/** How one case of a policy came out. `error`: it could not be evaluated, and then the action is held. */
export interface CaseOutcome {
  readonly name: string
  readonly expected: boolean
  readonly holds: boolean
  readonly error?: string
}

/** What is wrong with a field of the policy. `next`: where to look. */
export interface PolicyFault {
  readonly field: string
  readonly why: string
  readonly next?: string
}

export interface PolicyCheck {
  readonly faults: readonly PolicyFault[]
  readonly cases: readonly CaseOutcome[]
}

/**
 * Everything that can be known of a policy before it is stored: its kinds, its expression, and whether its own cases come
 * out as said. No fault and every case as expected: it may be stored.
 */
export function checkPolicy(policy: Policy): PolicyCheck {
  const faults = [...kindFaults(policy), ...caseFaults(policy)]
  const compiled = compile(policy.when)
  if (compiled.kind === 'fault') {
    const next = 'daybook rules environment lists what an expression may use'
    return { faults: [...faults, { field: 'when', why: faultText(compiled.fault), next }], cases: [] }
  }
  return { faults, cases: policy.cases.map((one) => outcome(policy, compiled.program, one)) }
}

export const isAsSaid = ({ expected, holds, error }: CaseOutcome): boolean =>
  error === undefined && holds === expected

const kindFaults = ({ kinds = [] }: Policy): readonly PolicyFault[] =>
  kinds.flatMap((kind) =>
    actionKinds.some((known) => known === kind && known !== 'none')
      ? []
      : [
          {
            field: 'kinds',
            why: `${JSON.stringify(kind)} is no kind of action with an effect: ${effective.join(', ')}`,
          },
        ],
  )
const effective = actionKinds.filter((kind) => kind !== 'none')

const caseFaults = ({ cases }: Policy): readonly PolicyFault[] =>
  [true, false].flatMap((holds) =>
    cases.some((one) => one.holds === holds)
      ? []
      : [{ field: 'cases', why: `expected at least one with holds = ${holds}, got none` }],
  )

function outcome({ kinds }: Policy, { run }: Program, { name, holds, given }: PolicyCase): CaseOutcome {
  const said = kindGiven(given) ?? kinds?.[0] ?? usualKind
  try {
    if (typeof said !== 'string') throw new CaseFault('action.kind is no text')
    const values = caseValues(given, said)
    const judged = kinds === undefined ? said !== 'none' : kinds.includes(said)
    return { name, expected: holds, holds: judged && run(values) }
  } catch (thrown) {
    return { name, expected: holds, holds: true, error: messageOf(thrown) }
  }
}
