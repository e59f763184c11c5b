import type { MailSentence, NoteSentence } from './intents.ts'
import { mailPhrases } from './phrases-mail.ts'
import { notePhrases } from './phrases-note.ts'
import { draw } from './turns.ts'

/** How things are said: by the account, and by the reword seed of a second pass. */
export interface Voice {
  readonly account: string
  readonly reword: number | undefined
}

/**
 * Which of `count` ways is taken. Without a seed: by the account. With one: always another than without, so that no
 * sentence of the first pass comes back.
 */
function wayOf({ account, reword }: Voice, slot: string, count: number): number {
  const first = draw('way', account, slot) % count
  return reword === undefined ? first : (first + 1 + (draw('reword', reword, slot) % (count - 1))) % count
}

const filled = (template: string, values: Readonly<Record<string, string>>): string =>
  template.replaceAll(/\{(\w+)\}/g, (hole, name: string) => values[name] ?? hole)

const pick = (ways: readonly string[], voice: Voice, slot: string): string =>
  ways[wayOf(voice, slot, ways.length)] ?? ''

/** A sentence begins with a capital letter, also where the phrase follows a greeting in German. */
const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1)

/** One sentence of a message. */
export function mailText(sentence: MailSentence, language: 'en' | 'de', voice: Voice): string {
  return capital(
    filled(pick(mailPhrases[sentence.phrase][language], voice, sentence.phrase), sentence.values),
  )
}

/** One sentence for colleagues. */
export const noteText = (sentence: NoteSentence, voice: Voice): string =>
  filled(pick(notePhrases[sentence.phrase], voice, sentence.phrase), sentence.values)
