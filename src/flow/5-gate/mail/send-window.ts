import { dayMs } from '#base/clock.ts'
import type { OutreachConfig } from '#records/gate-config.ts'
import { dayAfter, isFreeDay } from './calendar.ts'
import { momentIn } from './zones.ts'

/** Where a message arrives: every zone the recipient may be in, and the country whose holidays count. */
export interface Arrival {
  readonly zones: readonly string[]
  readonly country: string | undefined
}

/** From `start` up to, not with, `end`; milliseconds since 1970. */
interface Span {
  readonly start: number
  readonly end: number
}

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))

function spansIn(zone: string, { country, days, outreach }: Omit<Arrival, 'zones'> & Search): Span[] {
  const [from, to] = [minutesOf(outreach.window.from), minutesOf(outreach.window.to)]
  return days.flatMap((day) =>
    isFreeDay(day, outreach.holidays, country)
      ? []
      : [{ start: momentIn(zone, day, from), end: momentIn(zone, day, to) }],
  )
}

interface Search {
  readonly days: readonly string[]
  readonly outreach: Pick<OutreachConfig, 'window' | 'holidays'>
}

const common = (a: readonly Span[], b: readonly Span[]): Span[] =>
  a.flatMap((one) =>
    b.flatMap((other) => {
      const span = { start: Math.max(one.start, other.start), end: Math.min(one.end, other.end) }
      return span.start < span.end ? [span] : []
    }),
  )

/**
 * The first moment from `from` up to and with `until` at which a message may arrive: inside the window in every zone the
 * recipient may be in, on no weekend and no holiday there. With `until` equal to `from` it says whether it may arrive at
 * that moment. Undefined: there is none. Source: safety.md 4.5, G8.
 */
export function opening(
  { zones, country }: Arrival,
  outreach: Search['outreach'],
  { from, until }: { readonly from: Date; readonly until: Date },
): Date | undefined {
  const spans = spansAround({ zones, country }, outreach, { from, until })
  const open = spans.find(({ start, end }) => end > from.getTime() && start <= until.getTime())
  return open && new Date(Math.max(open.start, from.getTime()))
}

// The spans of a few days are the same for everybody in a country; a book's settings are one object.
const made = new WeakMap<object, Map<string, readonly Span[]>>()

function spansAround(
  { zones, country }: Arrival,
  outreach: Search['outreach'],
  { from, until }: { readonly from: Date; readonly until: Date },
): readonly Span[] {
  const first = new Date(from.getTime() - dayMs).toISOString().slice(0, 10)
  const count = Math.ceil((until.getTime() - from.getTime()) / dayMs) + 3
  const key = `${first} ${count} ${country} ${zones.join()}`
  const kept = made.get(outreach) ?? new Map<string, readonly Span[]>()
  made.set(outreach, kept)
  const before = kept.get(key)
  if (before !== undefined) return before
  const days = Array.from({ length: count }, (_day, index) => dayAfter(first, index))
  const [own = [], ...others] = zones.map((zone) => spansIn(zone, { country, days, outreach }))
  const spans = others.reduce(common, own)
  if (kept.size > 5000) kept.clear()
  kept.set(key, spans)
  return spans
}
