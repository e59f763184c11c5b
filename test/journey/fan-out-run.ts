import { pgBossQueue } from '#connectors/pg-boss/queue.ts'
import { laneOf } from '#orchestrator/fan-out/claim.ts'
import { fanOut } from '#orchestrator/fan-out/fan-out.ts'
import type { FanOut, FanOutEnd, FanOutWorld } from '#orchestrator/fan-out/flight.ts'
import { enter } from '#orchestrator/fan-out/presence.ts'
import { noFaults } from '#ports/faults.ts'
import { SelectConfig } from '#records/config.ts'
import { AccountId, RunId } from '#records/ids.ts'
import type { Run } from '#records/run.ts'
import type { Chosen, Selection } from '#records/selection.ts'
import { executor } from '#state/db.ts'
import { insertPlaces, workItemId } from '#state/write/places.ts'
import { insertRun } from '#state/write/run.ts'
import { sleep } from '../../src/main/sleep.ts'
import type { TestDatabase } from '../setup/database.ts'

const noSelection: Selection = {
  mark: 1,
  scored: 0,
  chosen: [],
  excluded: {},
  segments: [],
  feasibility: { feasible: true, shortfalls: [] },
}
export const accountOf = (n: number): AccountId => AccountId.parse(`acc_${n}`)
const chosen = (n: number): Chosen => ({
  accountId: accountOf(n),
  name: `Company ${n}`,
  segment: 'all',
  ownerId: null,
  rank: n,
  seat: 'score',
  score: 100 - n,
  parts: { fit: 0, freshness: 0, intent: 0, stage: 0, signals: 0, flags: 0, staleness: 0 },
  waitedDays: 0,
  reasons: [],
})

/** A run of `count` accounts with its tickets, in the shared database. */
export async function begin(
  { db, pools }: TestDatabase,
  id: string,
  count: number,
): Promise<{ runId: RunId; world: FanOutWorld; close: () => Promise<void> }> {
  const runId = RunId.parse(`run_${id}`)
  const queue = await pgBossQueue(pools.app, (error) => {
    throw error
  })
  await queue.open(laneOf(runId))
  const now = new Date()
  const run: Run = {
    id: runId,
    key: id,
    cause: { kind: 'request', clientRequestId: id },
    limit: count,
    pass: 1,
    status: 'running',
    pausedFor: null,
    startedAt: now.toISOString(),
    endedAt: null,
    mark: 1,
    model: 'offline',
    scored: count,
    excluded: {},
  }
  const places = Array.from({ length: count }, (_, n) => chosen(n + 1))
  await db.transaction().execute(async (trx) => {
    await insertRun(trx, {
      run,
      configHash: '',
      ruleset: '',
      program: '',
      select: SelectConfig.parse({}),
      selection: noSelection,
    })
    await insertPlaces(trx, runId, { chosen: places, now })
    await queue.put(
      executor(trx),
      laneOf(runId),
      places.map(({ accountId, rank }) => ({ itemId: workItemId(runId, accountId), priority: -rank })),
    )
  })
  const world = { queue, db, clock: () => new Date(), random: Math.random, sleep, faults: noFaults }
  return { runId, world, close: () => queue.close() }
}

export const somebody = { name: 'tester', host: 'here', pid: 1, program: '', note: 'test' }

/** The fan-out by a worker of its own. */
export async function fan(world: FanOutWorld, run: Omit<FanOut, 'presence'>): Promise<FanOutEnd> {
  const presence = await enter(world, somebody)
  try {
    await presence.at(run.runId)
    return await fanOut(world, { ...run, presence })
  } finally {
    await presence.leave()
  }
}
