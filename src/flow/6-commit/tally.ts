import type { Effect } from '#records/effect.ts'
import type { Proposal } from '#records/proposal.ts'
import type { JourneyResult } from '#records/run.ts'
import type { Verdict } from '#records/verdict.ts'

/** What the tables say after a commit; the same whether one process did it all or a second one finished it. */
export interface Committed {
  readonly proposal: Proposal
  /** As it stood for the commit. */
  readonly verdict: Verdict
  /** One per action that has, or already had, an effect. */
  readonly effects: readonly Pick<Effect, 'actionIndex' | 'kind' | 'state' | 'result'>[]
  /** Something of this proposal waits for a person, and whether its queue item is new. */
  readonly inReview: boolean
  readonly newItems: number
}

/** Holds that say "always a person" are the rule working, not a fault of the run: the brake does not count them. */
const byDesign: readonly string[] = ['autonomy', 'protected-field', 'needs']

function rulesThatHold({ verdict, effects, inReview }: Committed): readonly string[] {
  if (!inReview) return []
  const settled = new Set(effects.map(({ actionIndex }) => actionIndex))
  const said = verdict.actions.flatMap((one) =>
    one.kind === 'hold' && !settled.has(one.action) ? one.objections.map(({ rule }) => rule) : [],
  )
  const moved = effects.some(({ state }) => state === 'conflict') ? ['record-changed'] : []
  const refused = effects.some(({ state }) => state === 'refused') ? ['crm-refused'] : []
  return [...new Set([...said, ...moved, ...refused])].toSorted()
}

function nothingReason(proposal: Proposal): string {
  for (const action of proposal.actions) if (action.kind === 'none') return action.reason
  return 'a person has already decided on this'
}

/** The account's outcome and counts: held before committed before none. */
export function tally(committed: Committed): JourneyResult {
  const { proposal, verdict, effects } = committed
  const done = effects.filter(({ state }) => state === 'done')
  const count = (result: Effect['result']): number =>
    done.filter((one) => one.result === result && (one.kind !== 'send-email' || result === 'unchanged'))
      .length
  const orders = done.filter((one) => one.kind === 'send-email' && one.result === 'created').length
  const numbers = {
    created: count('created'),
    updated: count('updated'),
    unchanged: count('unchanged'),
    orders,
    queueItems: committed.newItems,
  }
  const rules = rulesThatHold(committed)
  const heldBy = rules.filter((rule) => !byDesign.includes(rule))
  const watched = verdict.actions.some(
    (one) => one.kind === 'clear' && one.level === 'watch' && proposal.actions[one.action]?.kind !== 'none',
  )
  if (committed.inReview) {
    const why = rules.length > 0 ? `held by ${rules.join(', ')}` : 'waits for a person since an earlier pass'
    return { outcome: 'held', reason: why, heldBy, ...numbers }
  }
  if (done.length === 0 && !watched) {
    return { outcome: 'none', reason: nothingReason(proposal), heldBy: [], ...numbers }
  }
  const { created, updated, unchanged } = numbers
  const reason = `${created} created, ${updated} updated, ${unchanged} unchanged, ${orders} orders`
  return { outcome: 'committed', reason, heldBy: [], ...numbers }
}
