import * as z from 'zod'
import { actionKinds } from './action.ts'
import { IdealCustomer } from './config.ts'
import { FieldMark, JsonValue } from './fields.ts'
import { Gap } from './gap.ts'
import { MailKind, Urgency } from './inbound-reading.ts'
import { Suppression } from './suppression.ts'
import { Instant, LocalDate } from './time.ts'
import { Flag, SkillName, Topic } from './words.ts'

// One case of an eval as people write it: an account in few words, and what must be true of the proposal for it. Times
// are days before the case's `now`; a negative number lies ahead.

const days = z.number()

/** What stands beside a record's fields, under names that no field can have. */
const About = {
  /** Days since the record was created. */
  $created: days.default(400),
  /** Days since single fields were entered; 10 where nothing is said. */
  $ages: z.record(z.string(), days).default({}),
  /** Who entered single fields; an import where nothing is said. */
  $by: z.record(z.string(), FieldMark.shape.by).default({}),
}

/** A record: its fields, and `$created`, `$ages`, `$by`. Contacts are c1, c2 … and deals d1, d2 … in their order. */
const Sketch = z
  .object(About)
  .catchall(JsonValue)
  .superRefine((record, context) => {
    for (const name of Object.keys(record))
      if (name.startsWith('$') && !Object.hasOwn(About, name))
        context.addIssue({ code: 'custom', path: [name], message: 'there are $created, $ages and $by' })
  })
export type Sketch = z.infer<typeof Sketch>

/** `in` an outsider's, `out` ours by hand, `sent` a message of Daybook's that went out. */
export const EvalActivity = z.strictObject({
  days,
  kind: z.enum(['mail-in', 'mail-out', 'mail-sent', 'call-in', 'call-out', 'meeting', 'note', 'task']),
  /** c1, c2 …: the contact it is with. */
  with: z.string().optional(),
  subject: z.string().default(''),
  text: z.string().default(''),
  /** What the small tier read in it; left out: nobody has read it. */
  read: z
    .strictObject({
      kind: MailKind,
      urgency: Urgency.default('normal'),
      quote: z.string().default(''),
      until: LocalDate.optional(),
    })
    .optional(),
})
export type EvalActivity = z.infer<typeof EvalActivity>

const EvalClaim = z.strictObject({
  vendor: z.string(),
  field: z.string(),
  value: JsonValue,
  range: z.strictObject({ min: z.number(), max: z.number().nullable() }).optional(),
  confidence: z.number().min(0).max(1).optional(),
  days: days.default(5),
})

/** Another account of the same book: what its name, domain or colleagues' touches make of a proposal here. */
const Neighbour = z.strictObject({
  name: z.string(),
  domain: z.string().optional(),
  email: z.string().optional(),
  touchedDays: days.optional(),
})
export type Neighbour = z.infer<typeof Neighbour>

const kindOf = (words: string): string => words.split(' ')[0] ?? ''
/** A kind of action, with its purpose, flag, field or topic where that matters: `add-task renewal`. */
const ActionWords = z.string().refine((words) => actionKinds.some((kind) => kind === kindOf(words)), {
  error: `expected a kind of action, or one with its purpose, flag, field or topic: ${actionKinds.join(', ')}`,
})

const span = z.tuple([z.number(), z.number()])

/** What must be true of the proposal. What is not said is not asked, except form, grounding and tone: always. */
const Expected = z.strictObject({
  skill: SkillName,
  must: z.array(ActionWords).default([]),
  mustNot: z.array(ActionWords).default([]),
  /** At least one of these. */
  oneOf: z.array(ActionWords).default([]),
  /** Nothing is the right answer. */
  none: z.literal(true).optional(),
  /** `clear`: the gate lets all of it pass. Else by kind of action the rule that holds it, should it be proposed at all. */
  gate: z.union([z.literal('clear'), z.record(ActionWords, z.string())]).optional(),
  /** Contacts of whom the message may go to any. */
  to: z.array(z.string()).optional(),
  language: z.string().length(2).optional(),
  /** Words that stand in the message, note or task; capitals do not matter. */
  says: z.array(z.string()).default([]),
  neverSays: z.array(z.string()).default([]),
  /** Days ahead, from and to. */
  nextTouch: span.optional(),
  confidence: span.optional(),
})
export type Expected = z.infer<typeof Expected>

/** One case. `known`: by provider, the properties it is known to miss and why; they are shown and do not fail. */
export const EvalCase = z.strictObject({
  /** One line: what this case is for. */
  why: z.string().min(10).max(300),
  now: Instant.default('2026-11-20T09:00:00.000Z'),
  book: z
    .strictObject({
      language: z.string().length(2).default('en'),
      idealCustomer: IdealCustomer,
    })
    .prefault({}),
  /** The kind of work the run was asked for; left out: code chooses. */
  request: SkillName.optional(),
  account: Sketch,
  contacts: z.array(Sketch).default([]),
  deals: z.array(Sketch).default([]),
  activities: z.array(EvalActivity).default([]),
  claims: z.array(EvalClaim).default([]),
  gaps: z.array(Gap).default([]),
  memory: z
    .array(z.strictObject({ topic: Topic, text: z.string(), days, tainted: z.boolean().default(false) }))
    .default([]),
  flags: z.array(z.strictObject({ flag: Flag, days })).default([]),
  /** Kinds of work done here before. */
  work: z.array(z.strictObject({ skill: SkillName, days })).default([]),
  suppressed: z
    .array(Suppression.omit({ at: true }).extend({ reason: z.string().default('asked') }))
    .default([]),
  neighbours: z.array(Neighbour).default([]),
  /** What already holds the contact, account or domain: "order order_1 (waiting)". */
  underWay: z.array(z.string()).default([]),
  expect: Expected,
  known: z.record(z.string(), z.record(z.string(), z.string())).default({}),
})
export type EvalCase = z.infer<typeof EvalCase>
