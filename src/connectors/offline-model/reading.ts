import * as z from 'zod'
import { Activity, ActivityType, usualDirection } from '#records/activity.ts'
import type { Message } from '#records/conversation.ts'
import { JsonValue } from '#records/fields.ts'

// All the drafter knows: what the conversation says. It never sees a brief, a record or the database.

const Values = z.record(z.string(), JsonValue)

const Account = z.object({
  account: z.string(),
  now: z.iso.datetime(),
  stage: z.string(),
  skill: z.string(),
  language: z.string(),
  signals: z.array(z.object({ kind: z.string(), at: z.string(), sourceRef: z.string() })),
  sender: z.object({ name: z.string(), company: z.string() }),
})

const RecordAnswer = z.object({
  account: z.object({
    system: z.string(),
    fields: Values,
    enteredByPeople: z.array(z.string()),
  }),
})
// Answers leave out what is plain: here it is put back.
const KnownActivity = z
  .object({
    id: z.string(),
    type: ActivityType.default('email'),
    direction: z.string().optional(),
    author: Activity.shape.author.optional(),
    tainted: z.boolean().default(false),
    at: z.string(),
    contactId: z.string().nullish(),
    subject: z.string().default(''),
    quoted: z.string().default(''),
  })
  .transform(({ subject, quoted, ...rest }) => {
    const author = rest.author ?? (rest.tainted ? 'outsider' : 'person')
    const direction = rest.direction ?? usualDirection({ ...rest, author })
    return { ...rest, author, direction, subject: { quoted: subject }, body: { quoted } }
  })
const TimelineAnswer = z
  .object({ contactId: z.string().nullable().default(null), activities: z.array(KnownActivity) })
  .transform(({ contactId: usual, activities }) => ({
    activities: activities.map(({ contactId = usual, ...rest }) => ({ ...rest, contactId })),
  }))
const KnownContact = z.object({ id: z.string(), fields: Values })
const ContactsAnswer = z.object({ contacts: z.array(KnownContact) })
const KnownDeal = z.object({ id: z.string(), isOpen: z.boolean().default(false), fields: Values })
const DealsAnswer = z.object({ deals: z.array(KnownDeal) })
const ShownFact = z.object({
  id: z.string(),
  field: z.string(),
  value: JsonValue,
  source: z.string().default('crm'),
  observedAt: z.string().optional(),
  freshUntil: z.string().nullable().default(null),
  trust: z.string().default('crm'),
  tainted: z.boolean().default(false),
})
const FactsAnswer = z.object({
  records: z.array(
    z.object({
      about: z.string(),
      recordId: z.string(),
      observedAt: z.string(),
      facts: z.array(ShownFact),
    }),
  ),
  openQuestions: z
    .array(z.object({ field: z.string(), claims: z.array(z.object({ id: z.string(), value: JsonValue })) }))
    .default([]),
})
const FitAnswer = z.object({
  parts: z.array(z.object({ field: z.string(), value: z.string().nullable(), is: z.string() })),
})

export type KnownActivity = z.infer<typeof TimelineAnswer>['activities'][number]
export type KnownContact = z.infer<typeof KnownContact>
export type KnownDeal = z.infer<typeof KnownDeal>
export interface KnownFact extends z.infer<typeof ShownFact> {
  readonly about: string
  readonly recordId: string
  readonly observedAt: string
}

/** Everything read so far. What no tool has answered yet is empty. */
export interface Known extends Omit<z.infer<typeof Account>, 'now'> {
  readonly now: Date
  readonly record: z.infer<typeof RecordAnswer>['account'] | undefined
  readonly activities: readonly KnownActivity[]
  readonly contacts: readonly KnownContact[]
  readonly deals: readonly KnownDeal[]
  readonly facts: readonly KnownFact[]
  readonly openQuestions: z.infer<typeof FactsAnswer>['openQuestions']
  /** How each part of the account matches the ideal customer: `in`, `out` or `any`. Empty: nobody was asked. */
  readonly fit: z.infer<typeof FitAnswer>['parts']
}

function json(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** What the first message says; undefined when it is not one of ours. */
export function accountOf(messages: readonly Message[]): z.infer<typeof Account> | undefined {
  const texts = messages[0]?.content.flatMap((block) => (block.type === 'text' ? [block.text] : [])) ?? []
  for (const text of texts) {
    const parsed = Account.safeParse(json(text))
    if (parsed.success) return parsed.data
  }
  return undefined
}

/** Good answers by tool, the newest of each tool last. */
function answersOf(messages: readonly Message[]): ReadonlyMap<string, unknown> {
  const names = new Map<string, string>()
  const answers = new Map<string, unknown>()
  for (const { content } of messages)
    for (const block of content) {
      if (block.type === 'tool_use') names.set(block.id, block.name)
      if (block.type !== 'tool_result' || block.is_error) continue
      answers.set(names.get(block.tool_use_id) ?? '', json(block.content))
    }
  return answers
}

/** All a conversation says so far, beside what its first message told. */
export function read(told: z.infer<typeof Account>, messages: readonly Message[]): Known {
  const answers = answersOf(messages)
  const facts = FactsAnswer.safeParse(answers.get('facts')).data
  return {
    ...told,
    now: new Date(told.now),
    record: RecordAnswer.safeParse(answers.get('record')).data?.account,
    activities: TimelineAnswer.safeParse(answers.get('timeline')).data?.activities ?? [],
    contacts: ContactsAnswer.safeParse(answers.get('contacts')).data?.contacts ?? [],
    deals: DealsAnswer.safeParse(answers.get('deals')).data?.deals ?? [],
    facts:
      facts?.records.flatMap(({ about, recordId, observedAt, facts: own }) =>
        own.map(({ observedAt: at = observedAt, ...fact }) => ({ ...fact, observedAt: at, about, recordId })),
      ) ?? [],
    openQuestions: facts?.openQuestions ?? [],
    fit: FitAnswer.safeParse(answers.get('fit')).data?.parts ?? [],
  }
}
