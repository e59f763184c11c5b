import type { Json } from '#base/canonical.ts'
import type { Fact } from '#records/fact.ts'
import { formsOf } from './plain.ts'
import { statedFact } from './stated.ts'
import { wordsOfField } from './topics.ts'

// What the record itself says of an account, cited or not.

/** The words of untainted facts: what outsiders wrote is said only where it is cited. */
export function knownIn(facts: readonly Fact[], timeZone: string): () => ReadonlySet<string> {
  let forms: ReadonlySet<string> | undefined
  return () =>
    (forms ??= new Set(
      facts
        .filter(({ tainted, field }) => !tainted && !/^(?:message|mail|email|call|note|meeting)$/.test(field))
        .flatMap((fact) => {
          const { forms: said, fieldForms } = statedFact(fact, { timeZone, currency: '' })
          return typeof fact.value === 'string' && fact.value.split(' ').length > 5
            ? []
            : [...said, ...fieldForms]
        }),
    ))
}

const measure = /^(?:per|pro|count|number|total|anzahl|year|month|week|day|jahr|monat|woche|tag)$/i
const thingForms = (field: string): readonly string[] =>
  wordsOfField(field)
    .filter((word) => !measure.test(word))
    .flatMap(formsOf)

/** Forms of the words of the record's own counts. */
export const thingsOf = (fields: Readonly<Record<string, Json>>): ReadonlySet<string> =>
  new Set(
    Object.entries(fields).flatMap(([field, value]) => (typeof value === 'number' ? thingForms(field) : [])),
  )
