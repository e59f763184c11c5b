import { sql, type RawBuilder } from 'kysely'
import { plusDays } from '#base/clock.ts'
import type { SegmentRule } from '#records/segment.ts'

const listed = (column: RawBuilder<unknown>, values: readonly string[] | undefined): RawBuilder<unknown>[] =>
  values === undefined ? [] : [sql`${column} = any(${[...values]}::text[])`]

function holds(rule: SegmentRule, now: Date): RawBuilder<unknown> {
  const conditions = [
    ...listed(sql`i.stage`, rule.stage),
    ...listed(sql`i.size_band`, rule.sizeBand),
    ...listed(sql`i.industry`, rule.industry),
    ...listed(sql`i.country`, rule.country),
    ...listed(sql`i.lead_source`, rule.leadSource),
    ...(rule.arrivedWithinDays === undefined
      ? []
      : [sql`i.arrived_at > ${plusDays(now, -rule.arrivedWithinDays)}::timestamptz`]),
  ]
  return conditions.length === 0 ? sql`true` : sql.join(conditions, sql` and `)
}

/** The ordered rules as one expression over index columns of alias `i`; the first that holds names the segment. */
export const segmentCase = (rules: readonly SegmentRule[], now: Date): RawBuilder<string> =>
  rules.length === 0
    ? sql`'unsegmented'`
    : sql`case ${sql.join(
        rules.map((rule) => sql`when ${holds(rule, now)} then ${rule.name}::text`),
        sql` `,
      )} else 'unsegmented' end`
