import * as z from 'zod'
import { Usage } from './spend.ts'
import { SkillName } from './words.ts'

/** One property of one proposal: true or not, with what was found where it is not. */
export const EvalProperty = z.object({
  /** `must add-task renewal`, `gate`, `tone: short`. The same in every run of the case. */
  name: z.string(),
  ok: z.boolean(),
  found: z.string().optional(),
  /** Why this model is known to miss it; then it does not fail the eval. */
  known: z.string().optional(),
})
export type EvalProperty = z.infer<typeof EvalProperty>

/** What a paid model thought of a proposal. Advice: it never passes or fails anything. */
export const EvalJudgement = z.object({ score: z.number().min(1).max(5), why: z.string() })
export type EvalJudgement = z.infer<typeof EvalJudgement>

/** How one case went. `fault`: the model or the outside failed, and there was no proposal to look at. */
export const EvalOutcome = z.object({
  case: z.string(),
  skill: SkillName,
  actions: z.array(z.string()),
  /** Hash of the proposal: shows that a playback said the same. */
  proposal: z.string().nullable(),
  properties: z.array(EvalProperty),
  turns: z.number().int(),
  usage: Usage,
  fault: z.string().optional(),
  judgement: EvalJudgement.optional(),
})
export type EvalOutcome = z.infer<typeof EvalOutcome>

/**
 * The last run of a folder by one model, kept beside the cases. Holds no time, no wording and no cost: a run that did the
 * same gives the same file.
 */
export const EvalResult = z.object({
  format: z.literal(1),
  model: z.string(),
  cases: z.record(
    z.string(),
    z.object({
      skill: SkillName,
      actions: z.array(z.string()),
      /** How many properties were asked, and the names of those that were missed. */
      asked: z.number().int(),
      missed: z.array(z.string()),
    }),
  ),
})
export type EvalResult = z.infer<typeof EvalResult>
