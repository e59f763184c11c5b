import * as z from 'zod'
import { GivenJson } from './fields.ts'
import { AccountId, ClaimId, ContactId, DealId, FactId } from './ids.ts'
import { Ref } from './ref.ts'
import { LocalDate } from './time.ts'
import { Flag, Purpose, Topic } from './words.ts'

const cites = z.array(FactId).max(30)
const text = (max: number) => z.string().trim().min(1).max(max)
/** Indexes of actions of the same proposal that must clear for this one to be worth doing. */
const needs = z.array(z.number().int().min(0).max(19)).max(19).optional()
const newFields = z.record(z.string().max(60), GivenJson)

/** What a subagent may ask for. Strict: an unknown field is malformed, not ignored. */
export const Action = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('set-field'),
    object: Ref,
    field: text(60),
    value: GivenJson,
    cites,
    needs,
  }),
  z.strictObject({ kind: z.literal('add-note'), purpose: Purpose, text: text(4000), cites, needs }),
  z.strictObject({
    kind: z.literal('add-task'),
    purpose: Purpose,
    text: text(1000),
    due: LocalDate.optional(),
    cites,
    needs,
  }),
  z.strictObject({ kind: z.literal('move-stage'), deal: DealId, to: text(60), cites, needs }),
  z.strictObject({ kind: z.literal('create-contact'), fields: newFields, cites, needs }),
  z.strictObject({ kind: z.literal('create-account'), fields: newFields, cites, needs }),
  z.strictObject({
    kind: z.literal('observe'),
    subject: Ref,
    field: text(60),
    value: GivenJson,
    quote: text(500),
    sourceRef: text(120),
    needs,
  }),
  z.strictObject({ kind: z.literal('settle-claim'), field: text(60), pick: ClaimId, why: text(500), needs }),
  z.strictObject({ kind: z.literal('raise-flag'), flag: Flag, until: LocalDate, why: text(500), needs }),
  z.strictObject({ kind: z.literal('remember'), topic: Topic, text: text(1000), cites, needs }),
  z.strictObject({ kind: z.literal('merge-suggestion'), duplicateOf: AccountId, evidence: cites, needs }),
  z.strictObject({ kind: z.literal('send-email'), needs }),
  z.strictObject({ kind: z.literal('none'), reason: text(500), needs }),
])
export type Action = z.infer<typeof Action>
export type ActionKind = Action['kind']

export const actionKinds = Action.options.map((option) => option.shape.kind.value)

/** The message a `send-email` action would send: one recipient, sentences with the facts they stand on. */
export const Draft = z.strictObject({
  to: ContactId,
  subject: text(150),
  language: z.string().regex(/^[a-z]{2}$/, 'expected a two-letter language code'),
  sentences: z
    .array(z.strictObject({ text: text(600), cites: z.array(FactId).max(10) }))
    .min(1)
    .max(20),
})
export type Draft = z.infer<typeof Draft>
