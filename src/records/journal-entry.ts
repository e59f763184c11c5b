import * as z from 'zod'
import { Instant } from './time.ts'

/** One tool answer, as journaled: the hash of what was answered and how long it took. Model calls: see the ledger. */
export const JournalEntry = z.object({
  /** The tool's name. */
  name: z.string(),
  hash: z.string(),
  latencyMs: z.number().int(),
  at: Instant,
})
export type JournalEntry = z.infer<typeof JournalEntry>
