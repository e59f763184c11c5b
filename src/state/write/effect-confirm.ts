import { sql } from 'kysely'
import * as z from 'zod'
import type { Effect } from '#records/effect.ts'
import type { Db } from '../db.ts'

/** What the CRM made of one effect. */
export type EffectEnd = Pick<Effect, 'id' | 'state' | 'result' | 'ref' | 'before' | 'after' | 'version'>

/**
 * Writes down the CRM's answers. Only pending effects take one, so that of two who finish the same effect one counts.
 * Gives those that counted, each with the salt for what is told of its values elsewhere.
 */
export async function confirmEffects(
  trx: Db,
  ends: readonly EffectEnd[],
  now: Date,
): Promise<ReadonlyMap<string, string | null>> {
  if (ends.length === 0) return new Map()
  const { rows } = await sql`
    update daybook.effect e
    set state = said.state, result = said.result, ref = said.ref, before = said.before, after = said.after,
        version = said.version, confirmed_at = ${now}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(ends)}::jsonb) as said(
      id text, state text, result text, ref jsonb, before jsonb, after jsonb, version text)
    where e.id = said.id and e.state = 'pending'
    returning e.id, e.salt`.execute(trx)
  return new Map(
    z
      .array(z.object({ id: z.string(), salt: z.string().nullable() }))
      .parse(rows)
      .map(({ id, salt }) => [id, salt]),
  )
}
