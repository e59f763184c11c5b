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
import type { Written } from './written.ts'

type Needs = Pick<World, 'crm' | 'clock' | 'faults'> & WithDb

/** What is left to do for a recorded proposal. */
export interface FinishAsk {
  readonly target: Target
  readonly stored: StoredProposal
  readonly actor: string
  /** What was just recorded; absent: it is read. */
  readonly written?: Written
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

/** An answer that counted. Its values are told as a hash over them and its salt: with both erased nobody can guess them. */
type Confirmed = Answer & { readonly salt: string | null }

const auditOf = (ask: FinishAsk, answers: readonly Confirmed[], now: Date): AuditEntry => ({
  at: now.toISOString(),
  actor: ask.actor,
  kind: 'effects-confirmed',
  accountId: ask.target.accountId,
  runId: ask.target.runId,
  body: {
    proposal: ask.stored.id,
    effects: answers.map(({ id, state, result, ref, version, before, after, salt }) => {
      const values = hashOf({ before, after, salt })
      return { id, state, result, ref, version, values }
    }),
  },
})

/**
 * The third beat, one transaction: what the CRM answered; what it did not take goes to a person. Returns the answers that
 * counted: of two who finish the same effect one did.
 */
async function confirm(world: Needs, ask: FinishAsk, answers: readonly Answer[]): Promise<readonly Answer[]> {
  const now = world.clock()
  const mayTouchItem = hasItem(ask, answers)
  return world.db.transaction().execute(async (trx) => {
    await ask.fence(trx)
    const item = mayTouchItem ? await lockQueueItem(trx, { key: itemKeyOf(ask.target) }) : undefined
    const confirmed = await confirmEffects(trx, answers, now)
    const ours = answers.flatMap((answer) => {
      const salt = confirmed.get(answer.id)
      return salt === undefined ? [] : [{ ...answer, salt }]
    })
    if (ours.length === 0) return ours
    const held = heldAgain(ours)
    if (held.length > 0)
      await putBack(trx, { target: ask.target, proposalId: ask.stored.id, held, now }, item)
    await appendAudit(trx, [auditOf(ask, ours, now)])
    world.faults.at('crm-confirming')
    return ours
  })
}

/** Whether there is, or may be by now, a queue item of this account and cause. */
const hasItem = ({ written }: FinishAsk, answers: readonly Answer[]): boolean =>
  written?.hasItem !== false || heldAgain(answers).length > 0

/** The effects with what the CRM answered; undefined when somebody else's answer counted for one of them. */
function withAnswers(effects: readonly Effect[], ours: readonly Answer[]): readonly Effect[] | undefined {
  const said = new Map(ours.map((answer) => [answer.id, answer]))
  const ended = effects.map((effect) => {
    const { state = effect.state, result = effect.result } = said.get(effect.id) ?? {}
    return { ...effect, state, result }
  })
  return ended.some(({ state }) => state === 'pending') ? undefined : ended
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
  const effects = ask.written?.effects ?? (await effectsOfProposal(world.db, ask.stored.id))
  const pending = effects.filter(({ state }) => state === 'pending')
  const answers = pending.length > 0 ? await act(world, ask, pending) : []
  let ended: readonly Effect[] | undefined = effects
  if (pending.length > 0) {
    ended = withAnswers(effects, await confirm(world, ask, answers))
    world.faults.at('crm-confirmed')
  }
  ended ??= await effectsOfProposal(world.db, ask.stored.id)
  const item = hasItem(ask, answers) ? await queueItemByKey(world.db, itemKeyOf(ask.target)) : undefined
  return tally({ proposal: ask.stored.proposal, effects: ended, ...reviewOf(ask, item) })
}
