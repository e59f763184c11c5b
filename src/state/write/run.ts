import { sql } from 'kysely'
import type { Run } from '#records/run.ts'
import type { Selection } from '#records/selection.ts'
import type { SelectConfig } from '#records/config.ts'
import type { Db } from '../db.ts'

export interface NewRun {
  readonly run: Run
  readonly configHash: string
  readonly ruleset: string
  /** Version of Daybook. */
  readonly program: string
  readonly select: SelectConfig
  readonly selection: Selection
}

/**
 * Stores a run under its key. False: the key exists, somebody was faster, and nothing was written.
 * Call inside a transaction together with its places (insertPlaces): a crash leaves both or neither.
 */
export async function insertRun(
  trx: Db,
  { run, configHash, ruleset, program, select, selection }: NewRun,
): Promise<boolean> {
  const { rows } = await sql`
    insert into daybook.run (id, key, cause, set_limit, pass, status, started_at, mark, model, config_hash, ruleset,
                             program, scored, excluded, feasibility, config)
    values (${run.id}, ${run.key}, ${JSON.stringify(run.cause)}::jsonb, ${run.limit}, 1, 'running',
            ${run.startedAt}::timestamptz, ${run.mark}, ${run.model}, ${configHash}, ${ruleset}, ${program},
            ${selection.scored}, ${JSON.stringify(selection.excluded)}::jsonb, ${JSON.stringify(selection.feasibility)}::jsonb,
            ${JSON.stringify(select)}::jsonb)
    on conflict (key) do nothing
    returning id`.execute(trx)
  return rows.length === 1
}
