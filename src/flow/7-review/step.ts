import type { World } from '#ports/world.ts'
import type { Gated } from '#records/cleared.ts'
import { releases, type Decision, type DecisionRecord } from '#records/decision.ts'
import type { ItemId } from '#records/ids.ts'
import type { Objection } from '#records/objection.ts'
import type { AuditEntry } from '#records/audit-entry.ts'
import type { ProvenPerson } from '#records/person.ts'
import type { Proposal } from '#records/proposal.ts'
import type { QueueItem } from '#records/queue-item.ts'
import type { JourneyResult } from '#records/run.ts'
import type { Waivers } from '#records/waiver.ts'
import type { Db, WithDb } from '#state/db.ts'
import { queueItemsByPrefix } from '#state/read/queue-item.ts'
import { appendAudit } from '#state/write/audit.ts'
import { refusal, Undecided, type DecisionAnswer, type Refusal } from './answer.ts'
import { earlierDecision, isSameDecision, staleRefusal, takeDecision } from './decide-fence-step.ts'
import { holdsOf, unanswered, waiversOf } from './objections.ts'
import { releaseOf, type Release } from './release.ts'
import { step } from './transition.ts'

type Needs = Pick<World, 'clock' | 'faults'> & WithDb

/** What somebody said to one version of an item. `by` names the door when there is no person proof. */
export interface DecisionAsk {
  readonly itemId: ItemId
  readonly version: number
  readonly decision: Decision
  readonly person: ProvenPerson | undefined
  readonly by: string
}

/** What review needs of the gate and of commit; handed in, since steps never meet. */
export interface ReviewWays {
  /** Reads fresh evidence and judges the proposal. */
  judge(item: QueueItem, proposal: Proposal): Promise<Gated>
  canOverride(said: Objection): boolean
  /** Commits what is cleared, or held by nothing but the waivers; `fence` runs first in its transaction. `regate`: taken meanwhile, nothing was written. */
  commit(
    item: QueueItem,
    release: {
      readonly gated: Gated
      readonly waivers: Waivers
      readonly version: number
      readonly by: string
      fence(trx: Db): Promise<readonly AuditEntry[]>
    },
  ): Promise<JourneyResult | 'regate'>
  /** Finishes what an earlier, interrupted release of this version decided; undefined: nothing was released. */
  resume(item: QueueItem, version: number, by: string): Promise<JourneyResult | undefined>
}

interface Deciding {
  readonly ask: DecisionAsk
  readonly ways: ReviewWays
  readonly item: QueueItem
  readonly record: DecisionRecord
}

const refused = (why: Refusal): DecisionAnswer => ({ kind: 'refused', refusal: why })

async function itemNow(world: Needs, id: ItemId): Promise<QueueItem | undefined> {
  return (await queueItemsByPrefix(world.db, id)).find((item) => item.id === id)
}

const actorOf = ({ person, by }: DecisionAsk): string => (person === undefined ? by : `person:${person.name}`)

/** Refusals are audited too: who tried to get past which rule matters later. */
async function auditRefusal(world: Needs, { item, record }: Deciding, why: Refusal): Promise<void> {
  const body = {
    item: item.id,
    version: record.version,
    decision: record.decision.kind,
    refused: why.kind,
    rules: why.objections.map(({ rule }) => rule),
  }
  const { accountId, runId } = item
  const entry = { at: record.at, actor: record.by, kind: 'decision-refused', accountId, runId, body }
  await world.db.transaction().execute((trx) => appendAudit(trx, [entry]))
}

function firmRefusal(objections: readonly Objection[]): Refusal {
  const names = [...new Set(objections.map(({ rule }) => rule))].join(', ')
  return refusal('firm', `nobody can override ${names}: edit or reject it`, { objections })
}

/** The proposal judged again, with what the person answered set aside; or what stands against it. */
async function judged(
  ways: ReviewWays,
  item: QueueItem,
  release: Extract<Release, { kind: 'release' }>,
): Promise<{ readonly gated: Gated; readonly waivers: Waivers } | Refusal> {
  const gated = await ways.judge(item, release.proposal)
  const open = unanswered(gated.verdict, (action, { rule }) => release.isAnswered(action, rule))
  const said = `the gate objects: ${open.map(({ rule, found }) => `${rule} (${found})`).join('; ')}`
  if (open.length > 0) return refusal('held-again', said, { objections: open })
  const firm = unanswered(gated.verdict, (_action, said) => ways.canOverride(said))
  if (firm.length > 0) return firmRefusal(firm)
  return { gated, waivers: waiversOf(gated.verdict) }
}

function firmRules(ways: ReviewWays, item: QueueItem, decision: Decision): Refusal | undefined {
  if (decision.kind !== 'approve') return undefined
  const objections = holdsOf(item.held)
    .flatMap((held) => held.objections)
    .filter((said) => !ways.canOverride(said))
  return objections.length === 0 ? undefined : firmRefusal(objections)
}

/** A decision that releases nothing: one small transaction. */
async function takeOnly(
  world: Needs,
  { item, record }: Deciding,
  event: 'reject' | 'snooze' | 'assign' | 'fix-to-nothing',
): Promise<DecisionAnswer> {
  await world.db.transaction().execute(async (trx) => {
    await appendAudit(trx, await takeDecision(trx, record, event))
    world.faults.at('deciding')
  })
  return {
    kind: 'decided',
    item: (await itemNow(world, item.id)) ?? item,
    repeated: false,
    result: undefined,
  }
}

type Releasing = Extract<Decision, { kind: 'fix' | 'approve' | 'edit' }>

/** Judges, then decides and commits in one transaction. undefined: another order was faster, nothing was written. */
async function tryRelease(
  world: Needs,
  deciding: Deciding,
  decision: Releasing,
): Promise<DecisionAnswer | undefined> {
  const { ways, item, record } = deciding
  const release = releaseOf(item, decision)
  if (release.kind === 'impossible') return refused(refusal('impossible', release.why))
  if (release.kind === 'nothing-left') return takeOnly(world, deciding, 'fix-to-nothing')
  const judgement = await judged(ways, item, release)
  if ('kind' in judgement) return refused(judgement)
  const fence = (trx: Db) => takeDecision(trx, record, decision.kind)
  const result = await ways.commit(item, {
    ...judgement,
    version: record.version,
    by: record.by,
    fence,
  })
  if (result === 'regate') return undefined
  return { kind: 'decided', item: (await itemNow(world, item.id)) ?? item, repeated: false, result }
}

async function releaseItem(world: Needs, deciding: Deciding, decision: Releasing): Promise<DecisionAnswer> {
  const firm = firmRules(deciding.ways, deciding.item, decision)
  if (firm !== undefined) return refused(firm)
  return (
    (await tryRelease(world, deciding, decision)) ??
    (await tryRelease(world, deciding, decision)) ??
    refused(refusal('held-again', 'another message holds this contact, account or domain'))
  )
}

/** What can be refused without asking the gate. */
function earlyRefusal(deciding: Deciding, earlier: DecisionRecord | undefined): Refusal | undefined {
  const { ask, item, record } = deciding
  if (releases(ask.decision) && ask.person === undefined)
    return refusal('proof-needed', 'this releases something: a person must prove to be one')
  if (item.version !== ask.version) return staleRefusal(record, item, earlier)
  const after = step(item.state, { kind: ask.decision.kind })
  return after.kind === 'refused' ? refusal('impossible', after.why) : undefined
}

async function decide(world: Needs, deciding: Deciding): Promise<DecisionAnswer> {
  const { ask, ways, item, record } = deciding
  const { decision } = ask
  const earlier = await earlierDecision(world.db, record)
  if (earlier !== undefined && isSameDecision(earlier, record)) {
    // A release that is told again finishes what the first telling left open: its effects are keyed.
    const result = await ways.resume(item, record.version, earlier.by)
    return { kind: 'decided', item: (await itemNow(world, item.id)) ?? item, repeated: true, result }
  }
  const early = earlyRefusal(deciding, earlier)
  if (early !== undefined) return refused(early)
  if (decision.kind === 'fix' || decision.kind === 'approve' || decision.kind === 'edit')
    return releaseItem(world, deciding, decision)
  return takeOnly(world, deciding, decision.kind)
}

/**
 * Takes a person's answer to a queue item. Idempotent by (item, version): the same decision again changes nothing, a
 * later and different one is refused and told who was first. A release is judged again from fresh evidence, and its
 * effects are recorded in the transaction of the decision: an acknowledged decision is never lost, and never applied
 * twice. Throws Fault when the CRM gives no answer; the decision, if it was taken, stands and is finished by repeating it.
 */
export async function decideItem(world: Needs, ask: DecisionAsk, ways: ReviewWays): Promise<DecisionAnswer> {
  const item = await itemNow(world, ask.itemId)
  if (item === undefined) return refused(refusal('unknown', `there is no queue item ${ask.itemId}`))
  const { itemId, version, decision } = ask
  const record = { itemId, version, by: actorOf(ask), at: world.clock().toISOString(), decision }
  const deciding: Deciding = { ask, ways, item, record }
  world.faults.at('decision-heard')
  const answer = await decide(world, deciding).catch((thrown: unknown) => {
    if (thrown instanceof Undecided) return thrown.answer
    throw thrown
  })
  world.faults.at('decision-taken')
  if (answer.kind === 'refused') await auditRefusal(world, deciding, answer.refusal)
  return answer
}
