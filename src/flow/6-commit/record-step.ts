import type { AuditEntry } from '#records/audit-entry.ts'
import { hashOf, idOf } from '#base/hash.ts'
import type { Cleared, Gated } from '#records/cleared.ts'
import type { Effect } from '#records/effect.ts'
import { effectKey } from '#records/effect-key.ts'
import type { Proposal } from '#records/proposal.ts'
import type { QueueItem } from '#records/queue-item.ts'
import type { StoredProposal } from '#records/stored-proposal.ts'
import type { Verdict } from '#records/verdict.ts'
import { waive, type Waivers } from '#records/waiver.ts'
import type { World } from '#ports/world.ts'
import type { Db, WithDb } from '#state/db.ts'
import { standingKeys } from '#state/read/effect-keys.ts'
import { lockQueueItem } from '#state/read/queue-item.ts'
import { appendAudit } from '#state/write/audit.ts'
import { insertProposal } from '#state/write/commit-proposal.ts'
import { insertEffects } from '#state/write/effect-insert.ts'
import { setNextTouch } from '#state/write/effect-next-touch.ts'
import { insertOrder } from '#state/write/order-insert.ts'
import { takeReservations } from '#state/write/reservation-take.ts'
import { itemKeyOf, type Target } from './case.ts'
import { holdsOf } from './holds.ts'
import { identityOf } from './identity.ts'
import { orderOf } from './order-of.ts'
import { writeOwn } from './own-effects-step.ts'
import { planCommit, type Planned } from './plan.ts'
import { intentsOf } from './queue-content.ts'
import { putHeld, type QueueChange } from './queue-step.ts'
import { AlreadyReserved } from './stale-claim.ts'
import type { Written } from './written.ts'
import { holdTaken, type Taken } from './taken.ts'
import { isDayTakenBack, takenBack } from './taken-back.ts'

/** What the first beat is to record. */
export interface RecordAsk {
  readonly target: Target
  readonly stored: Omit<StoredProposal, 'proposal' | 'evidence' | 'verdict' | 'at'>
  readonly gated: Gated
  /** Who did it, for the audit: `daybook`, or the person who released it. */
  readonly actor: string
  /** A person is releasing the account's queue item: what it holds is then no longer with them. */
  readonly isRelease: boolean
  /** What another order was found to hold when this was recorded before: the message is then held for it. */
  readonly taken?: Taken | undefined
  /** What a person set aside. The verdict is stored as the gate gave it, so that it can be recomputed. */
  readonly waivers?: Waivers
  /** Runs first in the transaction; throws to undo everything. What it returns is audited with the rest. */
  fence(trx: Db): Promise<readonly AuditEntry[]>
}

interface Recorded {
  readonly stored: StoredProposal
  /** As it stands in the tables now. */
  readonly written: Written | undefined
}

type Recording = RecordAsk & {
  readonly proposal: Cleared<Proposal>
  readonly now: Date
  readonly whole: StoredProposal
}

const scopeOf = ({ target, proposal }: Recording) => ({
  accountId: target.accountId,
  skill: proposal.skill,
  cause: target.cause,
})

async function planned(trx: Db, ask: Recording, item: QueueItem | undefined): Promise<readonly Planned[]> {
  const { proposal, gated } = ask
  const scope = scopeOf(ask)
  const keys = proposal.actions.flatMap((action) => effectKey(scope, action, proposal.draft) ?? [])
  const said = waive(gated.verdict, ask.waivers ?? [])
  const verdict = ask.taken === undefined ? said : holdTaken(said, proposal, ask.taken)
  // Whoever releases an action has decided, whatever was taken back before.
  const withPerson = ask.isRelease ? new Set<string>() : alreadySaid(ask, verdict, item)
  return planCommit({ proposal, verdict, scope }, { keys: await standingKeys(trx, keys), withPerson })
}

/** Intents on which a person has the say: those that lie, or lay, with one, and those that one took back. */
function alreadySaid(ask: Recording, verdict: Verdict, item: QueueItem | undefined): ReadonlySet<string> {
  const { proposal, gated, target } = ask
  const scope = scopeOf(ask)
  const back = [...takenBack(proposal, gated.evidence, verdict)].flatMap((index) => {
    const action = proposal.actions[index]
    return action === undefined ? [] : (identityOf(scope, proposal, action) ?? [])
  })
  return new Set([...intentsOf(item, target), ...back])
}

/** The effect of one planned action; undefined where there is none. CRM writes begin as pending, the rest are done. */
function effectOf(plan: Planned, { stored, target, now }: Recording): Effect | undefined {
  if (plan.kind !== 'crm' && plan.kind !== 'own' && plan.kind !== 'order' && plan.kind !== 'unchanged')
    return undefined
  const isPending = plan.kind === 'crm'
  return {
    id: idOf('effect', stored.id, plan.index),
    key: plan.kind === 'unchanged' ? null : plan.key,
    runId: target.runId,
    accountId: target.accountId,
    proposalId: stored.id,
    actionIndex: plan.index,
    kind: plan.action.kind,
    action: plan.action,
    state: isPending ? 'pending' : 'done',
    result: isPending ? null : plan.kind === 'unchanged' ? 'unchanged' : 'created',
    ref: null,
    before: null,
    after: null,
    version: null,
    decidedAt: now.toISOString(),
    confirmedAt: isPending ? null : now.toISOString(),
  }
}

/** The rule duplicate-in-flight explains; these rows guarantee. Taken by another order: everything is undone. */
async function makeOrder(trx: Db, ask: Recording, key: string): Promise<void> {
  const { target, proposal, gated, stored, now } = ask
  const { evidence } = gated
  const sender = evidence.sender.kind === 'known' ? evidence.sender.value : target.config.sender
  const order = orderOf(
    { proposal, proposalId: stored.id, evidence, ownerId: target.ownerId, sender, now },
    key,
  )
  const by = { orderKey: key, runId: target.runId, accountId: target.accountId, now }
  const taken = await takeReservations(trx, holdsOf(order, evidence, now), by)
  if (taken !== undefined) throw new AlreadyReserved(taken)
  await insertOrder(trx, order)
}

async function writeEffects(
  trx: Db,
  ask: Recording,
  { plans, system }: { readonly plans: readonly Planned[]; readonly system: string },
): Promise<readonly Effect[]> {
  const effects = plans.flatMap((plan) => effectOf(plan, ask) ?? [])
  const inserted = await insertEffects(trx, effects)
  for (const plan of plans) {
    if (plan.kind !== 'own' && plan.kind !== 'order') continue
    if (!inserted.has(idOf('effect', ask.stored.id, plan.index))) continue
    if (plan.kind === 'order') await makeOrder(trx, ask, plan.key)
    else await writeOwn(trx, plan.action, { stored: ask.whole, key: plan.key, system, now: ask.now })
  }
  // Lost a race for a key: the other one's effect stands, and this one is its repetition.
  const late = effects.filter(({ id }) => !inserted.has(id))
  const repeated = late.map((effect): Effect => {
    const at = ask.now.toISOString()
    return { ...effect, key: null, state: 'done', result: 'unchanged', confirmedAt: at }
  })
  await insertEffects(trx, repeated)
  return [...effects.filter(({ id }) => inserted.has(id)), ...repeated]
}

const auditOf = (ask: Recording, effects: readonly Effect[], change: QueueChange): AuditEntry => ({
  at: ask.now.toISOString(),
  actor: ask.actor,
  kind: 'account-committed',
  accountId: ask.target.accountId,
  runId: ask.target.runId,
  body: {
    proposal: ask.stored.id,
    ruleset: ask.gated.verdict.ruleset,
    evidence: hashOf(ask.gated.evidence),
    verdict: hashOf(ask.gated.verdict),
    effects: effects.map(({ id, kind, state, result }) => ({ id, kind, state, result })),
    queueItem: change,
  },
})

/**
 * The first beat, one transaction: fence, proposal with evidence and verdict, effects, orders with their reservations,
 * queue item, our own rows, audit. Either all of it is there or nothing. Rows are always locked in this order (work
 * item, queue item, effects, reservations, audit), so two of these never wait for each other in a circle. Nothing
 * `written`: it was recorded before; what was recorded then counts.
 */
export async function record(
  world: Pick<World, 'crm' | 'clock' | 'faults'> & WithDb,
  ask: RecordAsk,
): Promise<Recorded> {
  const now = world.clock()
  const { proposal, evidence, verdict } = ask.gated
  const whole: StoredProposal = { ...ask.stored, proposal, evidence, verdict, at: now.toISOString() }
  const recording: Recording = { ...ask, proposal, now, whole }
  const { target, stored } = ask
  const written = await world.db.transaction().execute(async (trx) => {
    const fenced = await ask.fence(trx)
    const item = await lockQueueItem(trx, { key: itemKeyOf(target) })
    if (!(await insertProposal(trx, whole))) return undefined
    const plans = await planned(trx, recording, item)
    const effects = await writeEffects(trx, recording, { plans, system: world.crm.system })
    const held = plans.flatMap((plan) => (plan.kind === 'held' ? plan.verdict : []))
    const change = ask.isRelease
      ? 'unchanged'
      : await putHeld(trx, { target, proposalId: stored.id, held, now }, item)
    const isCleared = effects.length > 0 || proposal.actions.every(({ kind }) => kind === 'none')
    if (proposal.nextTouch !== undefined && isCleared && !isDayTakenBack(evidence)) {
      const { accountId, runId } = target
      await setNextTouch(trx, { accountId, day: proposal.nextTouch, runId, now })
    }
    await appendAudit(trx, [...fenced, auditOf(recording, effects, change)])
    world.faults.at('committing')
    return { effects, hasItem: item !== undefined || held.length > 0 }
  })
  return { stored: whole, written }
}
