import { aboutFindings } from './check-about.ts'
import { affirmedFindings, denialFindings, hiringFindings } from './check-claims.ts'
import { borneFindings } from './check-borne.ts'
import { codeFindings } from './check-codes.ts'
import { claimedRoleFindings, deedFindings, frequencyFindings, universalFindings } from './check-done.ts'
import { ableFindings, actorFindings, doerFindings, relationFindings, retoldFindings } from './check-told.ts'
import { dateFinding, tenseFindings } from './check-date.ts'
import { industryFindings } from './check-industry.ts'
import { linkFindings } from './check-links.ts'
import { nameFindings, roundFindings } from './check-names.ts'
import { numberFinding } from './check-number.ts'
import { peopleFindings } from './check-people.ts'
import { growthFindings, superlativeFindings } from './check-praise.ts'
import { quotesIn } from './check-quotes.ts'
import { roleFindings } from './check-roles.ts'
import { reachFindings, settledFindings } from './check-scope.ts'
import { speakerFindings } from './check-speaker.ts'
import { changeFindings, internalFindings, placeFindings } from './check-turned.ts'
import { readingOf, type Reading } from './reading.ts'
import type { Finding, Ground } from './ground.ts'

const aboutThem =
  /\b(?:you|your|yours|their|its|they|sie|ihr|ihre|ihrem|ihren|ihrer|ihnen|euch|euer|eure[mnrs]?)\b/iu

const isNamed = ({ accountName }: Ground, { text }: Reading): boolean =>
  accountName !== '' && text.toLowerCase().includes(accountName.toLowerCase())

/** Everything in a text that its sources do not say, in the order it stands there. */
export function findingsIn(written: string, base: Ground): readonly Finding[] {
  const reading = readingOf(written)
  const ground = {
    ...base,
    isAboutThem:
      base.isForColleagues || base.isAboutThem || aboutThem.test(reading.text) || isNamed(base, reading),
  }
  const { covered: repeated, findings } = quotesIn(reading, ground)
  const covered = [...repeated, ...namedIn(reading.text, ground.accountName)]
  const narrow = [...findings, ...checks.flatMap((check) => check(reading, ground))]
  // A whole statement is held only where nothing says more exactly what is wrong.
  const broad = (): readonly Finding[] => [
    ...tenseFindings(reading, ground),
    ...aboutFindings(reading, ground),
    ...borneFindings(reading, ground),
  ]
  const isOpen = ({ start, end }: Finding): boolean =>
    !covered.some((quote) => quote.start <= start && end <= quote.end)
  const exact = narrow.filter(isOpen)
  const all = (exact.length > 0 ? exact : broad().filter(isOpen)).toSorted(
    (a, b) => a.start - b.start || b.end - a.end,
  )
  // What lies inside a stretch that is held already says nothing new.
  const outer = all.filter(
    (one, at) => !all.slice(0, at).some((other) => other.start <= one.start && one.end <= other.end),
  )
  return outer.map((finding) => ({
    ...finding,
    start: reading.plain.at(finding.start),
    end: reading.plain.at(finding.end),
  }))
}

/** Where the account’s own name stands: `42Floors` counts nothing and `Best Company` praises nobody. */
function namedIn(
  text: string,
  accountName: string,
): readonly { readonly start: number; readonly end: number }[] {
  const at = accountName.length < 2 ? -1 : text.toLowerCase().indexOf(accountName.toLowerCase())
  if (at < 0) return []
  const next = namedIn(text.slice(at + accountName.length), accountName)
  const moved = next.map(({ start, end }) => ({
    start: start + at + accountName.length,
    end: end + at + accountName.length,
  }))
  return [{ start: at, end: at + accountName.length }, ...moved]
}

const numbers = (reading: Reading, ground: Ground): readonly Finding[] =>
  reading.numbers.flatMap((number) => numberFinding(number, reading, ground) ?? [])
const dates = (reading: Reading, ground: Ground): readonly Finding[] =>
  reading.dates.flatMap((date) => dateFinding(date, reading, ground) ?? [])

type Check = (reading: Reading, ground: Ground) => readonly Finding[]
const checks: readonly Check[] = [
  numbers,
  dates,
  codeFindings,
  linkFindings,
  nameFindings,
  roundFindings,
  peopleFindings,
  roleFindings,
  denialFindings,
  affirmedFindings,
  hiringFindings,
  superlativeFindings,
  growthFindings,
  industryFindings,
  claimedRoleFindings,
  deedFindings,
  frequencyFindings,
  universalFindings,
  ableFindings,
  actorFindings,
  doerFindings,
  relationFindings,
  retoldFindings,
  speakerFindings,
  changeFindings,
  placeFindings,
  internalFindings,
  reachFindings,
  settledFindings,
]
