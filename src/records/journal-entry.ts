import * as z from 'zod'
import { Usage } from './spend.ts'
import { Instant } from './time.ts'

/** One model call or tool answer, as journaled: the hash of what was answered, what it cost, how long it took. */
export const JournalEntry = z.object({
  kind: z.enum(['model', 'tool']),
  /** The model's or the tool's name. */
  name: z.string(),
  hash: z.string(),
  usage: Usage,
  latencyMs: z.number().int(),
  at: Instant,
})
export type JournalEntry = z.infer<typeof JournalEntry>
