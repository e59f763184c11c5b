import { canonicalJson, type Json } from '#base/canonical.ts'
import { domainForms } from '#records/addresses.ts'
import { sizeBandOf } from '#records/index-row.ts'
import { countryCode } from './mail/country.ts'
import { textsIn } from './texts.ts'

// Whether somebody said a value, in whatever spelling. Chosen against: a value that stands in no source and would mislead
// everybody after us. Accepted instead: what has to be worked out from a source is held, but for the few ways below.

/** One statement a value may come from. `isOwn`: it is about the very field of the record that would be written. */
export interface Saying {
  readonly field: string
  readonly value: Json
  readonly isOwn: boolean
}

/** Whether these statements hold the value of this field; a list needs all its items, in any of them. */
export function isSaid(field: string, value: Json, sayings: readonly Saying[]): boolean {
  if (Array.isArray(value)) return value.every((item) => isSaid(field, item, sayings))
  return sayings.some((saying) => says(saying, field, value))
}

function says(saying: Saying, field: string, value: Json): boolean {
  const parts = Array.isArray(saying.value) ? saying.value : [saying.value]
  if (saying.isOwn && parts.some((part) => isSame(field, part, value))) return true
  return derived(saying, field, value) || (isProse(saying.field) && holds(saying.value, value))
}

/** The same value, though spelled otherwise: letters, blanks, marks, figures, a country's name or code. */
export function isSame(field: string, a: Json, b: Json): boolean {
  if (typeof a === 'number' || typeof b === 'number') {
    const [left, right] = [numberOf(a), numberOf(b)]
    return left !== undefined && left === right
  }
  if (typeof a !== 'string' || typeof b !== 'string') return flagOf(a) === flagOf(b)
  if (plain(a) === plain(b)) return true
  if (field === 'country') return countryCode(a) !== undefined && countryCode(a) === countryCode(b)
  if (field === 'phone') return digitsOf(a).length > 6 && digitsOf(a) === digitsOf(b)
  if (field === 'website' || field === 'domain') return hostOf(a) !== undefined && hostOf(a) === hostOf(b)
  return dayOf(a) !== undefined && dayOf(a) === dayOf(b)
}

const plain = (text: string): string =>
  text
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}+#]+/gu, ' ')
    .trim()

/** A yes or no, however it was stored; anything else by its canonical form. */
const flagOf = (value: Json): string =>
  typeof value === 'string' && /^(?:true|yes|ja|false|no|nein)$/iu.test(value.trim())
    ? String(/^(?:true|yes|ja)$/iu.test(value.trim()))
    : canonicalJson(value)

/** `1200`, `1,200`, `1.200`, `1 200`, `1.2k`, `ca. 1200 people`: the one number of a text. */
function numberOf(value: Json): number | undefined {
  if (typeof value === 'number') return value
  const [first, ...more] = typeof value === 'string' ? numbersIn(value) : []
  return more.length === 0 ? first : undefined
}

const figure =
  /(?<![\p{L}\p{N}])(\d{1,3}(?:[.,'’\s]\d{3})+|\d+(?:[.,]\d+)?)\s?(k|m|mio|million(?:en)?|tausend|thousand|bn|billion)?(?![\p{L}\p{N}])/giu
const scales: Readonly<Record<string, number>> = {
  k: 1e3,
  thousand: 1e3,
  tausend: 1e3,
  m: 1e6,
  mio: 1e6,
  million: 1e6,
  millionen: 1e6,
  bn: 1e9,
  billion: 1e9,
}

/** The numbers written in figures in a text. */
export const numbersIn = (text: string): readonly number[] =>
  [...text.normalize('NFKC').matchAll(figure)].map(({ 1: digits = '', 2: scale = '' }) => {
    const isGrouped = /^\d{1,3}(?:[.,'’\s]\d{3})+$/u.test(digits)
    const number = Number(isGrouped ? digits.replaceAll(/\D/gu, '') : digits.replace(',', '.'))
    return Math.round(number * (scales[scale.toLowerCase()] ?? 1) * 1000) / 1000
  })

const digitsOf = (text: string): string => text.replaceAll(/\D/gu, '').replace(/^00/u, '')
const hostOf = (text: string): string | undefined => domainForms(text)[0]
const dayOf = (text: string): string | undefined => /^\d{4}-\d{2}-\d{2}(?=$|T)/u.exec(text.trim())?.[0]

/** What follows from a statement about another field by a rule that needs no judgement. */
function derived({ field: from, value: said }: Saying, field: string, value: Json): boolean {
  if (field === 'sizeBand' && from === 'employees') return sizeBandOf(numberOf(said)) === value
  if (typeof value !== 'string' || typeof said !== 'string') return false
  if (field === 'website' && (from === 'domain' || from === 'email')) return hostOf(said) === hostOf(value)
  if (field === 'domain' && (from === 'website' || from === 'email')) return hostOf(said) === hostOf(value)
  if (field === 'title' || field === 'role')
    return (from === 'title' || from === 'role') && plain(said) === plain(value)
  if (from !== 'location') return false
  return said.split(/[,;/|()]/u).some((part) => isSame(field === 'country' ? field : '', part, value))
}

// Values of these are closed: of another field they say nothing, however alike two values look.
const closed = new Set(
  'name formerNames industry country city location language timeZone leadSource phone fundingStage lifecycle owner website domain email firstName lastName title role stage currency forecastCategory'.split(
    ' ',
  ),
)
const isProse = (field: string): boolean => !closed.has(field)

/** Whether a text of theirs holds the value as whole words, or as a number in figures. */
function holds(text: Json, value: Json): boolean {
  const texts = textsIn(text)
  if (typeof value === 'number') return texts.some((one) => numbersIn(one).includes(value))
  if (typeof value !== 'string' || plain(value) === '') return false
  return texts.some((one) => ` ${plain(one)} `.includes(` ${plain(value)} `))
}

// What an agent words itself: of these only the figures must have been said.
const worded = new Set(['description', 'nextStep'])

/** The figures of a worded value that nobody said; the whole value, where the field holds a finding. */
export function unsaid(field: string, value: Json, sayings: readonly Saying[]): Json | undefined {
  if (isSaid(field, value, sayings)) return undefined
  if (!worded.has(field) || typeof value !== 'string' || sayings.length === 0) return value
  const known = new Set(sayings.flatMap((saying) => numbersOf(saying.value)))
  return numbersIn(value).find((number) => !known.has(number))
}

const numbersOf = (value: Json): readonly number[] =>
  typeof value === 'number' ? [value] : textsIn(value).flatMap(numbersIn)
