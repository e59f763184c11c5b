import * as z from 'zod'
import { Account } from './account.ts'
import { Activity } from './activity.ts'
import { Contact } from './contact.ts'
import { Deal } from './deal.ts'
import { Instant } from './time.ts'

/** One account as the CRM holds it now: read by id, never by search. */
export const Dossier = z.object({
  account: Account,
  contacts: z.array(Contact),
  deals: z.array(Deal),
})
export type Dossier = z.infer<typeof Dossier>

/** The latest activities, newest first, and the moment up to which the feed is known to be complete. */
export const Timeline = z.object({ activities: z.array(Activity), asOf: Instant })
export type Timeline = z.infer<typeof Timeline>
