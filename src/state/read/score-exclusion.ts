import { sql, type RawBuilder } from 'kysely'
import { plusDays, utcDay } from '#base/clock.ts'
import type { SelectConfig } from '#records/config.ts'
import { ExclusionReason } from '#records/selection.ts'

/**
 * Why the row of alias `i` is left out now: the number of the first reason of ExclusionReason that holds, counted from
 * 1; 0: it may be chosen. The two reasons that lie outside the row come in as conditions.
 */
export function exclusionCase(
  config: SelectConfig,
  now: Date,
  outside: {
    readonly inFlight: RawBuilder<unknown>
    readonly ownerFull: RawBuilder<unknown>
    readonly onlyMeetings?: boolean | undefined
  },
): RawBuilder<number> {
  if (outside.onlyMeetings === true) return withoutMeeting(config, now, outside.inFlight)
  const today = sql`${utcDay(now)}::date`
  return sql`case when i.suppressed then 1
    when i.last_human_touch_at > ${plusDays(now, -config.liveThreadDays)}::timestamptz
      or i.next_meeting_at >= ${now}::timestamptz then 2
    when i.in_review then 3
    when ${outside.inFlight} then 4
    when i.snoozed_until > ${today} then 5
    when i.next_touch > ${today} then 6
    when i.last_agent_touch_at > ${plusDays(now, -config.minDaysBetweenTouches)}::timestamptz then 7
    when ${outside.ownerFull} then 8
    else 0 end`
}

/** Who meets us soon is prepared for it, whoever is in touch and whenever they were worked: nothing is sent. */
const withoutMeeting = (config: SelectConfig, now: Date, inFlight: RawBuilder<unknown>): RawBuilder<number> =>
  sql`case when i.suppressed then 1 when ${inFlight} then 4
    when i.next_meeting_at between ${now}::timestamptz and ${plusDays(now, config.meetingPrepDays)}::timestamptz then 0
    else 9 end`

/** The reason behind a number of `exclusionCase`; undefined for 0. */
export const reasonOf = (number: number): ExclusionReason | undefined => ExclusionReason.options[number - 1]
