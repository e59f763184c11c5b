import * as z from 'zod'
import { OpenQuestion } from './claim.ts'
import { Dossier, Timeline } from './dossier.ts'
import { Fact } from './fact.ts'
import { Gap } from './gap.ts'
import { AccountId, RunId } from './ids.ts'
import { SenderProfile } from './sender.ts'
import { Signal } from './signal.ts'
import { AccountStage, DealStage } from './stage.ts'
import { Instant } from './time.ts'
import { SkillName } from './words.ts'

/** What a skill allows and offers, parsed from skills/<name>/SKILL.md. */
export const Skill = z.object({
  name: SkillName,
  description: z.string(),
  /** The instructions, as written. */
  body: z.string(),
  tools: z.array(z.string()),
  actions: z.array(z.string()),
  /** Playbook sections it needs beside the one of the account's stage. */
  sections: z.array(z.string()).default([]),
})
export type Skill = z.infer<typeof Skill>

/** Something remembered about the account from earlier runs. */
export const Memory = z.object({ topic: z.string(), text: z.string(), at: Instant, tainted: z.boolean() })
export type Memory = z.infer<typeof Memory>

/**
 * All that one subagent gets for one account. The static parts (skill, playbook) come first and are byte-identical
 * per (skill, tier); the rest is this account's. `dossier` and `timeline` are fresh reads and stay behind the tools.
 */
export const Brief = z.object({
  accountId: AccountId,
  runId: RunId,
  at: Instant,
  skill: Skill,
  /** The playbook's general part, the section of the account's stage, and those the skill names. */
  playbook: z.string(),
  stage: AccountStage,
  dossier: Dossier,
  timeline: Timeline,
  facts: z.array(Fact),
  openQuestions: z.array(OpenQuestion),
  /** What could not be looked up; it lowers the confidence of what is said about these fields. */
  gaps: z.array(Gap),
  signals: z.array(Signal),
  memory: z.array(Memory),
  sender: SenderProfile,
  dealStages: z.array(DealStage),
  language: z.string(),
  policy: z.object({
    /** Contacts nobody may write to; the gate checks again. */
    suppressedContacts: z.array(z.string()),
    minDaysBetweenTouches: z.number(),
  }),
  /** Why the account was chosen, in words. */
  reasons: z.array(z.string()),
})
export type Brief = z.infer<typeof Brief>
