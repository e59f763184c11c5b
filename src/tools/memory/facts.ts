import * as z from 'zod'
import { plusDays } from '#base/clock.ts'
import type { Fact } from '#records/fact.ts'
import { freshDaysOf } from '#records/field-dictionary.ts'
import { JsonValue } from '#records/fields.ts'
import { ShownValue, fitting, shownValue } from '../shown.ts'
import { args, tool } from '../tool.ts'

const about = z.enum(['account', 'deal', 'contact'])

const Output = z.object({
  facts: z.array(
    z.object({
      id: z.string(),
      about,
      recordId: z.string(),
      field: z.string(),
      value: ShownValue,
      source: z.string(),
      sourceRef: z.string(),
      observedAt: z.string(),
      freshUntil: z.string().nullable(),
      trust: z.string(),
      tainted: z.boolean(),
    }),
  ),
  openQuestions: z.array(
    z.object({
      field: z.string(),
      inRecord: JsonValue,
      claims: z.array(
        z.object({ id: z.string(), vendor: z.string(), value: JsonValue, observedAt: z.string() }),
      ),
    }),
  ),
  left: z.number(),
})

const rank = { account: 0, deal: 1, contact: 2 }
const aboutOf = (fact: Fact) => about.safeParse(fact.subject.object).data

function freshUntil(fact: Fact): string | null {
  const of = aboutOf(fact)
  const days = of === undefined ? undefined : freshDaysOf(of, fact.field)
  return days === undefined ? null : plusDays(new Date(fact.observedAt), days).toISOString()
}

const shown = (fact: Fact) => ({
  id: fact.id,
  about: aboutOf(fact),
  recordId: fact.subject.id,
  field: fact.field,
  value: shownValue(fact.value, fact.tainted),
  source: fact.source,
  sourceRef: fact.sourceRef,
  observedAt: fact.observedAt,
  freshUntil: freshUntil(fact),
  trust: fact.trust,
  tainted: fact.tainted,
})

/** The citable facts, with what vendors disagree on. The account's own come first, then deals, then contacts. */
export const facts = tool({
  name: 'facts',
  description:
    'The dated, sourced facts about the account with their ids; cite these ids. Past `freshUntil` a fact is too old to stand in a message. `openQuestions` are fields on which vendors disagree and the record is silent.',
  input: args({ about: about.optional() }),
  output: Output,
  find({ brief }, input) {
    const chosen = brief.facts
      .filter((fact) => aboutOf(fact) !== undefined && (!input.about || aboutOf(fact) === input.about))
      .toSorted((a, b) => rank[aboutOf(a) ?? 'contact'] - rank[aboutOf(b) ?? 'contact'])
    const { fit, left } = fitting(chosen.map(shown))
    const openQuestions = brief.openQuestions.map(({ field, inRecord, claims }) => ({
      field,
      inRecord,
      claims: claims.map(({ id, vendor, value, observedAt }) => ({ id, vendor, value, observedAt })),
    }))
    return {
      tainted: chosen.slice(0, fit.length).some((fact) => fact.tainted),
      value: { facts: fit, openQuestions, left },
    }
  },
})
