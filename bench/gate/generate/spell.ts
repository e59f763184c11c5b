import { oneOf, type Random } from '#base/random.ts'
import type { Language } from './world.ts'

// Ways to write numbers, amounts and days.

const ones =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  )
const tens = '_ _ twenty thirty forty fifty sixty seventy eighty ninety'.split(' ')
const einer =
  'null ein zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn'.split(
    ' ',
  )
const zehner = '_ _ zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig'.split(' ')

/** A whole number from 0 to 999,999 in English words. */
export function english(n: number): string {
  if (n < 20) return ones[n] ?? ''
  if (n < 100) return `${tens[Math.floor(n / 10)]}${n % 10 === 0 ? '' : `-${english(n % 10)}`}`
  if (n < 1000)
    return `${ones[Math.floor(n / 100)]} hundred${n % 100 === 0 ? '' : ` and ${english(n % 100)}`}`
  const rest = n % 1000
  return `${english(Math.floor(n / 1000))} thousand${rest === 0 ? '' : `${rest < 100 ? ' and' : ''} ${english(rest)}`}`
}

/** The same in German, as it stands before a noun. */
export function german(n: number): string {
  if (n < 20) return einer[n] ?? ''
  if (n < 100)
    return n % 10 === 0 ? (zehner[n / 10] ?? '') : `${german(n % 10)}und${zehner[Math.floor(n / 10)]}`
  if (n < 1000) return `${german(Math.floor(n / 100))}hundert${n % 100 === 0 ? '' : german(n % 100)}`
  return `${german(Math.floor(n / 1000))}tausend${n % 1000 === 0 ? '' : german(n % 1000)}`
}

export const inWords = (n: number, language: Language): string => (language === 'en' ? english(n) : german(n))

const grouped = (n: number, mark: string): string => String(n).replaceAll(/\B(?=(\d{3})+(?!\d))/g, mark)

/** The number in digits, as people of that language write it. */
export function inDigits(n: number, language: Language, random: Random): string {
  if (n < 1000) return String(n)
  return oneOf(random, [
    String(n),
    grouped(n, language === 'en' ? ',' : '.'),
    ...(n >= 10_000 ? [grouped(n, '\u202f')] : []),
  ])
}

/** Digits mostly, words now and then where they stay short. */
export function number(n: number, language: Language, random: Random): string {
  const isShort = n > 1 && (n < 100 || (n < 1000 && n % 100 === 0))
  return isShort && random() < 0.25 ? inWords(n, language) : inDigits(n, language, random)
}

const months: Readonly<Record<Language, readonly string[]>> = {
  en: 'January February March April May June July August September October November December'.split(' '),
  de: 'Januar Februar März April Mai Juni Juli August September Oktober November Dezember'.split(' '),
}

const ordinal = (day: number): string => {
  const suffix = day >= 11 && day <= 13 ? 'th' : (['th', 'st', 'nd', 'rd'][day % 10] ?? 'th')
  return `${day}${suffix}`
}

/** A day `YYYY-MM-DD` as people write it on `now`; the year is left out only where it goes without saying. */
export function dated(day: string, language: Language, random: Random, now: string): string {
  const isNear = apart(now, day) >= 0 && apart(now, day) < 300
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  const name = months[language][month - 1] ?? ''
  const two = (n: number) => String(n).padStart(2, '0')
  if (language === 'de')
    return oneOf(random, [
      `${date}. ${name} ${year}`,
      `${two(date)}.${two(month)}.${year}`,
      day,
      ...(isNear ? [`${date}. ${name}`] : []),
    ])
  return oneOf(random, [
    `${date} ${name} ${year}`,
    `${name} ${date}, ${year}`,
    ...(isNear ? [`${name} ${ordinal(date)}`, `the ${ordinal(date)} of ${name}`] : []),
    day,
    `${date} ${name.slice(0, 3)} ${year}`,
  ])
}

/** The day moved by whole days. */
export const moved = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)

/** Whole days from one day to another. */
export const apart = (from: string, to: string): number =>
  Math.round(
    (Date.parse(`${to.slice(0, 10)}T00:00:00Z`) - Date.parse(`${from.slice(0, 10)}T00:00:00Z`)) / 86_400_000,
  )

/** How long until `day`, in words that are exactly true; undefined where no round words fit. */
export function ahead(now: string, day: string, language: Language, random: Random): string | undefined {
  const days = apart(now, day)
  if (days < 2) return undefined
  const en = language === 'en'
  const amount = (n: number) => (n < 13 && random() < 0.5 ? inWords(n, language) : String(n))
  const choices = [
    ...(days <= 40 ? [en ? `in ${amount(days)} days` : `in ${amount(days)} Tagen`] : []),
    ...(days % 7 === 0 && days >= 14
      ? [en ? `in ${amount(days / 7)} weeks` : `in ${amount(days / 7)} Wochen`]
      : []),
    ...(isNextMonth(now, day) ? [en ? 'next month' : 'im nächsten Monat'] : []),
  ]
  return choices.length === 0 ? undefined : oneOf(random, choices)
}

const monthNumber = (day: string): number => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7))
const isNextMonth = (now: string, day: string): boolean => monthNumber(day) - monthNumber(now) === 1
