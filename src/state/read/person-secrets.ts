import { sql } from 'kysely'
import * as z from 'zod'
import type { Db } from '../db.ts'

const Row = z.object({ id: z.string(), name: z.string(), salt: z.string(), hash: z.string() })
/** What a secret is compared with. Never printed, never leaves the process. */
export type PersonSecret = z.infer<typeof Row>

/** The salted hashes of everybody who may release things. */
export async function personSecrets(db: Db): Promise<readonly PersonSecret[]> {
  const { rows } = await sql`
    select id, name, salt, scrypt_hash as hash from daybook.person order by created_at, id`.execute(db)
  return z.array(Row).parse(rows)
}
