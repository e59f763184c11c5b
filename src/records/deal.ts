import * as z from 'zod'
import { FieldMarks, Fields } from './fields.ts'
import { AccountId, DealId, OwnerId, Version } from './ids.ts'
import { Instant } from './time.ts'

/** An opportunity. `fields.stage` is the id of a Stage; `fields.amount` is in `fields.currency` (ISO 4217). */
export const Deal = z.object({
  id: DealId,
  key: z.string().nullable(),
  version: Version,
  accountId: AccountId.nullable(),
  ownerId: OwnerId.nullable(),
  createdAt: Instant,
  updatedAt: Instant,
  fields: Fields,
  marks: FieldMarks,
})
export type Deal = z.infer<typeof Deal>
