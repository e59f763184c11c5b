import { sql } from 'kysely'
import * as z from 'zod'
import { RunId } from '#records/ids.ts'
import type { Db } from '../db.ts'

const Row = z.object({
  id: RunId,
  key: z.string(),
  model: z.string(),
  settings: z.object({ hash: z.string(), ruleset: z.string(), program: z.string() }),
})
export type RunUnderWay = z.infer<typeof Row>

/** The runs a worker may join, the oldest first. */
export async function runsUnderWay(db: Db): Promise<readonly RunUnderWay[]> {
  const { rows } = await sql`
    select id, key, model, jsonb_build_object('hash', config_hash, 'ruleset', ruleset, 'program', program) as settings
    from daybook.run where status = 'running' order by started_at, id`.execute(db)
  return z.array(Row).parse(rows)
}
