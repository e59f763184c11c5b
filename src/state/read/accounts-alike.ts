import { sql } from 'kysely'
import * as z from 'zod'
import { AccountId } from '#records/ids.ts'
import type { WithDb } from '../db.ts'

const Row = z.object({ id: AccountId, name: z.string(), domain: z.string().nullable() })
/** Another account of the book that may be the same company. */
export type AlikeAccount = z.infer<typeof Row>

/** `domains` and `nameStart` in lower case. */
export interface AlikeAsk {
  readonly accountId: AccountId
  readonly domains: readonly string[]
  /** How the names to look at begin; undefined: none are looked at by name. */
  readonly nameStart: string | undefined
}

/**
 * The other accounts with one of these domains, and up to 500 whose name begins so, as of the last sync. Who really is
 * alike is the caller's to judge.
 */
export async function accountsAlike({ db }: WithDb, ask: AlikeAsk): Promise<readonly AlikeAccount[]> {
  const start = ask.nameStart ?? null
  const { rows } = await sql`
    select id, name, domain from (
      (select id, name, domain from daybook.feed_account
        where domain = any(${[...ask.domains]}::text[]) limit 100)
      union
      (select id, name, domain from daybook.feed_account
        where lower(name) >= ${start}::text and lower(name) < ${start}::text || chr(1114111)
          and starts_with(lower(name), ${start}::text)
        order by lower(name) limit 500)
    ) alike
    where id <> ${ask.accountId}::text
    order by id`.execute(db)
  return z.array(Row).parse(rows)
}
