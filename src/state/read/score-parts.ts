import { sql, type RawBuilder } from 'kysely'
import { plusDays, utcDay } from '#base/clock.ts'
import type { SelectConfig } from '#records/config.ts'
import type { ScorePart } from '#records/selection.ts'

type Expression = RawBuilder<number>

/** Days from a time column of alias `i` to now. Seconds come in as a number, so that no row works out `now` again. */
const daysSince = (column: string, now: Date): Expression =>
  sql`((${now.getTime() / 1000}::float8 - date_part('epoch', ${sql.ref(column)})) / 86400)`

const inList = (column: string, values: readonly string[]): Expression =>
  values.length === 0
    ? sql`1`
    : sql`case when ${sql.ref(column)} = any(${[...values]}::text[]) then 1 else 0 end`

const fit = ({ idealCustomer }: SelectConfig): Expression =>
  sql`(${inList('i.industry', idealCustomer.industries)} + ${inList('i.size_band', idealCustomer.sizeBands)}
       + ${inList('i.country', idealCustomer.countries)}) / 3::float8`

// A change counts only if it is not the echo of our own writing: those follow an agent's touch within the hour.
const freshness = (now: Date): Expression =>
  sql`greatest(0::float8, 1 - ${daysSince('i.arrived_at', now)} / 30,
        case when i.last_agent_touch_at is null or i.changed_at > i.last_agent_touch_at + interval '1 hour'
          then 0.4::float8 * (1 - ${daysSince('i.changed_at', now)} / 14) end)`

const intent = (now: Date): Expression =>
  sql`case when i.unanswered_count > 0
        then coalesce(i.mail_weight, 1::float8)
          * (0.6::float8 + 0.4::float8 * greatest(0::float8, 1 - ${daysSince('i.unanswered_since', now)} / 30))
        else 0.4::float8 * least(1::float8, i.inbound_count30 / 5::float8) end`

const stage: Expression = sql`case i.stage when 'open-deal' then 1::float8 when 'customer' then 0.7 when 'lapsed' then 0.5
  when 'working' then 0.4 when 'new' then 0.3 else 0 end`

function signals(now: Date): Expression {
  const today = utcDay(now)
  return sql`least(1::float8,
    case when i.contract_end between ${today}::date and ${today}::date + 90
      then 1 - 0.6::float8 * (i.contract_end - ${today}::date) / 90::float8 else 0 end
    + case when i.hiring then 0.3::float8 else 0 end
    + case when i.newest_contact_at > ${plusDays(now, -30)}::timestamptz then 0.3::float8 else 0 end
    + case when i.next_touch between ${today}::date - 14 and ${today}::date then 0.3::float8 else 0 end)`
}

const flags: Expression = sql`case when i.flags = '{}' then 0::float8 when 'wrong-fit' = any(i.flags) then -1
  when 'hot-lead' = any(i.flags) then 1 when i.flags && '{expansion,churn-risk}' then 0.8
  when 'champion-left' = any(i.flags) then 0.7 else 0.2 end`

const staleness = (now: Date): Expression =>
  sql`least(1::float8, (${now.getTime() / 1000}::float8
        - date_part('epoch', greatest(i.arrived_at, i.last_human_touch_at, i.last_agent_touch_at))) / 7776000)`

/**
 * The named parts of the score over index columns of alias `i`, in points: a strength of 0 to 1 (a `wrong-fit` flag: -1)
 * times its weight. Double precision throughout, so that the same row and moment give the same bits everywhere.
 */
export function scoreParts(config: SelectConfig, now: Date): Readonly<Record<ScorePart, Expression>> {
  const { weights } = config
  return {
    fit: sql`${weights.fit}::float8 * (${fit(config)})`,
    freshness: sql`${weights.freshness}::float8 * (${freshness(now)})`,
    intent: sql`${weights.intent}::float8 * (${intent(now)})`,
    stage: sql`${weights.stage}::float8 * (${stage})`,
    signals: sql`${weights.signals}::float8 * (${signals(now)})`,
    flags: sql`${weights.flags}::float8 * (${flags})`,
    staleness: sql`${weights.staleness}::float8 * (${staleness(now)})`,
  }
}

/** The sum of the parts: the score. */
export const scoreSum = (config: SelectConfig, now: Date): Expression =>
  sql`(${sql.join(Object.values(scoreParts(config, now)), sql` + `)})`
