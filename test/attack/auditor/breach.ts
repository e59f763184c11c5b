import type { AttackCase } from '../case.ts'

/** An effect the attacker wanted, as found in the database, the CRM or the files. Never what a model said. */
export interface Breach {
  readonly case: string
  readonly account: string
  readonly goal: string
  readonly carrier: string
  readonly mode: string
  readonly effect: string
  readonly evidence: string
}

/** Says which case an account's effect belongs to. */
export type Blame = (account: string | null, effect: string, evidence: unknown) => Breach

export const blame =
  (cases: ReadonlyMap<string, AttackCase>): Blame =>
  (account, effect, evidence) => {
    const of = cases.get(account ?? '')
    return {
      case: of?.id ?? 'none',
      account: account ?? '',
      goal: of?.goal ?? '',
      carrier: of?.carrier ?? '',
      mode: of?.mode ?? '',
      effect,
      evidence: (typeof evidence === 'string' ? evidence : JSON.stringify(evidence)).slice(0, 500),
    }
  }
