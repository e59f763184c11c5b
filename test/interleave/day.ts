// A small day on a real database, played by real functions: workers that claim, commit and settle, people who decide,
// somebody who types into the CRM, a clock that jumps past every lease, and a worker that is killed.
import { sql } from 'kysely'
import type { Pool } from 'pg'
import * as z from 'zod'
import { Fault } from '#base/fault.ts'
import { commit, resumeCommit } from '#commit/step.ts'
import { recordFailure } from '#commit/failure-step.ts'
import { clear } from '#gate/clear.ts'
import { claim } from '#orchestrator/fan-out/claim.ts'
import { retryLater, settle } from '#orchestrator/fan-out/settle.ts'
import { reviewWays } from '#orchestrator/review/ways.ts'
import { undoRun } from '#orchestrator/undo/undo-run.ts'
import { noFaults } from '#ports/faults.ts'
import type { Crm } from '#ports/crm.ts'
import { Decision } from '#records/decision.ts'
import { ProvenPerson } from '#records/person.ts'
import type { Evidence } from '#records/evidence.ts'
import type { Proposal } from '#records/proposal.ts'
import type { Cause, JourneyResult } from '#records/run.ts'
import type { RunId } from '#records/ids.ts'
import { decideItem } from '#review/step.ts'
import { isAway, isBusy } from '#state/busy.ts'
import { openDb, type Db } from '#state/db.ts'
import { queueList } from '#state/read/queue-list.ts'
import type { ClaimedRow } from '#state/write/claim.ts'
import { registerWorker, workerLockClass } from '#state/write/worker.ts'
import { now, rules } from '../fakes/gate-case.ts'
import { config } from '../fakes/gate-world.ts'
import type { begin } from '../journey/fan-out-run.ts'
import { somebody } from '../journey/fan-out-run.ts'
import type { MemoryCrm } from '../journey/memory-crm.ts'
import type { Turns } from './turns.ts'

export interface Day {
  readonly turns: Turns
  readonly pool: Pool
  /** Waits for no turn. */
  readonly ownerDb: Db
  readonly runId: RunId
  readonly cause: Cause
  readonly queue: Awaited<ReturnType<typeof begin>>['world']['queue']
  readonly crm: MemoryCrm
  readonly cap: number
  /** What the agents say of the first account; of the others there is nothing to do. */
  readonly said: { readonly proposal: Proposal; readonly evidence: Evidence }
  readonly nothing: Proposal
  /** The claim that each worker believes to have. */
  readonly believed: Map<string, ClaimedRow>
  /** What happened how often: a schedule in which nothing happens shows nothing. */
  readonly seen: Map<string, number>
}

export const see = ({ seen }: Day, what: string): void => void seen.set(what, (seen.get(what) ?? 0) + 1)

const clock = (): Date => new Date(now)
export const worldOf = (day: Day, db: Db, crm: Crm) => ({
  db,
  crm,
  clock,
  faults: noFaults,
  queue: day.queue,
  sleep: async () => {},
})

/** The CRM as one actor reaches it: each call is a turn. */
function crmOf({ crm, turns }: Day, name: string): Crm {
  const turn =
    <Args extends readonly unknown[], T>(label: string, call: (...args: Args) => Promise<T>) =>
    async (...args: Args): Promise<T> => {
      await turns.step(name, `crm ${label}`)
      return call(...args)
    }
  return {
    ...crm,
    upsert: turn('upsert', crm.upsert),
    addActivities: turn('addActivities', crm.addActivities),
    archive: turn('archive', crm.archive),
    match: turn('match', crm.match) as Crm['match'],
    get: turn('get', crm.get) as Crm['get'],
  }
}

export type Way = ReturnType<typeof worldOf>
const wayOf = (day: Day, name: string): Way =>
  worldOf(day, openDb(day.turns.poolOf(name, day.pool)), crmOf(day, name))

async function work(world: Way, day: Day, row: ClaimedRow): Promise<JourneyResult | 'stale'> {
  const { cause, said, nothing } = day
  const { run_id: runId, account_id: accountId, pass, epoch, id } = row
  const item = { id, runId, accountId, pass, epoch, attempt: row.model_failures + 1 }
  const commitCase = { item, cause, config, ownerId: null, accountName: row.place.name }
  const resumed = row.is_recorded ? await resumeCommit(world, commitCase) : undefined
  if (resumed !== undefined) return resumed
  const proposal = accountId === said.proposal.accountId ? said.proposal : { ...nothing, accountId }
  const ask = { ...commitCase, gated: clear(proposal, said.evidence, rules), briefHash: 'brief' }
  const first = await commit(world, ask)
  const answer = first === 'regate' ? await commit(world, { ...ask, isLastTry: true }) : first
  return answer === 'regate' ? 'stale' : answer
}

/** The worker's own session holds its lock, and goes with it. */
export async function enterWorker(day: Day): Promise<{ worker: number; leave(): void }> {
  const worker = await registerWorker(day.ownerDb, somebody)
  const client = await day.pool.connect()
  await client.query('select pg_advisory_lock($1, $2)', [workerLockClass, worker])
  let isGone = false
  return {
    worker,
    leave() {
      if (!isGone) client.release(true)
      isGone = true
    },
  }
}

/** What passes if one waits: the database said no in time, and nothing was written. */
const passes = (thrown: unknown): boolean => isBusy(thrown) || isAway(thrown)

/** Claims and works until nothing more can be claimed so many times in a row. */
export async function workUntilIdle(
  world: Way,
  day: Day,
  { name, worker, looks }: { name: string; worker: number; looks: number },
): Promise<void> {
  const onGiveUp = async (
    trx: Db,
    orphan: { account_id: ClaimedRow['account_id'] },
    failure: string,
  ): Promise<void> => {
    const target = {
      runId: day.runId,
      accountId: orphan.account_id,
      accountName: '',
      ownerId: null,
      cause: day.cause,
      config,
    }
    await recordFailure(trx, { target, failure, now: clock() })
  }
  const { runId, cap } = day
  for (let left = looks; left > 0; left -= 1) {
    let row: ClaimedRow | undefined
    try {
      const { claimed } = await claim(world, { runId, worker, holds: [], want: 1, cap, onGiveUp })
      row = claimed[0]
      if (row === undefined) continue
      day.believed.set(name, row)
      const result = await work(world, day, row)
      const isSettled = result !== 'stale' && (await settle(world, row, { state: 'done', result }))
      see(day, result === 'stale' ? 'stale commit' : isSettled ? `settled ${result.outcome}` : 'stale settle')
    } catch (thrown) {
      if (!passes(thrown)) throw thrown
      see(day, 'database said later')
      if (row !== undefined)
        await retryLater(world, row, 'goes-on').catch((next) => {
          if (!passes(next)) throw next
        })
    } finally {
      day.believed.delete(name)
    }
  }
}

export function worker(
  day: Day,
  name: string,
  { worker: lock, looks }: { worker: number; looks: number },
): void {
  day.turns.act(name, () => workUntilIdle(wayOf(day, name), day, { name, worker: lock, looks }))
}

/** A person who looks for something to decide a few times, and says it twice, as one does who clicks twice. */
export function person(day: Day, name: string, how: unknown): void {
  const world = wayOf(day, name)
  day.turns.act(name, async () => {
    const proof = ProvenPerson.parse({ id: `person_${name}`, name })
    for (let look = 0; look < 40; look += 1) {
      await day.turns.step(name, 'look')
      const [item] = await queueList(day.ownerDb, { now: clock(), limit: 1 })
      if (item === undefined) continue
      look += 10
      const ask = {
        itemId: item.id,
        version: item.version,
        decision: Decision.parse(how),
        person: proof,
        by: 'cli',
      }
      for (let click = 0; click < 2; click += 1)
        await decideItem(world, ask, reviewWays(world, config)).then(
          (answer) =>
            see(
              day,
              answer.kind === 'refused'
                ? `decision refused: ${answer.refusal.kind}`
                : answer.repeated
                  ? 'decision repeated'
                  : 'decision taken',
            ),
          (thrown: unknown) => {
            if (!passes(thrown)) throw thrown
          },
        )
    }
  })
}

/** Somebody who takes the run back, as often as it is refused because the run is under way. */
export function undoer(day: Day, after: number): void {
  const world = wayOf(day, 'undo')
  day.turns.act('undo', async () => {
    const person = ProvenPerson.parse({ id: 'person_u', name: 'Una' })
    const ask = {
      runId: day.runId,
      accountId: undefined,
      person,
      config,
      stop: new AbortController().signal,
      onAccount: () => {},
    }
    for (let n = 0; n < after; n += 1) await day.turns.step('undo', 'waits')
    for (let tries = 0; tries < 3; tries += 1) {
      try {
        const { restored, archived, voided } = await undoRun(world, ask)
        see(day, restored + archived + voided > 0 ? 'undone' : 'nothing to undo')
        return
      } catch (thrown) {
        if (!passes(thrown) && !(thrown instanceof Fault)) throw thrown
        see(day, 'undo refused')
      }
    }
  })
}

/** One thing that somebody does once, after so many turns in which nothing is done. */
export function once(
  day: Day,
  name: string,
  { after, what }: { after: number; what: () => Promise<void> | void },
): void {
  day.turns.act(name, async () => {
    for (let n = 0; n <= after; n += 1) await day.turns.step(name, n === after ? name : 'waits')
    await what()
  })
}

/** Every lease runs out now, whoever lives, but of what a transaction holds: so a worker loses its claim between any two. */
export const expireLeases = (db: Db): Promise<unknown> =>
  sql`
    update daybook.work_item set lease = clock_timestamp() - interval '1 second'
    where id in (select id from daybook.work_item where state = 'running' for update skip locked)`.execute(db)

const Item = z.object({
  account: z.string(),
  state: z.string(),
  outcome: z.string().nullable(),
  proposals: z.number(),
  crashes: z.number(),
})
export type ItemThen = z.infer<typeof Item>

export async function itemsThen({ ownerDb, runId }: Day): Promise<readonly ItemThen[]> {
  const { rows } = await sql`
    select account_id as account, state, outcome, crashes,
           (select count(*)::int from daybook.proposal p where p.run_id = w.run_id and p.account_id = w.account_id and p.pass = w.pass) as proposals
    from daybook.work_item w where run_id = ${runId}`.execute(ownerDb)
  return z.array(Item).parse(rows)
}
