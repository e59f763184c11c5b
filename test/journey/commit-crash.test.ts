import { beforeEach, describe, expect, test } from 'vitest'
import { useDatabase } from '../setup/database.ts'
import { sql } from 'kysely'
import { Fault } from '#base/fault.ts'
import { resumeCommit } from '#commit/step.ts'
import type { FaultLabel } from '#ports/faults.ts'
import { verifyAudit } from '#state/read/audit-verify.ts'
import { startPass } from '#state/write/run-status.ts'
import { calm, full } from './commit-in-peace.ts'
import {
  commitCase,
  commitProposal,
  counts,
  diesAt,
  Killed,
  resetCommitTables,
  runId,
  worldOf,
} from './commit-world.ts'
import { memoryCrm } from './memory-crm.ts'

const database = useDatabase()
beforeEach(() => resetCommitTables(database().ownerDb))

describe('losing answers and processes', () => {
  test.each([
    ['an upsert', ['upsert']],
    ['the activities', ['addActivities']],
    ['a read', ['get']],
    ['everything, twice', ['upsert', 'upsert', 'addActivities', 'addActivities']],
  ] as const)('a CRM that loses the answer to %s: the same end, the same counts', async (_what, methods) => {
    const want = await calm(database().db)
    await resetCommitTables(database().ownerDb)
    const crm = memoryCrm()
    crm.lose(...methods)
    const result = await commitProposal(worldOf(database().db, crm), full)
    expect(result).toEqual(want.result)
    expect(crm.state()).toBe(want.crm.state())
    expect(await counts(database().db)).toEqual(want.after)
  })

  test('a CRM that stays down: a Fault, nothing half; the next worker finishes without a model', async () => {
    const want = await calm(database().db)
    await resetCommitTables(database().ownerDb)
    const crm = memoryCrm()
    const world = worldOf(database().db, crm)
    crm.isDown = true
    await expect(commitProposal(world, full)).rejects.toThrow(Fault)
    expect(await counts(database().db)).toMatchObject({ pending: 5, orders: 1 })
    crm.isDown = false
    await sql`update daybook.work_item set epoch = 2`.execute(database().ownerDb)
    expect(await resumeCommit(world, commitCase({ epoch: 2, attempt: 2 }))).toEqual(want.result)
    expect(crm.state()).toBe(want.crm.state())
    expect(await counts(database().db)).toEqual(want.after)
  })

  test('worked once more before the CRM came back: what the first pass decided is written, not taken for written', async () => {
    const want = await calm(database().db)
    await resetCommitTables(database().ownerDb)
    const { db, ownerDb } = database()
    const crm = memoryCrm()
    crm.isDown = true
    await expect(commitProposal(worldOf(db, crm), full)).rejects.toThrow(Fault)
    await sql`update daybook.work_item set state = 'human', outcome = 'failed'`.execute(ownerDb)
    await db.transaction().execute((trx) => startPass(trx, runId, 2))
    crm.isDown = false
    const { rows } = await sql<{ pass: number }>`
      update daybook.work_item set state = 'running' returning pass`.execute(ownerDb)
    const pass = rows[0]?.pass ?? 0
    const end = (await resumeCommit(worldOf(db, crm), commitCase({ pass }))) ?? 'a model was asked again'
    expect(end).toEqual(want.result)
    expect(crm.state()).toBe(want.crm.state())
    expect(await counts(db)).toMatchObject({ pending: 0 })
  })

  const kills = (['commit-before', 'commit-after', 'crm-sent', 'crm-confirmed'] as const).flatMap((label) =>
    [1, 2, 3].map((passage): [FaultLabel, number] => [label, passage]),
  )
  test.each(kills)('killed at %s, passage %i: redone, nothing twice', async (label, passage) => {
    const want = await calm(database().db)
    await resetCommitTables(database().ownerDb)
    const crm = memoryCrm()
    const { db } = database()
    const first = await commitProposal(worldOf(db, crm, diesAt(label, passage)), full).catch(
      (thrown: unknown) => thrown,
    )
    if (!(first instanceof Killed)) {
      expect(first).toEqual(want.result) // never reached so often
      return
    }
    const world = worldOf(db, crm)
    const end = (await resumeCommit(world, commitCase())) ?? (await commitProposal(world, full))
    expect(end).toEqual(want.result)
    expect(crm.state()).toBe(want.crm.state())
    expect(crm.changes.toSorted()).toEqual(want.crm.changes.toSorted())
    expect(await counts(db)).toEqual(want.after)
    expect((await verifyAudit({ db })).broken).toBeUndefined()
  })

  test('two workers that finish the same account at once write it once', async () => {
    const want = await calm(database().db)
    await resetCommitTables(database().ownerDb)
    const crm = memoryCrm()
    const world = worldOf(database().db, crm)
    await commitProposal(worldOf(database().db, crm, diesAt('commit-after')), full).catch(() => {})
    const both = await Promise.all([resumeCommit(world, commitCase()), resumeCommit(world, commitCase())])
    expect(both).toEqual([want.result, want.result])
    expect(crm.state()).toBe(want.crm.state())
    expect(await counts(database().db)).toEqual(want.after)
  })

  test('a worker whose claim was taken over writes nothing, in any beat', async () => {
    const crm = memoryCrm()
    const { db, ownerDb } = database()
    await sql`update daybook.work_item set epoch = 2`.execute(ownerDb)
    expect(await commitProposal(worldOf(db, crm), full)).toBe('stale')
    expect(crm.changes).toEqual([])
    expect(await counts(db)).toMatchObject({ keyed: 0, orders: 0, items: 0 })
    await commitProposal(worldOf(db, crm, diesAt('commit-after')), full, { place: { epoch: 2 } }).catch(
      () => {},
    )
    expect(await resumeCommit(worldOf(db, crm), commitCase({ epoch: 1 }))).toBe('stale')
    expect(await counts(db)).toMatchObject({ pending: 5 })
  })
})
