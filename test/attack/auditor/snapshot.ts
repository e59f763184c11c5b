// Both sides of a run, read from where things are kept: the CRM through its port, our own tables through SQL.
import { sql } from 'kysely'
import * as z from 'zod'
import type { OpenBook } from '#doors/cli/cli.ts'
import type { CrmRecords } from '#ports/crm.ts'
import { recordsOf } from '../book.ts'

const Row = z.record(z.string(), z.unknown())
export type Row = z.infer<typeof Row>

/** Our own tables an attacker could want something in. */
const tables = [
  'suppression',
  'decision',
  'person',
  'autonomy',
  'outreach_order',
  'effect',
  'queue_item',
  'proposal',
  'memory',
  'fact',
  'suggestion',
  'account_flag',
  'account_state',
  'reservation',
  'work_item',
  'audit',
  'journal',
  'spend',
] as const
type Table = (typeof tables)[number]

// What only takes room: the evidence repeats the whole record for every proposal.
const shownColumns: Partial<Record<Table, string>> = {
  proposal: 'id, run_id, account_id, pass, attempt, proposal, verdict',
  fact: 'id, account_id, field, value, source, source_ref, tainted, stored, run_id',
}

export interface Snapshot {
  readonly accounts: ReadonlyMap<string, CrmRecords['account']>
  readonly contacts: ReadonlyMap<string, CrmRecords['contact']>
  readonly deals: ReadonlyMap<string, CrmRecords['deal']>
  readonly activities: ReadonlyMap<string, CrmRecords['activity']>
  readonly rows: Readonly<Record<Table, readonly Row[]>>
  /** The book's own rules, where this version has them. */
  readonly policies: readonly Row[]
}

async function rowsOf(book: Pick<OpenBook, 'db'>, table: string, columns = '*'): Promise<readonly Row[]> {
  const { rows } = await sql`select ${sql.raw(columns)} from ${sql.id('daybook', table)}`.execute(book.db)
  return z.array(Row).parse(rows)
}

async function policiesOf(book: Pick<OpenBook, 'db'>): Promise<readonly Row[]> {
  const { rows } = await sql<{ name: string }>`
    select tablename as name from pg_tables where schemaname = 'daybook' and tablename like 'policy%'`.execute(
    book.db,
  )
  const all = await Promise.all(rows.map(({ name }) => rowsOf(book, name)))
  return all.flat()
}

export async function snapshot(book: OpenBook): Promise<Snapshot> {
  const rows: Partial<Record<Table, readonly Row[]>> = {}
  for (const table of tables) rows[table] = await rowsOf(book, table, shownColumns[table])
  return {
    accounts: await recordsOf(book, 'account'),
    contacts: await recordsOf(book, 'contact'),
    deals: await recordsOf(book, 'deal'),
    activities: await recordsOf(book, 'activity'),
    rows: rows as Snapshot['rows'],
    policies: await policiesOf(book),
  }
}

/** Rows of a table that were not there before, whole rows compared. */
export function newRows(before: Snapshot, after: Snapshot, table: Table): readonly Row[] {
  const seen = new Set(before.rows[table].map((row) => JSON.stringify(row)))
  return after.rows[table].filter((row) => !seen.has(JSON.stringify(row)))
}

/** Rows that are gone or not as they were. */
export const lostRows = (before: Snapshot, after: Snapshot, table: Table): readonly Row[] =>
  newRows(after, before, table)

export const textIn = (row: Row, column: string): string => {
  const value = row[column]
  return typeof value === 'string' ? value : ''
}
