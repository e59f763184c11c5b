import { TZDate } from '@date-fns/tz'
import { format } from 'date-fns/format'
import { canonicalJson } from '#base/canonical.ts'
import { hashOf, idOf } from '#base/hash.ts'
import { RunId } from '#records/ids.ts'
import type { Cause } from '#records/run.ts'
import { SkillName } from '#records/words.ts'

/** The calendar day in an IANA time zone, `YYYY-MM-DD`. */
export const dayIn = (timeZone: string, at: Date): string =>
  format(new TZDate(at.getTime(), timeZone), 'yyyy-MM-dd')

/** A routine started by hand counts once a day, by the book's own calendar. */
export const causeOfDay = (routine: string, timeZone: string, now: Date): Cause => ({
  kind: 'routine',
  routine,
  day: dayIn(timeZone, now),
})

const dayRoutine = 'work-the-book'

/** The day's routine; one kind of work asked for is a routine of its own, so that both may run on the same day. */
export const routineFor = (skill: SkillName | undefined): string =>
  skill === undefined ? dayRoutine : `${dayRoutine}:${skill}`

/** The kind of work a run was asked for, read from its cause: whoever continues the run does the same. */
export function skillAskedBy(cause: Cause): SkillName | undefined {
  if (cause.kind !== 'routine' && cause.kind !== 'cron') return undefined
  const [, skill] = cause.routine.split(`${dayRoutine}:`)
  return SkillName.safeParse(skill).data
}

/** Preparing a meeting is the one kind of work whose accounts are those with a meeting ahead. */
export const onlyMeetings = (skill: SkillName | undefined): boolean => skill === 'meeting-prep'

/** The run key: the same book and cause are the same run, whoever asks and however often. */
export const runKey = (bookId: string, cause: Cause): string => hashOf([bookId, canonicalJson(cause)])

/** The same key gives the same id on every machine, so that two that ask at once mean one run. */
export const runIdOf = (key: string): RunId => RunId.parse(idOf('run', key))

/** The cause in words, for people. */
export function causeInWords(cause: Cause): string {
  switch (cause.kind) {
    case 'routine':
      return `${cause.routine}, ${cause.day}`
    case 'cron':
      return `${cause.routine}, tick ${cause.tick}`
    case 'webhook':
      return `${cause.source} event ${cause.eventId}`
    case 'request':
      return `request ${cause.clientRequestId}`
  }
}
