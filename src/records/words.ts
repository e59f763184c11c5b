import * as z from 'zod'

// Closed lists: no wording of a model ever reaches an idempotency key.

/** Why a note, task or message exists. One account gets at most one effect per kind, target and purpose of a cause. */
export const Purpose = z.enum([
  'research-summary',
  'first-outreach',
  'follow-up',
  'reply',
  'renewal',
  'reactivation',
  'meeting-prep',
  'data-conflict',
  'missing-contact',
  'deal-risk',
  'hygiene',
  'account-plan',
  'segmentation',
  'next-step',
])
export type Purpose = z.infer<typeof Purpose>

export const Flag = z.enum([
  'expansion',
  'churn-risk',
  'champion-left',
  'hot-lead',
  'stale-data',
  'wrong-fit',
])
export type Flag = z.infer<typeof Flag>

export const Topic = z.enum(['touch', 'objection', 'champion', 'preference', 'promise'])
export type Topic = z.infer<typeof Topic>

/** The kinds of work. A folder of the same name lies in skills/. */
export const SkillName = z.enum([
  'research',
  'enrichment',
  'segmentation',
  'sequencing',
  'follow-up',
  'hygiene',
  'account-plan',
  'first-outreach',
  'meeting-prep',
])
export type SkillName = z.infer<typeof SkillName>
