import { bearingOf, statementIn, type Bearing } from './bearing.ts'
import type { Finding, Ground } from './ground.ts'
import { isOurs } from './ground.ts'
import { proseIn, unsaid } from './prose.ts'
import type { Reading } from './reading.ts'
import { clausesIn } from './segments.ts'
import { sourcesOf } from './units.ts'

// What is told as the cause of something else: the sources name both, and in one sentence, with a word of cause.

const cause =
  /,?\s(?:because(?: of)?|since|due to|owing to|thanks to|as a result(?: of)?|therefore|hence|that is why|which is why|leads? to|led to|caus(?:es|ed)|weil|denn|wegen|aufgrund|deshalb|daher|deswegen|dadurch|sodass)\s/iu
const cheap =
  /because|since|due|owing|thanks to|result|therefore|hence|why|lead|led|caus|weil|denn|wegen|grund|deshalb|daher|deswegen|dadurch|sodass/iu
/** Two things that no source joins, told as cause and effect. */
export function causeFindings(reading: Reading, ground: Ground): readonly Finding[] {
  const { text } = reading
  if (ground.isSubject || reading.isQuestion || !cheap.test(text)) return []
  const prose = proseIn(ground)
  if (prose.length === 0) return []
  const sources = sourcesOf(ground.cited)
  const sentences = Map.groupBy(clausesIn(reading, ground), ({ sentence }) => sentence)
  for (const clauses of sentences.values()) {
    const [first] = clauses
    const last = clauses.at(-1)
    if (first === undefined || last === undefined || !clauses.every(({ isStated }) => isStated)) continue
    const match = cause.exec(text.slice(first.start, last.end))
    if (match === null || isOurs(text.slice(first.start, last.end), ground)) continue
    const middle = first.start + match.index
    const parts = [
      { start: first.start, end: middle },
      { start: middle + match[0].length, end: last.end },
    ].map((stretch) => bearingOf(statementIn(reading, stretch), sources))
    const [effect, reason] = parts
    if (effect === undefined || reason === undefined || !isBorne(effect) || !isBorne(reason)) continue
    if (effect.unit === reason.unit || isNext(effect, reason)) continue
    return unsaid(
      text,
      { start: middle, token: match[0] },
      { nearest: effect.stated, why: 'it does not say that the one comes of the other' },
    )
  }
  return []
}

const isBorne = ({ borne, words, numbers }: Bearing): boolean =>
  borne > 0 && borne * 2 >= words.length + numbers.length

/** `They left. That is why …`: the sentence behind begins with the cause. */
const isNext = (one: Bearing, other: Bearing): boolean =>
  one.stated === other.stated &&
  (one.unit.before === other.unit || other.unit.before === one.unit) &&
  /(?<![\p{L}])(?:that is why|so|therefore|hence|because|deshalb|daher|deswegen)(?![\p{L}])/iu.test(
    `${one.unit.text} ${other.unit.text}`,
  )
