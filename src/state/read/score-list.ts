import { sql, type RawBuilder } from 'kysely'

/** One ordered list of accounts the set may take from: the first `keep` among those within their owner's places. */
export interface ListAsk {
  readonly name: string
  /** Where its best stand: the whole book, or the head of every segment's order by score. */
  readonly from: 's' | 'heads'
  /** Over `s` and `tally`: the segment. */
  readonly where: RawBuilder<unknown>
  readonly order: RawBuilder<unknown>
  readonly keep: number
}

/** How far the head of an order reaches: enough for `keep` unless few owners hold most of it. */
export const headSize = (keep: number): number => Math.max(2000, keep * 10)

const withinPlaces = (list: ListAsk, source: RawBuilder<unknown>, free: RawBuilder<unknown>) => sql`
    select account_id, segment, place, score, due from (
      select l.*, row_number() over (partition by place order by ${list.order}) as nth from ${source} l
    ) ranked
    where nth <= (${free})[place + 1]
    order by ${list.order} limit ${list.keep}::int`

/**
 * The list as common table expressions over `s` and `tally`; `<name>_near` union `<name>_wide` hold it.
 *
 * Sorting the whole book by owner would cost as much as scoring it. So the head of the order, found by one pass with a
 * small heap, is cut to the owners' places first (`near`). Ranks within the head are true ranks, so what it says of an
 * owner whose places it fills is final. Only if it ends too early, the accounts of the owners it did not fill (`thin`)
 * are sorted (`wide`); while there are none of those, `wide` is never executed.
 */
export function listParts(list: ListAsk, free: RawBuilder<unknown>): RawBuilder<unknown> {
  const part = (name: string): RawBuilder<unknown> => sql.ref(`${list.name}_${name}`)
  const size = sql`${headSize(list.keep)}::int`
  const rest = sql`(select * from s where reason = 0 and ${list.where} and exists (select from ${part('thin')})
      and place in (select place from ${part('thin')}))`
  return sql`${part('top')} as materialized (
      select * from ${sql.ref(list.from)} where reason = 0 and ${list.where} order by ${list.order} limit ${size}
    ), ${part('near')} as materialized (${withinPlaces(list, part('top'), free)}
    ), ${part('thin')} as materialized (
      select t.place from (select place, sum(accounts) as accounts from tally where reason = 0 and ${list.where} group by place) t
      left join (select place, count(*) as taken from ${part('near')} group by place) n using (place)
      where coalesce(n.taken, 0) < least(t.accounts, (${free})[t.place + 1])
        and (select count(*) from ${part('near')}) < ${list.keep}::int and (select count(*) from ${part('top')}) = ${size}
    ), ${part('wide')} as materialized (${withinPlaces(list, rest, free)}
    )`
}

/** The rows of the lists, each once. */
export const listUnion = (lists: readonly ListAsk[]): RawBuilder<unknown> =>
  sql.join(
    lists.flatMap(({ name }) =>
      ['near', 'wide'].map((part) => sql`select * from ${sql.ref(`${name}_${part}`)}`),
    ),
    sql` union `,
  )
