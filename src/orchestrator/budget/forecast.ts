import type { Book } from '#orchestrator/run/book.ts'
import { causeOfDay, routineFor, runKey } from '#orchestrator/run/cause.ts'
import { chooseNow, refuseOtherModel } from '#orchestrator/run/open-run.ts'
import type { RunAsk } from '#orchestrator/run/run-ask.ts'
import type { WithDb } from '#state/db.ts'
import { chosenIds } from '#state/read/chosen-ids.ts'
import { runByKey } from '#state/read/run.ts'
import { segmentsToWork } from '#state/read/run-segments.ts'
import { estimate } from './estimate.ts'
import type { Estimate } from './estimate.ts'

/** The segments of the accounts that the same ask would work now, were it a run. Writes nothing but the index. */
async function segmentsOf(book: Book & WithDb, ask: RunAsk): Promise<readonly string[]> {
  const { config, db } = book
  const world = { ...book.world, db }
  const cause = causeOfDay(routineFor(ask.skill), config.timeZone, world.clock())
  const run = await runByKey(db, runKey(book.bookId, cause))
  if (run === undefined) {
    const { chosen } = await chooseNow(world, {
      config,
      limit: ask.limit ?? config.select.limit,
      skill: ask.skill,
    })
    return chosen.map(({ segment }) => segment)
  }
  refuseOtherModel(run, world.model.name, ask)
  const open = await segmentsToWork(db, run.id, { again: ask.again ?? false })
  if (ask.more === undefined) return open
  const exclude = await chosenIds(db, run.id)
  const { chosen } = await chooseNow(world, { config, limit: ask.more, exclude, skill: ask.skill })
  return [...open, ...chosen.map(({ segment }) => segment)]
}

/** What `workTheBook` with this ask would take. Throws Fault `refused` where it would refuse for its model. */
export const forecast = async (book: Book & WithDb, ask: RunAsk): Promise<Estimate> =>
  estimate({ db: book.db, model: book.world.model }, await segmentsOf(book, ask))
