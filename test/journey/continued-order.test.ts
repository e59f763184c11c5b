// In which order a continued run takes its accounts up again.
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { queuedItems } from '#state/read/work-item.ts'
import { reopenFailed } from '#state/write/settle.ts'
import { workItemId } from '#state/write/places.ts'
import { useDatabase } from '../setup/database.ts'
import { accountOf, begin } from './fan-out-run.ts'

const database = useDatabase()

test('accounts nobody has tried come first, then those that failed, each by rank', async () => {
  const { db } = database()
  const { runId, close } = await begin(database(), 'order01', 5)
  const ids = [1, 2, 3, 4, 5].map((n) => workItemId(runId, accountOf(n)))
  await sql`update daybook.work_item set state = 'human', outcome = 'failed', settled_at = now()
    where id = any(${ids.slice(0, 2)})`.execute(db)
  await reopenFailed(db, runId)
  expect((await queuedItems(db, runId)).map(({ id }) => ids.indexOf(id) + 1)).toEqual([3, 4, 5, 1, 2])
  await close()
})
