// An undo that dies between any two lines, loses answers, or is asked for twice at once.
import { sql } from 'kysely'
import { beforeEach, describe, expect, test } from 'vitest'
import type { FaultLabel } from '#ports/faults.ts'
import { verifyAudit } from '#state/read/audit-verify.ts'
import { workerLockClass } from '#state/write/worker.ts'
import { useDatabase } from '../setup/database.ts'
import { diesAt, Killed, runId, worldOf } from './commit-world.ts'
import { memoryCrm, type MemoryCrm } from './memory-crm.ts'
import { calm, commitCleared, full, resetUndoTables, undoOn } from './undo-account.ts'

const database = useDatabase()
beforeEach(() => resetUndoTables(database().ownerDb))
const undo = (...asked: Parameters<ReturnType<typeof undoOn>>) => undoOn(database().db)(...asked)

const counts = { restored: 2, archived: 3, voided: 1, closed: 0, takenBack: 3 }
const nothing = { restored: 0, archived: 0, voided: 0, closed: 0, takenBack: 0, left: [] }

/** Everything is as if the run had not been; only the log and the keys remember. */
async function expectUndone(crm: MemoryCrm): Promise<void> {
  const { db } = database()
  expect(crm.state()).toBe(memoryCrm().state())
  const archived = crm.changes.filter((change) => change.startsWith('archive'))
  expect(archived.toSorted()).toEqual(['archive activity', 'archive activity', 'archive contact'])
  const { rows } = await sql`
    select (select count(*)::int from daybook.effect where undone_at is not null) as undone,
           (select count(*)::int from daybook.effect where key is not null) as keys,
           (select count(*)::int from daybook.undo_step where state <> 'done') as open,
           (select count(*)::int from daybook.undo where ended_at is null) as undos,
           (select count(*)::int from daybook.outreach_order where state <> 'void') as orders,
           (select count(*)::int from daybook.reservation) as reservations,
           (select count(*)::int from daybook.memory) as memories,
           (select count(*)::int from daybook.account_flag) as flags,
           (select count(*)::int from daybook.account_state) as days`.execute(db)
  const none = { open: 0, undos: 0, orders: 0, reservations: 0, memories: 0, flags: 0, days: 0 }
  expect(rows).toEqual([{ undone: 8, keys: 6, ...none }])
  const audited = await sql`
    select step ->> 'id' as id from daybook.audit, jsonb_array_elements(body -> 'steps') step
    where kind = 'run-undone'`.execute(db)
  const ids = audited.rows.map((row) => JSON.stringify(row))
  expect(new Set(ids).size).toBe(ids.length)
  expect(ids).toHaveLength(9)
  expect((await verifyAudit({ db })).broken).toBeUndefined()
}

describe('losing answers and processes', () => {
  test('in peace: all of it comes back, once', async () => {
    const { crm } = await calm(database().db)
    expect(await undo(crm)).toMatchObject({ ...counts, left: [] })
    await expectUndone(crm)
    expect(await undo(crm)).toMatchObject(nothing)
    await expectUndone(crm)
  })

  const labels: readonly FaultLabel[] = ['undo-claimed', 'undo-sent', 'undo-confirmed']
  const kills = labels.flatMap((label) => [1, 2, 3, 4].map((n): [FaultLabel, number] => [label, n]))
  test.each(kills)('killed at %s, passage %i: the same command finishes', async (label, passage) => {
    const { crm } = await calm(database().db)
    const first = await undo(crm, { faults: diesAt(label, passage) }).catch((thrown: unknown) => thrown)
    const isReached = passage === 1 || (label === 'undo-sent' && passage <= 3)
    expect(first instanceof Killed).toBe(isReached)
    await undo(crm, { at: '2026-11-20T10:00:00.000Z' })
    await expectUndone(crm)
    expect(await undo(crm)).toMatchObject(nothing)
  })

  test.each([
    ['an upsert', ['upsert']],
    ['an archiving', ['archive']],
    ['a read', ['get']],
    ['all of them, twice', ['upsert', 'upsert', 'archive', 'archive']],
  ] as const)('a CRM that loses the answer to %s', async (_what, methods) => {
    const { crm } = await calm(database().db)
    crm.lose(...methods)
    expect(await undo(crm)).toMatchObject({ ...counts, left: [] })
    await expectUndone(crm)
  })

  test('a CRM that stays down: a Fault, nothing half; later the same command finishes', async () => {
    const { crm } = await calm(database().db)
    crm.isDown = true
    await expect(undo(crm)).rejects.toMatchObject({ kind: 'down' })
    crm.isDown = false
    expect(await undo(crm)).toMatchObject({ restored: 2, archived: 3 })
    await expectUndone(crm)
  })

  test('two undos at once do each thing once', async () => {
    const { crm } = await calm(database().db)
    const both = await Promise.all([undo(crm), undo(crm), undo(crm)])
    const total = (of: 'restored' | 'archived' | 'voided' | 'takenBack') =>
      both.reduce((sum, one) => sum + one[of], 0)
    expect([total('restored'), total('archived'), total('voided'), total('takenBack')]).toEqual([2, 3, 1, 3])
    await expectUndone(crm)
  })

  test('what a dead worker had decided is finished first, and then taken back', async () => {
    const crm = memoryCrm()
    const dying = worldOf(database().db, crm, diesAt('commit-after'))
    await expect(commitCleared(dying, full)).rejects.toThrow(Killed)
    expect(await undo(crm)).toMatchObject({ ...counts, left: [] })
    await expectUndone(crm)
  })

  test('a run that is being worked is left to end first', async () => {
    const { crm } = await calm(database().db)
    const client = await database().pools.app.connect()
    try {
      const { rows } = await client.query<{ lock_id: number }>(
        'insert into daybook.worker (started_at, seen_at, note) values (now(), now(), $1) returning lock_id',
        [`run ${runId}`],
      )
      await client.query('select pg_advisory_lock($1, $2)', [workerLockClass, rows[0]?.lock_id])
      await expect(undo(crm)).rejects.toMatchObject({ kind: 'refused' })
      await client.query('select pg_advisory_unlock_all()')
    } finally {
      client.release()
    }
    expect(await undo(crm)).toMatchObject(counts)
  })
})
