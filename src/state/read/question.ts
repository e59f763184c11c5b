import { sql, type RawBuilder } from 'kysely'
import * as z from 'zod'
import type { Db } from '../db.ts'

/**
 * A read that may be asked alone or together with others in one statement: an account's day asks many small ones, and
 * what a small one costs is its way to the database and back. Rows come as JSON: choose moments with `instant`.
 */
export interface Question<T> {
  readonly sql: RawBuilder<unknown>
  readonly parse: (rows: unknown) => T
}

/** A moment as records hold it: ISO text in UTC with milliseconds. */
export const instant = (moment: RawBuilder<unknown>): RawBuilder<string> =>
  sql`to_char(${moment} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`

const Answer = z.tuple([z.record(z.string(), z.unknown())])

type Answers<Q> = { readonly [K in keyof Q]: Q[K] extends Question<infer T> ? T : never }

/** Asks all of them in one statement, so that they are answered as of one moment or fail together. */
export async function askTogether<Q extends Readonly<Record<string, Question<unknown>>>>(
  db: Db,
  questions: Q,
): Promise<Answers<Q>>
export async function askTogether(
  db: Db,
  questions: Readonly<Record<string, Question<unknown>>>,
): Promise<unknown> {
  const asked = Object.entries(questions)
  const parts = asked.map(
    ([name, one]) => sql`(select coalesce(json_agg(q), '[]') from (${one.sql}) q) as ${sql.ref(name)}`,
  )
  const { rows } = await sql`select ${sql.join(parts)}`.execute(db)
  const [answer] = Answer.parse(rows)
  return Object.fromEntries(asked.map(([name, { parse }]) => [name, parse(answer[name])]))
}

/** Asks one alone. */
export async function ask<T>(db: Db, question: Question<T>): Promise<T> {
  return (await askTogether(db, { question })).question
}
