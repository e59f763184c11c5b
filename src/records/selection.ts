import * as z from 'zod'
import { AccountId, OwnerId } from './ids.ts'
import { Instant } from './time.ts'

/** Why an account was left out of a run, in the order in which reasons are tried: the first one counts. */
export const ExclusionReason = z.enum([
  'suppressed',
  'live-thread',
  'in-review',
  'in-flight',
  'snoozed',
  'next-touch',
  'touched-recently',
  'owner-at-capacity',
  'no-meeting',
])
export type ExclusionReason = z.infer<typeof ExclusionReason>

/** The named parts of a score; their sum is the score. Points, not probabilities. */
export const ScorePart = z.enum(['fit', 'freshness', 'intent', 'stage', 'signals', 'flags', 'staleness'])
export type ScorePart = z.infer<typeof ScorePart>

/** One chosen account. `seat` says which kind of place it took: by a segment's floor, the wait reserve, or its score. */
export const Chosen = z.object({
  accountId: AccountId,
  name: z.string(),
  segment: z.string(),
  ownerId: OwnerId.nullable(),
  rank: z.number().int(),
  seat: z.enum(['floor', 'reserve', 'score']),
  score: z.number(),
  parts: z.record(ScorePart, z.number()),
  waitedDays: z.number(),
  reasons: z.array(z.string()),
})
export type Chosen = z.infer<typeof Chosen>

/**
 * What a selection was made from besides the index at its mark and the config: with these three it can be made again,
 * place by place. `free[n]` are the seats of place n, `placeOf` names each owner's place; place 0 is the pool.
 */
export const SelectionBasis = z.object({
  now: Instant,
  limit: z.number().int(),
  /** Only accounts with a meeting ahead, to prepare it: what keeps agents from writing to them does not apply. */
  onlyMeetings: z.boolean().optional(),
  free: z.array(z.number().int()),
  placeOf: z.record(OwnerId, z.number().int()),
  /** Who is behind each place, for people. */
  placeNames: z.array(z.string()),
  inFlight: z.array(AccountId),
  /** Left out on purpose: they have a place in the run already (--more). */
  exclude: z.array(AccountId),
  /** Runs in a row that each segment had gone without its floor before this one. */
  dark: z.record(z.string(), z.number().int()),
})
export type SelectionBasis = z.infer<typeof SelectionBasis>

/** Whether the promises of fairness can be kept, said beforehand; each shortfall names the limit that would do. */
export const Feasibility = z.object({
  feasible: z.boolean(),
  shortfalls: z.array(
    z.object({ promise: z.enum(['max-wait', 'max-dark-runs']), found: z.string(), wouldDo: z.string() }),
  ),
  basis: SelectionBasis.optional(),
})
export type Feasibility = z.infer<typeof Feasibility>

/** How one segment fared: `dark` counts runs in a row (this one included) without its floor while it had eligible accounts. */
export const SegmentShare = z.object({
  segment: z.string(),
  accounts: z.number().int(),
  eligible: z.number().int(),
  floor: z.number().int(),
  chosen: z.number().int(),
  dark: z.number().int(),
})
export type SegmentShare = z.infer<typeof SegmentShare>

/** The working set of a run. The same mark, config and clock give the same set in the same order. */
export const Selection = z.object({
  mark: z.number().int(),
  scored: z.number().int(),
  chosen: z.array(Chosen),
  excluded: z.partialRecord(ExclusionReason, z.number().int()),
  segments: z.array(SegmentShare),
  feasibility: Feasibility,
})
export type Selection = z.infer<typeof Selection>
