import * as z from 'zod'
import { OwnerId } from './ids.ts'

/** A rep. While `active` is false the delegate, if any, counts as the owner. */
export const Owner = z.object({
  id: OwnerId,
  name: z.string(),
  email: z.string(),
  active: z.boolean(),
  delegateId: OwnerId.nullable(),
})
export type Owner = z.infer<typeof Owner>
