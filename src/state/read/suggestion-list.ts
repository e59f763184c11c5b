import { sql } from 'kysely'
import * as z from 'zod'
import { Suggestion } from '#records/suggestion.ts'
import { Instant } from '#records/time.ts'
import type { WithDb } from '../db.ts'

const Row = Suggestion.extend({ at: z.date().transform((at) => Instant.parse(at.toISOString())) })
export type OpenSuggestion = z.infer<typeof Row>

/** The pairs of accounts that wait for a person, those with a common domain first; at most `limit`. */
export async function openSuggestions({ db }: WithDb, limit: number): Promise<readonly OpenSuggestion[]> {
  const { rows } = await sql`
    select account_id as "accountId", duplicate_of as "duplicateOf", reason, detail, at
    from daybook.suggestion
    where state = 'open'
    order by array_position(array['same-domain', 'proposed', 'same-name'], reason), account_id, duplicate_of
    limit ${limit}`.execute(db)
  return z.array(Row).parse(rows)
}
