import type { Finding, Ground } from './ground.ts'
import { fold, formsOf } from './plain.ts'
import type { Reading } from './reading.ts'

// A wrong line of business is written in small letters and looks like any word: these are the words for them, those that
// mean nearly the same on one line.

const lines: readonly string[] = [
  'finance financial banking bank banks fintech payments payment finanzen finanzbranche banken bankwesen zahlungsverkehr',
  'insurance insurtech insurers versicherung versicherungen versicherer',
  'health healthcare medical hospitals clinics medtech gesundheit gesundheitswesen medizintechnik kliniken pharma pharmaceuticals biotech biotechnology diagnostics therapeutics',
  'construction building proptech real-estate immobilien bau baubranche bauwesen bauindustrie housing',
  'software saas tech it informatik b2b developer infrastructure cloud',
  'manufacturing industrial industrials machinery robotics hardware maschinenbau fertigung robotik automation automatisierung electronics elektronik electrical',
  'retail retailers e-commerce ecommerce consumer einzelhandel handel onlinehandel fashion mode apparel',
  'logistics transport transportation shipping freight supply-chain trucking logistik spedition transportwesen delivery',
  'education edtech e-learning schools universities bildung bildungswesen schulen',
  'energy solar utilities climate renewables power energie energiewirtschaft stromversorgung oil gas',
  'food restaurants restaurant agriculture farming beverages lebensmittel gastronomie landwirtschaft bakery bakeries bäckereien',
  'travel tourism hospitality hotels airlines tourismus reisebranche hotellerie',
  'media entertainment gaming publishing advertising medien werbung spieleindustrie verlage',
  'legal law kanzleien rechtsberatung',
  'automotive mobility vehicles automobil autoindustrie fahrzeugbau',
  'aerospace aviation defense defence luftfahrt raumfahrt',
  'telecom telecommunications telekommunikation',
  'mining metals chemicals chemical bergbau chemie',
  'government nonprofit behörden verwaltung',
]
const lineOf = new Map<string, number>()
for (const [at, words] of lines.entries())
  for (const word of words.split(/[\s]+/))
    for (const part of [word, word.replace('-', '')]) lineOf.set(fold(part), at)

/** `Energiebranche` is the line of `Energie`. */
const lineAt = (key: string): number | undefined =>
  lineOf.get(key) ??
  lineOf.get(key.replace(/s?(?:branche|industrie|sektor|wirtschaft|bereich|unternehmen|firma)$/, ''))

const place =
  /\b(?:in|in the|im bereich|in der|im|aus dem bereich|aus der|aus dem|your|ihr\p{L}*|for|bereich|branche|as an?|like)\s(?:the\s|der\s|dem\s)?$/iu
const after =
  /^\s(?:industry|sector|space|business|market|compan(?:y|ies)|firms?|teams?|branche|sektor|unternehmen)\b/iu
const industryField = /industr|sector|branche|vertical/i

/** A line of business other than the one cited for the sentence. */
export function industryFindings(
  { text, words }: Reading,
  { cited, own, names }: Ground,
): readonly Finding[] {
  const facts = cited.filter(({ fact }) => fact !== undefined && industryField.test(fact.field))
  const [nearest] = facts
  if (nearest === undefined) return []
  const known = new Set(
    cited.flatMap(({ readings }) =>
      readings.flatMap((reading) => reading.words.flatMap(({ key }) => lineAt(key) ?? [])),
    ),
  )
  return words
    .filter(({ key, start, end }) => {
      // `It works in …` speaks of a thing, `IT` of a trade.
      const line = key === 'it' && text.slice(start, end) !== 'IT' ? undefined : lineAt(key)
      if (line === undefined || known.has(line) || names.has(key)) return false
      if (!place.test(text.slice(Math.max(0, start - 24), start)) && !after.test(text.slice(end, end + 16)))
        return false
      return ![...cited, ...own].some(({ forms }) => formsOf(key).some((form) => forms.has(form)))
    })
    .slice(0, 1)
    .map(({ text: token, start, end }) => ({
      token,
      start,
      end,
      found: `${nearest.label} is the nearest: another line of business`,
    }))
}
