import { sql } from 'kysely'
import * as z from 'zod'
import { DecisionRecord } from '#records/decision.ts'
import type { Db } from '../db.ts'

const Row = DecisionRecord.extend({ at: z.date().transform((at) => at.toISOString()) })

/** What people said to one queue item, first to last. */
export async function queueDecisions(db: Db, itemId: string): Promise<readonly DecisionRecord[]> {
  const { rows } = await sql`
    select item_id as "itemId", version, by, at, decision
    from daybook.decision where item_id = ${itemId} order by version`.execute(db)
  return z.array(Row).parse(rows)
}
