// An undo that dies between any two lines, loses answers, is asked for twice at once, or comes after other hands.
import { sql } from 'kysely'
import { beforeEach, describe, expect, test } from 'vitest'
import { commit } from '#commit/step.ts'
import { clear } from '#gate/clear.ts'
import { undoRun } from '#orchestrator/undo/undo-run.ts'
import { noFaults, type FaultLabel, type Faults } from '#ports/faults.ts'
import { ActivityId, ContactId } from '#records/ids.ts'
import type { Proposal } from '#records/proposal.ts'
import type { Db } from '#state/db.ts'
import { verifyAudit } from '#state/read/audit-verify.ts'
import { workerLockClass } from '#state/write/worker.ts'
import { dossierOf, evidenceOf, note, now, proposalOf, rules, send, setField } from '../fakes/gate-case.ts'
import { config } from '../fakes/gate-world.ts'
import { useDatabase } from '../setup/database.ts'
import {
  commitCase,
  diesAt,
  Killed,
  memoryCrm,
  resetCommitTables,
  runId,
  worldOf,
  type CommitWorld,
  type MemoryCrm,
} from './commit-world.ts'
import { anna } from './undo-world.ts'

const database = useDatabase()
beforeEach(async () => {
  const { ownerDb } = database()
  await resetCommitTables(ownerDb)
  await sql`truncate daybook.undo, daybook.undo_step`.execute(ownerDb)
  await sql`insert into daybook.run_selection (run_id, account_id, rank, seat, segment, name, score, parts, waited_days,
              reasons, selected_at)
            values (${runId}, 'acc_1', 1, 'score', 's', 'Acme Robotics', 1, '{}', 0, '[]', ${now})`.execute(
    ownerDb,
  )
})

// One of every kind of effect. The rules have tests of their own: here everything is cleared.
const full = proposalOf(
  [
    note(),
    { kind: 'add-task', purpose: 'follow-up', text: 'Call Anna', due: '2026-11-25', cites: [] },
    setField('industry', 'Industrial robotics'),
    setField('country', 'Germany'),
    send,
    { kind: 'raise-flag', flag: 'hot-lead', until: '2026-12-20', why: 'they are hiring' },
    { kind: 'remember', topic: 'preference', text: 'Prefers calls', cites: [] },
    { kind: 'create-contact', fields: { email: 'Ben@acme.example', firstName: 'Ben' }, cites: [] },
  ],
  { confidence: 1, nextTouch: '2026-12-01' },
)

const commitCleared = (
  world: CommitWorld,
  proposal: Proposal,
  more: { pass?: number; industry?: string } = {},
) => {
  const dossier = dossierOf(more.industry === undefined ? {} : { industry: more.industry })
  const evidence = evidenceOf({ record: { dossier, stage: 'working' } })
  return commit(world, {
    ...commitCase(more.pass === undefined ? {} : { pass: more.pass }),
    gated: clear(proposal, evidence, { ...rules, rules: [] }),
    briefHash: 'brief',
  })
}

async function calm(db: Db) {
  const crm = memoryCrm()
  await commitCleared(worldOf(db, crm), full)
  return { crm }
}

const undo = (crm: MemoryCrm, more: { faults?: Faults; dryRun?: boolean; at?: string } = {}) =>
  undoRun(
    {
      ...worldOf(database().db, crm, more.faults ?? noFaults),
      clock: () => new Date(more.at ?? now),
      sleep: async () => {},
    },
    {
      runId,
      accountId: undefined,
      person: more.dryRun === true ? undefined : anna,
      config,
      stop: new AbortController().signal,
      onAccount: () => {},
    },
  )

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

describe('other hands', () => {
  test('somebody writes between our look and our write: theirs stands and is reported', async () => {
    const { crm } = await calm(database().db)
    crm.meanwhile(() => crm.type('acc_1', { industry: 'Toys' }))
    const found = await undo(crm)
    expect(found).toMatchObject({
      restored: 1,
      left: [{ why: 'a person wrote another value since', found: 'Toys' }],
    })
    expect(crm.state()).toContain('"industry":"Toys"')
    expect(crm.state()).not.toContain('"country":"Germany"')
  })

  test('a note somebody changed and a task somebody has done stay', async () => {
    const { crm } = await calm(database().db)
    for (const one of (await crm.timeline(full.accountId, 10)).activities)
      crm.keep(one.type === 'task' ? { id: one.id, done: true } : { id: one.id, body: `${one.body} Not so.` })
    const { left } = await undo(crm)
    expect(left.map(({ why }) => why).toSorted()).toEqual([
      'somebody changed the note since',
      'somebody has done the task',
    ])
  })

  test('a created contact that somebody has called stays', async () => {
    const { crm } = await calm(database().db)
    const [ben] = await crm.match('contact', 'email', ['ben@acme.example'])
    crm.keep({ id: ActivityId.parse('act_call'), contactId: ContactId.parse(ben?.id) })
    const { left } = await undo(crm)
    expect(left).toMatchObject([{ kind: 'create-contact', why: 'it is used since: call of 2026-11-20' }])
  })

  test('so does one whose title somebody entered', async () => {
    const { crm } = await calm(database().db)
    const [ben] = await crm.match('contact', 'email', ['ben@acme.example'])
    crm.type(ben?.id ?? '', { title: 'CFO' })
    expect((await undo(crm)).left).toMatchObject([{ why: 'a person changed its title since' }])
  })

  test.each(['sending', 'sent', 'unknown'])('a message that is %s cannot be called back', async (state) => {
    const { crm } = await calm(database().db)
    await sql`update daybook.outreach_order set state = ${state}`.execute(database().ownerDb)
    expect(await undo(crm)).toMatchObject({ voided: 0, left: [{ kind: 'send-email' }] })
    const { rows } = await sql`select state from daybook.outreach_order`.execute(database().db)
    expect(rows).toEqual([{ state }])
  })

  test('a field written twice by the run gets back what stood before the first time', async () => {
    const crm = memoryCrm()
    const world = worldOf(database().db, crm)
    const write = (value: string, industry: string, pass: number) =>
      commitCleared(world, proposalOf([setField('industry', value)], { confidence: 1 }), { pass, industry })
    await write('Robots', 'Robotics', 1)
    await write('Toys', 'Robots', 2)
    expect(await undo(crm)).toMatchObject({ restored: 2, left: [] })
    expect(crm.state()).toBe(memoryCrm().state())
  })

  test('nothing outside the run is touched, and a run without effects says so', async () => {
    expect(await undo(memoryCrm())).toMatchObject({ ...nothing, accounts: 0 })
    const { rows } = await sql`select * from daybook.undo`.execute(database().db)
    expect(rows).toEqual([])
  })
})
