// Controls but tabs and new lines, directions, zero-width blanks, fillers, soft hyphens, tag letters. Joiners and
// variation selectors are left: they spell words of some scripts, and emoji.
const unseen =
  /(?![\t\n\r])\p{Cc}|[\u00AD\u061C\u115F\u1160\u180E\u200B\u200E\u200F\u2028-\u202E\u2060-\u206F\u2800\u3164\uFEFF\uFFA0\uFFF0-\uFFFB]|[\u{E0000}-\u{E0FFF}]/gu
const plain = /^[\x20-\x7e\t\n\r]*$/

/**
 * A text as an eye reads it: without characters that show nothing. A model is shown no other: what is hidden in a record
 * or a mail would be read by nobody but the model.
 */
export const seenText = (text: string): string => (plain.test(text) ? text : text.replace(unseen, ''))

/** The first `max` UTF-16 units of a text, or one less where a letter would be cut in half: no database keeps a half. */
export function cut(text: string, max: number): string {
  if (text.length <= max) return text
  const last = text.charCodeAt(max - 1)
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? max - 1 : max)
}
