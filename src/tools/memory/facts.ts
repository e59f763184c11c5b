import * as z from 'zod'
import { plusDays } from '#base/clock.ts'
import { seenText } from '#base/seen-text.ts'
import type { Brief } from '#records/brief.ts'
import type { Fact } from '#records/fact.ts'
import { freshDaysOf } from '#records/field-dictionary.ts'
import { JsonValue } from '#records/fields.ts'
import { ShownValue, dayOnly, fitting, flags, leftOut, minuteOnly, seenValue, shownValue } from '../shown.ts'
import { args, tool } from '../tool.ts'

const about = z.enum(['account', 'deal', 'contact'])
type About = z.infer<typeof about>

const Shown = z.object({
  id: z.string(),
  field: z.string(),
  value: ShownValue,
  source: z.string().optional(),
  sourceRef: z.string().optional(),
  observedAt: z.string().optional(),
  freshUntil: z.string().optional(),
  trust: z.string().optional(),
  tainted: z.literal(true).optional(),
})

const Output = z.object({
  records: z.array(z.object({ about, recordId: z.string(), observedAt: z.string(), facts: z.array(Shown) })),
  openQuestions: z
    .array(
      z.object({
        field: z.string(),
        inRecord: JsonValue,
        claims: z.array(
          z.object({ id: z.string(), vendor: z.string(), value: JsonValue, observedAt: z.string() }),
        ),
      }),
    )
    .optional(),
  left: z.number().optional(),
})

interface Subject {
  readonly fact: Fact
  readonly about: About
  readonly shown: z.infer<typeof Shown>
}

const rank = { account: 0, deal: 1, contact: 2 }

/** Whoever acts on a proposal may take this long: what is fresh beyond it need not say so. */
const soonDays = 60

function freshUntil(
  { field, observedAt }: Fact,
  { of, now }: { readonly of: About; readonly now: string },
): { readonly freshUntil?: string } {
  const days = freshDaysOf(of, field)
  if (days === undefined) return {}
  const until = plusDays(new Date(observedAt), days)
  return until > plusDays(new Date(now), soonDays) ? {} : { freshUntil: dayOnly(until.toISOString()) }
}

/** What a CRM record says needs no source, and its day is enough; what vendors and readers said does, to the minute. */
function shownOf(fact: Fact, at: { readonly of: About; readonly now: string }): z.infer<typeof Shown> {
  const isOfRecord = fact.source === 'crm' && fact.sourceRef === fact.subject.id
  return {
    id: fact.id,
    field: seenText(fact.field),
    value: shownValue(fact.value, fact.tainted),
    ...(!isOfRecord && { source: fact.source, sourceRef: fact.sourceRef }),
    observedAt: isOfRecord ? dayOnly(fact.observedAt) : minuteOnly(fact.observedAt),
    ...freshUntil(fact, at),
    ...(fact.trust !== 'crm' && { trust: fact.trust }),
    ...flags({ tainted: fact.tainted }),
  }
}

/** The account's own facts come first, then deals, then contacts; within one as the brief has them. */
function chosen({ facts, at: now }: Brief, only: About | undefined): readonly Subject[] {
  return facts
    .flatMap((fact): Subject[] => {
      const of = about.safeParse(fact.subject.object).data
      if (of === undefined || (only !== undefined && only !== of)) return []
      return [{ fact, about: of, shown: shownOf(fact, { of, now }) }]
    })
    .toSorted((a, b) => rank[a.about] - rank[b.about])
}

/** By record, with the day on which most of its facts were entered said once. */
const byRecord = (subjects: readonly Subject[]) =>
  [...Map.groupBy(subjects, ({ fact }) => fact.subject.id)].map(([recordId, own]) => {
    const byDay = Map.groupBy(own, ({ shown }) => shown.observedAt)
    const usual = [...byDay].toSorted(([, a], [, b]) => b.length - a.length)[0]?.[0]
    return {
      about: own[0]?.about,
      recordId,
      observedAt: usual,
      facts: own.map(({ shown: { observedAt, ...rest } }) =>
        observedAt === usual ? rest : { ...rest, observedAt },
      ),
    }
  })

/** The citable facts, with what vendors disagree on. */
export const facts = tool({
  name: 'facts',
  description:
    'The dated, sourced facts about the account with their ids, by record; cite these ids. Where a fact says nothing else, source and trust are the CRM record itself and `observedAt` is that of the record. Past `freshUntil` a fact is too old to stand in a message; without it, it stays fresh for two months at least. `openQuestions` are fields on which vendors disagree and the record is silent.',
  input: args({ about: about.optional() }),
  output: Output,
  find({ brief }, input) {
    const all = chosen(brief, input.about)
    const { fit, left } = fitting(all.map(({ shown }) => shown))
    const subjects = all.slice(0, fit.length)
    const openQuestions = brief.openQuestions.map(({ field, inRecord, claims }) => ({
      field,
      inRecord,
      claims: claims.map(({ id, vendor, value, observedAt }) => ({
        id,
        vendor,
        value: seenValue(value),
        observedAt: minuteOnly(observedAt),
      })),
    }))
    return {
      tainted: subjects.some(({ fact }) => fact.tainted),
      value: {
        records: byRecord(subjects),
        ...(openQuestions.length > 0 && { openQuestions }),
        ...leftOut(left),
      },
    }
  },
})
