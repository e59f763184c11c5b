import * as z from 'zod'
import type { Message } from '#records/conversation.ts'
import { JsonValue } from '#records/fields.ts'

// All the drafter knows: what the conversation says. It never sees a brief, a record or the database.

const Quoted = z.object({ quoted: z.string(), tainted: z.boolean() })
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
const KnownActivity = z.object({
  id: z.string(),
  type: z.string(),
  direction: z.string(),
  author: z.string(),
  at: z.string(),
  contactId: z.string().nullable(),
  subject: Quoted,
  body: Quoted,
})
const TimelineAnswer = z.object({ activities: z.array(KnownActivity) })
const KnownContact = z.object({ id: z.string(), fields: Values })
const ContactsAnswer = z.object({ contacts: z.array(KnownContact) })
const KnownDeal = z.object({ id: z.string(), isOpen: z.boolean(), fields: Values })
const DealsAnswer = z.object({ deals: z.array(KnownDeal) })
const KnownFact = z.object({
  id: z.string(),
  about: z.string(),
  recordId: z.string(),
  field: z.string(),
  value: JsonValue,
  source: z.string(),
  observedAt: z.string(),
  freshUntil: z.string().nullable(),
  trust: z.string(),
  tainted: z.boolean(),
})
const FactsAnswer = z.object({
  facts: z.array(KnownFact),
  openQuestions: z.array(z.object({ field: z.string() })),
})

export type KnownActivity = z.infer<typeof KnownActivity>
export type KnownContact = z.infer<typeof KnownContact>
export type KnownDeal = z.infer<typeof KnownDeal>
export type KnownFact = z.infer<typeof KnownFact>

/** Everything read so far. What no tool has answered yet is empty. */
export interface Known extends Omit<z.infer<typeof Account>, 'now'> {
  readonly now: Date
  readonly record: z.infer<typeof RecordAnswer>['account'] | undefined
  readonly activities: readonly KnownActivity[]
  readonly contacts: readonly KnownContact[]
  readonly deals: readonly KnownDeal[]
  readonly facts: readonly KnownFact[]
  readonly openQuestions: readonly string[]
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
    facts: facts?.facts ?? [],
    openQuestions: facts?.openQuestions.map(({ field }) => field) ?? [],
  }
}
