import { beforeEach, describe, expect, test } from 'vitest'
import { useDatabase } from '../setup/database.ts'
import { sql } from 'kysely'
import { targetOf } from '#commit/case.ts'
import { recordFailure } from '#commit/failure-step.ts'
import { queueList } from '#state/read/queue-list.ts'
import { evidenceOf, note, now, proposalOf, setField, system } from '../fakes/gate-case.ts'
import { full } from './commit-in-peace.ts'
import { commitCase, commitProposal, counts, resetCommitTables, worldOf } from './commit-world.ts'
import { memoryCrm } from './memory-crm.ts'

const database = useDatabase()
beforeEach(() => resetCommitTables(database().ownerDb))

const closeDate = setField('closeDate', '2026-12-31', { object: { system, object: 'deal', id: 'deal_1' } })

describe('what others hold', () => {
  const taken = () =>
    sql`insert into daybook.reservation values ('domain', 'acme.example', 'another', 'run_b', 'acc_2',
        '2026-12-01T00:00:00Z')`.execute(database().ownerDb)

  test('a domain another order holds: nothing is written, and the caller judges again', async () => {
    await taken()
    const crm = memoryCrm()
    expect(await commitProposal(worldOf(database().db, crm), full)).toBe('regate')
    expect(crm.changes).toEqual([])
    expect(await counts(database().db)).toMatchObject({ keyed: 0, orders: 0, reservations: 1 })
  })

  test('the last try holds the message and commits the rest', async () => {
    await taken()
    const result = await commitProposal(worldOf(database().db, memoryCrm()), full, { isLastTry: true })
    expect(result).toMatchObject({
      outcome: 'held',
      heldBy: ['duplicate-in-flight'],
      orders: 0,
      updated: 2,
      queueItems: 1,
    })
  })

  test('a reservation that ran out is nobody’s', async () => {
    await sql`insert into daybook.reservation values ('domain', 'acme.example', 'another', 'run_b', 'acc_2',
              '2026-11-01T00:00:00Z')`.execute(database().ownerDb)
    const result = await commitProposal(worldOf(database().db, memoryCrm()), full)
    expect(result).toMatchObject({ orders: 1 })
  })
})

describe('what is held', () => {
  const mixed = (value = '2026-12-31') => proposalOf([note(), { ...closeDate, value }], { confidence: 1 })

  test('goes to a person once, whatever the words of the second pass', async () => {
    const crm = memoryCrm()
    const world = worldOf(database().db, crm)
    const first = await commitProposal(world, mixed())
    expect(first).toMatchObject({
      outcome: 'held',
      heldBy: ['value-said'],
      reason: 'held by protected-field, value-said',
      queueItems: 1,
      created: 1,
    })
    const second = await commitProposal(world, mixed('2027-01-31'), { place: { pass: 2 } })
    expect(second).toMatchObject({ outcome: 'held', queueItems: 0, created: 0, unchanged: 1 })
    const items = await queueList(database().db, { now: new Date(now), limit: 10 })
    expect(items).toHaveLength(1)
    expect(items[0]?.proposal?.actions[1]).toMatchObject({ value: '2026-12-31' })
  })

  test('stays with the person though a later pass would clear it', async () => {
    const crm = memoryCrm()
    const world = worldOf(database().db, crm)
    await commitProposal(world, mixed())
    const evidence = evidenceOf({ freedFields: ['deal.closeDate'] })
    const second = await commitProposal(world, mixed(), { place: { pass: 2 }, evidence })
    expect(second).toMatchObject({ outcome: 'held', updated: 0, queueItems: 0 })
    expect(crm.changes).toEqual(['add note'])
  })

  test('a field that somebody wrote meanwhile is not written over: a person sees both values', async () => {
    const crm = memoryCrm()
    crm.meanwhile(() => crm.type('acc_1', { industry: 'Machines' }))
    const result = await commitProposal(worldOf(database().db, crm), full)
    expect(result).toMatchObject({ outcome: 'held', heldBy: ['record-changed'], updated: 1, queueItems: 1 })
    const [held] = await queueList(database().db, { now: new Date(now), limit: 10 })
    expect(held?.held).toMatchObject([{ action: 2, objections: [{ rule: 'record-changed' }] }])
    expect(crm.state()).toContain('"industry":"Machines"')
    expect(crm.state()).toContain('"country":"Germany"')
  })

  test('a record that moved elsewhere is written all the same', async () => {
    const crm = memoryCrm()
    crm.meanwhile(() => crm.type('acc_1', { city: 'Potsdam' }))
    const result = await commitProposal(worldOf(database().db, crm), full)
    expect(result).toMatchObject({ outcome: 'committed', updated: 2 })
    expect(crm.state()).toContain('"city":"Potsdam"')
  })
})

describe('an account that failed', () => {
  const anHourAgo = new Date(new Date(now).getTime() - 3_600_000)
  const fail = () =>
    database()
      .db.transaction()
      .execute((trx) =>
        recordFailure(trx, { target: targetOf(commitCase()), failure: 'no answer', now: anHourAgo }),
      )
  const waiting = () => queueList(database().db, { now: new Date(now), limit: 10 })

  test('lies before a person once', async () => {
    await fail()
    await fail()
    expect(await waiting()).toMatchObject([{ failure: 'no answer', state: 'open', proposal: null }])
  })

  test('gives its place to what the next try held', async () => {
    await fail()
    const result = await commitProposal(
      worldOf(database().db, memoryCrm()),
      proposalOf([closeDate], { confidence: 1 }),
    )
    expect(result).toMatchObject({ outcome: 'held', queueItems: 0 })
    expect(await waiting()).toMatchObject([{ failure: null, version: 2, state: 'open' }])
  })

  test('waits for nobody when the next try went through', async () => {
    await fail()
    await commitProposal(worldOf(database().db, memoryCrm()), full)
    expect(await waiting()).toEqual([])
  })
})
