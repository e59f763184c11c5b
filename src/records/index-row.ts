import * as z from 'zod'
import { Lifecycle } from './account.ts'
import { AccountId, OwnerId } from './ids.ts'
import { MailKind } from './inbound-reading.ts'
import { AccountStage } from './stage.ts'
import { Instant, LocalDate } from './time.ts'

export const SizeBand = z.enum(['1-10', '11-50', '51-200', '201-1000', '1001+', 'unknown'])
export type SizeBand = z.infer<typeof SizeBand>

/** The band of a head count; undefined and 0 are unknown. */
export function sizeBandOf(employees: number | undefined): SizeBand {
  if (employees === undefined || employees <= 0) return 'unknown'
  if (employees <= 10) return '1-10'
  if (employees <= 50) return '11-50'
  if (employees <= 200) return '51-200'
  return employees <= 1000 ? '201-1000' : '1001+'
}

/**
 * What the book index keeps of one account: enough to rank it, never the truth. Table daybook.book_index,
 * versioned by [validFrom, validTo) marks.
 */
export const IndexRow = z.object({
  accountId: AccountId,
  name: z.string(),
  domain: z.string().nullable(),
  ownerId: OwnerId.nullable(),
  segment: z.string(),
  stage: AccountStage,
  lifecycle: Lifecycle.nullable(),
  industry: z.string().nullable(),
  country: z.string().nullable(),
  sizeBand: SizeBand,
  employees: z.number().nullable(),
  leadSource: z.string().nullable(),
  arrivedAt: Instant,
  lastHumanTouchAt: Instant.nullable(),
  /** The next booked meeting, if any. */
  nextMeetingAt: Instant.nullable(),
  lastAgentTouchAt: Instant.nullable(),
  /** Inbound messages nobody answered: how many, and since when. Mail that asks for no answer (yet) is not among them. */
  unansweredCount: z.number().int(),
  unansweredSince: Instant.nullable(),
  /** Of these, what the weightiest was read as, and how much it counts (unread mail: 1). records/inbound-reading.ts */
  mailKind: MailKind.nullable(),
  mailAt: Instant.nullable(),
  mailWeight: z.number().nullable(),
  inboundCount30: z.number().int(),
  contactCount: z.number().int(),
  newestContactAt: Instant.nullable(),
  openDealStage: z.string().nullable(),
  openDealAmountUsd: z.number().nullable(),
  contractEnd: LocalDate.nullable(),
  hiring: z.boolean(),
  flags: z.array(z.string()),
  suppressed: z.boolean(),
  nextTouch: LocalDate.nullable(),
  snoozedUntil: LocalDate.nullable(),
  inReview: z.boolean(),
  /** Days waited while eligible before this version; the running wait counts from `eligibleFrom`. */
  waitedDays: z.number(),
  eligibleFrom: Instant,
  lastWorkedAt: Instant.nullable(),
  changedAt: Instant,
})
export type IndexRow = z.infer<typeof IndexRow>
