import type { World } from '#ports/world.ts'
import type { AuditEntry } from '#records/audit-entry.ts'
import { hashOf } from '#base/hash.ts'
import type { Effect } from '#records/effect.ts'
import type { QueueItem } from '#records/queue-item.ts'
import type { JourneyResult } from '#records/run.ts'
import type { StoredProposal } from '#records/stored-proposal.ts'
import type { ActionVerdict } from '#records/verdict.ts'
import type { Db, WithDb } from '#state/db.ts'
import { effectsOfProposal } from '#state/read/effect-of-proposal.ts'
import { lockQueueItem, queueItemByKey } from '#state/read/queue-item.ts'
import { appendAudit } from '#state/write/audit.ts'
import { confirmEffects } from '#state/write/effect-confirm.ts'
import { addToCrm } from './additions-step.ts'
import type { Answer } from './answer.ts'
import { itemKeyOf, type Target } from './case.ts'
import { fieldChangeOf } from './field-change.ts'
import { writeFields } from './field-writes-step.ts'
import { intentsOf, isOpen } from './queue-content.ts'
import { putBack } from './queue-step.ts'
import { tally } from './tally.ts'
import { identityOf } from './identity.ts'

type Needs = Pick<World, 'crm' | 'clock' | 'faults'> & WithDb

/** What is left to do for a recorded proposal. */
export interface FinishAsk {
  readonly target: Target
  readonly stored: StoredProposal
  readonly actor: string
  /** Runs first in the confirming transaction; throws when the claim is stale. */
  fence(trx: Db): Promise<unknown>
}

/** The second beat: the CRM. No transaction is open; whatever happens here may happen again. */
async function act(world: Needs, ask: FinishAsk, pending: readonly Effect[]): Promise<readonly Answer[]> {
  const changes = pending.flatMap((effect) => fieldChangeOf(effect, ask.stored.evidence) ?? [])
  return [...(await writeFields(world, changes)), ...(await addToCrm(world, pending, ask.target.ownerId))]
}

const heldAgain = (answers: readonly Answer[]): readonly ActionVerdict[] =>
  answers.flatMap(({ actionIndex, objection }) =>
    objection === null ? [] : [{ kind: 'hold' as const, action: actionIndex, objections: [objection] }],
  )

const auditOf = (ask: FinishAsk, answers: readonly Answer[], now: Date): AuditEntry => ({
  at: now.toISOString(),
  actor: ask.actor,
  kind: 'effects-confirmed',
  accountId: ask.target.accountId,
  runId: ask.target.runId,
  body: {
    proposal: ask.stored.id,
    effects: answers.map(({ id, state, result, ref, version, before, after }) => {
      const values = hashOf({ before, after })
      return { id, state, result, ref, version, values }
    }),
  },
})

/** The third beat, one transaction: what the CRM answered; what it did not take goes to a person. */
async function confirm(world: Needs, ask: FinishAsk, answers: readonly Answer[]): Promise<void> {
  const now = world.clock()
  await world.db.transaction().execute(async (trx) => {
    await ask.fence(trx)
    const item = await lockQueueItem(trx, { key: itemKeyOf(ask.target) })
    const confirmed = await confirmEffects(trx, answers, now)
    const ours = answers.filter(({ id }) => confirmed.has(id))
    if (ours.length === 0) return
    const held = heldAgain(ours)
    if (held.length > 0)
      await putBack(trx, { target: ask.target, proposalId: ask.stored.id, held, now }, item)
    await appendAudit(trx, [auditOf(ask, ours, now)])
  })
}

function reviewOf(ask: FinishAsk, item: QueueItem | undefined) {
  const { target, stored } = ask
  const { proposal, verdict } = stored
  if (item === undefined || !isOpen(item)) return { inReview: false, verdict, newItems: 0 }
  const isOurs = item.proposalId === stored.id
  const scope = { accountId: target.accountId, skill: proposal.skill, cause: target.cause }
  const intents = intentsOf(item, target)
  const isShared = proposal.actions.some((action) => intents.has(identityOf(scope, proposal, action) ?? ''))
  return {
    inReview: isOurs || isShared,
    // What the item holds is what was held at the commit, the reservations' say included.
    verdict: isOurs ? { ...verdict, actions: merged(verdict.actions, item.held) } : verdict,
    newItems: isOurs && item.createdAt >= stored.at ? 1 : 0,
  }
}

const merged = (said: readonly ActionVerdict[], held: readonly ActionVerdict[]): ActionVerdict[] =>
  said.map((one) => held.find(({ action }) => action === one.action) ?? one)

/**
 * Finishes what a recorded proposal decided and says what came of it. Safe to call any number of times, by whoever
 * has the account: the same keys, the same diff, and each effect confirmed once.
 */
export async function finish(world: Needs, ask: FinishAsk): Promise<JourneyResult> {
  const effects = await effectsOfProposal(world.db, ask.stored.id)
  const pending = effects.filter(({ state }) => state === 'pending')
  if (pending.length > 0) {
    await confirm(world, ask, await act(world, ask, pending))
    world.faults.at('crm-confirmed')
  }
  const ended = pending.length > 0 ? await effectsOfProposal(world.db, ask.stored.id) : effects
  const item = await queueItemByKey(world.db, itemKeyOf(ask.target))
  return tally({ proposal: ask.stored.proposal, effects: ended, ...reviewOf(ask, item) })
}
