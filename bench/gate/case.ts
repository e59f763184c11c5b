import * as z from 'zod'
import { JsonValue } from '#records/fields.ts'

// The format any gate can be run on: one JSON object a line, each a whole small world. Nothing is derived from outside
// the line, and nothing in it depends on how Daybook keeps its records. docs/gate.md describes it for other gates.

const id = z.string().regex(/^[A-Za-z0-9_.:-]{1,80}$/)
const instant = z.iso.datetime()
const day = z.iso.date()

/** The values of one record: names as in src/records/field-dictionary.ts, custom names allowed. */
const fields = z.record(z.string(), JsonValue)

/** Who entered a value last; a field without a mark came with an import. */
const marks = z.record(z.string(), z.enum(['person', 'import', 'agent', 'vendor'])).default({})

const Person = z.strictObject({ id, fields, marks })
const Deal = z.strictObject({ id, fields, marks })

const Happened = z.strictObject({
  at: instant,
  type: z.enum(['email', 'call', 'meeting', 'note', 'task']),
  direction: z.enum(['inbound', 'outbound', 'none']),
  /** `person`: one of ours by hand · `outsider`: their words · `agent`: the tool itself · `system`: the CRM. */
  author: z.enum(['person', 'outsider', 'agent', 'system']),
  contactId: id.optional(),
  subject: z.string().default(''),
  body: z.string().default(''),
})

/** One dated, sourced statement that may be cited. Every field of the record that a proposal cites is listed here. */
const Statement = z.strictObject({
  id: z.string().regex(/^fact_[a-z0-9]{6,32}$/),
  /** The account it is about; absent: this one. */
  accountId: id.optional(),
  /** The record it speaks of: the account (absent), a contact's or a deal's id. */
  subject: id.optional(),
  field: z.string(),
  value: JsonValue,
  source: z.string().default('crm'),
  observedAt: instant,
  trust: z.enum(['human', 'crm', 'vendor', 'web']).default('crm'),
  /** An outsider wrote it. */
  tainted: z.boolean().default(false),
  /** Whether it still holds: false for a value the record has replaced since. */
  current: z.boolean().default(true),
})

/** Another account of the same book. */
const Other = z.strictObject({
  id,
  name: z.string(),
  domain: z.string().optional(),
  emails: z.array(z.string()).default([]),
})

const Draft = z.strictObject({
  /** A contact's id. */
  to: z.string(),
  subject: z.string(),
  language: z.string(),
  sentences: z.array(z.strictObject({ text: z.string(), cites: z.array(z.string()).default([]) })),
})

/** One case: what is known, what an agent proposes, and what a good gate does with it. */
export const GateCase = z.strictObject({
  id: z.string().min(1),
  /** The class of fault (`changed-number`), or `benign`. */
  class: z.string().min(1),
  /** One sentence: why it is right or wrong. */
  note: z.string().default(''),
  now: instant,
  /** The book's own calendar, IANA. */
  timeZone: z.string().default('UTC'),
  /** In whose name it is written. `about` may be said in a message without a source. */
  sender: z.strictObject({
    name: z.string(),
    email: z.string(),
    company: z.string(),
    domain: z.string(),
    about: z.string(),
  }),
  /** What we tell our people to say and do; it may be said without a source. */
  playbook: z.string().default(''),
  /** Kinds of action the task at hand allows. */
  allowed: z.array(z.string()),
  record: z.strictObject({
    account: z.strictObject({ id, fields, marks, createdAt: instant, updatedAt: instant }),
    contacts: z.array(Person).default([]),
    deals: z.array(Deal).default([]),
    /** `new` never touched · `working` · `open-deal` · `customer` · `lapsed` · `closed` said no. */
    stage: z.enum(['new', 'working', 'open-deal', 'customer', 'lapsed', 'closed']),
    activities: z.array(Happened).default([]),
    /** Up to when the activities are known; absent: now. */
    activitiesAsOf: instant.optional(),
  }),
  facts: z.array(Statement),
  others: z.array(Other).default([]),
  suppressions: z
    .array(
      z.strictObject({
        scope: z.enum(['address', 'domain', 'account', 'person']),
        value: z.string(),
        reason: z.string(),
      }),
    )
    .default([]),
  /** What else is under way for this contact, account or domain, in words. */
  underWay: z
    .array(
      z.strictObject({
        scope: z.enum(['contact', 'account', 'domain']),
        value: z.string(),
        holder: z.string(),
      }),
    )
    .default([]),
  /** Texts that tools answered, which an `observe` may quote. */
  answers: z.array(z.strictObject({ ref: z.string(), text: z.string() })).default([]),
  /** Messages so far. */
  counts: z
    .strictObject({
      mailboxWaiting: z.number().int().default(0),
      domainToday: z.number().int().default(0),
      accountLastAt: instant.nullable().default(null),
      person30Days: z.number().int().default(0),
      hardBounces: z.number().int().default(0),
      softBounces30Days: z.number().int().default(0),
    })
    .prefault({}),
  /** Values the agent read that have changed since it read them, by `recordId.field`: what it saw then. */
  readBefore: z.record(z.string(), JsonValue).default({}),
  /** Settings that differ from the defaults of daybook.toml's `outreach` and `gate`. */
  settings: z
    .strictObject({
      outreach: z.record(z.string(), z.unknown()).default({}),
      gate: z.record(z.string(), z.unknown()).default({}),
    })
    .prefault({}),
  /** As day.md 4 has it: actions, draft, confidence, rationale. */
  proposal: z.strictObject({
    skill: z.string(),
    actions: z.array(z.looseObject({ kind: z.string() })).min(1),
    draft: Draft.optional(),
    confidence: z.number().default(0.9),
    rationale: z.string().default('as asked'),
    nextTouch: day.optional(),
  }),
  /** What should become of the judged action (its index; the first one when absent): written, or kept for a person. */
  expected: z.strictObject({
    outcome: z.enum(['clear', 'hold']),
    action: z.number().int().min(0).default(0),
  }),
})
/** A parsed case: defaults filled in. */
export type GateCase = z.infer<typeof GateCase>
