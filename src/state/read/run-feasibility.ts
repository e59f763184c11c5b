import { sql } from 'kysely'
import * as z from 'zod'
import type { RunId } from '#records/ids.ts'
import { Feasibility } from '#records/selection.ts'
import type { Db } from '../db.ts'

/** What the run said beforehand about the promises of fairness. */
export async function feasibilityOf(db: Db, runId: RunId): Promise<Feasibility> {
  const { rows } = await sql`select feasibility from daybook.run where id = ${runId}`.execute(db)
  return z.object({ feasibility: Feasibility }).parse(rows[0]).feasibility
}
