import type { Bearing } from './bearing.ts'
import { fold } from './plain.ts'
import type { Lexeme } from './reading.ts'

// Small words that turn a statement though they add no matter to it: a denial, a wish or a plan, a hedge, all for some.

const group = (words: string): ReadonlySet<string> => new Set(words.split(/\s+/).map(fold))
const turns = {
  not: group(
    `not no never none nobody nothing nowhere without neither nor cannot can’t don’t doesn’t didn’t isn’t aren’t wasn’t weren’t won’t wouldn’t shouldn’t couldn’t hasn’t haven’t hadn’t nicht kein keine keinen keinem keiner keines nie niemals niemand nichts ohne weder`,
  ),
  open: group(
    `might could if unless whether maybe perhaps possibly consider considers considering considered hope hopes hoping planned intend intends propose proposed discuss discusses talks target goal aim verbal rumour finalist applied nominated longlisted shortlisted könnte könnten vielleicht ob falls geplant überlegt überlegen prüft prüfen erwägt erwägen hofft hoffen ziel voraussichtlich besprechen`,
  ),
  hedged: group(
    `may might can could would should must shall will wants want wanted need needs soll sollen sollte wollen will muss müssen kann können könnte würde möchte dürfen darf`,
  ),
  all: group(
    `all whole entire always constantly everyone everybody everywhere alle allen aller sämtliche immer ständig überall ganze ganzen`,
  ),
} as const

/** A kind of small word that turns a statement. */
export type Turn = keyof typeof turns

/** Whether a word turns a statement in this way. */
export const isTurn = ({ key }: Lexeme, turn: Turn): boolean => turns[turn].has(key)
/** Whether any of these words does. */
export const isTurned = (words: readonly Lexeme[], turn: Turn): boolean =>
  words.some((word) => isTurn(word, turn))
/** Whether the clauses of the sentence that bear a statement are turned. */
export const isTurnedThere = ({ unit, clauses }: Bearing, turn: Turn): boolean =>
  unit.words.some((word, at) => clauses.has(unit.clauses[at] ?? -1) && isTurn(word, turn))

/** Whether a text leaves open what it says. */
export const isOpen = (text: string): boolean => open.test(text)
const open =
  /(?<![\p{L}])(?:may|might|could|would|should|if|unless|whether|maybe|perhaps|possibly|consider\p{L}*|want\p{L}*|wish\p{L}*|hop(?:e|es|ed|ing)|plan(?:s|ned|ning)?|intend\p{L}*|propos\p{L}*|discuss\p{L}*|talks?|talking|ask\p{L}*|target|goal|aim\p{L}*|probabl\p{L}*|likely|expect\p{L}*|need\p{L}*|to|for|finalist|appl(?:y|ied)|nominated|longlist\p{L}*|shortlist\p{L}*|soll\p{L}*|wollen|wollte\p{L}*|möchte\p{L}*|könnte\p{L}*|würde\p{L}*|vielleicht|ob|falls|wenn|plan\p{L}*|geplant|überleg\p{L}*|prüf\p{L}*|erwäg\p{L}*|hoff\p{L}*|ziel|wahrscheinlich|voraussichtlich|zu|besprech\p{L}*)(?![\p{L}])|\?/iu

const opposites: readonly (readonly [ReadonlySet<string>, ReadonlySet<string>])[] = [
  [
    'rise rises rose rising risen increase increases increased increasing grow grows grew grown growing growth higher gestiegen steigt stieg gewachsen wächst höher',
    'fall falls fell falling fallen decrease decreases decreased decreasing drop drops dropped dropping shrink shrank shrinking decline declined declining down lower gesunken sinkt sank gefallen fällt niedriger',
  ],
  [
    'like likes liked love loves loved happy pleased satisfied enjoy enjoys glad mag liebt zufrieden froh lobt',
    'dislike dislikes disliked hate hates hated unhappy dissatisfied annoyed complain complains complained unzufrieden hasst ärgert',
  ],
  [
    'approve approves approved accept accepts accepted agree agreed agrees yes genehmigt angenommen zugestimmt',
    'reject rejects rejected refuse refuses refused decline declined abgelehnt lehnt verweigert',
  ],
  ['win won wins winning gewonnen gewinnt', 'lose lost loses losing verloren verliert'],
  ['best beste besten', 'worst schlechteste schlechtesten'],
  ['largest biggest größte größten', 'smallest kleinste kleinsten'],
  ['cheaper cheap billiger günstiger', 'dearer expensive teurer teuer'],
  ['faster quicker schneller', 'slower langsamer'],
].map(([one = '', other = '']) => [group(one), group(other)] as const)

/** A word whose opposite stands in the sentence, while nothing of its own side does. */
export const oppositeIn = (words: readonly Lexeme[], { unit }: Bearing): Lexeme | undefined => {
  const has = (side: ReadonlySet<string>): boolean => unit.words.some(({ key }) => side.has(key))
  return words.find(({ key }) =>
    opposites.some(
      ([one, other]) =>
        (one.has(key) && !has(one) && has(other)) || (other.has(key) && !has(other) && has(one)),
    ),
  )
}
