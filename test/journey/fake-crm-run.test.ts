// The same day's work over the CRM in memory: calm, and over one that loses every seventh answer after it has written.
import { expect, test } from 'vitest'
import { offlineModel } from '#connectors/offline-model/model.ts'
import { pgBossQueue } from '#connectors/pg-boss/queue.ts'
import { makeSampleBook } from '#orchestrator/sample-book/make-sample-book.ts'
import { sampleConfig } from '#orchestrator/sample-book/sample-config.ts'
import { workTheBook } from '#orchestrator/run/work-the-book.ts'
import { noFaults } from '#ports/faults.ts'
import { exportCrm } from '#orchestrator/export/export-crm.ts'
import type { Crm } from '#ports/crm.ts'
import { sleep } from '../../src/main/sleep.ts'
import { fakeCrm } from '../fakes/crm.ts'
import { memoryWorkspace } from '../fakes/model.ts'
import { shippedPlaybook, shippedSkills } from '../fakes/model-brief.ts'
import { freshDatabase } from '../setup/database.ts'

const now = new Date('2026-11-21T09:00:00Z')

/** Works a sample book of 300 accounts on a fresh database; `loses` says which writes of the day's work lose their answer. */
async function day(loses: (n: number) => boolean) {
  const database = await freshDatabase()
  let isWorking = false
  let writes = 0
  const crm = fakeCrm({ clock: () => now, loseAnswer: () => isWorking && loses(++writes) })
  const queue = await pgBossQueue(database.pools.app, () => {})
  const world = {
    crm,
    queue,
    vendors: [],
    workspace: memoryWorkspace(),
    model: offlineModel({ sleep: async () => {} }),
    clock: () => now,
    random: () => 0.5,
    faults: noFaults,
    sleep: (ms: number, signal?: AbortSignal) => sleep(Math.min(ms, 5), signal),
  }
  await makeSampleBook({ ...world, db: database.db, crmSetup: crm }, { accounts: 300, seed: 4, now })
  isWorking = true
  const book = {
    bookId: 'book_test',
    config: sampleConfig(),
    world,
    db: database.db,
    playbook: shippedPlaybook(),
    skills: shippedSkills(),
  }
  const voice = { stop: new AbortController().signal, note: () => {}, progress: () => {} }
  const first = await workTheBook(book, { limit: 60 }, voice)
  const again = await workTheBook(book, {}, voice)
  const lost = crm.log.filter(({ answer }) => answer === 'lost').length
  const held = await exported(crm)
  await queue.close()
  await database.drop()
  return { first, again, lost, held }
}

/** What the CRM holds, without its own change marks: answers that were lost cost a version number here and there. */
async function exported(crm: Crm): Promise<readonly string[]> {
  const lines: string[] = []
  for await (const line of exportCrm(crm)) lines.push(line.replace(/"version":"[^"]*"/, ''))
  return lines
}

test(
  'a CRM that loses answers ends like a calm one: nothing twice, nothing missing',
  { timeout: 120_000 },
  async () => {
    const calm = await day(() => false)
    const stormy = await day((n) => n % 7 === 0)
    expect(calm.first).toMatchObject({ selected: 60, failed: 0 })
    expect(calm.lost).toBe(0)
    expect(stormy.lost).toBeGreaterThan(5)
    for (const { again } of [calm, stormy])
      expect(again).toMatchObject({
        continued: true,
        orders: 0,
        queueItems: 0,
        writes: { created: 0, updated: 0 },
      })
    const counts = ({ committed, held, none, failed, orders }: typeof calm.first) => ({
      committed,
      held,
      none,
      failed,
      orders,
    })
    expect(counts(stormy.first)).toEqual(counts(calm.first))
    expect(stormy.held).toEqual(calm.held)
  },
)
