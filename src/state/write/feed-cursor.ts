import { sql } from 'kysely'
import * as z from 'zod'
import type { CrmObject } from '#records/ref.ts'
import type { Db } from '../db.ts'

export type FeedPosition = CrmObject | 'own' | 'config'

/** Where the feed of an object stands; undefined: nothing was read yet. */
export async function feedCursor(db: Db, object: FeedPosition): Promise<string | undefined> {
  const { rows } = await sql`select mark from daybook.feed_cursor where object = ${object}`.execute(db)
  return z.array(z.object({ mark: z.string().nullable() })).parse(rows)[0]?.mark ?? undefined
}

/**
 * Moves the feed on, but only from where the caller believes it to be. False: another sync was faster, and what
 * the caller read may be older than what that one stored: roll back and read again from the new position.
 */
export async function moveCursor(
  trx: Db,
  object: FeedPosition,
  move: { readonly from: string | undefined; readonly to: string },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update daybook.feed_cursor set mark = ${move.to}
    where object = ${object} and mark is not distinct from ${move.from ?? null}::text`.execute(trx)
  return numAffectedRows === 1n
}
