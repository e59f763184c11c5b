import type { Bearing } from './bearing.ts'
import { placeIn } from './bearing.ts'
import type { Ground } from './ground.ts'
import { fold, formsOf } from './plain.ts'
import { isNeutralWord } from './plain-words.ts'
import { proseIn } from './prose.ts'
import type { Lexeme } from './reading.ts'
import { isNear, type Laid } from './statements.ts'
import { isTurn, isTurned, isTurnedThere } from './turns.ts'
import { isFiniteVerb } from './verbs.ts'

// What is told in their own words but for one: another word, another name, a denial or a wish put in or left out.

const ordinal =
  /^(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|mid|zweite[nrsm]?|dritte[nrsm]?|vierte[nrsm]?|fünfte[nrsm]?|sechste[nrsm]?|\d+(?:st|nd|rd|th))$/i

/** The word that was changed, `whole` where one was put in or left out that turns it; undefined where nothing was. */
export function changedIn(laid: Laid, ground: Ground): Lexeme | 'whole' | undefined {
  const { bearing, words, like } = laid
  const near = isNear(like)
  // `You run 58 stores` for `a maker with 58 stores`: what they are is told with any light verb.
  const isStrict =
    near &&
    !/descri|about|profile|industry/i.test(bearing.stated.fact?.field ?? '') &&
    !laid.statement.isQuoting
  const other = bearing.words.find(
    ({ word, place }) =>
      place < 0 &&
      (isStrict || (!isNeutralWord(word.text) && (near || !isToldElsewhere(word, ground)))) &&
      !isSpokenOf(word, bearing, ground) &&
      !isMeantBefore(word, bearing),
  )
  if (other !== undefined) return other.word
  if (!near || bearing.unit.isQuestion || !isClause(words)) return undefined
  const isAdded = (['hedged', 'open', 'not'] as const).some(
    (turn) =>
      words.some((word) => isTurn(word, turn) && placeIn(bearing.unit, word) < 0) &&
      !isTurned(bearing.unit.words, turn),
  )
  const isLost = isTurnedThere(bearing, 'hedged') && !isTurned(words, 'hedged')
  return isAdded || isLost || isDenialLost(bearing, words) ? 'whole' : undefined
}

/** A denial between the words that are repeated, and not repeated itself. */
function isDenialLost({ words: placed, unit }: Bearing, words: readonly Lexeme[]): boolean {
  const places = placed.flatMap(({ place }) => (place < 0 ? [] : [place]))
  const [from, to] = [Math.min(...places) - 1, Math.max(...places) + 1]
  const lost = unit.words.filter((word, at) => at >= from && at <= to && isTurn(word, 'not'))
  return lost.length > words.filter((word) => isTurn(word, 'not')).length
}

/** Whether a verb that states stands among these words. */
export const isClause = (words: readonly Lexeme[]): boolean =>
  words.some(
    ({ text }) => isFiniteVerb(text.toLowerCase()) || /^(?:hat|haben|ist|sind|wird|werden)$/.test(text),
  )

/** What a name may stand for: a pronoun, where it is whom the text is by or about. */
function isSpokenOf({ text, key }: Lexeme, { stated }: Bearing, ground: Ground): boolean {
  if (key.length < 3 || ordinal.test(text) || stated.fieldForms.includes(key)) return true
  const isOurs = (form: string): boolean => ground.own.some(({ forms }) => forms.has(form))
  if (/^\p{Ll}/u.test(text) && formsOf(text).some((form) => ground.known().has(form) || isOurs(form)))
    return true
  if (!ground.names.has(key)) return false
  const named = ground.people.filter(({ first, last }) => [first, last].some((name) => fold(name) === key))
  return stated.forms.has(key) || named.length === 0 || named.some(({ id }) => id === stated.fact?.subject.id)
}

const again = [
  'one',
  'it',
  'they',
  'them',
  'this',
  'that',
  'these',
  'those',
  'there',
  'dort',
  'es',
  'diese',
  'damit',
]
/** `The kraft sample tore` for `Samples came. The kraft one tore`: what stands for it there was named before. */
const isMeantBefore = (word: Lexeme, { unit }: Bearing): boolean =>
  unit.before !== undefined && placeIn(unit.before, word) >= 0 && again.some((key) => unit.places.has(key))

function isToldElsewhere({ text, key }: Lexeme, ground: Ground): boolean {
  const forms = [key, ...formsOf(text)]
  return proseIn(ground).some((stated) => forms.some((form) => stated.forms.has(form)))
}
