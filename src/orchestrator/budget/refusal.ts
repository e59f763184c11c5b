import { Fault, RunStop } from '#base/fault.ts'
import { usd } from '#base/money.ts'
import type { BudgetScope, Reserved } from '#state/write/spend-reserve.ts'

export type Refused = Extract<Reserved, { kind: 'refused' }>

/** An amount as people read it, to the hundredth of a cent where it has any. Takes whole micro-USD. */
export const dollars = (microUsd: number): string =>
  `$${usd(microUsd).toFixed(microUsd % 10_000 === 0 ? 2 : 4)}`

const caps: Readonly<Record<BudgetScope, { readonly of: string; readonly key: string }>> = {
  account: { of: 'one account', key: 'budget.accountUsd' },
  run: { of: 'this run', key: 'budget.runUsd' },
  day: { of: 'the day', key: 'budget.dayUsd' },
}

/** Others' reservations are all that stands in the way: when they settle, the call may be made. */
export const isWorthWaiting = ({ spent, wanted, cap }: Refused): boolean => spent + wanted <= cap

/** What a cap that is reached means: the account goes to a person, or the whole run stops. */
export function capReached(refused: Refused): Fault {
  const { scope, cap, spent, reserved, wanted } = refused
  const { of, key } = caps[scope]
  const open = isWorthWaiting(refused) ? `, ${dollars(reserved)} held for calls that never came back` : ''
  const message = `the budget of ${of} is used up: ${key} allows ${dollars(cap)}, ${dollars(spent)} is spent${open}, and the next call may cost up to ${dollars(wanted)}`
  const next = `raise ${key} in daybook.toml`
  return scope === 'account'
    ? new Fault('refused', message, `${next} and run again, or work the account by hand`)
    : new RunStop('refused', message, {
        stopCause: 'budget',
        next: `${next} or go on tomorrow; the same command continues and nothing is lost`,
      })
}
