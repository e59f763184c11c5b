import { jsonPage } from '#base/json-page.ts'
import { watched } from '#ports/telemetry.ts'
import type { AccountTrace, RunTrace } from '#ports/telemetry.ts'
import type { World } from '#ports/world.ts'
import type { JournalEntry } from '#records/journal-entry.ts'
import type { JourneyResult, Run, WorkItem } from '#records/run.ts'
import { journey } from '#flow/journey.ts'
import type { JourneyOrder } from '#flow/journey.ts'
import { recordFailure } from '#commit/failure-step.ts'
import type { FanOut } from '#orchestrator/fan-out/flight.ts'
import { conversing } from '#orchestrator/budget/budgeted.ts'
import type { Ledger } from '#orchestrator/budget/ledger.ts'
import { newPace } from '#orchestrator/budget/pace.ts'
import type { Pace } from '#orchestrator/budget/pace.ts'
import { questionNames, remembering, reuseMs } from '#orchestrator/budget/paid-turns.ts'
import { patient } from '#orchestrator/budget/patient.ts'
import { spendScope } from '#orchestrator/budget/scope.ts'
import { traced } from '#orchestrator/budget/traced.ts'
import { causeOf } from '#orchestrator/review/ways.ts'
import type { WithDb } from '#state/db.ts'
import { exclusionNow } from '#state/read/index-exclusion.ts'
import { paidTurns } from '#state/read/paid-turns.ts'
import { placeOf } from '#state/read/place.ts'
import type { ClaimedRow } from '#state/write/claim.ts'
import type { SpendScope } from '#state/write/spend-reserve.ts'
import { writeJournal } from '#state/write/journal.ts'
import type { Book } from './book.ts'
import { onlyMeetings, skillAskedBy } from './cause.ts'

interface AccountWorkAsk {
  readonly book: Book
  readonly run: Run
  readonly ledger: Ledger
  readonly trace?: RunTrace | undefined
  readonly stop: AbortSignal
}

/** The model as one account's conversation meets it: at the vendor's pace, paid for, and going on where a dead worker's ended. */
async function talk(
  world: World & WithDb,
  { ledger, pace }: Pick<AccountWorkAsk, 'ledger'> & { readonly pace: Pace },
  of: {
    readonly item: WorkItem
    readonly scope: SpendScope
    readonly hasTurns: boolean
    readonly trace: AccountTrace | undefined
  },
) {
  const { db, clock } = world
  const nameOf = questionNames(world.model)
  const { settled, ...paid } = conversing(world.model, ledger, { scope: of.scope, clock, nameOf })
  const since = new Date(clock().getTime() - reuseMs)
  const turns = of.hasTurns ? await paidTurns(db, of.item, since) : []
  const isResumed = turns.length > 0
  const model = traced(patient(paid, pace), of.trace)
  return { model: isResumed ? remembering(model, { turns, nameOf }) : model, settled, isResumed }
}

const itemOf = (claimed: ClaimedRow): JourneyOrder['item'] => {
  const { run_id: runId, account_id: accountId, pass, epoch, id } = claimed
  return { id, runId, accountId, pass, epoch, attempt: claimed.model_failures + 1 }
}

/** The journey of one claimed account. */
async function workOne(
  world: World & WithDb,
  ask: Omit<AccountWorkAsk, 'trace'> & { readonly pace: Pace; readonly trace: AccountTrace | undefined },
  { claimed, item }: { readonly claimed: ClaimedRow; readonly item: JourneyOrder['item'] },
): Promise<JourneyResult | 'stale'> {
  const { runId, accountId } = item
  const { run, book, trace } = ask
  const { config, playbook, skills } = book
  const { place } = claimed
  const spend = spendScope(config, world.clock(), { ...item, segment: place.segment })
  const answers: JournalEntry[] = []
  const own = { item, scope: spend, hasTurns: claimed.has_turns, trace }
  const { model, settled, isResumed } = await talk(world, ask, own)
  const skill = skillAskedBy(run.cause)
  const select = { select: config.select, onlyMeetings: onlyMeetings(skill) }
  const order: JourneyOrder = {
    item,
    trace,
    isRecorded: claimed.is_recorded,
    isResumed,
    cause: run.cause,
    skill,
    config,
    playbook,
    skills,
    place: { name: place.name, ownerId: place.owner_id, reasons: place.reasons },
    spend,
    excluded: () => exclusionNow(world.db, { accountId, runId, now: world.clock(), ...select }),
    onToolCall: (entry) => void answers.push(entry),
    // Tool answers cost nothing and changed nothing, so they are written together; a killed process works the account anew.
    onWorked: async () => {
      await Promise.all([settled(), writeJournal(world, item, answers)])
    },
    keep: (name, content) =>
      world.workspace.write(`runs/${runId}/accounts/${accountId}/${name}.json`, jsonPage(content)),
  }
  return journey({ ...world, model }, order)
}

/** How one account of the run is worked, failed and finished: what the fan-out needs to know. */
export function accountWork(world: World & WithDb, ask: AccountWorkAsk): Pick<FanOut, 'work' | 'onFailure'> {
  const { config } = ask.book
  const pace = newPace(world, ask.stop)
  return {
    work: (claimed) => {
      const item = itemOf(claimed)
      const trace = ask.trace?.account(item)
      return watched(trace, workOne(world, { ...ask, pace, trace }, { claimed, item }))
    },
    async onFailure(trx, { run_id: runId, account_id: accountId }, failure) {
      const place = await placeOf(trx, runId, accountId)
      const whose = { accountName: place.name, ownerId: place.owner_id }
      // Of its own run: an account taken back from a dead worker may be another run's.
      const cause = await causeOf({ db: trx }, { runId })
      const target = { runId, accountId, cause, config, ...whose }
      await recordFailure(trx, { target, failure, now: world.clock() })
    },
  }
}
