import { aboutFindings } from './check-about.ts'
import { affirmedFindings, denialFindings, hiringFindings } from './check-claims.ts'
import { borneBy } from './check-bearing.ts'
import { borneFindings } from './check-borne.ts'
import { causeFindings } from './check-cause.ts'
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
import type { Stretch } from './bearing.ts'
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
  const found = foundIn(reading, ground, { quotes: findings, covered })
  const all = found.toSorted((a, b) => a.start - b.start || b.end - a.end)
  // What lies inside a stretch that is held already says nothing new.
  const outer = all.filter((one, at) => !isWithin(all.slice(0, at), one.start, one.end))
  return outer.map((finding) => ({
    ...finding,
    start: reading.plain.at(finding.start),
    end: reading.plain.at(finding.end),
  }))
}

const isWithin = (stretches: readonly Stretch[], start: number, end: number): boolean =>
  stretches.some((one) => one.start <= start && end <= one.end)

/** The finer checks, and where none of them finds anything those of whole statements: each says less exactly what is wrong. */
function foundIn(
  reading: Reading,
  ground: Ground,
  of: { readonly quotes: readonly Finding[]; readonly covered: readonly Stretch[] },
): readonly Finding[] {
  const borne = borneBy(reading, ground)
  const isOpen = ({ start, end }: Finding): boolean => !isWithin(of.covered, start, end)
  const isUnsaid = (finding: Finding): boolean =>
    isOpen(finding) && !isWithin(borne.said, finding.start, finding.end)
  const exact = [
    ...[...of.quotes, ...who.flatMap((check) => check(reading, ground))].filter(isOpen),
    ...what.flatMap((check) => check(reading, ground)).filter(isUnsaid),
  ]
  if (exact.length > 0) return exact
  return [
    ...tenseFindings(reading, ground),
    ...aboutFindings(reading, ground),
    ...borne.findings,
    ...causeFindings(reading, ground),
    ...borneFindings(reading, ground),
  ].filter(isUnsaid)
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
/** Who, where and by which name: also where the words beside it are said. */
const who: readonly Check[] = [
  codeFindings,
  linkFindings,
  nameFindings,
  roundFindings,
  peopleFindings,
  roleFindings,
  claimedRoleFindings,
  industryFindings,
  actorFindings,
  doerFindings,
  speakerFindings,
  internalFindings,
]
const what: readonly Check[] = [
  numbers,
  dates,
  denialFindings,
  affirmedFindings,
  hiringFindings,
  superlativeFindings,
  growthFindings,
  deedFindings,
  frequencyFindings,
  universalFindings,
  ableFindings,
  relationFindings,
  retoldFindings,
  changeFindings,
  placeFindings,
  reachFindings,
  settledFindings,
]
