import { sql } from 'kysely'
import * as z from 'zod'
import type { WithDb } from '../db.ts'

const Head = z.object({ seq: z.coerce.number(), hash: z.string(), systemIdentifier: z.string() })

/** The last row of the audit chain and the cluster it lies in. An empty chain: seq 0 and the empty hash. One index look-up. */
export async function auditHead({ db }: WithDb): Promise<z.infer<typeof Head>> {
  const { rows } = await sql`
    select coalesce(a.seq, 0) as seq, coalesce(a.hash, '') as hash, c.system_identifier::text as "systemIdentifier"
    from pg_control_system() c left join (select seq, hash from daybook.audit order by seq desc limit 1) a on true`.execute(
    db,
  )
  return z.tuple([Head]).parse(rows)[0]
}
