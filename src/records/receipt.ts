import * as z from 'zod'
import { Ref } from './ref.ts'
import { Instant } from './time.ts'

/** Proof of one CRM effect. `before` and `after` are the touched fields only; `key` is null for field writes. */
export const Receipt = z.object({
  kind: z.enum(['created', 'updated', 'unchanged']),
  ref: Ref,
  key: z.string().nullable(),
  version: z.string().nullable(),
  before: z.record(z.string(), z.json()),
  after: z.record(z.string(), z.json()),
  at: Instant,
})
export type Receipt = z.infer<typeof Receipt>
