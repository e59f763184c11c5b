import * as z from 'zod'
import { idOf } from '#base/hash.ts'
import { JsonValue } from './fields.ts'
import { AccountId, FactId } from './ids.ts'
import { Ref } from './ref.ts'
import { Instant } from './time.ts'

export const Trust = z.enum(['human', 'crm', 'vendor', 'web'])
export type Trust = z.infer<typeof Trust>

/**
 * One dated, sourced statement about one account. `subject` is the record it speaks of (the account, one of its
 * contacts or deals). `sourceRef` finds it again (record id, activity id, vendor answer). `tainted`: an outsider wrote it.
 */
export const Fact = z.object({
  id: FactId,
  accountId: AccountId,
  subject: Ref,
  field: z.string(),
  value: JsonValue,
  source: z.string(),
  sourceRef: z.string(),
  observedAt: Instant,
  trust: Trust,
  tainted: z.boolean(),
})
export type Fact = z.infer<typeof Fact>

/** The fact with its id: hash(account, subject, field, value, source, sourceRef). A changed value is another fact. */
export const factOf = (statement: Omit<Fact, 'id'>): Fact => ({
  ...statement,
  id: FactId.parse(
    idOf(
      'fact',
      statement.accountId,
      statement.subject,
      statement.field,
      statement.value,
      statement.source,
      statement.sourceRef,
    ),
  ),
})
