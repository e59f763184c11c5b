import { sql } from 'kysely'
import * as z from 'zod'
import type { Db } from '../db.ts'

/** A limit that all workers of the book share. */
export interface SharedLimit {
  /** `vendor/<name>` or `model/<tier>`. */
  readonly name: string
  /** At most so many turns in any window of `windowMs`, by the database's clock. */
  readonly most: number
  readonly windowMs: number
  /** At most so many calls at the same time; a worker that died keeps its place for `holdMs` after its turn. */
  readonly atOnce?: { readonly most: number; readonly holdMs: number }
}

/** `call` is to be ended by `endCall`, where only so many may be under way at once. */
export interface Turn {
  readonly waitMs: number
  readonly call: number | null
}

const Row = z.object({ call: z.coerce.number().nullable(), wait_ms: z.number() })

/**
 * Takes the next free turn, whoever asks in whichever process: exact, for they stand in line at the limit's row. A turn
 * is spent when it is given. undefined: as many as may be are under way at once; nothing was taken, ask again.
 */
export async function takeTurn(db: Db, limit: SharedLimit): Promise<Turn | undefined> {
  const { name, most, windowMs, atOnce } = limit
  const asked = { name, most, windowMs, ...(atOnce && { concurrent: atOnce.most, holdMs: atOnce.holdMs }) }
  const { rows } = await sql`select * from daybook.take_turn(${JSON.stringify(asked)}::jsonb)`.execute(db)
  const row = z.array(Row).parse(rows)[0]
  return row && { waitMs: row.wait_ms, call: row.call }
}

/** Gives a place among those at the same time back. Idempotent. */
export async function endCall(db: Db, call: number): Promise<void> {
  await sql`
    with quick as materialized (select set_config('synchronous_commit', 'off', true))
    delete from daybook.pace_call using quick where id = ${call}`.execute(db)
}
