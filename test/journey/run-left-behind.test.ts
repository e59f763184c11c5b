// What an invocation leaves behind when it ends between two lines, and what the next one makes of it.
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { offlineModel } from '#connectors/offline-model/model.ts'
import { pgBossQueue } from '#connectors/pg-boss/queue.ts'
import { enterBook } from '#orchestrator/book/enter-book.ts'
import { workTheBook } from '#orchestrator/run/work-the-book.ts'
import { makeSampleBook } from '#orchestrator/sample-book/make-sample-book.ts'
import { sampleConfig } from '#orchestrator/sample-book/sample-config.ts'
import { Fault } from '#base/fault.ts'
import type { Crm } from '#ports/crm.ts'
import { noFaults, type Faults } from '#ports/faults.ts'
import type { Queue } from '#ports/queue.ts'
import { sleep } from '../../src/main/sleep.ts'
import { fakeCrm } from '../fakes/crm.ts'
import { memoryWorkspace } from '../fakes/model.ts'
import { shippedPlaybook, shippedSkills } from '../fakes/model-brief.ts'
import { freshDatabase } from '../setup/database.ts'

const day = (n: number) => new Date(`2026-11-${20 + n}T09:00:00Z`)
const voice = { stop: new AbortController().signal, note: () => {}, progress: () => {} }

async function sample() {
  const database = await freshDatabase()
  const { db } = database
  const crm = fakeCrm({ clock: () => day(1) })
  const queue = await pgBossQueue(database.pools.app, () => {})
  const world = (
    now: Date,
    more: { readonly faults?: Faults; readonly queue?: Queue; readonly crm?: Crm } = {},
  ) => ({
    crm,
    queue,
    vendors: [],
    workspace: memoryWorkspace(),
    model: offlineModel({ sleep: async () => {} }),
    clock: () => now,
    random: () => 0.5,
    faults: noFaults,
    sleep: (ms: number, signal?: AbortSignal) => sleep(Math.min(ms, 5), signal),
    ...more,
  })
  await makeSampleBook({ ...world(day(1)), db, crmSetup: crm }, { accounts: 100, seed: 4, now: day(1) })
  const texts = { bookId: 'book_test', config: sampleConfig(), playbook: shippedPlaybook() }
  const book = (...of: Parameters<typeof world>) => ({
    ...texts,
    skills: shippedSkills(),
    world: world(...of),
    db,
  })
  const close = async (): Promise<void> => {
    await queue.close()
    await database.drop()
  }
  return { db, crm, queue, book, close }
}

const dies = {
  at(label: string) {
    if (label === 'commit-after') throw new Error('killed')
  },
}

test('a run of yesterday ends before today is ranked: finished as what it was, the rest ranked again', async () => {
  const { db, book, close } = await sample()
  await expect(workTheBook(book(day(1), { faults: dies }), { limit: 30 }, voice)).rejects.toThrow('killed')
  await workTheBook(book(day(2)), { limit: 30 }, voice)
  const { rows } = await sql<{ outcome: string; reason: string; open: boolean; today: boolean }>`
    select w.outcome, w.reason,
      exists (select from daybook.queue_item q where q.run_id = w.run_id and q.account_id = w.account_id) as open,
      exists (select from daybook.work_item t where t.account_id = w.account_id and t.run_id <> w.run_id) as today
    from daybook.work_item w join daybook.run r on r.id = w.run_id
    where r.started_at < ${day(2)}::timestamptz`.execute(db)
  const notBegun = rows.filter(({ reason }) => reason.startsWith('not begun'))
  const finished = rows.filter(({ reason }) => !reason.startsWith('not begun'))
  expect(notBegun.filter(({ today }) => today).length).toBeGreaterThan(0)
  expect(finished.filter(({ open }) => open).length).toBeGreaterThan(0)
  for (const { outcome, open } of finished) expect(outcome === 'held').toBe(open)
  await close()
}, 60_000)

test('effects that failed accounts of yesterday had decided reach the CRM with the next run', async () => {
  const { db, crm, book, close } = await sample()
  const down = async () => Promise.reject(new Fault('down', 'the CRM takes no writes'))
  const noWrites = { ...crm, upsert: down, addActivities: down }
  const first = await workTheBook(book(day(1), { crm: noWrites }), { limit: 3 }, voice)
  const pending = async () => {
    const { rows } = await sql<{ state: string }>`
      select w.state from daybook.effect e join daybook.proposal p on p.id = e.proposal_id
      join daybook.work_item w on w.run_id = p.run_id and w.account_id = p.account_id
      where e.state = 'pending'`.execute(db)
    return rows.map(({ state }) => state)
  }
  expect(first.failed).toBeGreaterThan(0)
  expect(new Set(await pending())).toEqual(new Set(['human']))
  await workTheBook(book(day(2)), { limit: 1 }, voice)
  expect(await pending()).toEqual([])
  const { rows } = await sql`
    select from daybook.queue_item where run_id = ${first.run} and failure is not null and state in ('open', 'snoozed')`.execute(
    db,
  )
  expect(rows, 'nobody need look at what came through').toHaveLength(0)
  await close()
}, 60_000)

test('more accounts come with their tickets or not at all', async () => {
  const { db, queue, book, close } = await sample()
  await workTheBook(book(day(1)), { limit: 10 }, voice)
  const fails: Queue = { ...queue, put: () => Promise.reject(new Error('killed')) }
  await expect(workTheBook(book(day(1), { queue: fails }), { more: 5 }, voice)).rejects.toThrow('killed')
  const { rows } = await sql`select from daybook.work_item where state = 'queued'`.execute(db)
  expect(rows).toHaveLength(0)
  await close()
}, 60_000)

test('a book is new once, whatever folder it is entered from', async () => {
  const { db, close } = await freshDatabase().then((one) => ({ db: one.db, close: () => one.drop() }))
  const world = (random: number) => ({ db, clock: () => day(1), random: () => random })
  expect(await enterBook(world(0.1), sampleConfig())).toMatchObject({ isNew: true })
  expect(await enterBook(world(0.2), sampleConfig())).toMatchObject({ isNew: false })
  await close()
})
