import * as z from 'zod'
import type { Brief } from '#records/brief.ts'
import type { Fields } from '#records/fields.ts'
import { dayOf } from './days.ts'

export interface RecordDate {
  readonly date: string
  /** Id of the fact that says so, to be cited. */
  readonly fact: string | undefined
}

const Moment = z.iso.datetime({ offset: true })

/** A value that is a day or a moment, as a day of the book's calendar. */
function dayIn(value: unknown, timeZone: string): string | undefined {
  const moment = Moment.safeParse(value).data
  return moment === undefined ? z.iso.date().safeParse(value).data : dayOf(moment, timeZone)
}

/** Every date of the account's record under the name a subagent asks for: `contractEnd`, `<deal id>.closeDate`. */
export function recordDates({ dossier, facts }: Brief, timeZone: string): ReadonlyMap<string, RecordDate> {
  const of = (record: { readonly id: string; readonly fields: Fields }, prefix: string) =>
    Object.entries(record.fields).flatMap(([field, value]): [string, RecordDate][] => {
      const date = dayIn(value, timeZone)
      const fact = facts.find(
        (one) => one.subject.id === record.id && one.field === field && one.value === value,
      )
      return date === undefined ? [] : [[`${prefix}${field}`, { date, fact: fact?.id }]]
    })
  return new Map([...of(dossier.account, ''), ...dossier.deals.flatMap((deal) => of(deal, `${deal.id}.`))])
}
