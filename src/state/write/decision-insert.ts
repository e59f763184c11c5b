import { sql } from 'kysely'
import type { DecisionRecord } from '#records/decision.ts'
import type { Db } from '../db.ts'

/** Records what a person said. False: this version of the item already has a decision. */
export async function insertDecision(trx: Db, record: DecisionRecord): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into daybook.decision (item_id, version, kind, by, decision, at)
    values (${record.itemId}, ${record.version}, ${record.decision.kind}, ${record.by},
            ${JSON.stringify(record.decision)}::jsonb, ${record.at}::timestamptz)
    on conflict (item_id, version) do nothing`.execute(trx)
  return numAffectedRows === 1n
}
