import type { Model } from '#ports/model.ts'
import type { World } from '#ports/world.ts'
import type { JournalEntry } from '#records/journal-entry.ts'
import type { JourneyResult, Run, WorkItem } from '#records/run.ts'
import { journey } from '#flow/journey.ts'
import type { JourneyOrder } from '#flow/journey.ts'
import { recordFailure } from '#commit/failure-step.ts'
import type { FanOut } from '#orchestrator/fan-out/fan-out.ts'
import { budgeted } from '#orchestrator/budget/budgeted.ts'
import type { Ledger } from '#orchestrator/budget/ledger.ts'
import { newPace } from '#orchestrator/budget/pace.ts'
import type { Pace } from '#orchestrator/budget/pace.ts'
import { patient } from '#orchestrator/budget/patient.ts'
import { spendScope } from '#orchestrator/budget/scope.ts'
import { causeOf } from '#orchestrator/review/ways.ts'
import type { WithDb } from '#state/db.ts'
import { exclusionNow } from '#state/read/index-exclusion.ts'
import { placeOf } from '#state/read/place.ts'
import type { ClaimedRow } from '#state/write/claim.ts'
import { writeJournal } from '#state/write/journal.ts'
import type { Book } from './book.ts'
import { onlyMeetings, skillAskedBy } from './cause.ts'

interface AccountWorkAsk {
  readonly book: Book
  readonly run: Run
  readonly ledger: Ledger
  readonly stop: AbortSignal
}

const text = (content: unknown): string => `${JSON.stringify(content, null, 2)}\n`

/** Tool answers cost nothing, so they are written together: before the next model call, and at the end. */
function toolJournal(world: WithDb, item: WorkItem) {
  let noted: JournalEntry[] = []
  const flush = async (): Promise<void> => {
    const entries = noted
    noted = []
    await writeJournal(world, item, entries)
  }
  return {
    note: (entry: JournalEntry): void => void noted.push(entry),
    flush,
    before: (model: Model): Model => ({
      ...model,
      async answer(request) {
        await flush()
        return model.answer(request)
      },
    }),
  }
}

/** The journey of one claimed account. */
async function workOne(
  world: World & WithDb,
  { book, run, ledger, pace }: AccountWorkAsk & { readonly pace: Pace },
  claimed: ClaimedRow,
): Promise<JourneyResult | 'stale'> {
  const { run_id: runId, account_id: accountId, pass, epoch, id } = claimed
  const { config, playbook, skills } = book
  const item = { id, runId, accountId, pass, epoch, attempt: claimed.model_failures + 1 }
  const place = await placeOf(world.db, runId, accountId)
  const { segment } = place
  const spend = spendScope(config, world.clock(), { ...item, segment })
  const journal = toolJournal(world, item)
  const model = journal.before(patient(budgeted(world.model, ledger, spend), pace))
  const skill = skillAskedBy(run.cause)
  const ask = {
    accountId,
    runId,
    now: world.clock(),
    select: config.select,
    onlyMeetings: onlyMeetings(skill),
  }
  const order: JourneyOrder = {
    item,
    cause: run.cause,
    skill,
    config,
    playbook,
    skills,
    place: { name: place.name, ownerId: place.owner_id, reasons: place.reasons },
    spend,
    excluded: () => exclusionNow(world.db, ask),
    onToolCall: (entry) => journal.note(entry),
    keep: (name, content) =>
      world.workspace.write(`runs/${runId}/accounts/${accountId}/${name}.json`, text(content)),
  }
  return journey({ ...world, model }, order).finally(journal.flush)
}

/** How one account of the run is worked, failed and finished: what the fan-out needs to know. */
export function accountWork(world: World & WithDb, ask: AccountWorkAsk): Pick<FanOut, 'work' | 'onFailure'> {
  const { config } = ask.book
  const pace = newPace(world, ask.stop)
  return {
    work: (claimed) => workOne(world, { ...ask, pace }, claimed),
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
