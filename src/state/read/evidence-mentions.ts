import { sql } from 'kysely'
import * as z from 'zod'
import { ForeignMention } from '#records/evidence.ts'
import type { AccountId } from '#records/ids.ts'
import type { Question } from './question.ts'

const Rows = z.array(ForeignMention)

// A token that so many facts hold is nobody's own.
const manyFacts = 40

/**
 * Which of these names, domains and e-mail addresses (all lower case) belong to other accounts of the book, as of the
 * last sync, and which tokens stand in facts of other accounts and in none of this one. `isShared`: more than one account carries the name, this one counted. The look-up by name needs
 * `create index feed_account_by_name on daybook.feed_account (lower(name))` to stay fast in large books.
 */
export const evidenceMentions = (ask: {
  readonly accountId: AccountId
  readonly names: readonly string[]
  readonly domains: readonly string[]
  readonly emails: readonly string[]
  readonly tokens: readonly string[]
}): Question<ForeignMention[]> => ({
  sql: sql`
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
      union all
      select min(told.account_id), 'fact', asked.token, count(distinct told.account_id) > 2
      from unnest(${[...ask.tokens]}::text[]) as asked(token)
      cross join lateral (
        select account_id from daybook.fact where tokens @> array[asked.token] and tokens <> '{}' limit ${manyFacts}
      ) as told
      group by asked.token
      having bool_and(told.account_id <> ${ask.accountId}::text)
    )
    select account_id as "accountId", kind, value, is_shared as "isShared"
    from found
    where account_id <> ${ask.accountId}::text
    order by kind, value, account_id
    limit 200`,
  parse: (rows) => Rows.parse(rows),
})
