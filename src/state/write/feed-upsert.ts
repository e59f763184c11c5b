import { sql, type RawBuilder } from 'kysely'
import type { CrmObject } from '#records/ref.ts'
import type { Db } from '../db.ts'

/** One record as the feed keeps it, by the names of its table's columns. */
export type FeedRow = Readonly<Record<string, string | number | boolean | null>>

const shapes: Readonly<Record<CrmObject, readonly (readonly [column: string, type: string])[]>> = {
  account: [
    ['id', 'text'],
    ['name', 'text'],
    ['domain', 'text'],
    ['owner_id', 'text'],
    ['lifecycle', 'text'],
    ['industry', 'text'],
    ['country', 'text'],
    ['employees', 'float8'],
    ['lead_source', 'text'],
    ['contract_end', 'date'],
    ['hiring', 'boolean'],
    ['created_at', 'timestamptz'],
    ['updated_at', 'timestamptz'],
  ],
  contact: [
    ['id', 'text'],
    ['account_id', 'text'],
    ['email', 'text'],
    ['opted_out', 'boolean'],
    ['created_at', 'timestamptz'],
  ],
  deal: [
    ['id', 'text'],
    ['account_id', 'text'],
    ['stage', 'text'],
    ['amount', 'float8'],
    ['currency', 'text'],
  ],
  activity: [
    ['id', 'text'],
    ['account_id', 'text'],
    ['at', 'timestamptz'],
    ['type', 'text'],
    ['direction', 'text'],
    ['author', 'text'],
  ],
}

/**
 * Stores one page of a scan and remembers the accounts it touches, the old account of a moved record among them.
 * Idempotent by record id. Call it in the transaction that moves the cursor.
 */
export async function upsertFeed(trx: Db, object: CrmObject, rows: readonly FeedRow[]): Promise<void> {
  if (rows.length === 0) return
  const shape = shapes[object]
  const table = sql.table(`daybook.feed_${object}`)
  const columns = sql.join(shape.map(([column]) => sql.ref(column)))
  const typed = sql.join(shape.map(([column, type]) => sql`${sql.ref(column)} ${sql.raw(type)}`))
  const update = sql.join(
    shape.slice(1).map(([column]) => sql`${sql.ref(column)} = ${sql.ref(`excluded.${column}`)}`),
  )
  const account: RawBuilder<unknown> = object === 'account' ? sql`id` : sql`account_id`
  await sql`
    with page as (
      select distinct on (id) * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as p(${typed}) order by id
    ), touched as (
      insert into daybook.feed_touched (account_id)
      select ${account} from page where ${account} is not null
      union select f.${account} from ${table} f join page using (id) where f.${account} is not null
      on conflict (account_id) do nothing
    )
    insert into ${table} (${columns}) select ${columns} from page
    on conflict (id) do update set ${update}`.execute(trx)
}
