import { sql } from 'kysely'
import * as z from 'zod'
import type { Effect } from '#records/effect.ts'
import type { Db } from '../db.ts'

/** Inserts effects and says which went in. One whose key stands already (a race) is left out: the first stands. */
export async function insertEffects(trx: Db, effects: readonly Effect[]): Promise<ReadonlySet<string>> {
  if (effects.length === 0) return new Set()
  const { rows } = await sql`
    insert into daybook.effect (id, key, run_id, account_id, proposal_id, action_index, kind, action, state, result,
                                ref, before, after, version, decided_at, confirmed_at)
    select id, key, "runId", "accountId", "proposalId", "actionIndex", kind, action, state, result,
           ref, before, after, version, "decidedAt", "confirmedAt"
    from jsonb_to_recordset(${JSON.stringify(effects)}::jsonb) as row(
      id text, key text, "runId" text, "accountId" text, "proposalId" text, "actionIndex" int, kind text, action jsonb,
      state text, result text, ref jsonb, before jsonb, after jsonb, version text, "decidedAt" timestamptz,
      "confirmedAt" timestamptz)
    order by key
    on conflict (key) do nothing
    returning id`.execute(trx)
  return new Set(
    z
      .array(z.object({ id: z.string() }))
      .parse(rows)
      .map(({ id }) => id),
  )
}
