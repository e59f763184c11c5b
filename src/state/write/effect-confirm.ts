import { sql } from 'kysely'
import * as z from 'zod'
import type { Effect } from '#records/effect.ts'
import type { Db } from '../db.ts'

/** What the CRM made of one effect. */
export type EffectEnd = Pick<Effect, 'id' | 'state' | 'result' | 'ref' | 'before' | 'after' | 'version'>

/** Writes down the CRM's answers. Only pending effects take one, so that of two who finish the same effect one counts. */
export async function confirmEffects(
  trx: Db,
  ends: readonly EffectEnd[],
  now: Date,
): Promise<ReadonlySet<string>> {
  if (ends.length === 0) return new Set()
  const { rows } = await sql`
    update daybook.effect e
    set state = said.state, result = said.result, ref = said.ref, before = said.before, after = said.after,
        version = said.version, confirmed_at = ${now}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(ends)}::jsonb) as said(
      id text, state text, result text, ref jsonb, before jsonb, after jsonb, version text)
    where e.id = said.id and e.state = 'pending'
    returning e.id`.execute(trx)
  return new Set(
    z
      .array(z.object({ id: z.string() }))
      .parse(rows)
      .map(({ id }) => id),
  )
}
