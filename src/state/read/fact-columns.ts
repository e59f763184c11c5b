import { sql } from 'kysely'
import { instant } from './question.ts'

/** A row of daybook.fact as the record. */
export const factColumns = sql`
  id, account_id as "accountId", subject, field, value, source, source_ref as "sourceRef", trust, tainted,
  ${instant(sql`observed_at`)} as "observedAt"`
