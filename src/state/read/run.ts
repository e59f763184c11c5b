import { sql } from 'kysely'
import * as z from 'zod'
import { Run } from '#records/run.ts'
import type { Db } from '../db.ts'

const instant = z.date().transform((at) => at.toISOString())
const Row = z
  .object({
    id: z.string(),
    key: z.string(),
    cause: z.unknown(),
    set_limit: z.number(),
    pass: z.number(),
    status: z.string(),
    paused_for: z.string().nullable(),
    started_at: instant,
    ended_at: instant.nullable(),
    mark: z.coerce.number(),
    model: z.string(),
    scored: z.number(),
    excluded: z.unknown(),
  })
  .transform((row) => ({
    id: row.id,
    key: row.key,
    cause: row.cause,
    limit: row.set_limit,
    pass: row.pass,
    status: row.status,
    pausedFor: row.paused_for,
    startedAt: row.started_at,
    endedAt: row.ended_at,
    mark: row.mark,
    model: row.model,
    scored: row.scored,
    excluded: row.excluded,
  }))
  .pipe(Run)

const columns = sql`id, key, cause, set_limit, pass, status, paused_for, started_at, ended_at, mark, model, scored, excluded`

/** The run of this key, if its cause ever ran. */
export async function runByKey(db: Db, key: string): Promise<Run | undefined> {
  const { rows } = await sql`select ${columns} from daybook.run where key = ${key}`.execute(db)
  return z.array(Row).parse(rows)[0]
}

/** The newest runs first. */
export async function newestRuns(db: Db, limit: number): Promise<readonly Run[]> {
  const { rows } = await sql`
    select ${columns} from daybook.run order by started_at desc, id desc limit ${limit}`.execute(db)
  return z.array(Row).parse(rows)
}

/** Runs whose id begins with `prefix`; more than one means the prefix is too short. */
export async function runsByPrefix(db: Db, prefix: string): Promise<readonly Run[]> {
  const { rows } = await sql`
    select ${columns} from daybook.run where starts_with(id, ${prefix}) order by id limit 2`.execute(db)
  return z.array(Row).parse(rows)
}
