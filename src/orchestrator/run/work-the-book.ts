import { usd } from '#base/money.ts'
import { openLedger } from '#orchestrator/budget/ledger.ts'
import type { Ledger } from '#orchestrator/budget/ledger.ts'
import { sweepLedger } from '#orchestrator/budget/sweep.ts'
import type { RunStop } from '#base/fault.ts'
import { fanOut } from '#orchestrator/fan-out/fan-out.ts'
import type { FanOutEnd } from '#orchestrator/fan-out/fan-out.ts'
import { laneOf } from '#orchestrator/fan-out/claim.ts'
import type { RunId } from '#records/ids.ts'
import type { Run, RunSummary } from '#records/run.ts'
import type { SkillName } from '#records/words.ts'
import { noUsage } from '#records/spend.ts'
import type { Usage } from '#records/spend.ts'
import { rulesetOf } from '#gate/ruleset.ts'
import type { WithDb } from '#state/db.ts'
import { feasibilityOf } from '#state/read/run-feasibility.ts'
import { runsByPrefix } from '#state/read/run.ts'
import { vendorSpend } from '#state/read/spend-vendors.ts'
import { runCounts } from '#state/read/work-item.ts'
import { setRunStatus } from '#state/write/run-status.ts'
import { abandonedRuns, supersede } from '#state/write/supersede.ts'
import { expireItems } from '#orchestrator/review/expire-items.ts'
import { readNewMail } from '#orchestrator/inbound/read-new-mail.ts'
import { finishReleases } from '#orchestrator/review/finish-releases.ts'
import { accountWork } from './account-work.ts'
import type { Book } from './book.ts'
import { causeOfDay, routineFor, runIdOf, runKey } from './cause.ts'
import { closeRun } from './close-run.ts'
import { chooseNow, openRun, putTickets } from './open-run.ts'
import type { OpenedRun } from './open-run.ts'
import { progressLine } from './progress.ts'
import { countResult, countUsage, newTally, summaryOf } from './tally.ts'
import type { Tally } from './tally.ts'
import { withVendors } from './vendors.ts'

/** What a person asked of the run. `limit` undefined: the book's own. */
export interface RunAsk {
  readonly limit?: number | undefined
  readonly more?: number | undefined
  readonly again?: boolean
  readonly dryRun?: boolean
  readonly inFlight?: number | undefined
  /** One kind of work for every account, in a run of its own; without it code chooses per account. */
  readonly skill?: SkillName | undefined
}

/** How the run speaks and is stopped. */
export interface RunVoice {
  readonly stop: AbortSignal
  note(line: string): void
  progress(line: string, share: number): void
}

interface Shift {
  readonly book: Book & WithDb
  readonly opened: OpenedRun
  readonly ask: RunAsk
  readonly voice: RunVoice
  readonly tally: Tally
  readonly ledger: Ledger
}

/** Works the open accounts of the run. Progress is said after every account. */
async function workShift({ book, opened, ask, voice, tally, ledger }: Shift): Promise<FanOutEnd> {
  const { run } = opened
  const world = { ...book.world, db: book.db }
  const work = accountWork(world, { book, run, ledger, stop: voice.stop })
  return fanOut(world, {
    runId: run.id,
    inFlight: ask.inFlight ?? book.config.inFlight,
    stop: voice.stop,
    ...work,
    async onSettled(accountId, result) {
      countResult(tally, result)
      await work.onSettled(accountId, result)
    },
    onProgress(counts, retrying) {
      tally.retrying = Math.max(0, tally.retrying + retrying)
      const elapsedMs = world.clock().getTime() - tally.startedAt.getTime()
      const state = {
        counts,
        retrying: tally.retrying,
        usd: usd(tally.usage.microUsd),
        elapsedMs,
        finished: tally.finished,
      }
      voice.progress(progressLine(state), counts.selected === 0 ? 1 : 1 - counts.open / counts.selected)
    },
  })
}

const statusOf = (end: FanOutEnd): Pick<Run, 'status' | 'pausedFor'> => {
  switch (end.kind) {
    case 'done':
      return { status: 'done', pausedFor: null }
    case 'paused':
      return { status: 'paused', pausedFor: end.cause }
    case 'stopped':
    case 'broken':
      return { status: 'interrupted', pausedFor: null }
  }
}

/**
 * Runs that a crash or an interruption left behind are brought to an end before a new ranking is made. One that cannot
 * be finished now does not stop the day; it is tried again with the next run.
 */
async function settleAbandoned(shift: Omit<Shift, 'opened'>, today: RunId): Promise<void> {
  const { book, voice } = shift
  const { db, world } = book
  for (const id of await abandonedRuns(db, today)) {
    const run = (await runsByPrefix(db, id)).find((one) => one.id === id)
    if (run === undefined) throw new Error(`run ${id} has accounts and is not there`)
    const count = await supersede(db, id, { run: today, now: world.clock() })
    const left = await runCounts(db, id)
    let end: FanOutEnd = { kind: 'done' }
    if (left.open > 0) {
      await world.queue.open(laneOf(id))
      await db.transaction().execute((trx) => putTickets(world, trx, run))
      end = await workShift({ ...shift, opened: { run, continued: true, isStored: true } })
    }
    await setRunStatus(db, id, { status: statusOf(end).status, now: world.clock() })
    voice.note(
      `An earlier run was left unfinished (${id}): ${count} accounts it had not begun are ranked again.`,
    )
  }
}

const noCounts = { selected: 0, committed: 0, held: 0, failed: 0, none: 0, open: 0 }

/** No account may be worked now: nothing was stored, and the next call ranks anew. */
function nobody(run: Run, voice: RunVoice, when: { readonly tally: Tally; readonly now: Date }): RunSummary {
  voice.note(
    run.scored === 0
      ? 'The book is empty. Fill it with: daybook import FILE…'
      : `None of the ${run.scored} accounts may be worked now; the reasons are counted below.`,
  )
  return summaryOf(run, noCounts, { ...when, continued: false })
}

/** A promise of fairness that cannot be kept is said before the work begins, with what would do. */
async function sayShortfalls({ db }: WithDb, voice: RunVoice, run: Run): Promise<void> {
  const { shortfalls } = await feasibilityOf(db, run.id)
  for (const { found, wouldDo } of shortfalls)
    voice.note(`Not every promise can be kept: ${found}. What would do: ${wouldDo}.`)
}

async function dryRun(book: Book & WithDb, ask: RunAsk, tally: Tally): Promise<RunSummary> {
  const world = { ...book.world, db: book.db }
  const now = world.clock()
  const selection = await chooseNow(world, {
    config: book.config,
    limit: ask.more ?? ask.limit ?? book.config.select.limit,
  })
  const key = runKey(book.bookId, causeOfDay(routineFor(ask.skill), book.config.timeZone, now))
  const counts = { ...noCounts, selected: selection.chosen.length, open: selection.chosen.length }
  const run = {
    id: runIdOf(key),
    status: 'dry-run' as const,
    scored: selection.scored,
    excluded: selection.excluded,
    model: world.model.name,
  }
  return summaryOf(run, counts, { tally, continued: false, now: world.clock() })
}

const stopOf = ({ stopCause, message, next }: RunStop): RunSummary['stop'] => ({
  cause: stopCause,
  message,
  next: next ?? null,
})

/** Writes down how the run stands, says it, and throws what broke it. */
async function endRun({ book, opened, voice, tally }: Shift, end: FanOutEnd): Promise<RunSummary> {
  const world = { ...book.world, db: book.db }
  const { status, pausedFor } = statusOf(end)
  const run: Run = { ...opened.run, status, pausedFor, endedAt: world.clock().toISOString() }
  await setRunStatus(book.db, run.id, {
    status,
    now: world.clock(),
    ...(pausedFor === null ? {} : { pausedFor }),
  })
  const vendors = await vendorSpend(book.db, { runId: run.id, since: tally.startedAt })
  countUsage(tally, { ...noUsage, microUsd: vendors })
  const counts = await runCounts(book.db, run.id)
  const told = { tally, continued: opened.continued, now: world.clock() }
  const counted = withVendors(world, summaryOf(run, counts, told))
  const by = end.kind === 'paused' ? end.by : undefined
  const summary = by === undefined ? counted : { ...counted, stop: stopOf(by) }
  await closeRun(world, run, summary)
  if (end.kind === 'broken') throw end.thrown
  if (end.kind === 'paused' && by === undefined)
    voice.note(`Paused: ${end.cause}. When the cause is gone, go on with: daybook run`)
  if (end.kind === 'stopped') voice.note('What was in flight is finished and kept.')
  return summary
}

/**
 * Works the book: one run per day and book. Nothing done is ever lost: whatever stops it, the same call continues.
 * A RunStop pauses it, with the reason in the summary. Throws any other failure after everything in flight was settled
 * and the run was marked interrupted.
 */
export async function workTheBook(book: Book & WithDb, ask: RunAsk, voice: RunVoice): Promise<RunSummary> {
  const world = { ...book.world, db: book.db }
  const tally = newTally(world.clock())
  if (ask.dryRun === true) return dryRun(book, ask, tally)
  const cause = causeOfDay(routineFor(ask.skill), book.config.timeZone, world.clock())
  await finishReleases(world, book.config)
  await expireItems(world, book.config)
  const onUsage = (usage: Usage): void => countUsage(tally, usage)
  const shift = { book, ask, voice, tally, ledger: openLedger(world, { stop: voice.stop, onUsage }) }
  const lost = await sweepLedger(world)
  if (lost !== undefined) voice.note(lost)
  const today = runIdOf(runKey(book.bookId, cause))
  await settleAbandoned(shift, today)
  voice.note('reading what changed in the CRM and ranking the whole book …')
  await readNewMail(book, { runId: today, voice, onUsage: (usage) => countUsage(tally, usage) })
  const opened = await openRun(world, {
    bookId: book.bookId,
    cause,
    config: book.config,
    ruleset: rulesetOf(book.config).version,
    limit: ask.limit,
    more: ask.more,
    again: ask.again ?? false,
  })
  if (!opened.isStored) return nobody(opened.run, voice, { tally, now: world.clock() })
  if (!opened.continued) await sayShortfalls(book, voice, opened.run)
  return endRun({ ...shift, opened }, await workShift({ ...shift, opened }))
}
