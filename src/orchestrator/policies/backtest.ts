import { policyRules } from '#gate/policy/policy-rule.ts'
import type { AccountId } from '#records/ids.ts'
import type { ActivePolicy } from '#records/policy.ts'
import type { WithDb } from '#state/db.ts'
import { countPastProposals } from '#state/read/past-proposals-count.ts'
import { pastProposals, type PastAsk, type PastPlace, type PastProposal } from '#state/read/past-proposals.ts'

/** What a policy would have done. Proposals and actions are those of runs, the newest first. */
export interface Backtest {
  /** Proposals there are, and how many of them were looked at: at most `maxProposals`. */
  readonly proposals: number
  readonly looked: number
  /** Actions the policy judges, and would have held; of these, what a person released or rejected later. */
  readonly judged: number
  readonly held: number
  readonly released: number
  readonly rejected: number
  /** Of the held ones, how many could not be checked: the evidence of then lacks something, or evaluation refused. */
  readonly unchecked: number
  readonly examples: readonly BacktestExample[]
}

export interface BacktestExample {
  readonly accountId: AccountId
  readonly account: string
  readonly at: string
  readonly kind: string
  readonly answer: PastProposal['answer']
  readonly found: string
}

/** Whether an action was held because it could not be checked. */
export const isUnchecked = (found: string): boolean => found.startsWith('could not check')

/** A backtest looks at the newest so many. */
export const maxProposals = 5000
const pageSize = 100
const maxExamples = 5

/** Judges stored evidence by one version of a policy, page by page. Reads only; asks no model and no CRM. */
export async function backtest(
  { db }: WithDb,
  {
    active,
    timeZone,
    past,
  }: { readonly active: ActivePolicy; readonly timeZone: string; readonly past: PastAsk },
  progress: (looked: number, of: number) => void,
): Promise<Backtest> {
  const proposals = await countPastProposals(db, past)
  const of = Math.min(proposals, maxProposals)
  const found: BacktestExample[] = []
  let [looked, judged] = [0, 0]
  let after: PastPlace | undefined
  while (looked < of) {
    const page = await pastProposals(db, { ...past, after, size: Math.min(pageSize, of - looked) })
    const last = page.at(-1)
    if (last === undefined) break
    for (const one of page) judged += judgedIn(one, { active, timeZone }, found)
    looked += page.length
    after = last
    progress(looked, of)
  }
  return { proposals, looked, judged, ...sums(found), examples: found.slice(0, maxExamples) }
}

/** Adds what would have been held to `found`; returns how many actions were judged. */
function judgedIn(
  past: PastProposal,
  { active, timeZone }: { readonly active: ActivePolicy; readonly timeZone: string },
  found: BacktestExample[],
): number {
  const { proposal, evidence, accountId, at, answer } = past
  const [policy] = policyRules({ policies: { kind: 'known', value: [active] } }, timeZone)
  if (policy === undefined) return 0
  const subjects = proposal.actions
    .map((action, index) => ({ action, index }))
    .filter(({ action }) => policy.rule.judges(action))
  for (const subject of subjects) {
    const refusal = policy.rule.objects(subject, proposal, evidence)
    if (refusal === undefined) continue
    const account = nameOf(past)
    found.push({ accountId, account, at, kind: subject.action.kind, answer, found: refusal.found })
  }
  return subjects.length
}

const nameOf = ({ evidence, accountId }: PastProposal): string => {
  const name = evidence.record.kind === 'known' ? evidence.record.value.dossier.account.fields['name'] : null
  return typeof name === 'string' ? name : accountId
}

const sums = (found: readonly BacktestExample[]) => ({
  held: found.length,
  released: found.filter(({ answer }) => answer === 'released').length,
  rejected: found.filter(({ answer }) => answer === 'rejected').length,
  unchecked: found.filter((one) => isUnchecked(one.found)).length,
})
