import { sql } from 'kysely'
import * as z from 'zod'
import type { BookConfig } from '#records/config.ts'
import type { Db } from '../db.ts'

const Row = z.object({ id: z.string(), name: z.string(), kind: z.enum(['sample', 'imported', 'connected']) })
export type BookRow = z.infer<typeof Row>

/** Enters the book once; a database that holds one already answers with that one. */
export async function putBook(db: Db, book: { id: string; config: BookConfig; now: Date }): Promise<BookRow> {
  await sql`
    insert into daybook.book (id, name, kind, created_at)
    values (${book.id}, ${book.config.name}, ${book.config.kind}, ${book.now}::timestamptz)
    on conflict (one) do nothing`.execute(db)
  const { rows } = await sql`select id, name, kind from daybook.book`.execute(db)
  const [row] = z.array(Row).parse(rows)
  if (row === undefined) throw new Error('the book row vanished')
  return row
}
