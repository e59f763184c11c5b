import { visible, type TextFault } from './text-fault.ts'

// Format characters, fillers that show nothing, controls, private and unassigned ones; tabs and new lines are none.
const hidden = /(?![\t\n]|\r\n)[\p{C}\p{Zl}\p{Zp}\p{DI}\u2800]/gu
const plain = /^[\x20-\x7e\n\t]*$/
const pictograph = /[\p{Extended_Pictographic}\p{Emoji_Modifier}\uFE0F\u20E3#*0-9]/u
// Scripts in which a joiner between two letters is spelling.
const joining =
  /[\p{Script=Arabic}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Tamil}\p{Script=Telugu}\p{Script=Kannada}\p{Script=Malayalam}\p{Script=Sinhala}\p{Script=Gujarati}\p{Script=Gurmukhi}]/u

/** Characters nobody sees: zero-width, soft hyphens, directions, tags, controls. Emoji and joined scripts may have theirs. */
export function invisibleIn(text: string): TextFault | undefined {
  if (plain.test(text)) return undefined
  for (const { 0: found, index } of text.matchAll(hidden)) {
    const end = index + found.length
    if (isSpelling(found, text.slice(0, index), text.slice(end))) continue
    return {
      needed: 'no invisible characters',
      found: visible(text.slice(Math.max(0, index - 12), end + 12)),
      start: index,
      end,
      rest: withoutInvisible(text),
    }
  }
  return undefined
}

function isSpelling(found: string, before: string, after: string): boolean {
  const left = Array.from(before.slice(-2)).at(-1) ?? ''
  const [right = ''] = after
  if (found === '\uFE0F' || found === '\uFE0E') return pictograph.test(left)
  if (found === '\u200D') return (pictograph.test(left) && pictograph.test(right)) || joins(left, right)
  return found === '\u200C' && joins(left, right)
}

const joins = (left: string, right: string): boolean =>
  (joining.test(left) || /\p{M}/u.test(left)) && joining.test(right)

/** The text without anything that shows nothing. */
export const withoutInvisible = (text: string): string => text.replace(hidden, '')
