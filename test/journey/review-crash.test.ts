import { sql } from 'kysely'
import { beforeEach, describe, expect, test } from 'vitest'
import { expireItems } from '#orchestrator/review/expire-items.ts'
import { finishReleases } from '#orchestrator/review/finish-releases.ts'
import { queueList } from '#state/read/queue-list.ts'
import { now, proposalOf, send } from '../fakes/gate-case.ts'
import { config } from '../fakes/gate-world.ts'
import { useDatabase } from '../setup/database.ts'
import { counts, diesAt, Killed, later, resetCommitTables } from './commit-world.ts'
import { anna, approve, heldItem, protectedOnly, refusedAs } from './review-item.ts'

const database = useDatabase()
beforeEach(() => resetCommitTables(database().ownerDb))

describe('releases and crashes', () => {
  test.each(['commit-after', 'crm-sent', 'crm-confirmed'] as const)(
    'killed at %s after an approval: the decision stands, and its effect comes once',
    async (label) => {
      const { crm, world, decide } = await heldItem(database().db, protectedOnly)
      const dying = { ...world, faults: diesAt(label) }
      await expect(decide(approve, { person: anna, on: dying })).rejects.toThrow(Killed)
      await finishReleases(world, config)
      expect(crm.changes).toEqual(['add note', 'update deal_1 closeDate'])
      expect(await counts(database().db)).toMatchObject({ pending: 0 })
      expect(await decide(approve, { person: anna, version: 1 })).toMatchObject({
        repeated: true,
        result: { updated: 1 },
      })
    },
  )

  test('what the CRM does not take comes back to the queue, open, with what stands there now and all its time', async () => {
    const { crm, world, decide } = await heldItem(database().db, protectedOnly)
    crm.meanwhile(() => crm.type('deal_1', { closeDate: '2026-11-30' }))
    expect(await decide(approve, { person: anna, on: later(world) })).toMatchObject({
      item: { state: 'open', version: 3 },
      result: { outcome: 'held' },
    })
    const [item] = await queueList(database().db, { now: new Date(now), limit: 10 })
    expect(item?.expiresAt).toBe('2026-12-04T10:00:00.000Z')
    expect(item?.held).toMatchObject([{ objections: [{ rule: 'record-changed', where: 'closeDate' }] }])
    expect(crm.state()).toContain('"closeDate":"2026-11-30"')
  })

  test('an item nobody decided on closes by itself and releases nothing', async () => {
    const { crm, world, decide } = await heldItem(database().db, protectedOnly)
    expect(await expireItems(world, config)).toBe(0)
    const muchLater = { ...world, clock: () => new Date('2026-12-20T09:00:00Z') }
    expect(await expireItems(muchLater, config)).toBe(1)
    expect(await expireItems(muchLater, config)).toBe(0)
    expect(refusedAs(await decide(approve, { person: anna, version: 2 }))).toBe('impossible')
    expect(crm.changes).toEqual(['add note'])
  })

  // A day's run that was killed and begun again closes what it would have closed undisturbed, and so does one that is a second faster.
  test.each([
    ['UTC', '2026-12-03T23:59:59.999Z', '2026-12-04T00:00:00.000Z'],
    ['Europe/Berlin', '2026-12-03T22:59:59.999Z', '2026-12-03T23:00:00.000Z'],
    ['America/Los_Angeles', '2026-12-04T07:59:59.999Z', '2026-12-04T08:00:00.000Z'],
  ])(
    'an item made in the morning closes with its day by the calendar of %s, whatever the hour',
    async (timeZone, before, after) => {
      const { world } = await heldItem(database().db, protectedOnly)
      const closedAt = (at: string) =>
        expireItems({ ...world, clock: () => new Date(at) }, { ...config, timeZone })
      expect(await closedAt(before)).toBe(0)
      expect(await closedAt(after)).toBe(1)
    },
  )

  test('a failed account has nothing to approve', async () => {
    const { decide } = await heldItem(database().db, protectedOnly)
    await sql`update daybook.queue_item set proposal_id = null, held = '[]', failure = 'no answer'`.execute(
      database().ownerDb,
    )
    expect(refusedAs(await decide(approve))).toBe('impossible')
    expect(refusedAs(await decide({ kind: 'reject', reason: 'never mind' }))).toBe('decided: rejected')
  })

  test('an approved message reserves its contact, account and domain like any other', async () => {
    const { decide } = await heldItem(database().db, proposalOf([send], { confidence: 0.1 }))
    expect(await decide(approve)).toMatchObject({ result: { orders: 1 } })
    expect(await counts(database().db)).toMatchObject({ orders: 1, reservations: 3 })
  })
})
