import { cut } from '#base/seen-text.ts'
import type { Json } from '#base/canonical.ts'
import type { MailSentence, NoteSentence } from './intents.ts'
import type { Known, KnownFact } from './reading.ts'
import { draw } from './turns.ts'

const business = ['description', 'industry', 'employees', 'technologies', 'hiring', 'fundingStage'] as const
type Business = (typeof business)[number]

const places = ['city', 'location', 'country']
/** Never a sentence: how to reach or file the account, or a matter for people. */
const silent = new Set([
  ...business,
  ...places,
  'name',
  'formerNames',
  'domain',
  'website',
  'language',
  'timeZone',
  'phone',
  'leadSource',
  'lifecycle',
  'owner',
  'contractEnd',
])

export const isFresh = (fact: KnownFact, now: Date): boolean =>
  fact.freshUntil === null || new Date(fact.freshUntil) >= now

/** Facts of the record itself that no outsider wrote. What we inferred ourselves is never cited: it must not feed back. */
const ofRecord = (known: Known): readonly KnownFact[] =>
  known.facts.filter(({ about, source, tainted }) => about === 'account' && source === 'crm' && !tainted)

/** The fact of one field of the account's record. */
export const accountFact = (known: Known, field: string): KnownFact | undefined =>
  ofRecord(known).find((fact) => fact.field === field)

/** The fact of one field of a contact or deal. */
export const factOf = (known: Known, recordId: string, field: string): KnownFact | undefined =>
  known.facts.find((fact) => fact.recordId === recordId && fact.field === field && fact.source === 'crm')

/** Links, addresses and markup: what is written for people is plain text. */
export const isPlainText = (text: string): boolean =>
  !/https?:|www\.|@|<[a-z/!?]|&#?\w+;|\]\s?[[(]|\{\{/i.test(text)

/** A value as it may stand in a sentence, literally; undefined when it says nothing or too much. */
export function sayable(value: Json): string | undefined {
  if (value === true) return ''
  if (typeof value === 'number') return value > 0 ? String(value) : undefined
  if (Array.isArray(value))
    return sayable(
      value
        .filter((item) => typeof item === 'string')
        .slice(0, 2)
        .join(', '),
    )
  if (typeof value !== 'string' || !isPlainText(value)) return undefined
  const line = value.trim().split(/[\r\n]/)[0] ?? ''
  const short = line.length <= 140 ? line : cut(line, Math.max(line.lastIndexOf(' ', 140), 0) || 140)
  return short.replace(/[.!?…,;:\s]+$/, '') || undefined
}

interface Usable {
  readonly fact: KnownFact
  readonly field: Business
  readonly text: string
}

function usable(known: Known): readonly Usable[] {
  return business.flatMap((field) => {
    const fact = accountFact(known, field)
    const text = fact && sayable(fact.value)
    return fact !== undefined && text !== undefined ? [{ fact, field, text }] : []
  })
}

const newest = (a: Usable, b: Usable): number => {
  if (a.fact.observedAt !== b.fact.observedAt) return a.fact.observedAt > b.fact.observedAt ? -1 : 1
  return a.field < b.field ? -1 : 1
}

/** Whether anything fresh can be said about the business. */
export const hasFreshBusiness = (known: Known): boolean =>
  usable(known).some(({ fact }) => isFresh(fact, known.now))

/**
 * What to say about the business: fresh facts, in an order that varies by account; without any, the newest stale one.
 * The drafter is naive there: whether that one may still be said is the gate's to judge.
 */
function chosen(known: Known, count: number): readonly Usable[] {
  const fresh = usable(known).filter(({ fact }) => isFresh(fact, known.now))
  if (fresh.length === 0) return usable(known).toSorted(newest).slice(0, 1)
  return fresh.toSorted((a, b) => draw(known.account, a.field) - draw(known.account, b.field)).slice(0, count)
}

/** At most `count` sentences about the business, for a message. */
export const businessForMail = (known: Known, count: number): readonly MailSentence[] =>
  chosen(known, count).map(({ fact, field, text }) => ({
    phrase: field,
    values: { value: text },
    cites: [fact.id],
  }))

/** A field's name as people say it. */
export const words = (field: string): string => field.replaceAll(/([a-z])([A-Z])/g, '$1 $2').toLowerCase()

/** Where it sits, and what else the record holds: for notes of accounts about which little is known. */
function rest(known: Known): readonly NoteSentence[] {
  const fresh = ofRecord(known).filter((fact) => isFresh(fact, known.now))
  const place = places.flatMap((field) => fresh.find((fact) => fact.field === field) ?? []).slice(0, 1)
  const others = fresh.filter(({ field, value }) => !silent.has(field) && typeof value !== 'boolean')
  return [...place, ...others].flatMap((fact): NoteSentence[] => {
    const value = sayable(fact.value)
    if (value === undefined || value === '') return []
    return places.includes(fact.field)
      ? [{ phrase: 'place', values: { value }, cites: [fact.id] }]
      : [{ phrase: 'other', values: { value, field: words(fact.field) }, cites: [fact.id] }]
  })
}

/** Two to four sentences of what is known, for a note; fewer only where less is known. */
export function factsForNote(known: Known): readonly NoteSentence[] {
  const said = chosen(known, 3).map(({ fact, field, text }): NoteSentence => ({
    phrase: field,
    values: { value: text },
    cites: [fact.id],
  }))
  return [...said, ...rest(known)].slice(0, 4)
}

/** The account's name as a value and its citation. */
export function named(
  known: Known,
): { readonly name: string; readonly cites: readonly string[] } | undefined {
  const fact = accountFact(known, 'name')
  return fact !== undefined && typeof fact.value === 'string'
    ? { name: fact.value, cites: [fact.id] }
    : undefined
}
