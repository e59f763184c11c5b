import * as z from 'zod'
import { Action, Draft } from './action.ts'
import { AccountId, RunId, Version } from './ids.ts'
import { LocalDate } from './time.ts'
import { SkillName } from './words.ts'

/** What a subagent hands in. `basedOn` is the version of the account record it read; `confidence` is its own, 0..1. */
export const Proposal = z.strictObject({
  accountId: AccountId,
  runId: RunId,
  skill: SkillName,
  basedOn: Version,
  actions: z.array(Action).min(1).max(20),
  draft: Draft.optional(),
  confidence: z.number().min(0).max(1),
  rationale: z.string().trim().min(1).max(2000),
  nextTouch: LocalDate.optional(),
})
export type Proposal = z.infer<typeof Proposal>
