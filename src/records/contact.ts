import * as z from 'zod'
import { FieldMarks, Fields } from './fields.ts'
import { AccountId, ContactId, OwnerId, Version } from './ids.ts'
import { Instant } from './time.ts'

/** A person at an account. `key` is the lower-cased e-mail address where there is one. */
export const Contact = z.object({
  id: ContactId,
  key: z.string().nullable(),
  version: Version,
  accountId: AccountId.nullable(),
  ownerId: OwnerId.nullable(),
  createdAt: Instant,
  updatedAt: Instant,
  fields: Fields,
  marks: FieldMarks,
})
export type Contact = z.infer<typeof Contact>
