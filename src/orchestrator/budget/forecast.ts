import { mailsToRead } from '#orchestrator/inbound/mails-to-read.ts'
import type { Book } from '#orchestrator/run/book.ts'
import { causeOfDay, routineFor } from '#orchestrator/run/cause.ts'
import { chooseNow, runToGoOnWith } from '#orchestrator/run/open-run.ts'
import type { RunAsk } from '#orchestrator/run/run-ask.ts'
import type { WithDb } from '#state/db.ts'
import { chosenIds } from '#state/read/chosen-ids.ts'
import { segmentsToWork } from '#state/read/run-segments.ts'
import { estimate } from './estimate.ts'
import type { Estimate } from './estimate.ts'

/** The segments of the accounts that the same ask would work now, were it a run. Writes nothing but the index. */
async function segmentsOf(book: Book & WithDb, ask: RunAsk): Promise<readonly string[]> {
  const { config, db } = book
  const world = { ...book.world, db }
  const cause = causeOfDay(routineFor(ask.skill), config.timeZone, world.clock())
  const { limit, more, again = false } = ask
  const run = await runToGoOnWith(world, { bookId: book.bookId, cause, limit, more, again })
  if (run === undefined) {
    const { chosen } = await chooseNow(world, {
      config,
      limit: ask.limit ?? config.select.limit,
      skill: ask.skill,
    })
    return chosen.map(({ segment }) => segment)
  }
  const open = await segmentsToWork(db, run.id, { again })
  if (ask.more === undefined) return open
  const exclude = await chosenIds(db, run.id)
  const { chosen } = await chooseNow(world, { config, limit: ask.more, exclude, skill: ask.skill })
  return [...open, ...chosen.map(({ segment }) => segment)]
}

/** What `workTheBook` with this ask would take. Throws Fault `refused` where it would refuse the ask. */
export async function forecast(book: Book & WithDb, ask: RunAsk): Promise<Estimate> {
  const segments = await segmentsOf(book, ask)
  return estimate({ db: book.db, model: book.world.model }, { segments, mails: await mailsToRead(book) })
}
