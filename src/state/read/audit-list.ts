import { sql, type RawBuilder } from 'kysely'
import * as z from 'zod'
import { AuditRow } from '#records/audit-entry.ts'
import type { Db } from '../db.ts'

const columns = sql`seq, at, actor, kind, account_id as "accountId", run_id as "runId", body, previous, hash`

const Row = AuditRow.extend({
  seq: z.coerce.number(),
  at: z.date().transform((at) => at.toISOString()),
})

/** Which rows of the log somebody wants to see. `since`: from this moment on. */
export interface AuditFilter {
  readonly accountId?: string | undefined
  readonly runId?: string | undefined
  readonly since?: Date | undefined
  readonly limit: number
}

const conditions = ({ accountId, runId, since }: AuditFilter): readonly RawBuilder<unknown>[] => [
  ...(accountId === undefined ? [] : [sql`account_id = ${accountId}`]),
  ...(runId === undefined ? [] : [sql`run_id = ${runId}`]),
  ...(since === undefined ? [] : [sql`at >= ${since}`]),
  sql`true`,
]

/** The newest rows of the log that fit, oldest of them first. */
export async function auditList(db: Db, filter: AuditFilter): Promise<readonly AuditRow[]> {
  const { rows } = await sql`
    select ${columns} from daybook.audit where ${sql.join(conditions(filter), sql` and `)}
    order by seq desc limit ${filter.limit}`.execute(db)
  return z.array(Row).parse(rows).toReversed()
}
