// An undo after other hands: people, other runs, and messages that have left.
import { sql } from 'kysely'
import { beforeEach, describe, expect, test } from 'vitest'
import { ActivityId, ContactId, RunId } from '#records/ids.ts'
import { proposalOf, setField } from '../fakes/gate-case.ts'
import { useDatabase } from '../setup/database.ts'
import { worldOf } from './commit-world.ts'
import { memoryCrm } from './memory-crm.ts'
import { calm, commitCleared, full, resetUndoTables, undoOn } from './undo-account.ts'

const database = useDatabase()
beforeEach(() => resetUndoTables(database().ownerDb))
const undo = (...asked: Parameters<ReturnType<typeof undoOn>>) => undoOn(database().db)(...asked)

const nothing = { restored: 0, archived: 0, voided: 0, closed: 0, takenBack: 0, left: [] }

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

  test('our own rows: what an earlier run had set stands again, what a person answered stays', async () => {
    const { db, ownerDb } = database()
    const crm = memoryCrm()
    const flag = { kind: 'raise-flag', flag: 'hot-lead', until: '2026-12-01', why: 'a mail' }
    await commitCleared(worldOf(db, crm), proposalOf([flag], { nextTouch: '2026-11-30' }))
    // The same as if another run had done it, a day before.
    for (const table of ['proposal', 'effect', 'account_flag', 'account_state'])
      await sql`update ${sql.table(`daybook.${table}`)} set run_id = 'run_earlier'`.execute(ownerDb)
    await sql`update daybook.proposal set at = at - interval '1 day'`.execute(ownerDb)
    const subject = { system: 'crm-local', object: 'account', id: 'acc_1' }
    const actions = [
      { ...flag, until: '2026-12-24', why: 'they are hiring' },
      { kind: 'observe', subject, field: 'headcount', value: 50, quote: 'fifty', sourceRef: 'site:1' },
      { kind: 'merge-suggestion', duplicateOf: 'acc_2', evidence: [] },
      { kind: 'merge-suggestion', duplicateOf: 'acc_3', evidence: [] },
    ]
    await sql`update daybook.effect set key = 'earlier'`.execute(ownerDb)
    await commitCleared(worldOf(db, crm), proposalOf(actions, { nextTouch: '2026-12-12' }), { pass: 2 })
    await sql`update daybook.suggestion set state = 'merged' where duplicate_of = 'acc_3'`.execute(ownerDb)
    const found = await undo(crm)
    expect(found).toMatchObject({ takenBack: 4, left: [{ why: 'a person has answered it: merged' }] })
    const { rows } = await sql`
      select (select json_agg(json_build_array(until, run_id, why)) from daybook.account_flag) as flags,
             (select json_agg(json_build_array(next_touch, run_id)) from daybook.account_state) as days,
             (select json_agg(duplicate_of) from daybook.suggestion) as pairs,
             (select count(*)::int from daybook.fact where field = 'headcount' and stored) as facts`.execute(
      db,
    )
    expect(rows).toEqual([
      {
        flags: [['2026-12-01', 'run_earlier', 'a mail']],
        days: [['2026-11-30', 'run_earlier']],
        pairs: ['acc_3'],
        facts: 0,
      },
    ])
  })

  test('a value that a later run wrote over comes back once that one is undone, too', async () => {
    const { db, ownerDb } = database()
    const crm = memoryCrm()
    const world = worldOf(db, crm)
    const earlier = RunId.parse('run_earlier')
    const write = (value: string, more: { pass?: number; industry?: string }) =>
      commitCleared(world, proposalOf([setField('industry', value)], { confidence: 1 }), more)
    await write('Robots', {})
    await sql`insert into daybook.run select (jsonb_populate_record(r, '{"id": "run_earlier", "key": "earlier"}')).*
              from daybook.run r`.execute(ownerDb)
    await sql`insert into daybook.work_item (id, run_id, account_id, rank, state)
              values ('work_0', 'run_earlier', 'acc_1', 1, 'done')`.execute(ownerDb)
    await sql`update daybook.effect set run_id = 'run_earlier'`.execute(ownerDb)
    await sql`update daybook.proposal set run_id = 'run_earlier'`.execute(ownerDb)
    await write('Toys', { pass: 2, industry: 'Robots' })
    expect(await undo(crm, { run: earlier })).toMatchObject({
      restored: 0,
      left: [{ why: 'another run wrote another value since', found: 'Toys' }],
    })
    expect(await undo(crm)).toMatchObject({ restored: 1, left: [] })
    expect(crm.state()).toContain('"industry":"Robots"')
    expect(await undo(crm, { run: earlier })).toMatchObject({ restored: 1, left: [] })
    expect(crm.state()).toBe(memoryCrm().state())
  })

  test('nothing outside the run is touched, and a run without effects says so', async () => {
    expect(await undo(memoryCrm())).toMatchObject({ ...nothing, accounts: 0 })
    const { rows } = await sql`select * from daybook.undo`.execute(database().db)
    expect(rows).toEqual([])
  })
})
