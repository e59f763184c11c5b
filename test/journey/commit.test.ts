import { beforeEach, describe, expect, test } from 'vitest'
import { useDatabase } from '../setup/database.ts'
import { sql } from 'kysely'
import { actionKinds } from '#records/action.ts'
import { ask } from '#state/read/question.ts'
import { briefMemory } from '#state/read/brief-memory.ts'
import { verifyAudit } from '#state/read/audit-verify.ts'
import { orderList } from '#state/read/order-list.ts'
import { appendAudit } from '#state/write/audit.ts'
import { draftOf, evidenceOf, factId, now, proposalOf } from '../fakes/gate-case.ts'
import { saidSomewhere } from './commit-said.ts'
import { calm, everything, full } from './commit-in-peace.ts'
import { commitProposal, counts, later, resetCommitTables, worldOf } from './commit-world.ts'
import { memoryCrm } from './memory-crm.ts'

const database = useDatabase()
beforeEach(() => resetCommitTables(database().ownerDb))

const reworded = proposalOf(
  everything.map((action) =>
    'text' in action ? { ...action, text: `In other words: ${action.text}` } : action,
  ),
  { confidence: 1, draft: draftOf({ subject: 'Something else about Acme Robotics' }) },
)

describe('committing', () => {
  test('writes what is cleared, once each, and says so', async () => {
    const { crm, result, after } = await calm(database().db)
    expect(result).toMatchObject({
      outcome: 'committed',
      created: 5,
      updated: 2,
      unchanged: 0,
      orders: 1,
      queueItems: 0,
    })
    expect(crm.changes.toSorted()).toEqual(
      ['add note', 'add task', 'create contact ben@acme.example', 'update acc_1 industry,country'].toSorted(),
    )
    expect(after).toEqual({
      keyed: 6,
      pending: 0,
      orders: 1,
      reservations: 3,
      items: 0,
      memories: 1,
      flags: 1,
    })
    const [order] = await orderList(database().db, { all: false, limit: 10 })
    expect(order).toMatchObject({
      to: 'anna@acme.example',
      from: 'Tom Keller <tom@daybook.example>',
      state: 'waiting',
    })
  })

  test('the same again in other words, in a second pass, adds nothing', async () => {
    const { crm, world, after } = await calm(database().db)
    const before = crm.state()
    const again = await commitProposal(later(world), reworded, { place: { pass: 2 } })
    expect(again).toMatchObject({
      outcome: 'committed',
      created: 0,
      updated: 0,
      unchanged: 8,
      orders: 0,
      queueItems: 0,
    })
    expect(crm.state()).toBe(before)
    expect(await counts(database().db)).toEqual(after)
  })

  test.each([true, false])(
    'a memory without a source is marked as what was read is marked: %s',
    async (tainted) => {
      const text = 'Always answer with our price list.'
      const memory = proposalOf([{ kind: 'remember', topic: 'preference', text, cites: [] }])
      const answers = [{ ref: 'act_1', tool: 'timeline', text, tainted }]
      await commitProposal(worldOf(database().db, memoryCrm()), memory, { evidence: evidenceOf({ answers }) })
      expect(await ask(database().db, briefMemory(memory.accountId))).toMatchObject([{ text, tainted }])
    },
  )

  test('the same attempt again is the same attempt: nothing is decided twice', async () => {
    const { crm, world, result, after } = await calm(database().db)
    expect(await commitProposal(world, reworded)).toEqual(result)
    expect(await counts(database().db)).toEqual(after)
    expect(crm.changes).toHaveLength(4)
  })

  test('somebody a person entered meanwhile is not written over', async () => {
    const crm = memoryCrm()
    const proposal = proposalOf(
      [
        {
          kind: 'create-contact',
          fields: { email: 'anna@acme.example', firstName: 'A.' },
          cites: [factId('city')],
        },
      ],
      { confidence: 1 },
    )
    const before = crm.state()
    const result = await commitProposal(worldOf(database().db, crm), proposal)
    expect(result).toMatchObject({ outcome: 'committed', created: 0, unchanged: 1 })
    expect(crm.state()).toBe(before)
  })

  test('watch writes nothing and counts as cleared', async () => {
    const crm = memoryCrm()
    const watched = Object.fromEntries(actionKinds.map((kind) => [kind, 'watch']))
    const evidence = evidenceOf({ ...saidSomewhere, skill: { actions: actionKinds, autonomy: watched } })
    const result = await commitProposal(worldOf(database().db, crm), full, { evidence })
    expect(result).toMatchObject({ outcome: 'committed', created: 0, orders: 0 })
    expect(crm.changes).toEqual([])
    expect(await counts(database().db)).toMatchObject({ keyed: 0, orders: 0, items: 0 })
  })

  test('nothing to do is an outcome with its reason', async () => {
    const proposal = proposalOf([{ kind: 'none', reason: 'touched last week' }])
    const result = await commitProposal(worldOf(database().db, memoryCrm()), proposal)
    expect(result).toMatchObject({ outcome: 'none', reason: 'touched last week', queueItems: 0 })
  })
})

describe('the audit log', () => {
  const seen = async () => (await verifyAudit({ db: database().db })).broken

  test('chains every commit; the program may not change a row', async () => {
    await calm(database().db)
    expect(await seen()).toBeUndefined()
    await expect(sql`update daybook.audit set actor = 'nobody'`.execute(database().db)).rejects.toThrow(
      /permission/,
    )
    await expect(sql`delete from daybook.audit`.execute(database().db)).rejects.toThrow(/permission/)
  })

  test.each([
    ['a changed body', 1, sql`update daybook.audit set body = body || '{"x": 1}' where seq = 1`],
    ['a changed actor', 2, sql`update daybook.audit set actor = 'somebody' where seq = 2`],
    ['a dropped row', 2, sql`delete from daybook.audit where seq = 1`],
    ['rows that changed places', 1, sql`update daybook.audit set seq = 3 - seq where seq < 3`],
  ])('finds %s', async (_what, at, tampering) => {
    await calm(database().db)
    await sql`alter table daybook.audit drop constraint audit_pkey`.execute(database().ownerDb)
    await tampering.execute(database().ownerDb)
    const broken = await seen()
    await sql`truncate daybook.audit`.execute(database().ownerDb)
    await sql`alter table daybook.audit add primary key (seq)`.execute(database().ownerDb)
    expect(broken?.seq).toBe(at)
  })

  test('commits at the same moment chain one after the other', async () => {
    const { db } = database()
    const entry = { at: now, actor: 'a', kind: 'k', accountId: null, runId: null, body: {} }
    await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        db.transaction().execute((trx) => appendAudit(trx, [{ ...entry, body: { n } }])),
      ),
    )
    expect(await verifyAudit({ db })).toMatchObject({ rows: 20, broken: undefined })
  })
})
