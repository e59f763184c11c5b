import * as z from 'zod'
import { JsonValue } from './fields.ts'
import { AccountId, RunId } from './ids.ts'
import { Instant } from './time.ts'

/**
 * What the CRM is asked in order to take an effect back. `until`: when the effect was confirmed; a mark of ours that is
 * younger is another run's.
 *   `restore`  a field that still holds what we wrote gets back what stood there
 *   `archive-activity`  our note or task, if nobody touched it
 *   `archive-record`    a contact or account we created, if nobody touched it and nothing uses it
 */
export const UndoAsk = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('restore'),
    object: z.enum(['account', 'contact', 'deal']),
    id: z.string(),
    field: z.string(),
    written: JsonValue,
    restore: JsonValue,
    until: Instant,
  }),
  z.object({
    kind: z.literal('archive-activity'),
    id: z.string(),
    version: z.string(),
    /** What we wrote, where the version may be one that came after us: an answer of the CRM was lost. */
    text: z.string().nullable(),
  }),
  z.object({
    kind: z.literal('archive-record'),
    object: z.enum(['account', 'contact']),
    id: z.string(),
    version: z.string(),
    until: Instant,
  }),
])
export type UndoAsk = z.infer<typeof UndoAsk>

/** One thing of a run that is taken back. `id` is the effect's, the queue item's, or `next-touch/run/account`. */
export const UndoStep = z.object({
  id: z.string(),
  runId: RunId,
  accountId: AccountId,
  kind: z.string(),
  intent: z.string(),
  state: z.enum(['pending', 'done', 'left']),
  /** null: it lies in our own tables. */
  asked: UndoAsk.nullable(),
  taken: JsonValue,
  restored: JsonValue,
  wasPerson: z.boolean(),
  /** Why it was left, in words; null while it was not. */
  why: z.string().nullable(),
  /** What stands there instead. */
  found: JsonValue,
  by: z.string(),
  at: Instant,
})
export type UndoStep = z.infer<typeof UndoStep>

/** A step whose answer only the CRM can give. */
export type CrmStep = UndoStep & { readonly asked: UndoAsk }

/** How a step ended. */
export type UndoEnd = Pick<UndoStep, 'id' | 'why' | 'found'> & { readonly state: 'done' | 'left' }
