import * as z from 'zod'
import { args, tool } from '../tool.ts'
import { between, dayOf, moved, weekdayOf } from './days.ts'
import { recordDates } from './record-dates.ts'

const Day = z.object({ date: z.string(), weekday: z.string(), fact: z.string().optional() })

const Output = z.object({
  from: Day.optional(),
  to: Day.optional(),
  days: z.number().optional(),
  businessDays: z.number().optional(),
  result: Day.optional(),
  problem: z.string().optional(),
})
type Answer = z.infer<typeof Output>

const when = z.string().min(1).max(120)
const step = z.number().int().min(-4000).max(4000)

/** Calendar arithmetic, so that no model counts days in its head. */
export const dates = tool({
  name: 'dates',
  description:
    "Counts days by our calendar. `from` and `to` are a day (2026-12-31), `today`, or a date field of the record: contractEnd, or closeDate of a deal as <deal id>.closeDate. With `to`: the days between. With `addDays` or `addBusinessDays` (Monday to Friday, may be negative): the day so far from `from`; 1 business day is the next one. `fact` is the fact that holds a record's date.",
  input: args({
    from: when.default('today'),
    to: when.optional(),
    addDays: step.optional(),
    addBusinessDays: step.optional(),
  }),
  output: Output,
  find({ brief, book }, ask) {
    const today = dayOf(brief.at, book.timeZone)
    const known = recordDates(brief, book.timeZone)
    const shown = (date: string) => ({ date, weekday: weekdayOf(date) })
    const read = (text: string): Answer['from'] => {
      if (text === 'today') return shown(today)
      const day = z.iso.date().safeParse(text).data
      if (day !== undefined) return shown(day)
      const found = known.get(text)
      return found && { ...shown(found.date), ...(found.fact === undefined ? {} : { fact: found.fact }) }
    }
    const answer = (value: Answer) => ({ tainted: false, value })
    const unread = (text: string) =>
      answer({
        problem: `${text} is no day and no date of this record; dates here: ${[...known.keys()].join(', ') || 'none'}`,
      })
    const from = read(ask.from)
    if (from === undefined) return unread(ask.from)
    const to = ask.to === undefined ? undefined : read(ask.to)
    if (ask.to !== undefined && to === undefined) return unread(ask.to)
    const isMoved = ask.addDays !== undefined || ask.addBusinessDays !== undefined
    return answer({
      from,
      ...(to && { to, ...between(from.date, to.date) }),
      ...(isMoved && { result: shown(moved(from.date, ask)) }),
    })
  },
})
