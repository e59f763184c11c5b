import {
  bearingOf,
  likenessOf,
  statementIn,
  type Bearing,
  type Likeness,
  type Statement,
  type Stretch,
} from './bearing.ts'
import type { Ground } from './ground.ts'
import type { Lexeme, Reading } from './reading.ts'
import { clausesIn, type Segment } from './segments.ts'
import type { Source } from './units.ts'

// The statements of a text, each beside the sentence that bears it best: a whole sentence where it is said almost word by
// word, else clause by clause.

/** A statement and what bears it. */
export interface Laid {
  readonly statement: Statement
  readonly bearing: Bearing
  /** All its words. */
  readonly words: readonly Lexeme[]
  /** How much of it is said in their own words. */
  readonly like: Likeness
  /** Whether it is told in their own words: then a word that is not theirs was put there. */
  readonly isNear: boolean
  /** Whether it states something of them; false for a question, an offer, what we say of ourselves. */
  readonly isStated: boolean
}

const isNear = ({ share }: Likeness, { words }: Bearing): boolean =>
  share > 0.62 || (share >= 0.58 && words.length > 1 && words.every(({ place }) => place >= 0))

// Who said it when is for other checks: `before Christmas you mentioned that …`.
const report =
  /(?<![\p{L}])(?:you|she|he|they|\p{Lu}\p{L}+)\s(?:also\s|have\s|had\s)?(?:mentioned|told (?:me|us)|tells (?:me|us)|wrote|said|says|asked|explained|reported)(?:\s(?:that|me|us))*(?![\p{L}])|(?:sagten|schrieben|erwähnten|fragten|erzählten|berichteten|teilten|sprachen)(?:\s(?:Sie|mir|uns|davon))*,?\s(?:dass|ob)?/u
function behindReport(text: string, { start, end }: Stretch): Stretch {
  const match = report.exec(text.slice(start, end))
  const from = match === null ? 0 : match.index + match[0].length
  return from + 8 > end - start ? { start, end } : { start: start + from, end }
}

type Clause = Segment & { readonly isStated: boolean; readonly sentence: number }

/** Every statement of a text that a source bears a word of. */
export function laidOut(reading: Reading, ground: Ground, sources: readonly Source[]): readonly Laid[] {
  const clauses = clausesIn(reading, ground)
  const last = clauses.at(-1)?.sentence ?? -1
  return Array.from({ length: last + 1 }, (_none, at) =>
    clauses.filter(({ sentence }) => sentence === at),
  ).flatMap((own) => sentenceLaid(reading, own, sources))
}

function sentenceLaid(
  reading: Reading,
  clauses: readonly Clause[],
  sources: readonly Source[],
): readonly Laid[] {
  const told = clauses.filter(({ isStated }) => isStated)
  const [first = clauses[0]] = told
  const last = told.at(-1) ?? clauses.at(-1)
  if (first === undefined || last === undefined) return []
  const lay = (stretch: Stretch, isOne: boolean): readonly Laid[] => {
    const statement = statementIn(reading, behindReport(reading.text, stretch))
    const bearing = bearingOf(statement, sources)
    if (bearing === undefined) return []
    const { start, end } = statement
    const words = reading.words.filter((word) => word.start >= start && word.end <= end)
    const like = likenessOf(bearing, words)
    return [{ statement, bearing, words, like, isNear: isNear(like, bearing), isStated: isOne }]
  }
  const whole = lay({ start: first.start, end: last.end }, told.length > 0)
  if (clauses.length === 1 || whole.some((one) => one.isNear)) return whole
  return joined(reading, clauses).flatMap((clause) => lay(clause, clause.isStated))
}

/** A clause with no word of substance belongs to the one before it. */
function joined(reading: Reading, clauses: readonly Clause[]): readonly Clause[] {
  const out: Clause[] = []
  const isEmpty = (clause: Stretch): boolean => {
    const { words, numbers } = statementIn(reading, behindReport(reading.text, clause))
    return words.length + numbers.length === 0
  }
  for (const clause of clauses) {
    const before = out.at(-1)
    if (before !== undefined && (isEmpty(clause) || isEmpty(before)))
      out[out.length - 1] = { ...before, end: clause.end, isStated: before.isStated || clause.isStated }
    else out.push(clause)
  }
  return out
}
