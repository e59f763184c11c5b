import type { Bearing, Stretch } from './bearing.ts'
import { isInOrder } from './bearing.ts'
import { changedIn, isClause, isTurnedWithin, theirWord } from './check-near.ts'
import { rangesOf } from './calendar.ts'
import type { DateToken } from './date-token.ts'
import type { Finding, Ground } from './ground.ts'
import { formsOf } from './plain.ts'
import { isNeutralWord, isTellingWord } from './plain-words.ts'
import { proseIn, unsaid } from './prose.ts'
import type { Lexeme, Reading } from './reading.ts'
import { sensesOf } from './same-sense.ts'
import { laidOut, type Laid } from './statements.ts'
import { isOpen, isTurn, isTurned, isTurnedThere, oppositeIn } from './turns.ts'
import { sourcesOf, unitsOf } from './units.ts'
import { isFiniteVerb } from './verbs.ts'

// Each statement is held against the one cited sentence that bears it best: nothing added, no denial, wish or condition
// lost or won, the doer on his side of the verb. What a sentence says word by word, in its order, is said, and needs no
// other check.

/** What the cited sentences say of a text. */
export interface Borne {
  /** Stretches said word by word. */
  readonly said: readonly Stretch[]
  readonly findings: readonly Finding[]
}

const none: Borne = { said: [], findings: [] }

/** Every statement of a text held against the cited sentence that bears it best. */
export function borneBy(reading: Reading, ground: Ground): Borne {
  const prose = proseIn(ground).filter(({ fact }) => fact?.field !== 'name')
  if (prose.length === 0) return none
  const said: Stretch[] = []
  const findings: Finding[] = []
  for (const laid of laidOut(reading, ground, sourcesOf(prose))) {
    if (isSaid(laid) && !isToldForAsked(laid, reading)) said.push(laid.statement)
    else if (!ground.isSubject) findings.push(...faultsOf(laid, { reading, ground }))
  }
  return { said, findings }
}

/** Said word by word, in the same order, and nothing lost that turns it. */
function isSaid(laid: Laid): boolean {
  const { statement, bearing, words } = laid
  const { words: placed, numbers, borne, unit } = bearing
  return (
    borne > 1 &&
    placed.every(({ place }) => place >= 0) &&
    numbers.every(({ isThere }) => isThere) &&
    isInOrder(bearing) &&
    !isTurnedWithin(laid) &&
    statement.dated.every(({ key }) => unit.places.has(key)) &&
    (['not', 'open', 'hedged', 'all'] as const).every((turn) =>
      isTurned(words, turn) ? isTurned(unit.words, turn) : !isTurnedThere(bearing, turn),
    )
  )
}

/** Words of a denial that are no `not`. */
const lacks =
  /(?<![\p{L}])(?:free|lack\p{L}*|short|missing|fail\p{L}*|refus\p{L}*|rul\p{L}+ out|hardly|barely|rarely|fewer|less|instead|rather|stop\p{L}*|except|avoid\p{L}*|drop\p{L}*|yet to|out of|freez\p{L}*|froze|clos\p{L}*|un\p{L}+|fehl\p{L}*|kaum|ausge\p{L}*|selten|statt|außer)(?![\p{L}])/iu
/** `Only in December`, `too many`: told as `not before`, `not few`. */
const nearly = /(?<![\p{L}])(?:only|too|erst|nur|until|bis)(?![\p{L}])/iu
const isAhead =
  /(?<![\p{L}])(?:will|won’t|going to|shall|is being|are being|to be|planning|wird|werden)(?![\p{L}])/iu
const isDone =
  /(?<![\p{L}])(?:has|have|had|did|already|completed|hat|haben|hatte\p{L}*|bereits|wurde\p{L}*)(?![\p{L}])/iu

interface Within {
  readonly reading: Reading
  readonly ground: Ground
}

function faultsOf(laid: Laid, { reading, ground }: Within): readonly Finding[] {
  const { statement, bearing, like } = laid
  const { borne, stated, unit } = bearing
  const added = bearing.words.filter(({ word, place }) => place < 0 && !isKnown(word, ground))
  const isLoose = borne < 2 || borne < added.length || !isAboutIt(bearing, ground)
  if (isLoose && !laid.isNear) return []
  const { text } = reading
  const part = text.slice(statement.start, statement.end)
  const say = (word: Lexeme | undefined, why: string): readonly Finding[] =>
    unsaid(
      text,
      word === undefined ? { start: statement.start, token: part } : { start: word.start, token: word.text },
      { nearest: stated, why },
    )
  const against = contradictedIn(laid, { reading, ground })
  if (against !== undefined) return say(undefined, against)
  if (!laid.isStated) return []
  const changed = like.share >= 0.5 ? changedIn(laid, ground) : undefined
  if (changed === 'whole') return say(undefined, 'its words are others')
  if (changed !== undefined) {
    const right = theirWord(changed, laid)
    const found = say(changed, 'its words are others')
    return right === undefined ? found : found.map((one) => ({ ...one, right }))
  }
  if (/\bmust\b/i.test(part) && !/\bmust\b/i.test(unit.text)) return []
  const untold = added.find(({ word }) => isTellingWord(word.text) && !isPooled(word, ground))
  if (untold !== undefined) return say(untold.word, 'it does not say this')
  const why = turnedIn(laid, { reading, ground })
  if (why !== undefined) return say(undefined, why)
  const far = laid.words.find((word) => isTurn(word, 'all'))
  const isFar = far !== undefined && !isTurned(unit.words, 'all')
  return isFar && !bearing.numbers.some(({ isThere }) => isThere) ? say(far, 'it does not go so far') : []
}

/** What cannot be so, also in a guess or an offer: another day, the opposite, the doer on the other side of the verb. */
function contradictedIn(laid: Laid, { reading, ground }: Within): string | undefined {
  if (laid.isNear && isToldForAsked(laid, reading)) return 'it is asked there'
  const { statement, bearing, words } = laid
  const isPassive = (said: string): boolean => /\bby\b/i.test(said)
  const part = reading.text.slice(statement.start, statement.end)
  const isSameVoice = isPassive(part) === isPassive(bearing.unit.text)
  if (ground.language === 'en' && isSameVoice && isRoundTheVerb(bearing, ground))
    return 'it says it the other way round'
  const said = reading.dates.filter(
    (date) => isOfCalendar(date) && statement.start <= date.start && date.end <= statement.end,
  )
  const observed =
    bearing.stated.fact === undefined ? ground.today : (bearing.stated.observed ?? ground.today)
  const there = bearing.unit.dates.filter(isOfCalendar)
  const isOtherDay =
    said.length > 0 &&
    there.length > 0 &&
    bearing.borne * 2 > bearing.words.length &&
    !said.some((one) => there.some((other) => isSameTime(one, other, { today: ground.today, observed })))
  if (isOtherDay) return 'another date'
  return oppositeIn(words, bearing) === undefined ? undefined : 'it says the opposite'
}

/** A day of the week or a stretch counted from now is said of more than one day. */
const isOfCalendar = ({ said: [first] }: DateToken): boolean =>
  first !== undefined && !['weekday', 'away', 'soon'].includes(first.kind) && !isNowadays(first)
const isNowadays = (said: DateToken['said'][number]): boolean => said.kind === 'unit' && said.unit === 'day'

const isSameTime = (
  one: DateToken,
  there: DateToken,
  { today, observed }: { readonly today: number; readonly observed: number },
): boolean =>
  rangesOf(one, today).some(({ from, to }) =>
    rangesOf(there, observed).some((range) => range.from <= to && from <= range.to),
  )

/** What turns a statement round, as a reviewer reads it. */
function turnedIn({ statement, bearing, words }: Laid, { reading, ground }: Within): string | undefined {
  const { text } = reading
  const { unit } = bearing
  const part = text.slice(statement.start, statement.end)
  const isDenied = isTurned(words, 'not')
    ? !isTurned(unit.words, 'not') && !lacks.test(unit.text) && !nearly.test(unit.text)
    : isTurnedThere(bearing, 'not') && !lacks.test(part)
  if (isDenied) return 'it says the opposite'
  const states = isClause(words)
  if (isTurnedThere(bearing, 'open') && !isOpen(part) && !ground.isTask && states) return 'it is open there'
  if (isAhead.test(unit.text) && isDone.test(part) && !isDone.test(unit.text))
    return 'it is still to come there'
  return isToldForAsked({ statement, bearing, words }, reading) ? 'it is asked there' : undefined
}

/** What they asked, told as it were so. */
function isToldForAsked(
  { statement, bearing, words }: Pick<Laid, 'statement' | 'bearing' | 'words'>,
  { text, isQuestion }: Reading,
): boolean {
  if (!bearing.unit.isQuestion || isQuestion || !isClause(words)) return false
  const part = text.slice(statement.start, statement.end)
  return !isOpen(text.slice(0, statement.end)) && !/^\s*(?:how|wie|what|was)(?![\p{L}])/iu.test(part)
}

/** A verb between two words that stand on its other sides there: `Ron reports to Gloria` for `Gloria reports to Ron`. */
function isRoundTheVerb({ words, unit }: Bearing, { names }: Ground): boolean {
  const placed = words.filter(({ place }) => place >= 0)
  const isBeside = (place: number, at: number): boolean => unit.clauses[place] === unit.clauses[at]
  return placed.some(
    ({ word, place }, at) =>
      isFiniteVerb(word.text.toLowerCase()) &&
      placed
        .slice(0, at)
        .some((one) => names.has(one.word.key) && one.place > place && isBeside(one.place, place)) &&
      placed.slice(at + 1).some((one) => one.place < place && isBeside(one.place, place)),
  )
}

/** Names alone are no statement: something is said of them. */
const isAboutIt = ({ words, numbers }: Bearing, { names }: Ground): boolean =>
  words.some(({ word, place }) => place >= 0 && !names.has(word.key) && !isNeutralWord(word.text)) ||
  numbers.some(({ isThere }) => isThere)

const isPooled = ({ text, key }: Lexeme, { cited, own }: Ground): boolean => {
  const forms = [key, ...formsOf(text)]
  const senses = sensesOf(text)
  return [...cited, ...own].some(
    (stated) =>
      forms.some((form) => stated.forms.has(form) || stated.fieldForms.includes(form)) ||
      stated.readings.some((reading) =>
        unitsOf(reading).some((unit) => senses.some((sense) => unit.senses.has(sense))),
      ),
  )
}

/** Neutral, a name, or a word of a cited fact that is no prose. */
function isKnown({ text, key }: Lexeme, ground: Ground): boolean {
  if (key.length < 3 || isNeutralWord(text)) return true
  const forms = [key, ...formsOf(text)]
  if (forms.some((form) => ground.names.has(form))) return true
  return ground.cited.some(
    (stated) =>
      !stated.readings.some(({ words }) => words.length > 5) &&
      forms.some((form) => stated.forms.has(form) || stated.fieldForms.includes(form)),
  )
}
