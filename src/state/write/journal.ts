import { sql } from 'kysely'
import type { JournalEntry } from '#records/journal-entry.ts'
import type { WorkItem } from '#records/run.ts'
import type { WithDb } from '../db.ts'

/**
 * Adds tool answers to the run's journal; a model call is written with its settlement (settleSpend). Not idempotent on
 * purpose: a repeated call was made twice. A crash before this line loses these entries, never an earlier one.
 */
export async function writeJournal(
  { db }: WithDb,
  of: Omit<WorkItem, 'epoch'>,
  entries: readonly JournalEntry[],
): Promise<void> {
  if (entries.length === 0) return
  await sql`
    insert into daybook.journal (run_id, account_id, pass, attempt, kind, name, hash, latency_ms, at)
    select ${of.runId}, ${of.accountId}, ${of.pass}, ${of.attempt}, 'tool', name, hash, "latencyMs", at
    from jsonb_to_recordset(${JSON.stringify(entries)}::jsonb)
      as entry (name text, hash text, "latencyMs" int, at timestamptz)`.execute(db)
}
