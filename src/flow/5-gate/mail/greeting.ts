/** Somebody who is spoken to by name in a text: the words of the name and their place. */
export interface Greeted {
  readonly words: readonly string[]
  readonly start: number
  readonly end: number
  /** A word of greeting stands before the name: whatever follows it is meant for a name. */
  readonly isPlain: boolean
  /** The greeting tells a man from a woman (`Herr`, `Ms`, `Liebe`): another name does not fit into it unseen. */
  readonly isGendered: boolean
}

const nameWord = "\\p{L}[\\p{L}\\p{M}’'-]*\\.?"
const several = `${nameWord}(?:[ \\u00a0]${nameWord}){0,4}`
const titles =
  '(?:(?:mr|mrs|ms|mx|miss|sir|dr|prof|professor|herrn?|frau|madame|monsieur|dipl)\\.?(?:-ing\\.?)?[ \\u00a0]+){0,4}'
const opening =
  '(?:hello|hi|hey|hiya|dear|greetings|good (?:day|morning|afternoon|evening)|hallo|servus|moin(?: moin)?|grüezi|liebe[rs]?|werte[rs]?|guten (?:tag|morgen|abend)|grüß (?:gott|dich)|(?:schönen|einen) guten tag|sehr geehrte[rs]?|sehr verehrte[rs]?|hochverehrte[rs]?)'
const afterOpening = new RegExp(
  `^\\s*${opening}(?: again| and welcome| nochmals)?[,\\s]+(?!grü(?:ß|ss)e)(${titles})(${several})`,
  'iu',
)
const atStart = new RegExp(
  `^\\s*(${titles})(${several})(?:,(?!\\s+(?:your|our|the|who|which|whose|a|an|one|and|or|ihre?|unsere?|der|die|das|eine?|und|oder)\\s)|\\s+[–—-]\\s|!)`,
  'iu',
)
const atEnd = new RegExp(`,\\s+(${titles})(${several})\\s*[.!]?\\s*$`, 'iu')
const gendered =
  /(?:^|\s)(?:mr|mrs|ms|miss|sir|herrn?|frau|madame|monsieur|lieber?|werter?|geehrter?|verehrter?|hochverehrter?)(?![\p{L}])/iu
const isWritten = (word: string): boolean => /^\p{Lu}/u.test(word)

/**
 * Whom a text greets: behind a word of greeting, at its start (`Anna, good to …`) or at its end (`…, Anna.`). The name ends
 * at the first word in small letters, unless it is the only one: `hello lionel`.
 */
export function greetedIn(text: string): readonly Greeted[] {
  // A greeting stands at an end of its sentence; nobody's is longer.
  if (text.length > 400) return []
  const plain = afterOpening.exec(text)
  if (plain !== null) return [greetedBy(plain, true)]
  return [atStart.exec(text), atEnd.exec(text)].flatMap((match) => {
    if (match === null) return []
    const greeted = greetedBy(match, false)
    return greeted.words.length === (match[2] ?? '').split(/[ \u00a0]/u).length ? [greeted] : []
  })
}

function greetedBy(match: RegExpExecArray, isPlain: boolean): Greeted {
  const words = (match[2] ?? '').split(/[ \u00a0]/u)
  const start = match.index + nameAt(match)
  const small = words.findIndex((word) => !isWritten(word) && !particle.test(word))
  const kept = small < 0 ? words : words.slice(0, Math.max(small, 1))
  return {
    words: kept.map((word) => word.replace(/\.$/u, '')),
    start,
    end: start + kept.join(' ').replace(/\.$/u, '').length,
    isPlain,
    isGendered: gendered.test(match[0].slice(0, nameAt(match))),
  }
}

const particle = /^(?:van|von|de|der|den|da|di|la|le|zu|zum|al|bin|ten|ter)$/u
/** Where the name begins in what was matched: behind opening and titles. */
const nameAt = ({ 0: all, 1: title = '', 2: name = '' }: RegExpExecArray): number =>
  all.lastIndexOf(title + name) + title.length
