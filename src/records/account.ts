import * as z from 'zod'
import { FieldMarks, Fields } from './fields.ts'
import { AccountId, OwnerId, Version } from './ids.ts'
import { Instant } from './time.ts'

/**
 * A company as the CRM holds it. `key` is the source's own id (`yc:1234`), if an import or vendor gave one.
 * Standard field names stand in field-dictionary.ts; `lifecycle` is one of Lifecycle or absent.
 */
export const Account = z.object({
  id: AccountId,
  key: z.string().nullable(),
  version: Version,
  ownerId: OwnerId.nullable(),
  createdAt: Instant,
  updatedAt: Instant,
  fields: Fields,
  marks: FieldMarks,
})
export type Account = z.infer<typeof Account>

/** Where the relationship stands, as CRMs mean it. */
export const Lifecycle = z.enum([
  'lead',
  'prospect',
  'opportunity',
  'customer',
  'former-customer',
  'disqualified',
])
export type Lifecycle = z.infer<typeof Lifecycle>
