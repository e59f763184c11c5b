import { sql } from 'kysely'
import * as z from 'zod'
import type { Db } from '../db.ts'

const Row = z.object({
  version: z.string(),
  schema_version: z.number(),
  fsync: z.string(),
  full_page_writes: z.string(),
  synchronous_commit: z.string(),
  now: z.date(),
  persons: z.number(),
  unfinished: z.number(),
})

/** What `doctor` wants to know of the database. */
export async function databaseHealth(db: Db): Promise<{
  readonly version: string
  readonly schemaVersion: number
  readonly fsync: boolean
  readonly fullPageWrites: boolean
  readonly synchronousCommit: string
  readonly databaseNow: Date
  readonly persons: number
  readonly unfinished: number
}> {
  const { rows } = await sql`
    select current_setting('server_version') as version,
           (select max(version) from daybook.migration)::int as schema_version,
           current_setting('fsync') as fsync, current_setting('full_page_writes') as full_page_writes,
           current_setting('synchronous_commit') as synchronous_commit, clock_timestamp() as now,
           (select count(*) from daybook.person)::int as persons,
           (select count(*) from daybook.work_item where state in ('queued', 'running'))::int as unfinished`.execute(
    db,
  )
  const row = Row.parse(rows[0])
  return {
    version: row.version,
    schemaVersion: row.schema_version,
    fsync: row.fsync === 'on',
    fullPageWrites: row.full_page_writes === 'on',
    synchronousCommit: row.synchronous_commit,
    databaseNow: row.now,
    persons: row.persons,
    unfinished: row.unfinished,
  }
}
