import { openLedger } from '#orchestrator/budget/ledger.ts'
import { sweepLedger } from '#orchestrator/budget/sweep.ts'
import { readNewMail } from '#orchestrator/inbound/read-new-mail.ts'
import { expireItems } from '#orchestrator/review/expire-items.ts'
import { finishReleases } from '#orchestrator/review/finish-releases.ts'
import type { Run, RunSummary } from '#records/run.ts'
import type { Usage } from '#records/spend.ts'
import { rulesetOf } from '#gate/ruleset.ts'
import type { WithDb } from '#state/db.ts'
import { insertRuleset } from '#state/write/ruleset-insert.ts'
import { feasibilityOf } from '#state/read/run-feasibility.ts'
import type { Book } from './book.ts'
import { causeOfDay, routineFor, runIdOf, runKey } from './cause.ts'
import { endRun } from './end-run.ts'
import { chooseNow, openRun, runToGoOnWith } from './open-run.ts'
import { settleAbandoned } from './settle-abandoned.ts'
import type { RunAsk, RunVoice } from './run-ask.ts'
import { workShift } from './shift.ts'
import { countUsage, newTally, summaryOf } from './tally.ts'
import type { Tally } from './tally.ts'

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
  const cause = causeOfDay(routineFor(ask.skill), book.config.timeZone, world.clock())
  const which = { bookId: book.bookId, cause, limit: ask.limit, more: ask.more, again: ask.again ?? false }
  await runToGoOnWith(world, which)
  await finishReleases(world, book.config)
  await expireItems(world, book.config)
  const onUsage = (usage: Usage): void => countUsage(tally, usage)
  const shift = { book, ask, voice, tally, ledger: openLedger(world, { stop: voice.stop, onUsage }) }
  const lost = await sweepLedger(world)
  if (lost !== undefined) voice.note(lost)
  const today = runIdOf(runKey(book.bookId, cause))
  await settleAbandoned(shift, today)
  voice.note('reading what changed in the CRM and ranking the whole book …')
  await readNewMail(book, { runId: today, inFlight: ask.inFlight, voice, onUsage })
  const { version: ruleset, settings } = rulesetOf(book.config)
  await insertRuleset(book.db, { version: ruleset, settings, now: world.clock() })
  const opened = await openRun(world, { ...which, config: book.config, ruleset })
  if (!opened.isStored) return nobody(opened.run, voice, { tally, now: world.clock() })
  if (!opened.continued) await sayShortfalls(book, voice, opened.run)
  return endRun({ ...shift, opened }, await workShift({ ...shift, opened }))
}
