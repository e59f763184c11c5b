import { sql } from 'kysely'
import * as z from 'zod'
import { SelectConfig } from '#records/config.ts'
import type { RunId } from '#records/ids.ts'
import { Chosen, Feasibility } from '#records/selection.ts'
import type { Db } from '../db.ts'

const Row = z.object({
  mark: z.coerce.number(),
  config: SelectConfig,
  feasibility: Feasibility,
  chosen: z.array(Chosen.omit({ reasons: true })),
})

/** What a run's selection was made from, and the places it gave first: those of `--more` came later and are left out. */
export async function storedSelection(db: Db, runId: RunId): Promise<z.infer<typeof Row>> {
  const { rows } = await sql`
    select r.mark, r.config, r.feasibility, coalesce((
      select jsonb_agg(jsonb_build_object(
        'accountId', s.account_id, 'name', s.name, 'segment', s.segment, 'ownerId', s.owner_id, 'rank', s.rank,
        'seat', s.seat, 'score', s.score, 'parts', s.parts, 'waitedDays', s.waited_days) order by s.rank)
      from daybook.run_selection s
      where s.run_id = r.id
        and s.selected_at = (select min(selected_at) from daybook.run_selection where run_id = r.id)), '[]') as chosen
    from daybook.run r where r.id = ${runId}`.execute(db)
  return Row.parse(rows[0])
}
