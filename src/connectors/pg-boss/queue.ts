import { PgBoss } from 'pg-boss'
import type { Pool } from 'pg'
import * as z from 'zod'
import type { Queue } from '#ports/queue.ts'
import type { SqlExecutor } from '#ports/sql-executor.ts'

// A ticket may be taken away and given back many times by crashes; the limits that count stand in the work item's row.
const retryLimit = 1000
const Data = z.object({ itemId: z.string() })
const Affected = z.object({ affected: z.number() })

const inside = (tx: SqlExecutor) => ({
  db: { executeSql: (text: string, values?: unknown[]) => tx.executeSql(text, values ?? []) },
})

const bossOver = (pool: Pool): PgBoss =>
  new PgBoss({
    db: { executeSql: (text: string, values?: unknown[]) => pool.query(text, values) },
    schema: 'pgboss',
    createSchema: false,
    schedule: false,
    monitorVacuum: false,
    reindex: false,
  })

/**
 * The Queue port on pg-boss, in the schema `pgboss` of our own database. pg-boss gives transactional tickets and, with
 * policy `exclusive`, at most one open ticket per item; fencing, the cap and the counting of attempts are ours.
 */
export async function pgBossQueue(pool: Pool, onError: (error: Error) => void): Promise<Queue> {
  const boss = bossOver(pool)
  boss.on('error', onError)
  await boss.start()
  const opened = new Set<string>()
  return {
    async open(lane) {
      if (opened.has(lane)) return
      await boss.createQueue(lane, {
        policy: 'exclusive',
        retryLimit,
        retryDelay: 0,
        expireInSeconds: 24 * 3600 - 1,
      })
      opened.add(lane)
    },
    async put(tx, lane, items) {
      const jobs = items.map(({ itemId, priority }) => ({ data: { itemId }, singletonKey: itemId, priority }))
      await boss.insert(lane, jobs, inside(tx))
    },
    async take(tx, lane, count) {
      const jobs = await boss.fetch(lane, { batchSize: count, includeMetadata: true, ...inside(tx) })
      return jobs.map(({ id, retryCount, data }) => ({
        id,
        attempt: retryCount,
        itemId: Data.parse(data).itemId,
      }))
    },
    async done(tx, lane, { id, attempt }) {
      const answer = await boss.complete(lane, { id, retryCount: attempt }, null, inside(tx))
      return Affected.parse(answer).affected === 1
    },
    async giveBack(tx, lane, { id, attempt }) {
      const answer = await boss.fail(lane, { id, retryCount: attempt }, null, inside(tx))
      return Affected.parse(answer).affected === 1
    },
    close: () => boss.stop({ graceful: false, close: false }),
  }
}
