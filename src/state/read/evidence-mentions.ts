import { sql } from 'kysely'
import * as z from 'zod'
import { ForeignMention } from '#records/evidence.ts'
import type { AccountId } from '#records/ids.ts'
import type { WithDb } from '../db.ts'

const Row = z
  .object({ account_id: z.string(), kind: z.string(), value: z.string(), is_shared: z.boolean() })
  .transform((row) =>
    ForeignMention.parse({
      accountId: row.account_id,
      kind: row.kind,
      value: row.value,
      isShared: row.is_shared,
    }),
  )

/**
 * Which of these names, domains and e-mail addresses (all lower case) belong to other accounts of the book, as of the
 * last sync. `isShared`: more than one account carries the name, this one counted. The look-up by name needs
 * `create index feed_account_by_name on daybook.feed_account (lower(name))` to stay fast in large books.
 */
export async function evidenceMentions(
  { db }: WithDb,
  ask: {
    readonly accountId: AccountId
    readonly names: readonly string[]
    readonly domains: readonly string[]
    readonly emails: readonly string[]
  },
): Promise<readonly ForeignMention[]> {
  if (ask.names.length + ask.domains.length + ask.emails.length === 0) return []
  const { rows } = await sql`
    with named as (
      select id as account_id, lower(name) as value, count(*) over (partition by lower(name)) > 1 as is_shared
      from daybook.feed_account
      where lower(name) = any(${[...ask.names]}::text[])
    ),
    found as (
      select account_id, 'name' as kind, value, is_shared from named
      union all
      select id, 'domain', domain, false
      from daybook.feed_account where domain = any(${[...ask.domains]}::text[])
      union all
      select account_id, 'contact', email, false
      from daybook.feed_contact where email = any(${[...ask.emails]}::text[]) and account_id is not null
    )
    select account_id, kind, value, is_shared
    from found
    where account_id <> ${ask.accountId}::text
    order by kind, value, account_id
    limit 200`.execute(db)
  return z.array(Row).parse(rows)
}
