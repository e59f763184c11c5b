import type { Evidence, Part } from '#records/evidence.ts'
import type { Instant } from '#records/time.ts'

const hour = 3_600_000
/** How far the clock may stand before what the CRM saw: two machines, and time zones that somebody mixed up. */
const toleratedHours = 24

/**
 * The moment of judging. The part is unreadable, and `now` the beginning of the epoch, when the clock gave nothing, no
 * date, or one that lies more than a day before what the CRM already saw (`seen`).
 */
export function judgedAt(read: Part<Date>, seen: readonly Instant[]): Pick<Evidence, 'now' | 'clock'> {
  if (read.kind === 'unreadable') return without(read.reason)
  const moment = read.value.getTime()
  if (Number.isNaN(moment)) return without('the clock gave no date')
  const latest = seen.toSorted().at(-1)
  const now = read.value.toISOString()
  return latest !== undefined && Date.parse(latest) - moment > toleratedHours * hour
    ? without(`the clock says ${now}, but the CRM saw ${latest} already`)
    : { now, clock: { kind: 'known', value: {} } }
}

const without = (reason: string): Pick<Evidence, 'now' | 'clock'> => ({
  now: new Date(0).toISOString(),
  clock: { kind: 'unreadable', reason },
})
