import { refuseRestored } from '#orchestrator/backup/restored.ts'
import { openLedger } from '#orchestrator/budget/ledger.ts'
import { sweepLedger } from '#orchestrator/budget/sweep.ts'
import { readNewMail } from '#orchestrator/inbound/read-new-mail.ts'
import { expireItems } from '#orchestrator/review/expire-items.ts'
import { finishReleases } from '#orchestrator/review/finish-releases.ts'
import { watched } from '#ports/telemetry.ts'
import type { Run, RunSummary } from '#records/run.ts'
import type { Usage } from '#records/spend.ts'
import { enter } from '#orchestrator/fan-out/presence.ts'
import { rulesetOf } from '#gate/ruleset.ts'
import type { WithDb } from '#state/db.ts'
import { insertRuleset } from '#state/write/ruleset-insert.ts'
import { feasibilityOf } from '#state/read/run-feasibility.ts'
import type { Book } from './book.ts'
import { causeOfDay, routineFor, runIdOf, runKey } from './cause.ts'
import { endRun } from './end-run.ts'
import { chooseNow, openRun, runToGoOnWith } from './open-run.ts'
import type { OpenAsk } from './open-run.ts'
import { settleAbandoned } from './settle-abandoned.ts'
import type { RunAsk, RunVoice } from './run-ask.ts'
import { selfOf, settingsOf } from './settings.ts'
import { workShift } from './shift.ts'
import type { Shift } from './shift.ts'
import { watchRun } from './watch-run.ts'
import { countUsage, newTally, summaryOf } from './tally.ts'
import type { Tally } from './tally.ts'

/** A database that stays away for longer is told to whoever waits for the run. */
const patienceMs = 60_000

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
    skill: ask.skill,
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

/**
 * Works the book: one run per day and book. Nothing done is ever lost: whatever stops it, the same call continues.
 * A RunStop pauses it, with the reason in the summary. Throws any other failure after everything in flight was settled
 * and the run was marked interrupted.
 */
export async function workTheBook(book: Book & WithDb, ask: RunAsk, voice: RunVoice): Promise<RunSummary> {
  const world = { ...book.world, db: book.db }
  const tally = newTally(world.clock())
  if (ask.dryRun === true) return dryRun(book, ask, tally)
  await refuseRestored(book)
  const cause = causeOfDay(routineFor(ask.skill), book.config.timeZone, world.clock())
  const which = { bookId: book.bookId, cause, limit: ask.limit, more: ask.more, again: ask.again ?? false }
  world.faults.at('run-asked')
  await runToGoOnWith(world, which)
  const presence = await enter(world, { ...selfOf(book), note: ask.watch === true ? 'watch' : 'run' })
  world.faults.at('worker-entered')
  const onUsage = (usage: Usage): void => countUsage(tally, usage)
  const ledger = openLedger(world, { stop: voice.stop, onUsage })
  try {
    const role = ask.watch === true ? 'watch' : 'run'
    const trace = await world.telemetry?.run({ id: runIdOf(runKey(book.bookId, cause)), role })
    const shift = { book, ask, voice, tally, ledger, presence, trace, patienceMs }
    return await watched(trace, workToday(shift, { ...which, onUsage }))
  } finally {
    await presence.leave()
  }
}

/** The day in its order: what earlier days left open, the new mail, the ranking, the work. */
async function workToday(
  shift: Omit<Shift, 'opened'> & { readonly ask: RunAsk },
  which: Pick<OpenAsk, 'bookId' | 'cause' | 'limit' | 'more' | 'again'> & { onUsage(usage: Usage): void },
): Promise<RunSummary> {
  const { book, ask, voice, tally, trace } = shift
  const world = { ...book.world, db: book.db }
  await finishReleases(world, book.config)
  await expireItems(world, book.config)
  const lost = await sweepLedger(world)
  if (lost !== undefined) voice.note(lost)
  const today = runIdOf(runKey(book.bookId, which.cause))
  await settleAbandoned(shift, today)
  voice.note('reading what changed in the CRM and ranking the whole book …')
  await readNewMail(book, { runId: today, inFlight: ask.inFlight, voice, trace, onUsage: which.onUsage })
  const { version, settings } = rulesetOf(book.config)
  await insertRuleset(book.db, { version, settings, now: world.clock() })
  const opened = await openRun(world, { ...which, config: book.config, settings: settingsOf(book) })
  if (!opened.isStored) return nobody(opened.run, voice, { tally, now: world.clock() })
  if (!opened.continued) await sayShortfalls(book, voice, opened.run)
  const whole = { ...shift, opened }
  return endRun(whole, ask.watch === true ? await watchRun(whole) : await workShift(whole))
}
