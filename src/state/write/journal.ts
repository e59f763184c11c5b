import { sql } from 'kysely'
import type { JournalEntry } from '#records/journal-entry.ts'
import type { WorkItem } from '#records/run.ts'
import type { WithDb } from '../db.ts'

/**
 * Adds one tool answer to the run's journal; a model call is written with its settlement (settleSpend). Not idempotent
 * on purpose: a repeated call was made twice. A crash before this line loses the entry of that one call, never an
 * earlier one.
 */
export async function writeJournal(
  { db }: WithDb,
  of: Omit<WorkItem, 'epoch'>,
  entry: JournalEntry,
): Promise<void> {
  const { usage } = entry
  await sql`
    insert into daybook.journal (run_id, account_id, pass, attempt, kind, name, hash,
                                 input_tokens, output_tokens, cache_read_tokens, cache_write_tokens, micro_usd,
                                 latency_ms, at)
    values (${of.runId}, ${of.accountId}, ${of.pass}, ${of.attempt}, ${entry.kind}, ${entry.name}, ${entry.hash},
            ${usage.inputTokens}, ${usage.outputTokens}, ${usage.cacheReadTokens}, ${usage.cacheWriteTokens},
            ${usage.microUsd}, ${entry.latencyMs}, ${entry.at}::timestamptz)`.execute(db)
}
