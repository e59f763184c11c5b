// What a database does to a run: it has no room, or cuts a worker off.
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { Fault } from '#base/fault.ts'
import { openLedger } from '#orchestrator/budget/ledger.ts'
import { claim } from '#orchestrator/fan-out/claim.ts'
import type { FanOut } from '#orchestrator/fan-out/flight.ts'
import { enter } from '#orchestrator/fan-out/presence.ts'
import type { RunId } from '#records/ids.ts'
import type { JourneyResult } from '#records/run.ts'
import { noUsage } from '#records/spend.ts'
import { runCounts, runResults } from '#state/read/work-item.ts'
import { useDatabase } from '../setup/database.ts'
import { begin, fan, somebody } from './fan-out-run.ts'

const database = useDatabase()
const onGiveUp = async (): Promise<void> => {}
const fine: JourneyResult = {
  outcome: 'committed',
  reason: 'ok',
  heldBy: [],
  created: 1,
  updated: 0,
  unchanged: 0,
  orders: 0,
  queueItems: 0,
}
const order = (runId: RunId, work: FanOut['work']): Omit<FanOut, 'presence'> => ({
  runId,
  inFlight: 5,
  work,
  onFailure: async () => {},
  onSettled: () => {},
  onProgress: () => {},
  patienceMs: 5000,
  onAway: () => {},
  stop: new AbortController().signal,
})

test('a database without room pauses the run, whoever meets it, and is no account’s failure', async () => {
  const noRoom = Object.assign(new Error('could not extend file'), { code: '53100' })
  const ofLedger = new Fault('down', 'the ledger could not be written')
  ofLedger.cause = noRoom
  const { runId, world, close } = await begin(database(), 'aaaaad4', 6)
  for (const thrown of [noRoom, ofLedger]) {
    const end = await fan(
      world,
      order(runId, async () => Promise.reject(thrown)),
    )
    expect(end).toMatchObject({ kind: 'paused', by: { next: expect.stringMatching(/^free some space/) } })
    expect(await runCounts(world.db, runId)).toMatchObject({ failed: 0, open: 6 })
  }
  expect(
    await fan(
      world,
      order(runId, async ({ model_failures: failures }) => ({ ...fine, reason: String(failures) })),
    ),
  ).toEqual({ kind: 'done' })
  expect((await runResults(world.db, runId)).map(({ reason }) => reason)).toEqual(Array(6).fill('0'))
  await close()
})

test('a reservation that a dying server lost costs no account its retry; one that is always gone does not go on for ever', async () => {
  const { runId, world, close } = await begin(database(), 'aaaaad5', 2)
  const ledger = openLedger(world, { stop: new AbortController().signal })
  const day = '2026-11-20'
  const caps = { account: 1_000_000, run: 1_000_000, day: 1_000_000 }
  const tries = new Map<string, number>()
  await fan(
    world,
    order(runId, async ({ account_id: accountId, model_failures: failures }) => {
      const n = (tries.get(accountId) ?? 0) + 1
      tries.set(accountId, n)
      const isUnlucky = accountId === [...tries.keys()][0]
      const free = { scope: { day, runId, accountId, caps }, ceilingMicroUsd: 0 } as const
      const reserved = await ledger.reserve({ ...free, call: { kind: 'vendor', name: 'atlas' } })
      if (n === 1 || isUnlucky)
        await sql`delete from daybook.spend where id = ${reserved.id}`.execute(database().ownerDb)
      await ledger.settle(reserved, { kind: 'answered', usage: noUsage })
      return { ...fine, reason: String(failures) }
    }),
  )
  const ends = await runResults(world.db, runId)
  expect(ends.map(({ outcome }) => outcome).toSorted()).toEqual(['committed', 'failed'])
  expect(ends.find(({ outcome }) => outcome === 'committed')?.reason).toBe('0')
  await close()
})

test('a worker whose session is cut off keeps its accounts when it is back at once', async () => {
  const { runId, world, close } = await begin(database(), 'aaaaac3', 1)
  const cutOff = await enter(world, somebody)
  const other = await enter(world, somebody)
  await claim(world, { runId, worker: cutOff.worker, holds: [], want: 1, cap: 5, onGiveUp })
  await sql`
    select pg_terminate_backend(pid, 1000) from pg_locks
    where locktype = 'advisory' and classid = 77::oid and objid = ${cutOff.worker}::oid`.execute(
    database().ownerDb,
  )
  const look = { runId, worker: other.worker, holds: [], want: 0, cap: 5, onGiveUp }
  for (let ms = 0; ms < 3500; ms += 250) {
    expect((await claim(world, look)).tookBack).toBe(0)
    await new Promise((resolve) => setTimeout(resolve, 250))
  }
  await Promise.all([cutOff.leave(), other.leave()])
  await close()
})
