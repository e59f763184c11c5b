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

const reply =
  /^\s*(?:\[[^\]]{1,20}\]\s*)?(?:re|aw|antw|antwort|sv|vs|rv|res|rif|odp|ynt|fw|fwd|wg|tr|enc|doorst|weitergeleitet|vl|i|r)\s*(?:[[(^]?\d+[\])]?)?\s*[:：︰﹕]\s*/iu

/** The subject without the marks of a reply or a forwarded mail; the same text where there are none. */
export function withoutReplyMarks(subject: string): string {
  const next = subject.normalize('NFKC').replace(reply, '')
  return next === subject.normalize('NFKC') ? subject : withoutReplyMarks(next)
}
