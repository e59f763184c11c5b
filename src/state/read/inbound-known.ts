import { sql } from 'kysely'
import * as z from 'zod'
import { MailReading } from '#records/inbound-reading.ts'
import type { Db } from '../db.ts'

const Row = z.object({
  hash: z.string(),
  state: z.enum(['claimed', 'read', 'unreadable']),
  reading: MailReading.nullable(),
})
export type KnownReading = z.infer<typeof Row>

/** What is stored of these texts under one model, by hash; a text nobody claimed yet is not among them. */
export async function knownReadings(
  db: Db,
  ask: { readonly hashes: readonly string[]; readonly model: string },
): Promise<ReadonlyMap<string, KnownReading>> {
  const { rows } = await sql`
    select hash, state, reading from daybook.inbound_reading
    where model = ${ask.model}::text and hash = any(${[...ask.hashes]}::text[])`.execute(db)
  return new Map(
    z
      .array(Row)
      .parse(rows)
      .map((row) => [row.hash, row]),
  )
}
