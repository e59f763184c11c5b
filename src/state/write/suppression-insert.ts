import { sql } from 'kysely'
import * as z from 'zod'
import type { Suppression } from '#records/suppression.ts'
import type { Db } from '../db.ts'

/** Suppresses somebody; gives the hash that stands for them where they must not be named. undefined: they are already; the first reason stands. The program can add here, never remove. */
export async function insertSuppression(trx: Db, one: Suppression): Promise<string | undefined> {
  const { rows } = await sql`
    insert into daybook.suppression (scope, value, reason, at)
    select ${one.scope}, ${one.value}, ${one.reason}, ${one.at}::timestamptz
    -- Somebody who was forgotten stands there as a hash, and must not come back by name.
    where not exists (select from daybook.suppression where scope = ${one.scope} and value = daybook.keyed(${one.value}))
    on conflict (scope, value) do nothing
    returning daybook.keyed(value) as keyed`.execute(trx)
  return z.array(z.object({ keyed: z.string() })).parse(rows)[0]?.keyed
}
