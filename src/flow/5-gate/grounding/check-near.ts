import type { Bearing } from './bearing.ts'
import { placeIn } from './bearing.ts'
import type { Ground } from './ground.ts'
import { fold, formsOf } from './plain.ts'
import { isNeutralWord } from './plain-words.ts'
import { proseIn } from './prose.ts'
import type { Lexeme } from './reading.ts'
import type { Laid } from './statements.ts'
import { isTurn, type Turn } from './turns.ts'
import { stemOf } from './units.ts'
import { isFiniteVerb } from './verbs.ts'

// What is told in their own words but for one: another word, another name, a denial or a wish put in or left out.

const ordinal =
  /^(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|mid|zweite[nrsm]?|dritte[nrsm]?|vierte[nrsm]?|fünfte[nrsm]?|sechste[nrsm]?|\d+(?:st|nd|rd|th))$/i

/** The word that was changed, `whole` where one was put in or left out that turns it; undefined where nothing was. */
export function changedIn(laid: Laid, ground: Ground): Lexeme | 'whole' | undefined {
  const { bearing, words, isNear: near } = laid
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
  const amiss = bearing.numbers.find(({ isThere }) => !isThere)?.number
  if (amiss !== undefined) return words.find(({ start }) => start >= amiss.start) ?? 'whole'
  return isTurnedWithin(laid) || isDoerGone(laid, ground) ? 'whole' : undefined
}

/** Their own word for a changed one: what stands there between the same two words; undefined where that is not plain. */
export function theirWord(changed: Lexeme, { bearing, words }: Laid): string | undefined {
  const at = words.indexOf(changed)
  const [before, after] = [words[at - 1], words[at + 1]]
  if (before === undefined || after === undefined) return undefined
  const { words: theirs } = bearing.unit
  const fits = theirs.filter((_word, place) => {
    const [left, right] = [theirs[place - 1], theirs[place + 1]]
    return (
      left !== undefined &&
      right !== undefined &&
      stemOf(left) === stemOf(before) &&
      stemOf(right) === stemOf(after)
    )
  })
  const [only] = fits
  return fits.length !== 1 || only === undefined || isTurnWord(only) || stemOf(only).startsWith('@')
    ? undefined
    : only.text
}
const isTurnWord = (word: Lexeme): boolean =>
  (['not', 'open', 'hedged', 'all'] as const).some((turn) => isTurn(word, turn))

/** A denial, a wish or a hedge more or less than there is in the words that are repeated. */
export function isTurnedWithin({ bearing, words, like: { repeated } }: Laid): boolean {
  const count = (of: readonly Lexeme[], turn: Turn): number => of.filter((word) => isTurn(word, turn)).length
  return (
    count(repeated, 'not') > count(words, 'not') ||
    count(repeated, 'hedged') > count(words, 'hedged') ||
    isHedgeChanged(repeated, words) ||
    (['hedged', 'open', 'not'] as const).some(
      (turn) =>
        count(words, turn) > count(bearing.unit.words, turn) &&
        words.some((word) => isTurn(word, turn) && (turn === 'not' || placeIn(bearing.unit, word) < 0)),
    )
  )
}

const alike: ReadonlyMap<string, string> = new Map(
  'could can,wants want,wanted want,would want,needs need,must need,should shall'.split(',').map((pair) => {
    const [one = '', other = ''] = pair.split(' ')
    return [one, other] as const
  }),
)
/** `You will look` for `I could look`. */
function isHedgeChanged(repeated: readonly Lexeme[], words: readonly Lexeme[]): boolean {
  const kinds = (of: readonly Lexeme[]): readonly string[] =>
    of.flatMap((word) => (isTurn(word, 'hedged') ? [alike.get(word.key) ?? word.key] : []))
  const [there, here] = [kinds(repeated), kinds(words)]
  return here.some((kind) => !there.includes(kind)) && there.some((kind) => !here.includes(kind))
}

/** `You want chargers` for `Raj wants chargers`: somebody else's name left out, and the reader in his place. */
function isDoerGone({ bearing, words, like: { repeated } }: Laid, { people, recipient }: Ground): boolean {
  if (!words.some(({ key }) => key === 'you' || key === 'sie')) return false
  return repeated.some(
    ({ key, text, end }) =>
      /^\p{Lu}/u.test(text) &&
      !words.some((word) => word.key === key) &&
      bearing.unit.text[end - bearing.unit.start] !== ':' &&
      people.some(
        ({ id, first, last }) => id !== recipient && [first, last].some((name) => fold(name) === key),
      ),
  )
}

/** Whether a verb that states stands among these words. */
export const isClause = (words: readonly Lexeme[]): boolean =>
  words.some(
    ({ text }) => isFiniteVerb(text.toLowerCase()) || /^(?:hat|haben|ist|sind|wird|werden)$/.test(text),
  )

/** What a name may stand for: a pronoun, where it is whom the text is by or about. */
function isSpokenOf({ text, key }: Lexeme, { stated, unit }: Bearing, ground: Ground): boolean {
  if (key.length < 3 || ordinal.test(text) || stated.fieldForms.includes(key)) return true
  const isOurs = (form: string): boolean => ground.own.some(({ forms }) => forms.has(form))
  if (/^\p{Ll}/u.test(text) && formsOf(text).some((form) => ground.known().has(form) || isOurs(form)))
    return true
  if (!ground.names.has(key)) return false
  const named = ground.people.filter(({ first, last }) => [first, last].some((name) => fold(name) === key))
  if (named.length === 0 || unit.words.some((word) => word.key === key)) return true
  const isAuthor =
    named.some(({ id }) => id === stated.fact?.subject.id) || stated.said.trimEnd().endsWith(` ${key}`)
  const isHead = stated.said.startsWith(` ${key} `)
  const has = (keys: readonly string[]): boolean => keys.some((one) => unit.places.has(one))
  return has(firstPerson) ? isAuthor || isHead : isAuthor || stated.forms.has(key)
}

const firstPerson = ['i', 'we', 'my', 'our', 'us', 'me', 'ich', 'wir', 'unser', 'unsere', 'mein', 'meine']

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
