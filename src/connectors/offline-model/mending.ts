import { canonicalJson } from '#base/canonical.ts'
import { accountFact, hasFreshBusiness, isFresh, sayable } from './citable.ts'
import { headCountInMail } from './finds.ts'
import type { Intent, NoteSentence } from './intents.ts'
import type { Known, KnownFact } from './reading.ts'

// Fields. A field that was mended today counts as fresh tomorrow, so business fields are only touched where something
// fresh is known anyway: mending must not turn an account with nothing to say into one with something to say.

const fillable = ['employees', 'industry', 'country', 'city', 'technologies', 'fundingStage', 'foundedYear']
const counted = new Set(['employees', 'foundedYear'])
const ageing = new Set(['employees', 'industry', 'technologies', 'fundingStage'])

const claimsFor = ({ facts }: Known, field: string): readonly KnownFact[] =>
  facts
    .filter(
      (fact) =>
        fact.about === 'account' && fact.field === field && fact.trust === 'vendor' && fact.source !== 'crm',
    )
    .toSorted((a, b) =>
      a.observedAt > b.observedAt || (a.observedAt === b.observedAt && a.id < b.id) ? -1 : 1,
    )

const isEmpty = (known: Known, field: string): boolean => (known.record?.fields[field] ?? null) === null

function setField(
  known: Known,
  field: string,
  of: { value: KnownFact['value']; cites: readonly string[] },
): Intent {
  const object = { system: known.record?.system ?? '', object: 'account', id: known.account }
  return { kind: 'set-field', object, field, ...of }
}

const isQuestion = ({ openQuestions }: Known, field: string): boolean =>
  openQuestions.some((question) => question.field === field)

/**
 * Empty fields that vendors can fill. Where they disagree the drafter takes the newest answer and cites them all: how
 * sure one can be of that is the gate's to say. `careful`: then it keeps away from what they disagree on.
 */
export function filled(known: Known, how?: 'careful'): readonly Intent[] {
  const mayAge = hasFreshBusiness(known)
  return fillable
    .filter((field) => isEmpty(known, field))
    .flatMap((field) => {
      const claims = claimsFor(known, field)
      const [newest] = claims
      const isOpen = isQuestion(known, field)
      if (isOpen && (how === 'careful' || decided(known, field) !== undefined)) return []
      if (newest === undefined || !claims.every((claim) => isFresh(claim, known.now))) return []
      if (!isOpen && ageing.has(field) && !mayAge) return []
      // A range is worth knowing, but no number.
      if (counted.has(field) && typeof newest.value !== 'number') return []
      return [setField(known, field, { value: newest.value, cites: claims.map(({ id }) => id) })]
    })
    .slice(0, 2)
}

/** A country that the free-text location already names as its last part. */
export function countryFromLocation(known: Known): readonly Intent[] {
  const location = accountFact(known, 'location')
  if (!isEmpty(known, 'country') || location === undefined || typeof location.value !== 'string') return []
  const parts = location.value.split(',').map((part) => part.trim())
  const country = parts.at(-1) ?? ''
  if (parts.length < 2 || !/^[\p{L} .'-]{2,40}$/u.test(country) || /remote/i.test(country)) return []
  return [setField(known, 'country', { value: country, cites: [location.id] })]
}

const spellings: Readonly<Record<string, string>> = {
  usa: 'United States',
  'u.s.': 'United States',
  'u.s.a.': 'United States',
  us: 'United States',
  'united states of america': 'United States',
  uk: 'United Kingdom',
  'u.k.': 'United Kingdom',
  'great britain': 'United Kingdom',
  deutschland: 'Germany',
  nederland: 'Netherlands',
  'the netherlands': 'Netherlands',
  österreich: 'Austria',
  schweiz: 'Switzerland',
  españa: 'Spain',
  italia: 'Italy',
  sverige: 'Sweden',
  danmark: 'Denmark',
}
const commonNames = new Map(Object.values(spellings).map((name) => [name.toLowerCase(), name]))

/** A country in another spelling than most of the book uses. What a person entered is left alone. */
export function tidyCountry(known: Known): readonly Intent[] {
  const fact = accountFact(known, 'country')
  if (fact === undefined || fact.trust === 'human' || typeof fact.value !== 'string') return []
  const written = fact.value.trim().toLowerCase()
  const value = spellings[written] ?? commonNames.get(written)
  return value === undefined || value === fact.value
    ? []
    : [setField(known, 'country', { value, cites: [fact.id] })]
}

/** An industry with stray blanks or in one case only, put into plain words. What a person entered is left alone. */
export function tidyIndustry(known: Known): readonly Intent[] {
  const fact = accountFact(known, 'industry')
  if (fact === undefined || fact.trust === 'human' || typeof fact.value !== 'string') return []
  if (!isFresh(fact, known.now)) return []
  const spaced = fact.value.normalize('NFKC').replaceAll(/\s+/g, ' ').trim()
  const isShouted = spaced.length > 4 && spaced === spaced.toUpperCase()
  const isWhispered = spaced === spaced.toLowerCase()
  const lower = isShouted ? spaced.toLowerCase() : spaced
  const value = isShouted || isWhispered ? lower.slice(0, 1).toUpperCase() + lower.slice(1) : lower
  return value === fact.value ? [] : [setField(known, 'industry', { value, cites: [fact.id] })]
}

const sameNumberWithin = 0.2

const agrees = (a: KnownFact['value'], b: KnownFact['value']): boolean =>
  typeof a === 'number' && typeof b === 'number'
    ? Math.abs(a - b) <= sameNumberWithin * Math.max(a, b)
    : canonicalJson(a).toLowerCase() === canonicalJson(b).toLowerCase()

/** The one claim that a source above vendors agrees with: a person, the CRM, or their own mail. */
function decided(known: Known, field: string): string | undefined {
  const claims = known.openQuestions.find((question) => question.field === field)?.claims ?? []
  const above = known.facts.filter(
    (fact) => fact.about === 'account' && fact.field === field && ['human', 'crm'].includes(fact.trust),
  )
  const theirs = headCountInMail(known).flatMap((intent) =>
    intent.kind === 'observe' && intent.field === field ? [intent.value] : [],
  )
  const voices = [...above.map(({ value }) => value), ...theirs]
  const backed = claims.filter(({ value }) => voices.some((voice) => agrees(voice, value)))
  return backed.length === 1 ? backed[0]?.id : undefined
}

/** Open questions that a source above vendors decides. */
export const settled = (known: Known): readonly Intent[] =>
  known.openQuestions.flatMap(({ field }) => {
    const pick = decided(known, field)
    const why: NoteSentence = { phrase: 'settled', values: { field }, cites: [] }
    return pick === undefined ? [] : [{ kind: 'settle-claim', field, pick, why }]
  })

/** What vendors disagree on and nothing decides, side by side, for whoever decides. */
export function conflictNote(known: Known): readonly Intent[] {
  const open = known.openQuestions.filter(({ field }) => decided(known, field) === undefined)
  const sentences = open.flatMap(({ field }): NoteSentence[] => {
    const claims = claimsFor(known, field).filter((claim) => isFresh(claim, known.now))
    const values = claims.map(({ value }) => sayable(value) ?? canonicalJson(value))
    if (claims.length < 2) return []
    return [
      {
        phrase: 'conflict',
        values: { field, values: values.join(' / ') },
        cites: claims.map(({ id }) => id),
      },
    ]
  })
  return sentences.length === 0 ? [] : [{ kind: 'add-note', purpose: 'data-conflict', sentences }]
}
