import * as z from 'zod'
import { AccountId, ActivityId, ContactId, DealId, OwnerId, Version } from './ids.ts'
import { Instant, LocalDate } from './time.ts'

export const ActivityType = z.enum(['email', 'call', 'meeting', 'note', 'task'])
export type ActivityType = z.infer<typeof ActivityType>

/**
 * One thing that happened or is planned. `author`: `person` one of ours by hand · `outsider` anybody else (their
 * words are tainted) · `agent` Daybook · `system` the CRM. `at` may lie ahead (a booked meeting).
 */
export const Activity = z.object({
  id: ActivityId,
  key: z.string().nullable(),
  version: Version,
  accountId: AccountId.nullable(),
  contactId: ContactId.nullable(),
  dealId: DealId.nullable(),
  ownerId: OwnerId.nullable(),
  type: ActivityType,
  direction: z.enum(['inbound', 'outbound', 'none']),
  author: z.enum(['person', 'outsider', 'agent', 'system']),
  at: Instant,
  subject: z.string(),
  body: z.string(),
  /** Tasks only: the day it is due, and whether it is done. */
  dueOn: LocalDate.nullable(),
  done: z.boolean().nullable(),
})
export type Activity = z.infer<typeof Activity>

/** One of ours wrote, called or met by hand: what makes a thread live and an account touched. */
export const isHumanTouch = (activity: Pick<Activity, 'author' | 'type' | 'direction'>): boolean =>
  activity.author === 'person' &&
  (activity.type === 'meeting' || (activity.direction === 'outbound' && activity.type !== 'note'))

/** Which way such an activity goes when nothing special is said. */
export function usualDirection({ author, type }: Pick<Activity, 'author' | 'type'>): Activity['direction'] {
  if (type !== 'email' && type !== 'call') return 'none'
  return author === 'outsider' ? 'inbound' : 'outbound'
}
