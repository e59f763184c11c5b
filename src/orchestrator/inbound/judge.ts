import type { ModelAnswer } from '#records/conversation.ts'
import { MailReading } from '#records/inbound-reading.ts'
import { AskedReading } from './request.ts'

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Words that stand in the text, whole: half of a character would not be one. */
const stands = (words: string | null, text: string): boolean =>
  words !== null &&
  words.trim() !== '' &&
  words.isWellFormed() &&
  !words.includes('\0') &&
  text.includes(words)

/**
 * The reading an answer holds, or undefined when it does not stand: refused, cut off, not of the shape, or its quote is
 * not letter by letter in `text`. A date or person that does not stand is dropped alone. Pure.
 */
export function judgeAnswer({ content, stopReason }: ModelAnswer, text: string): MailReading | undefined {
  if (stopReason !== 'end-turn') return undefined
  const said = content.flatMap((block) => (block.type === 'text' ? [block.text] : []))
  const asked = said.length === 1 ? AskedReading.safeParse(parsed(said[0] ?? '')).data : undefined
  if (asked === undefined || !stands(asked.quote, text)) return undefined
  const { until, person, language } = MailReading.shape
  return MailReading.safeParse({
    ...asked,
    until: until.safeParse(asked.until).data ?? null,
    person: stands(asked.person, text) ? (person.safeParse(asked.person).data ?? null) : null,
    language: language.safeParse(asked.language).data ?? null,
  }).data
}
