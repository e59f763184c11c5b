import type { CountedNumber, Reading } from './reading.ts'
import { isOurs, type Finding, type Ground } from './ground.ts'
import type { Stated, StatedNumber } from './stated.ts'
import { agrees, isAge, isLabel, isWorkedOut } from './number-agrees.ts'
import { formsOf } from './plain.ts'
import { perOfField, perUnit, type Per } from './per-unit.ts'
import { topicsOfKind, wordsOfField, type Topic } from './topics.ts'

// A number is said by a fact when the value agrees, in the way the text means it, and the thing counted is the same.

/** What to say of a number no source says; undefined where one does. */
export function numberFinding(number: CountedNumber, reading: Reading, ground: Ground): Finding | undefined {
  if (!isClaim(number, reading, ground) || isLabel(number, reading, ground)) return undefined
  const sources = isOwnAllowed(number, reading, ground) ? [...ground.cited, ...ground.own] : ground.cited
  const per = perUnit(reading.text.slice(number.end, number.end + 40))
  const fits = sources.flatMap((stated) =>
    stated.numbers.map((said) => ({ stated, said, fault: faultOf(number, said, { stated, ground, per }) })),
  )
  if (fits.some(({ fault }) => fault === undefined) || isAge(number, reading, ground)) return undefined
  if (isWorkedOut(number, ground)) return undefined
  const [nearest] = fits
    .filter(({ stated, fault }) => stated.fact !== undefined && fault !== undefined)
    .toSorted((a, b) => distance(number, a.said) - distance(number, b.said) || rank(a.fault) - rank(b.fault))
  const token = phrased(number, reading)
  const right = nearest?.fault === 'value' ? rightFor(number, nearest.said, reading) : undefined
  return {
    token,
    start: number.start,
    end: number.end,
    found:
      nearest === undefined || nearest.fault === undefined
        ? undefined
        : `${nearest.stated.label} is the nearest: ${said[nearest.fault]}`,
    ...(right === undefined ? {} : { right }),
  }
}

/** Our own numbers say nothing of them: they hold where we speak of ourselves, or of nobody. */
function isOwnAllowed(number: CountedNumber, { text, claims }: Reading, ground: Ground): boolean {
  if (number.kind !== 'count' || isOurs(text, ground)) return true
  if (claims(ground.accountName).some(({ from, to }) => number.start >= from && number.end <= to))
    return false
  return !ground.cited.some(({ numbers }) =>
    numbers.some((said) => said.topics.some((topic) => number.topics.includes(topic))),
  )
}

type Fault = 'value' | 'thing' | 'unit' | 'part'
const said: Readonly<Record<Fault, string>> = {
  value: 'another number',
  thing: 'another thing is counted',
  unit: 'another unit',
  part: 'a part or a change of it is not what it counts',
}
const rank = (fault: Fault | undefined): number => (fault === 'value' ? 0 : 1)

interface Against {
  readonly stated: Stated
  readonly ground: Ground
  /** The time the text counts by: `900 a month`; '' where none is said. */
  readonly per: Per
}

function faultOf(number: CountedNumber, said: StatedNumber, against: Against): Fault | undefined {
  const { stated } = against
  const unit = unitFault(number, said)
  const isSame = isSameThing(number, said, against)
  if (!agrees(number, said)) return unit === undefined && isSame ? 'value' : 'thing'
  if (unit !== undefined) return unit
  if (!isSame && !against.ground.isTask) return 'thing'
  const narrowed = number.narrowed.filter(
    (word) =>
      !said.nouns.includes(word) &&
      !(said.narrowed ?? []).some((one) => one.split(' ')[0] === word.split(' ')[0]) &&
      !said.topics.includes('hiring') &&
      !said.topics.includes('vacancies'),
  )
  return narrowed.length > 0 && stated.fact !== undefined && said.topics.includes('employees')
    ? 'part'
    : undefined
}

/** `100,000 dollars` in Melbourne are Australian ones. */
const isDollar = (one: string, other: string): boolean =>
  [one, other].includes('USD') && /^(?:AUD|CAD|NZD)$/.test(one === 'USD' ? other : one)

function unitFault(number: CountedNumber, said: StatedNumber): Fault | undefined {
  if (number.kind === said.kind)
    return number.unit === said.unit ||
      (number.kind === 'money' &&
        (number.unit === '' || said.unit === '' || isDollar(number.unit, said.unit)))
      ? undefined
      : 'unit'
  // A bare number may leave the currency or the percent sign to the reader; a plain count takes no unit.
  if (number.kind === 'count' && said.kind === 'money')
    return number.nouns.length === 0 || number.topics.some((topic) => said.topics.includes(topic))
      ? undefined
      : 'thing'
  if (number.kind === 'money' && said.kind === 'count' && said.topics.length === 0) return undefined
  return 'unit'
}

/** Whether what the text counts can be what the source counts. */
function isSameThing(number: CountedNumber, said: StatedNumber, against: Against): boolean {
  const { stated } = against
  if (isOtherTime(number, against, said)) return false
  if (number.nouns.some((form) => said.nouns.some((noun) => isSameNoun(form, noun)))) return true
  if (
    number.kind === 'count' &&
    (number.nouns.some((form) => pieces.has(form)) || said.nouns.some((form) => pieces.has(form)))
  )
    return true
  const family =
    number.kind === 'span' || number.kind === 'times' ? topicsOfKind.count : topicsOfKind[number.kind]
  const mine = number.topics.filter((topic) => family.has(topic))
  const theirs = said.topics.filter((topic) => family.has(topic))
  if (mine.length > 0 && theirs.length > 0) return mine.some((topic) => theirs.includes(topic))
  if (number.kind !== 'count') return true
  if (number.nouns.length > 0)
    return number.nouns.some((form) => stated.fieldForms.includes(form)) || isAnyThing(number, against)
  return mine.length === 0 || said.nouns.length === 0
}

/** `Honorare` are counted as `Honorarabrechnungen`. */
const isSameNoun = (one: string, other: string): boolean =>
  one === other || (one.length > 5 && other.length > 5 && (one.startsWith(other) || other.startsWith(one)))
/** Measures and packages: so many of these is another number of the thing itself. */
const packs = new Set(
  'case cases crate crates pallet pallets box boxes carton cartons barrel barrels container containers dozen dozens litre litres liter liters gallon gallons kilo kilos tonne tonnes ton tons metre metres meter kiste kisten palette paletten karton kartons fass faesser tonnen'
    .split(' ')
    .flatMap((word) => [word, ...formsOf(word)]),
)
/** Whatever is counted can be told in these. */
const pieces = new Set(
  'piece pieces unit units item items copy copies stueck stuck exemplar exemplare mal'
    .split(' ')
    .flatMap((word) => [word, ...formsOf(word)]),
)

/** Topics with words of their own: a number of one of these is of nothing else. */
const known: ReadonlySet<Topic> = new Set(
  ['count', 'money', 'percent', 'date'].flatMap((kind) =>
    kind === 'count' || kind === 'money' || kind === 'percent' || kind === 'date'
      ? [...topicsOfKind[kind]]
      : [],
  ),
)

/**
 * A field of the book's own, `titlesPerYear`, is told in words nobody can list: `120 books`. Any noun does that is not
 * of what the vocabulary or another field of the record knows.
 */
function isAnyThing({ topics, nouns }: CountedNumber, { stated, ground }: Against): boolean {
  const { fact } = stated
  if (fact === undefined || typeof fact.value !== 'number') return false
  if (stated.topics.some((topic) => topic !== 'offices' && known.has(topic))) return false
  if (nouns.some((form) => packs.has(form)) && !stated.fieldForms.some((form) => packs.has(form)))
    return false
  return (
    !topics.some((topic) => known.has(topic) && !stated.topics.includes(topic)) &&
    !nouns.some((form) => ground.things.has(form) && !stated.fieldForms.includes(form))
  )
}

/** `900 a week` where the field counts by the month. */
const isOtherTime = (
  { kind }: CountedNumber,
  { stated: { fact }, per }: Against,
  said: StatedNumber,
): boolean => {
  if (per !== '' && said.per !== undefined && said.per !== '' && said.per !== per) return true
  if (per === '' || kind !== 'count' || fact === undefined || typeof fact.value !== 'number') return false
  const words = wordsOfField(fact.field)
  const own = perOfField(words)
  return own !== undefined && own !== per && words.some((word) => /^(?:per|pro)$/i.test(word))
}

const distance = (number: CountedNumber, said: StatedNumber): number =>
  Math.abs(Math.log((Math.abs(number.low) + 1) / (Math.abs(said.low) + 1))) +
  (number.kind === said.kind ? 0 : 2)

const soft =
  /^\s(?:\p{L}+\s)?(?:questions?|ideas?|things?|points?|steps?|lines?|options?|slots?|reasons?|examples?|tips?|words?|thoughts?|fragen?|ideen?|punkte?n?|sätze?n?|schritte?n?|dinge?n?|worte?n?|gründe?n?|vorschläge?n?|topics?|themen|times?|mal)(?!\p{L})/iu
const perTime =
  /^\s?(?:a|an|per|every|each|pro|am|jeden|jede|die)\s(?:day|week|month|year|person|head|tag|woche|monat|jahr|shift|schicht|kopf)/iu
const saving =
  /\b(?:sav(?:e|es|ed|ing)|cuts?|reduc\p{L}*|spar\p{L}*|lose|loses|waste[ds]?|spend|spends|free[sd]? up|gain\p{L}*)\b/iu

const lasting =
  /(?<![\p{L}])(?:takes?|took|taking|lasts?|lasted|needs?|needed|dauert\p{L}*|braucht\p{L}*|brauchen|benötig\p{L}*)\s(?:\p{L}+\s){0,3}$/iu
const offering =
  /(?<![\p{L}])(?:call|talk|chat|demo|walkthrough|meeting|conversation|setup|set-up|would|could|can|will|may|if|gespräch|telefonat|termin|hätten|könnten|würde\p{L}*|wir|we|our)(?![\p{L}])/iu
/** `It takes fourteen minutes`: how long something lasts with them. What a call with us takes is an offer. */
const isToldTime = (number: CountedNumber, text: string, { cited }: Ground): boolean =>
  cited.some(({ fact, readings }) => fact !== undefined && readings.some(({ words }) => words.length > 5)) &&
  lasting.test(text.slice(0, number.start)) &&
  !offering.test(text)

/** Whether the number is said of something at all: offers of time, small words and lists of points are not. */
function isClaim(number: CountedNumber, { text }: Reading, ground: Ground): boolean {
  const after = text.slice(number.end)
  if (number.kind === 'span' && number.unit === 'time')
    return perTime.test(after) || saving.test(text.slice(0, number.start)) || isToldTime(number, text, ground)
  if (number.low <= 12 && soft.test(after)) return false
  if (!number.isSmallWord) return true
  if (number.kind === 'span' || number.kind === 'times') return perTime.test(after) || ground.cited.length > 0
  if (number.kind !== 'count') return true
  if (number.topics.length === 0)
    return (
      number.nouns.length > 0 &&
      ground.cited.some(
        ({ fact, readings, numbers }) =>
          fact !== undefined &&
          readings.some(({ words }) => words.length > 5) &&
          numbers.some(({ nouns }) => nouns.some((noun) => number.nouns.includes(noun))),
      )
    )
  return (
    ground.isAboutThem ||
    ground.cited.some(
      ({ fact, topics }) => fact !== undefined && topics.some((topic) => number.topics.includes(topic)),
    )
  )
}

/** The number with what it counts, as far as that follows at once. */
function phrased({ start, end, kind, nouns, narrowed }: CountedNumber, { text, words }: Reading): string {
  const next = kind === 'count' ? words.find((word) => word.start >= end && word.start <= end + 1) : undefined
  const isPart = next !== undefined && (nouns.includes(next.key) || narrowed.includes(next.key))
  return text.slice(start, isPart ? next.end : end)
}

/** The source's number in the way the text writes it; undefined where that is not plain digits. */
function rightFor(
  { kind, low, high, precision, start, end }: CountedNumber,
  said: StatedNumber,
  { text }: Reading,
): string | undefined {
  const written = text.slice(start, end)
  const isPlain =
    kind === 'count' &&
    low === high &&
    said.low === said.high &&
    precision === 'exact' &&
    /^\d[\d.,]*$/.test(written)
  if (!isPlain || !Number.isInteger(said.low)) return undefined
  const mark = /^\d{1,3}([.,])\d{3}/.exec(written)?.[1] ?? ''
  return mark === '' ? String(said.low) : String(said.low).replaceAll(/\B(?=(\d{3})+$)/g, mark)
}
