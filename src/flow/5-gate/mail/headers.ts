import { visible, type TextFault } from './text-fault.ts'

const breaks = /[\p{Cc}\p{Zl}\p{Zp}]/u

/** What would begin a new header or another line of one: CR, LF, NUL, any control, and what some programs take for them. */
export function headerFaultIn(text: string): TextFault | undefined {
  const match = breaks.exec(text)
  if (match === null)
    return /=\?[\w*-]+\?[bq]\?/i.test(text)
      ? {
          needed: 'a header in plain words',
          found: `an encoded word: ${visible(text)}`,
          start: 0,
          end: text.length,
        }
      : undefined
  return {
    needed: 'a header without line breaks or controls',
    found: visible(text.slice(Math.max(0, match.index - 12), match.index + 30)),
    start: match.index,
    end: match.index + 1,
  }
}

const marks =
  'r ?e|a ?w|antw|antwort|sv|vs|rv|res|rif|odp|ynt|f ?w ?d?|w ?g|tr|enc|doorst|weitergeleitet|vl|i|r'
const reply = new RegExp(
  `^(?:[\\s\\p{P}\\p{S}]{0,6}(?:\\[[^\\]]{1,20}\\]\\s?)?(?:${marks})\\.?\\s{0,3}(?:[[(^]?\\d{1,4}[\\])]?)?\\s{0,3}[:;>»]|[\\s\\p{P}\\p{S}]{0,6}[[({<](?:re|aw|fwd?|wg)[\\])}>])\\s*`,
  'u',
)

// Letters that are drawn like those of a mark, and signs drawn like a colon.
const alike = new Map(
  Object.entries({
    a: 'аαᴀ',
    d: 'ԁᴅ',
    e: 'еεёᴇⲉℯꭼ',
    f: 'ϝꜰғ',
    g: 'ԍɢġɡ',
    r: 'гᴦʀяꭱ',
    w: 'ԝѡωᴡꮃшщ',
    ':': '꞉ː∶׃։፡︓ꓽ',
  }).flatMap(([plain, others]) => [...others].map((other) => [other, plain] as const)),
)

/** A subject in plain small letters, and behind each of their units the place in the subject it came from. */
function drawn(subject: string): { readonly text: string; readonly ends: readonly number[] } {
  const ends: number[] = []
  let [text, at] = ['', 0]
  for (const character of subject) {
    at += character.length
    const plain = character
      .normalize('NFKD')
      .replace(/[\p{M}\p{Cf}\p{DI}]/gu, '')
      .toLowerCase()
    const shown = [...plain].map((letter) => alike.get(letter) ?? letter).join('')
    for (let unit = 0; unit < shown.length; unit += 1) ends.push(at)
    text += shown
  }
  return { text, ends }
}

/**
 * The subject without the marks of a reply or a forwarded mail, however they are spelled: with accents, wide, in letters
 * of another script, with what nobody sees between them. The same text where there are none.
 */
export function withoutReplyMarks(subject: string): string {
  const { text, ends } = drawn(subject)
  const found = reply.exec(text)?.[0].length ?? 0
  if (found === 0) return subject
  return withoutReplyMarks(subject.slice(ends[found - 1] ?? subject.length))
}
