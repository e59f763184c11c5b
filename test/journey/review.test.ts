import { sql } from 'kysely'
import { beforeEach, describe, expect, test } from 'vitest'
import { auditList } from '#state/read/audit-list.ts'
import { verifyAudit } from '#state/read/audit-verify.ts'
import { orderList } from '#state/read/order-list.ts'
import { queueList } from '#state/read/queue-list.ts'
import { draftOf, evidenceOf, now, proposalOf, saying, send } from '../fakes/gate-case.ts'
import { useDatabase } from '../setup/database.ts'
import { commitProposal, counts, resetCommitTables } from './commit-world.ts'
import { anna, approve, closeDate, heldItem, protectedOnly, refusedAs, staleSentence } from './review-item.ts'

const database = useDatabase()
beforeEach(() => resetCommitTables(database().ownerDb))

describe('a decision', () => {
  test('approve: released as it is, written once, logged as an override', async () => {
    const { crm, decide } = await heldItem(database().db, protectedOnly)
    const answer = await decide(approve)
    expect(answer).toMatchObject({
      kind: 'decided',
      item: { state: 'approved', version: 2 },
      result: { updated: 1 },
    })
    expect(crm.changes).toEqual(['add note', 'update deal_1 closeDate'])
    const log = await auditList(database().db, { limit: 100 })
    expect(log.find(({ kind }) => kind === 'item-decided')).toMatchObject({
      actor: 'person:Anna',
      body: { decision: 'approve', held: ['protected-field', 'value-said'] },
    })
  })

  test('fix: the offending sentence goes, the rest becomes an order', async () => {
    const { decide } = await heldItem(database().db, staleSentence)
    expect(await decide({ kind: 'fix' })).toMatchObject({ item: { state: 'fixed' }, result: { orders: 1 } })
    const [order] = await orderList(database().db, { all: false, limit: 10 })
    expect(order?.sentences.map(({ text }) => text)).not.toContain(
      'With a team of 4711 people, this takes effort.',
    )
    expect(order?.sentences).toHaveLength(4)
  })

  test('fix without a prepared repair is refused and says why', async () => {
    const { decide, crm } = await heldItem(database().db, protectedOnly)
    expect(refusedAs(await decide({ kind: 'fix' }))).toBe('impossible')
    expect(crm.changes).toEqual(['add note'])
  })

  test('edit: other actions go through the gate again and are committed', async () => {
    const { crm, decide } = await heldItem(database().db, protectedOnly)
    const answer = await decide({ kind: 'edit', actions: [{ ...closeDate, value: '2027-01-15' }] })
    expect(answer).toMatchObject({ item: { state: 'edited' }, result: { updated: 1 } })
    expect(crm.state()).toContain('"closeDate":"2027-01-15"')
  })

  test('edit that the gate objects to changes nothing and says what it objects to', async () => {
    const { crm, decide, item } = await heldItem(database().db, staleSentence)
    const draft = saying('Your 4711 people will like it.', 'fact_bbbbbbbbbbbb')
    const answer = await decide({ kind: 'edit', actions: [send], draft })
    expect(answer).toMatchObject({
      kind: 'refused',
      refusal: { kind: 'held-again', objections: [{ rule: 'cites-current-fact' }] },
    })
    expect(crm.changes).toEqual(['add note'])
    const [still] = await queueList(database().db, { now: new Date(now), limit: 10 })
    expect(still).toMatchObject({ id: item.id, version: item.version, state: 'open' })
  })

  test('edit to a clean draft becomes an order in the edited words', async () => {
    const { decide } = await heldItem(database().db, staleSentence)
    const answer = await decide({
      kind: 'edit',
      actions: [send],
      draft: draftOf({ subject: 'Shifts at Acme Robotics' }),
    })
    expect(answer).toMatchObject({ kind: 'decided', result: { orders: 1 } })
    expect(await orderList(database().db, { all: false, limit: 10 })).toMatchObject([
      { subject: 'Shifts at Acme Robotics' },
    ])
  })

  test.each([
    ['reject', { kind: 'reject', reason: 'wrong year' }, { state: 'rejected' }],
    ['snooze', { kind: 'snooze', until: '2026-12-01' }, { state: 'snoozed', snoozedUntil: '2026-12-01' }],
    ['assign', { kind: 'assign', to: 'own_2' }, { state: 'open', assignedTo: 'own_2' }],
  ])('%s needs no proof and releases nothing', async (_kind, decision, expected) => {
    const { crm, decide } = await heldItem(database().db, protectedOnly)
    const answer = await decide(decision, { person: undefined })
    expect(answer).toMatchObject({ kind: 'decided', item: { ...expected, version: 2 }, result: undefined })
    expect(crm.changes).toEqual(['add note'])
  })

  test('a snoozed item can be decided on, and comes back by itself on its day', async () => {
    const { decide } = await heldItem(database().db, protectedOnly)
    await decide({ kind: 'snooze', until: '2026-12-01' })
    const { db } = database()
    expect(await queueList(db, { now: new Date('2026-11-30T12:00:00Z'), limit: 10 })).toEqual([])
    expect(await queueList(db, { now: new Date('2026-12-01T12:00:00Z'), limit: 10 })).toHaveLength(1)
    expect(await decide(approve, { person: anna, version: 2 })).toMatchObject({ item: { state: 'approved' } })
  })

  test('a snoozed item that is assigned keeps its day, and comes back on it', async () => {
    const { decide } = await heldItem(database().db, protectedOnly)
    await decide({ kind: 'snooze', until: '2026-12-01' })
    const answer = await decide({ kind: 'assign', to: 'own_2' }, { version: 2 })
    expect(answer).toMatchObject({
      item: { state: 'snoozed', snoozedUntil: '2026-12-01', assignedTo: 'own_2' },
    })
    const onItsDay = { now: new Date('2026-12-01T12:00:00Z'), limit: 10 }
    expect(await queueList(database().db, onItsDay)).toHaveLength(1)
  })

  test('a rejected intent is not proposed to a person again by a second pass, and not written either', async () => {
    const { crm, world, decide } = await heldItem(database().db, protectedOnly)
    await decide({ kind: 'reject', reason: 'no' })
    const evidence = evidenceOf({ freedFields: ['deal.closeDate'] })
    const again = await commitProposal(world, protectedOnly, { place: { pass: 2 }, evidence })
    expect(again).toMatchObject({ outcome: 'committed', updated: 0, unchanged: 1, queueItems: 0 })
    expect(crm.changes).toEqual(['add note'])
  })
})

describe('who may decide, and when', () => {
  test.each([
    ['fix', { kind: 'fix' }],
    ['approve', approve],
    ['edit', { kind: 'edit', actions: [closeDate] }],
  ])('%s without a person proof is refused, audited, and changes nothing', async (_kind, decision) => {
    const { crm, decide } = await heldItem(database().db, protectedOnly)
    expect(refusedAs(await decide(decision, { person: undefined }))).toBe('proof-needed')
    expect(crm.changes).toEqual(['add note'])
    const log = await auditList(database().db, { limit: 100 })
    expect(log.at(-1)).toMatchObject({
      kind: 'decision-refused',
      actor: 'cli',
      body: { refused: 'proof-needed' },
    })
  })

  test('a rule without override stays, whoever asks', async () => {
    const suppression = { scope: 'address', value: 'anna@acme.example', reason: 'asked us to stop', at: now }
    await sql`insert into daybook.suppression values ('address', 'anna@acme.example', 'asked', ${now})`.execute(
      database().ownerDb,
    )
    const { decide } = await heldItem(
      database().db,
      proposalOf([send], { confidence: 1 }),
      evidenceOf({ suppressions: [suppression] }),
    )
    expect(await decide(approve)).toMatchObject({
      kind: 'refused',
      refusal: { kind: 'firm', objections: [{ rule: 'suppressed' }] },
    })
    expect(await counts(database().db)).toMatchObject({ orders: 0 })
  })

  test('a firm rule that began to object only after the item was shown stops an approval too', async () => {
    const { decide } = await heldItem(database().db, staleSentence)
    await sql`insert into daybook.suppression values ('domain', 'acme.example', 'asked', ${now})`.execute(
      database().ownerDb,
    )
    const answer = await decide(approve)
    expect(refusedAs(answer)).toBe('held-again')
    expect(await counts(database().db)).toMatchObject({ orders: 0 })
  })

  test('the same decision again changes nothing and says so', async () => {
    const { crm, decide } = await heldItem(database().db, protectedOnly)
    await decide(approve)
    const again = await decide(approve, { person: anna, version: 1 })
    expect(again).toMatchObject({ kind: 'decided', repeated: true, item: { state: 'approved', version: 2 } })
    expect(crm.changes).toEqual(['add note', 'update deal_1 closeDate'])
  })

  test('another decision on the same version is refused and told who was first', async () => {
    const { decide } = await heldItem(database().db, protectedOnly)
    await decide(approve)
    const late = await decide({ kind: 'reject', reason: 'no' }, { person: undefined, version: 1 })
    expect(late).toMatchObject({
      refusal: { kind: 'stale', first: { by: 'person:Anna', decision: { kind: 'approve' } } },
    })
    expect(refusedAs(await decide({ kind: 'reject', reason: 'no' }, { person: undefined, version: 2 }))).toBe(
      'impossible',
    )
  })

  test('of twenty people who decide at the same moment one decides', async () => {
    const { crm, decide } = await heldItem(database().db, protectedOnly)
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        decide(
          n % 2 === 0 ? { ...approve, reason: `reason ${n}` } : { kind: 'reject', reason: `reason ${n}` },
        ),
      ),
    )
    expect(answers.filter(({ kind }) => kind === 'decided')).toHaveLength(1)
    expect(new Set(answers.filter(({ kind }) => kind === 'refused').map(refusedAs))).toEqual(
      new Set(['stale']),
    )
    const { rows } = await sql`select count(*)::int as n from daybook.decision`.execute(database().db)
    expect(rows).toEqual([{ n: 1 }])
    expect(crm.changes.filter((change) => change.startsWith('update')).length).toBeLessThanOrEqual(1)
    expect((await verifyAudit({ db: database().db })).broken).toBeUndefined()
  })
})
