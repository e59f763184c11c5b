import { Fault } from '#base/fault.ts'
import type { World } from '#ports/world.ts'
import { syncBook } from '#orchestrator/sync/sync-book.ts'
import type { BookConfig } from '#records/config.ts'
import type { AccountId } from '#records/ids.ts'
import type { Cause, Run } from '#records/run.ts'
import type { SkillName } from '#records/words.ts'
import type { Chosen, Selection } from '#records/selection.ts'
import { select } from '#select/step.ts'
import { executor } from '#state/db.ts'
import type { Db, WithDb } from '#state/db.ts'
import { chosenIds } from '#state/read/chosen-ids.ts'
import { runByKey } from '#state/read/run.ts'
import { queuedItems } from '#state/read/work-item.ts'
import { insertPlaces, insertSegmentShares } from '#state/write/places.ts'
import { insertRun } from '#state/write/run.ts'
import { setRunStatus, startPass } from '#state/write/run-status.ts'
import { reopenFailed } from '#state/write/settle.ts'
import { laneOf } from '#orchestrator/fan-out/claim.ts'
import { onlyMeetings, runIdOf, runKey, skillAskedBy } from './cause.ts'
import type { RunSettings } from './settings.ts'

export interface OpenAsk {
  readonly bookId: string
  readonly cause: Cause
  readonly config: BookConfig
  readonly settings: RunSettings
  readonly limit: number | undefined
  readonly more: number | undefined
  readonly again: boolean
}

export interface OpenedRun {
  readonly run: Run
  readonly continued: boolean
  /** False: no account may be worked now, and nothing was written. */
  readonly isStored: boolean
}

type OpenWorld = Pick<World, 'crm' | 'queue' | 'clock' | 'faults' | 'model'> & WithDb

/** The selection a new run would get, from an index that was just brought up to date. Writes nothing but the index. */
export async function chooseNow(
  world: Pick<World, 'crm' | 'clock' | 'faults'> & WithDb,
  ask: {
    readonly config: BookConfig
    readonly limit: number
    readonly exclude?: readonly AccountId[]
    readonly skill?: SkillName | undefined
  },
): Promise<Selection> {
  const { mark } = await syncBook(world, ask.config)
  world.faults.at('book-synced')
  const owners = await world.crm.owners()
  return select(world, {
    config: ask.config.select,
    owners,
    now: world.clock(),
    mark,
    limit: ask.limit,
    exclude: ask.exclude ?? [],
    onlyMeetings: onlyMeetings(ask.skill),
  })
}

/** Puts a ticket for every account of the run that waits for one. Repeating it adds nothing. */
export async function putTickets(world: Pick<World, 'queue'>, trx: Db, run: Run): Promise<void> {
  const items = await queuedItems(trx, run.id)
  if (items.length === 0) return
  const tickets = items.map(({ id, rank }) => ({ itemId: id, priority: -rank }))
  await world.queue.put(executor(trx), laneOf(run.id), tickets)
}

/** The run and its places in one transaction: a crash leaves both or neither. False: somebody was faster. */
async function store(
  world: OpenWorld,
  ask: OpenAsk,
  { run, selection }: { run: Run; selection: Selection },
): Promise<boolean> {
  return world.db.transaction().execute(async (trx) => {
    const { config, settings } = ask
    const mine = await insertRun(trx, {
      run,
      configHash: settings.hash,
      ruleset: settings.ruleset,
      program: settings.program,
      select: config.select,
      selection,
    })
    if (!mine) return false
    await insertPlaces(trx, run.id, { chosen: selection.chosen, now: world.clock() })
    await insertSegmentShares(trx, run.id, selection.segments)
    await putTickets(world, trx, run)
    world.faults.at('run-storing')
    return true
  })
}

async function begin(world: OpenWorld, ask: OpenAsk, key: string): Promise<OpenedRun> {
  const limit = ask.limit ?? ask.config.select.limit
  const selection = await chooseNow(world, { config: ask.config, limit, skill: skillAskedBy(ask.cause) })
  world.faults.at('selection-scored')
  const run: Run = {
    id: runIdOf(key),
    key,
    cause: ask.cause,
    limit,
    pass: 1,
    status: 'running',
    pausedFor: null,
    startedAt: world.clock().toISOString(),
    endedAt: null,
    mark: selection.mark,
    model: world.model.name,
    scored: selection.scored,
    excluded: selection.excluded,
  }
  // Nobody to work is no run: a book that is filled later today must not find its day used up.
  if (selection.chosen.length === 0)
    return { run: { ...run, status: 'done' }, continued: false, isStored: false }
  const fresh = await store(world, ask, { run, selection })
  world.faults.at('run-stored')
  if (fresh) return { run, continued: false, isStored: true }
  // Somebody else asked for the same key in between: theirs is the run, and we help to finish it.
  const theirs = await runByKey(world.db, key)
  if (theirs === undefined) throw new Error(`run ${run.id} was there and is gone`)
  return { run: theirs, continued: true, isStored: true }
}

/** The next of the ranking, behind those that have a place already. */
async function chooseMore(world: OpenWorld, ask: OpenAsk, run: Run): Promise<readonly Chosen[]> {
  if (ask.more === undefined) return []
  const exclude = await chosenIds(world.db, run.id)
  const skill = skillAskedBy(ask.cause)
  const { chosen } = await chooseNow(world, { config: ask.config, limit: ask.more, exclude, skill })
  return chosen.map((one) => ({ ...one, rank: one.rank + exclude.length }))
}

/** One run, one model, unless somebody asks for more or for another pass: nobody pays for half a run by mistake. */
function refuseOtherModel(
  { id, model }: Pick<Run, 'id' | 'model'>,
  asked: string,
  { more, again }: { readonly more?: number | undefined; readonly again?: boolean },
): void {
  if (model === asked || again === true || more !== undefined) return
  throw new Fault(
    'refused',
    `today's run ${id} is worked with the model ${model}, and this call would go on with ${asked}`,
    `go on with: daybook run --model ${model} · or work the same accounts once more: --again --model ${asked} · or further ones: --more N --model ${asked}`,
  )
}

/**
 * The stored run this ask would go on with; undefined: it would begin one. Throws Fault `refused` where the ask does not
 * fit it: ask before anything is spent or read for the run. Reads one row.
 */
export async function runToGoOnWith(
  { db, model }: Pick<OpenWorld, 'db' | 'model'>,
  ask: Pick<OpenAsk, 'bookId' | 'cause' | 'limit' | 'more' | 'again'>,
): Promise<Run | undefined> {
  const before = await runByKey(db, runKey(ask.bookId, ask.cause))
  if (before === undefined) {
    if (ask.again || ask.more !== undefined)
      throw new Fault(
        'refused',
        `${ask.again ? '--again' : '--more'} continues today's run, and there is none yet`,
        'start it with: daybook run',
      )
    return undefined
  }
  if (ask.limit !== undefined && ask.limit !== before.limit && ask.more === undefined && !ask.again)
    throw new Fault(
      'refused',
      `today's run ${before.id} has the limit ${before.limit}, you asked for ${ask.limit}`,
      `add accounts with: daybook run --more N, or work the same ones once more with: daybook run --again`,
    )
  refuseOtherModel(before, model.name, ask)
  return before
}

/**
 * The run of this cause: made if there is none yet, else continued (unfinished and failed accounts are worked, finished
 * ones left alone). `more` adds the next of the ranking; `again` opens every account once more. Safe to call from two
 * processes at once: both get the same run. Fault `refused` as from `runToGoOnWith`.
 */
export async function openRun(world: OpenWorld, ask: OpenAsk): Promise<OpenedRun> {
  const key = runKey(ask.bookId, ask.cause)
  const before = await runToGoOnWith(world, ask)
  await world.queue.open(laneOf(runIdOf(key)))
  if (before === undefined) return begin(world, ask, key)
  const chosen = await chooseMore(world, ask, before)
  await world.db.transaction().execute(async (trx) => {
    // Together with their tickets: whoever works this run now would wait for ever for a place without one.
    if (chosen.length > 0) await insertPlaces(trx, before.id, { chosen, now: world.clock() })
    if (ask.again) await startPass(trx, before.id, before.pass + 1)
    else await reopenFailed(trx, before.id)
    const { settings } = ask
    const goesOn = { status: 'running', model: world.model.name, settings } as const
    await setRunStatus(trx, before.id, { ...goesOn, now: world.clock() })
    await putTickets(world, trx, before)
  })
  const run = await runByKey(world.db, key)
  if (run === undefined) throw new Error(`run ${before.id} was there and is gone`)
  return { run, continued: true, isStored: true }
}
