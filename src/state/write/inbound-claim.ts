import { sql } from 'kysely'
import * as z from 'zod'
import type { MailReading } from '#records/inbound-reading.ts'
import type { Db } from '../db.ts'

/** One text, as one process means to read it with one model. `claim` is that process's own word. */
export interface TextClaim {
  readonly hash: string
  readonly model: string
  readonly claim: string
}

/**
 * Takes the text for reading until `lease`. False: it is read already, or somebody else is at it. A claim whose lease
 * has run out is taken over: its process died between asking and storing.
 */
export async function claimText(
  db: Db,
  { hash, model, claim }: TextClaim,
  { now, lease }: { readonly now: Date; readonly lease: Date },
): Promise<boolean> {
  const { rows } = await sql`
    insert into daybook.inbound_reading (hash, model, state, claim, lease, at)
    values (${hash}, ${model}, 'claimed', ${claim}, ${lease}::timestamptz, ${now}::timestamptz)
    on conflict (hash, model) do update set claim = excluded.claim, lease = excluded.lease, at = excluded.at
      where inbound_reading.state = 'claimed' and inbound_reading.lease < excluded.at
    returning hash`.execute(db)
  return z.array(z.object({ hash: z.string() })).parse(rows).length === 1
}

/** Stores what was read; null: unreadable. The first answer stands, also one that came after its lease. Idempotent. */
export async function storeReading(
  db: Db,
  { hash, model }: TextClaim,
  { reading, now }: { readonly reading: MailReading | null; readonly now: Date },
): Promise<void> {
  await sql`
    update daybook.inbound_reading
    set state = ${reading === null ? 'unreadable' : 'read'},
      reading = ${reading === null ? null : JSON.stringify(reading)}::jsonb, at = ${now}::timestamptz
    where hash = ${hash} and model = ${model} and state = 'claimed'`.execute(db)
}

/** Gives up a text that could not be read now: the next run may take it. Touches no other process's claim. */
export async function releaseText(db: Db, { hash, model, claim }: TextClaim): Promise<void> {
  await sql`
    delete from daybook.inbound_reading
    where hash = ${hash} and model = ${model} and claim = ${claim} and state = 'claimed'`.execute(db)
}
