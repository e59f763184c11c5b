import { daysBetween } from '#base/clock.ts'
import type { Fact } from '#records/fact.ts'
import { customFieldDays, freshDaysOf } from '#records/field-dictionary.ts'

/** After how many days this fact is too old to be cited in a message; undefined: it does not age. */
export const freshDays = ({ subject, field }: Pick<Fact, 'subject' | 'field'>): number | undefined =>
  subject.object === 'activity' ? customFieldDays : freshDaysOf(subject.object, field)

/** How many days beyond its time a fact is; undefined while it may be cited. */
export function daysTooOld(fact: Fact, now: Date): number | undefined {
  const allowed = freshDays(fact)
  const days = daysBetween(new Date(fact.observedAt), now)
  return allowed === undefined || days <= allowed ? undefined : days - allowed
}
