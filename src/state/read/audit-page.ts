import { sql } from 'kysely'
import * as z from 'zod'
import { AuditRow } from '#records/audit-entry.ts'
import type { WithDb } from '../db.ts'

const Row = AuditRow.extend({
  seq: z.coerce.number(),
  at: z.date().transform((at) => at.toISOString()),
})

/** The next rows of the audit log after `seq`, in order. */
export async function auditPage({ db }: WithDb, after: number, size: number): Promise<readonly AuditRow[]> {
  const { rows } = await sql`
    select seq, at, actor, kind, account_id as "accountId", run_id as "runId", body, previous, hash
    from daybook.audit where seq > ${after} order by seq limit ${size}`.execute(db)
  return z.array(Row).parse(rows)
}
