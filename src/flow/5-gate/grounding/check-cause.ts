import { bearingOf, statementIn, type Bearing } from './bearing.ts'
import type { Finding, Ground } from './ground.ts'
import { isOurs } from './ground.ts'
import { proseIn, unsaid } from './prose.ts'
import type { Reading } from './reading.ts'
import { clausesIn } from './segments.ts'
import { sourcesOf } from './units.ts'

// What is told as the cause of something else: the sources name both, and in one sentence, with a word of cause.

const cause =
  /,?\s(?:because(?: of)?|due to|owing to|thanks to|as a result(?: of)?|therefore|hence|that is why|which is why|leads? to|led to|caus(?:es|ed)|weil|denn|wegen|aufgrund|deshalb|daher|deswegen|dadurch|sodass)\s/iu
const cheap =
  /because|due|owing|thanks to|result|therefore|hence|why|lead|led|caus|weil|denn|wegen|grund|deshalb|daher|deswegen|dadurch|sodass/iu
const ahead = /^\s*(?:because|due to|owing to|thanks to|weil|da|wegen|aufgrund)\s[^,]{8,}(,\s)/iu
/** Where cause and effect meet: at the word of cause between them, at the comma where it stands in front. */
function jointIn(part: string): { readonly index: number; readonly token: string } | undefined {
  const front = ahead.exec(part)
  if (front !== null) return { index: front[0].length - (front[1] ?? '').length, token: front[1] ?? '' }
  const match = cause.exec(part)
  return match === null ? undefined : { index: match.index, token: match[0] }
}

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
    if (first === undefined || last === undefined || !clauses.some(({ isStated }) => isStated)) continue
    const part = text.slice(first.start, last.end)
    const at = jointIn(part)
    if (at === undefined || isOurs(part, ground)) continue
    const middle = first.start + at.index
    const parts = [
      { start: first.start, end: middle },
      { start: middle + at.token.length, end: last.end },
    ].map((stretch) => bearingOf(statementIn(reading, stretch), sources))
    const [effect, reason] = parts
    if (effect === undefined || reason === undefined || !isBorne(effect) || !isBorne(reason)) continue
    if (effect.unit === reason.unit || isNext(effect, reason)) continue
    return unsaid(
      text,
      { start: middle, token: at.token },
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
