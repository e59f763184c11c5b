import { canonicalJson } from '#base/canonical.ts'
import { fallsOn, isAbsolute, isoOf, rangesOf, type DayRange } from './calendar.ts'
import { clauseAround } from './clauses.ts'
import type { DateToken } from './date-token.ts'
import { isOurs, type Finding, type Ground } from './ground.ts'
import { fold } from './plain.ts'
import type { Reading } from './reading.ts'
import type { Stated, StatedDate } from './stated.ts'
import { topicsOfKind, topicsOfWord, type Topic } from './topics.ts'

// A date is said by a fact when it holds the fact's day and the same thing happens then. When to talk is an offer, which
// needs no source.

const offer =
  /^(?:call|calls|talk|talks|speak|meet|meeting|chat|conversation|exchange|touch|reach|write|send|suit|suits|free|available|slot|slots|calendar|demo|schedule|follow|reply|answer|discuss|check|ring|prepare|remind|visit|termin|gespraech|telefonat|sprechen|telefonieren|melden|melde|treffen|austausch|passt|passen|passend|frei|anrufen|rufe|reden|schreiben|schicke|senden|besuchen|vorschlagen|erinnern)$/
const meetAgain =
  /(?<![\p{L}])(?:see you|(?:get|be|come|write|call|circle) back|back to you|back in touch)(?![\p{L}])/iu
interface Cues {
  readonly topics: readonly Topic[]
  readonly isOffer: boolean
  readonly clause: string
}

/** What to say of a date no source says; undefined where one does, or where nothing is claimed. */
export function dateFinding(date: DateToken, reading: Reading, ground: Ground): Finding | undefined {
  const day = dayBeside(date, reading)
  if (day !== undefined) return wrongWeekday(date, day, { reading, ground })
  const cues = cuesOf(date, reading)
  if (!isClaim(date, cues, { reading, ground })) return undefined
  const ranges = rangesOf(asSaid(date, reading), ground.today)
  const hasDate = ground.cited.some(({ dates }) => dates.length > 0)
  // What we say of ourselves is no day of theirs.
  const sources = hasDate && !isOurs(reading.text, ground) ? ground.cited : [...ground.cited, ...ground.own]
  const fits = sources.flatMap((stated) =>
    stated.dates.map((said) => ({
      stated,
      said,
      fault: faultOf(said, {
        ranges,
        cues,
        today: ground.today,
        again: isAbsolute(date) || date.said[0]?.kind === 'away' ? canonicalJson([date.said, date.part]) : '',
      }),
    })),
  )
  if (
    fits.some(({ fault }) => fault === undefined) ||
    isNumberThere(date, ground) ||
    isActivityDay(date, ranges, { text: reading.text, ground })
  )
    return undefined
  const nearest = nearestOf(
    fits.filter(({ stated }) => stated.fact !== undefined),
    ranges,
  )
  return nearestFinding(date, reading.text, nearest)
}

function nearestFinding({ start, end }: DateToken, text: string, nearest: Fit | undefined): Finding {
  const token = text.slice(start, end)
  const right =
    nearest?.fault === 'day' && /^\d{4}-\d\d-\d\d$/.test(token) && nearest.said.from === nearest.said.to
      ? isoOf(nearest.said.from)
      : undefined
  const found =
    nearest?.fault === undefined
      ? undefined
      : `${nearest.stated.label} is the nearest: ${words[nearest.fault]}`
  return { token, start, end, found, ...(right === undefined ? {} : { right }) }
}

/** `Before 3 May, when your contract ends`: the day itself is named, not a time up to it. */
const asSaid = (date: DateToken, { text }: Reading): DateToken =>
  date.bound === 'before' &&
  /^,?\s(?:when|as\syour|wenn|da\sdann|an\sdem)(?![\p{L}])/iu.test(text.slice(date.end))
    ? { ...date, bound: '' }
    : date

type Fault = 'day' | 'thing' | 'tense'
const words: Readonly<Record<Fault, string>> = {
  day: 'another date',
  thing: 'something else happens then',
  tense: 'it lies on the other side of today',
}

const isPast =
  /\b(?:left (?:us|the)|parted|was over|cancelled|gekündigt|verließen|verlassen|ended|expired|ran out|lapsed|endete|ausgelaufen|abgelaufen|has ended|closed)\b/iu
const isAhead =
  /\b(?:ends|(?<!the )end(?! of)|expires|runs until|runs out|will|is up|endet|läuft|renews|coming)\b/iu

function faultOf(
  said: StatedDate,
  {
    ranges,
    cues,
    today,
    again,
  }: {
    readonly ranges: readonly DayRange[]
    readonly cues: Cues
    readonly today: number
    readonly again: string
  },
): Fault | undefined {
  if (said.said !== again && !ranges.some(({ from, to }) => said.from >= from && said.to <= to)) return 'day'
  const theirs = said.topics.filter((topic) => topicsOfKind.date.has(topic))
  if (cues.topics.length > 0 && theirs.length > 0 && !cues.topics.some((topic) => theirs.includes(topic)))
    return 'thing'
  if (!theirs.includes('contract')) return undefined
  if (isPast.test(cues.clause) ? said.from > today : isAhead.test(cues.clause) && said.to < today)
    return 'tense'
  return undefined
}

interface Fit {
  readonly stated: Stated
  readonly said: StatedDate
  readonly fault: Fault | undefined
}

function nearestOf(fits: readonly Fit[], ranges: readonly DayRange[]): Fit | undefined {
  const away = ({ said }: Fit): number =>
    Math.min(...ranges.map(({ from, to }) => Math.abs((from + to - said.from - said.to) / 2)))
  return fits.toSorted((a, b) => away(a) - away(b))[0]
}

/** The topics and offers named in the date's own clause, the nearest first. */
function cuesOf({ start, end }: DateToken, { text, words: all }: Reading): Cues {
  const around = clauseAround(text, start, end)
  // `Tomorrow, the contract ends`: a date alone before a comma belongs to what follows.
  const isAlone =
    text.slice(around.from, start).trim().length < 8 && text[around.to] === ',' && around.to - end < 3
  const { from, to } = isAlone
    ? { from: around.from, to: clauseAround(text, around.to + 2, around.to + 3).to }
    : around
  const clause = text.slice(from, to)
  const cues = all
    .filter((word) => word.start >= from && word.end <= to && (word.end <= start || word.start >= end))
    .flatMap((word) => {
      if (/^(?:since|seit)$/.test(word.key)) return []
      const topics = topicsOfWord(word.text).filter((topic) => topicsOfKind.date.has(topic))
      const isOffer = offer.test(word.key)
      const gap = word.end <= start ? start - word.end : word.start - end
      return topics.length > 0 || isOffer ? [{ topics, isOffer, gap }] : []
    })
    .toSorted((a, b) => a.gap - b.gap)
  const topics = cues.flatMap((cue) => cue.topics)
  return {
    topics: [...new Set(topics)],
    isOffer: cues[0]?.isOffer === true || meetAgain.test(clause),
    clause,
  }
}

const past =
  /\b(?:opened|launched|raised|hired|moved|joined|signed|started|grew|won|acquired|expanded|merged|bought|eröffnet|gestartet|gewonnen|übernommen|gezogen)\b/iu

/** `Hello June,` greets somebody; `in June` is a month also there. */
const isFirstName = (
  word: string,
  { reading, ground }: { readonly reading: Reading; readonly ground: Ground },
  start: number,
): boolean =>
  ground.people.some(({ first }) => first !== '' && fold(first) === fold(word)) &&
  !/(?<![\p{L}])(?:in|by|of|until|till|since|before|after|from|to|this|next|last|early|mid|late|im|ab|bis|seit|ende|anfang|mitte)\s$/iu.test(
    reading.text.slice(0, start),
  )

const happening =
  /(?<![\p{L}])(?:open(?:s|ing)|launch(?:es|ing)?|start(?:s|ing)?|begin(?:s|ning)?|end(?:s|ing)|clos(?:es|ing)|mov(?:es|ing)|com(?:es|ing)|arriv(?:es|ing)|due|planned|eröffn\p{L}*|beginn\p{L}*|start\p{L}*|ende\p{L}*|zieh\p{L}*|kommt|geplant)(?![\p{L}])/iu
const isTold = ({ text }: Reading): boolean =>
  /(?<![\p{L}])(?:said|told|wrote|mentioned|says|sagten|schrieben|erwähnten|sagte|schrieb)(?![\p{L}])/iu.test(
    text,
  )

function isClaim(
  { said, part, start, end }: DateToken,
  { topics, isOffer, clause }: Cues,
  { reading, ground }: { readonly reading: Reading; readonly ground: Ground },
): boolean {
  const [first] = said
  if (first === undefined) return false
  if (first.kind === 'month' && isFirstName(reading.text.slice(start, end), { reading, ground }, start))
    return false
  const isClass = first.kind === 'season' && first.year !== undefined
  const inClaim = reading
    .claims(ground.accountName)
    .some((claim) => claim.start < start && end <= claim.end && !/^(?:you|sie)\s/iu.test(claim.words))
  if (isOffer && !isClass && !inClaim) return false
  const hasDate = ground.cited.some(({ dates }) => dates.length > 0)
  if (first.kind === 'season' && first.year === undefined && topics.length === 0)
    return (
      (past.test(clause) && ground.isAboutThem) || (happening.test(clause) && hasDate && !reading.isQuestion)
    )
  if (first.kind === 'soon')
    return topics.includes('contract') && (hasDate || !ground.isForColleagues) && !reading.isQuestion
  if (topics.length > 0) return !reading.isQuestion || hasDate || ground.cited.length > 0
  if (reading.isQuestion || ground.isTask) return false
  const isLoose = first.kind === 'weekday' || first.kind === 'unit'
  if (
    first.kind === 'unit' &&
    hasDate &&
    isTold(reading) &&
    /(?<![\p{L}])(?:until|till|by|before|bis|vor)\s(?:the\s|zum\s)?(?:end of\s|ende\s)?$/iu.test(
      reading.text.slice(0, start),
    )
  )
    return true
  if (isLoose) return part === '' && past.test(clause) && ground.isAboutThem
  return true
}

/** The day that a weekday belongs to: `Tuesday, 14 March`. */
function dayBeside({ said, end }: DateToken, { dates, text }: Reading): DateToken | undefined {
  if (said[0]?.kind !== 'weekday') return undefined
  const next = dates.find((one) => one.start >= end && one.start - end <= 6 && one.said[0]?.kind === 'day')
  return next === undefined || /[.!?]/.test(text.slice(end, next.start).trim()) ? undefined : next
}

/** `Tuesday, 14 March` that is a Sunday; whether the day is said is asked of the day. */
function wrongWeekday(
  { said, start }: DateToken,
  day: DateToken,
  { reading, ground }: { readonly reading: Reading; readonly ground: Ground },
): Finding | undefined {
  const [first] = said
  if (first?.kind !== 'weekday') return undefined
  if (rangesOf(day, ground.today).some(({ from }) => fallsOn(from, first.weekday))) return undefined
  const token = reading.text.slice(start, day.end)
  return { token, start, end: day.end, found: 'that day falls on another weekday' }
}

/** The day of an activity may be named: anywhere for colleagues, to them where the text says that it is the day of one. */
const isActivityDay = (
  date: DateToken,
  ranges: readonly DayRange[],
  { text, ground }: { readonly text: string; readonly ground: Ground },
): boolean =>
  ground.activityDays.some((day) => ranges.some(({ from, to }) => day >= from && day <= to)) &&
  (ground.isForColleagues || isOfTalk(date, text))

/** `Von 2011`: a year that the source writes as a bare number. */
const isNumberThere = ({ said: [first], start, end }: DateToken, { cited }: Ground): boolean =>
  first?.kind === 'year' &&
  end - start === 4 &&
  cited.some(({ numbers }) =>
    numbers.some(
      ({ low, high, kind, nouns }) =>
        low === first.year && high === low && kind === 'count' && nouns.length === 0,
    ),
  )

const talked = String.raw`(?:spoke|spoken|talked|told|wrote|written|said|mentioned|asked|sent|replied|answered|called|phoned|met|worked|mails?|e-?mails?|messages?|letters?|notes?|calls?|chat|talks?|demos?|meetings?|conversation|visit|schrieb\p{L}*|geschrieben|sprach\p{L}*|gesprochen|sagte\p{L}*|erwähnt\p{L}*|erzählt\p{L}*|fragte\p{L}*|nannte\p{L}*|telefoni\p{L}*|telefonat\p{L}*|gespräch\p{L}*|nachricht|treffen|termin|besuch)`
const talkBefore = new RegExp(
  String.raw`(?<![\p{L}])${talked}(?:\s(?:\p{L}+\s){0,4}?)(?:in|on|of|from|at|back in|back on|this|last|im|am|vom|von)\s(?:the\s)?$`,
  'iu',
)
const talkAfter = new RegExp(
  String.raw`^,?\s(?:(?:you|we|she|he|they|i|sie|wir|ich|er|\p{Lu}\p{L}+)\s)?(?:\p{L}+\s)?${talked}(?![\p{L}])`,
  'u',
)
/** \`In April you mentioned …\`, \`your mail of 9 September\`. */
const isOfTalk = ({ start, end }: DateToken, text: string): boolean =>
  talkBefore.test(text.slice(Math.max(0, start - 60), start)) || talkAfter.test(text.slice(end, end + 50))

const ended =
  /(?<![\p{L}])(?:contract|agreement|subscription|licen[cs]e|term|vertrag|vereinbarung|abo|laufzeit)(?![\p{L}])[^.,;!?]{0,30}?(?<![\p{L}])(?:ended|expired|ran out|lapsed|has run out|is over|was up|came to (?:an|its) end|terminated|endete|ausgelaufen|abgelaufen|lief (?:\p{L}+ )?aus|ist vorbei)(?![\p{L}])/iu
const lying =
  /(?<![\p{L}])(?:contract|agreement|subscription|licen[cs]e|term|vertrag|vereinbarung|abo|laufzeit)(?![\p{L}])[^.,;!?]{0,30}?(?<![\p{L}])(?:ends|expires|runs (?:until|till|out|to)|is up for|will (?:end|expire|run)|renews|is (?:still )?running|endet|läuft|verlängert sich)(?![\p{L}])/iu

/** A contract told as over that is not, or as running that is over: said without a day. */
export function tenseFindings({ text, isQuestion }: Reading, { cited, today }: Ground): readonly Finding[] {
  const contracts = cited.filter(({ topics, dates }) => topics.includes('contract') && dates.length > 0)
  const [nearest] = contracts
  if (nearest === undefined || isQuestion) return []
  const isAll = (test: (day: StatedDate) => boolean): boolean =>
    contracts.every(({ dates }) => dates.every(test))
  const match =
    (isAll(({ from }) => from > today) ? ended.exec(text) : undefined) ??
    (isAll(({ to }) => to < today) ? lying.exec(text) : undefined)
  if (!match) return []
  const found = `${nearest.label} is the nearest: ${words.tense}`
  return [{ token: match[0], start: match.index, end: match.index + match[0].length, found }]
}
