import type { View } from './names.ts'
import { view } from './views.ts'

const formats = new Map<string, Intl.DateTimeFormat>()

/** A book has one time zone; making a format is a hundred times dearer than using it. */
function formatIn(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone)
  if (known !== undefined) return known
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    hourCycle: 'h23',
    weekday: 'long',
  })
  formats.set(timeZone, made)
  return made
}

/** The calendar day and hour of a moment in a time zone. Throws for a zone that is none; config has checked it. */
export function todayIn(timeZone: string, now: Date): View<'Today'> {
  const parts = new Map(
    formatIn(timeZone)
      .formatToParts(now)
      .map(({ type, value }) => [type, value]),
  )
  const part = (name: Intl.DateTimeFormatPartTypes) => parts.get(name) ?? ''
  return view('Today', {
    date: `${part('year')}-${part('month')}-${part('day')}`,
    weekday: part('weekday').toLowerCase(),
    hour: Number(part('hour')),
  })
}
