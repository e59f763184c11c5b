import { finish } from '#commit/finish-step.ts'
import { idOf } from '#base/hash.ts'
import { causeOf } from '#orchestrator/review/ways.ts'
import type { World } from '#ports/world.ts'
import type { AuditEntry } from '#records/audit-entry.ts'
import type { BookConfig } from '#records/config.ts'
import type { AccountId, RunId } from '#records/ids.ts'
import type { CrmStep, UndoEnd, UndoStep } from '#records/undo-step.ts'
import type { Db, WithDb } from '#state/db.ts'
import { evidenceUndone } from '#state/read/evidence-undone.ts'
import { placeOf } from '#state/read/place.ts'
import { proposalById } from '#state/read/proposal.ts'
import { ask as askOne } from '#state/read/question.ts'
import { unfinishedProposals } from '#state/read/undo-accounts.ts'
import { undoableEffects } from '#state/read/undo-effects.ts'
import { appendAudit } from '#state/write/audit.ts'
import { leaveFeeds } from '#state/write/undo-feed.ts'
import { lockUndo } from '#state/write/undo-lock.ts'
import { takeBackNextTouch } from '#state/write/undo-next-touch.ts'
import { closeItemsOfRun } from '#state/write/undo-queue-items.ts'
import { claimSteps, confirmSteps, markUndone } from '#state/write/undo-steps.ts'
import { archiveActivities } from './archive-activities.ts'
import { archiveCreated } from './archive-created.ts'
import { takeBackOwn } from './own-rows.ts'
import { stepsOf } from './plan.ts'
import { restoreFields } from './restore.ts'

export type UndoWorld = Pick<World, 'crm' | 'clock' | 'faults'> & WithDb

/** One account of a run that is taken back. */
export interface AccountUndo {
  readonly undoId: string
  readonly runId: RunId
  readonly accountId: AccountId
  /** For the audit: `person:<name>`. */
  readonly by: string
  readonly config: BookConfig
  readonly isDryRun: boolean
}

/** What came of one step; of a dry run, what would. */
export type EndedStep = Pick<UndoStep, 'id' | 'kind' | 'accountId' | 'asked' | 'why' | 'found'> & {
  readonly state: 'done' | 'left'
}

const auditOf = (
  ask: AccountUndo,
  now: Date,
  steps: readonly Pick<UndoStep, 'id' | 'kind' | 'state'>[],
): AuditEntry[] =>
  steps.length === 0
    ? []
    : [
        {
          at: now.toISOString(),
          actor: ask.by,
          kind: 'run-undone',
          accountId: ask.accountId,
          runId: ask.runId,
          body: { undo: ask.undoId, steps: steps.map(({ id, kind, state }) => ({ id, kind, state })) },
        },
      ]

/** What a dead process had decided and not seen through is finished first: only then is it known what is to be taken back. */
async function finishPending(world: UndoWorld, ask: AccountUndo): Promise<void> {
  const { runId, accountId, config } = ask
  for (const id of await unfinishedProposals(world.db, ask)) {
    const stored = await proposalById(world.db, id)
    if (stored === undefined) throw new Error(`the proposal ${id} of an effect is not there`)
    const place = await placeOf(world.db, runId, accountId)
    const whose = { accountName: place.name, ownerId: place.owner_id }
    const target = { runId, accountId, config, cause: await causeOf(world, { runId }), ...whose }
    await finish(world, { target, stored, actor: ask.by, fence: async () => {} })
  }
}

/** What is no effect: what waits for a person, and the day on which the account was to be looked at again. */
async function takeBackRest(trx: Db, ask: AccountUndo, now: Date): Promise<UndoStep[]> {
  const { runId, accountId, by } = ask
  const nothing = { asked: null, taken: null, restored: null, wasPerson: false, why: null, found: null }
  const whose = { runId, accountId, by, at: now.toISOString() }
  const step = (kind: string, id: string): UndoStep => ({
    ...nothing,
    ...whose,
    id,
    kind,
    intent: kind,
    state: 'done',
  })
  const closed = await closeItemsOfRun(trx, ask)
  const nextTouch = await takeBackNextTouch(trx, ask)
  // An item may be closed again after it came back; each closing is a step of its own.
  const itemStep = (id: string): UndoStep => step('queue-item', idOf('step', id, now.toISOString()))
  const touchId = idOf('step', 'next-touch', runId, accountId, now.toISOString())
  return [...closed.map(itemStep), ...(nextTouch ? [step('next-touch', touchId)] : [])]
}

/** The first beat, one transaction: our own tables are put right, what the CRM must be asked is claimed. */
async function claim(trx: Db, ask: AccountUndo, now: Date): Promise<readonly UndoStep[]> {
  // Locked in the order in which a commit does it: queue item, effects, reservations, audit.
  await lockUndo(trx, ask)
  const rest = await takeBackRest(trx, ask, now)
  const effects = await undoableEffects(trx, ask)
  const steps = stepsOf(effects, { by: ask.by, at: now.toISOString() })
  const ended = await takeBackOwn(trx, { steps, effects, by: ask.by })
  if (ask.isDryRun) return [...ended, ...rest]
  const claimed = await claimSteps(trx, ask.undoId, [...ended, ...rest])
  const done = claimed.filter(({ state }) => state === 'done')
  const asEffects = new Set(effects.map(({ id }) => id))
  const doneIds = done.flatMap(({ id }) => (asEffects.has(id) ? [id] : []))
  await markUndone(trx, doneIds, now)
  if (claimed.length > 0) await leaveFeeds(trx, { archived: [], accountIds: [ask.accountId] })
  const news = claimed.filter(({ state, isNew }) => state === 'done' || (state === 'left' && isNew))
  await appendAudit(trx, auditOf(ask, now, news))
  return claimed
}

class NotMeant extends Error {}

/** The first beat of a dry run: the same statements, rolled back. */
async function claimNothing(world: UndoWorld, ask: AccountUndo): Promise<readonly UndoStep[]> {
  let steps: readonly UndoStep[] = []
  const rolledBack = world.db.transaction().execute(async (trx) => {
    steps = await claim(trx, ask, world.clock())
    throw new NotMeant()
  })
  await rolledBack.catch((thrown: unknown) => {
    if (!(thrown instanceof NotMeant)) throw thrown
  })
  return steps
}

/** The second beat: the CRM. No transaction is open; whatever happens here may happen again. */
async function act(
  world: UndoWorld,
  ask: AccountUndo,
  steps: readonly CrmStep[],
): Promise<readonly UndoEnd[]> {
  const undone = await askOne(world.db, evidenceUndone(ask.accountId))
  const crm = { ...world, isDryRun: ask.isDryRun, undone }
  const ends = [...(await restoreFields(crm, steps)), ...(await archiveActivities(crm, steps))]
  return [...ends, ...(await archiveCreated(crm, steps, ends))]
}

/** The third beat, one transaction: what the CRM answered. Gives the steps that this call ended. */
async function confirm(
  world: UndoWorld,
  ask: AccountUndo,
  ended: readonly EndedStep[],
): Promise<readonly EndedStep[]> {
  const now = world.clock()
  return world.db.transaction().execute(async (trx) => {
    await lockUndo(trx, ask)
    const confirmed = await confirmSteps(trx, ended, now)
    const ours = new Map(confirmed.map((one) => [one.id, one]))
    const mine = ended.filter(({ id }) => ours.has(id))
    const done = mine.filter(({ state }) => state === 'done')
    await markUndone(
      trx,
      done.map(({ id }) => id),
      now,
    )
    const archived = done.flatMap(({ asked }) =>
      asked === null || asked.kind === 'restore' ? [] : [asked.id],
    )
    await leaveFeeds(trx, { archived, accountIds: [ask.accountId, ...archived] })
    await appendAudit(
      trx,
      auditOf(
        ask,
        now,
        mine.filter(({ id }) => ours.get(id)?.isKnown !== true),
      ),
    )
    return mine
  })
}

const isOver = (step: UndoStep): step is UndoStep & EndedStep => step.state !== 'pending'
const isAsked = (step: UndoStep): step is CrmStep => step.state === 'pending' && step.asked !== null

/**
 * Takes back what a run did at one account: claim, act, confirm. Safe to call any number of times and by two at once; a
 * crash between any two lines is continued by the next call. Throws Fault when the CRM gives no answer; what was claimed
 * then waits for the next call.
 */
export async function undoAccount(world: UndoWorld, ask: AccountUndo): Promise<readonly EndedStep[]> {
  if (!ask.isDryRun) await finishPending(world, ask)
  const steps = ask.isDryRun
    ? await claimNothing(world, ask)
    : await world.db.transaction().execute((trx) => claim(trx, ask, world.clock()))
  const over = steps.filter(isOver)
  const asked = steps.filter(isAsked)
  if (!ask.isDryRun) world.faults.at('undo-claimed')
  if (asked.length === 0) return over
  const ends = new Map((await act(world, ask, asked)).map((end) => [end.id, end]))
  const ended = asked.flatMap(({ id, kind, accountId, asked: what }): EndedStep[] => {
    const end = ends.get(id)
    return end === undefined ? [] : [{ ...end, kind, accountId, asked: what }]
  })
  if (ask.isDryRun) return [...over, ...ended]
  const mine = await confirm(world, ask, ended)
  world.faults.at('undo-confirmed')
  return [...over, ...mine]
}
