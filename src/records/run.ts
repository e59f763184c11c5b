import * as z from 'zod'
import { AccountId, RunId } from './ids.ts'
import { Usage } from './spend.ts'
import { Instant } from './time.ts'
import { VendorHealth } from './vendor-health.ts'

/** What brought a run about; (book, cause) is the run key. */
export const Cause = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('routine'), routine: z.string(), day: z.iso.date() }),
  z.object({ kind: z.literal('cron'), routine: z.string(), tick: Instant }),
  z.object({ kind: z.literal('webhook'), source: z.string(), eventId: z.string() }),
  z.object({ kind: z.literal('request'), clientRequestId: z.string() }),
])
export type Cause = z.infer<typeof Cause>

export const Outcome = z.enum(['failed', 'held', 'committed', 'none'])
export type Outcome = z.infer<typeof Outcome>

export const RunStatus = z.enum(['running', 'paused', 'interrupted', 'done'])
export type RunStatus = z.infer<typeof RunStatus>

/** One execution. `limit` is the size of the working set; `pass` rises with every `--again`. */
export const Run = z.object({
  id: RunId,
  key: z.string(),
  cause: Cause,
  limit: z.number().int(),
  pass: z.number().int(),
  status: RunStatus,
  pausedFor: z.string().nullable(),
  startedAt: Instant,
  endedAt: Instant.nullable(),
  mark: z.number().int(),
  model: z.string(),
  scored: z.number().int(),
  excluded: z.record(z.string(), z.number().int()),
})
export type Run = z.infer<typeof Run>

/** What one invocation did, as `daybook run --json` prints it on its last line. See day.md, CLI. */
export const RunSummary = z.object({
  run: RunId,
  /** `dry-run`: nothing was worked or written. */
  status: z.enum([...RunStatus.options, 'dry-run']),
  continued: z.boolean(),
  scored: z.number().int(),
  selected: z.number().int(),
  committed: z.number().int(),
  held: z.number().int(),
  failed: z.number().int(),
  none: z.number().int(),
  excluded: z.record(z.string(), z.number().int()),
  writes: z.object({ created: z.number().int(), updated: z.number().int(), unchanged: z.number().int() }),
  orders: z.number().int(),
  queueItems: z.number().int(),
  spend: Usage.omit({ microUsd: true }).extend({ usd: z.number() }),
  wallMs: z.number().int(),
  model: z.string(),
  /** How the book's vendors behaved in this invocation; absent without vendors. */
  vendors: z.array(VendorHealth).optional(),
  /** Why no further account could be worked, and the next step; not there when nothing of the kind happened. */
  stop: z
    .object({
      cause: z.enum(['machine', 'budget', 'setup']),
      message: z.string(),
      next: z.string().nullable(),
    })
    .optional(),
})
export type RunSummary = z.infer<typeof RunSummary>

/** One account's place in a run, claimed by one worker at a time; `epoch` fences stale workers. */
export const WorkItem = z.object({
  runId: RunId,
  accountId: AccountId,
  pass: z.number().int(),
  attempt: z.number().int(),
  epoch: z.number().int(),
})
export type WorkItem = z.infer<typeof WorkItem>

/** What a working-through of one account led to: counted into the run and the invocation. */
export const JourneyResult = z.object({
  outcome: Outcome,
  /** In words: the hold's rules, the reason for `none`, the failure. */
  reason: z.string(),
  /** Rules that held something, for the brake; holds by autonomy and protected-field are left out. */
  heldBy: z.array(z.string()),
  created: z.number().int(),
  updated: z.number().int(),
  unchanged: z.number().int(),
  orders: z.number().int(),
  queueItems: z.number().int(),
})
export type JourneyResult = z.infer<typeof JourneyResult>
