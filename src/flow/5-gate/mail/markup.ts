import { firstMatch, visible, type TextFault } from './text-fault.ts'

const patterns = [
  ['an image', /!\[[^\]]{0,300}\]\s{0,9}[([]/],
  ['a link in markdown', /\[[^\]]{0,300}\]\s?\(\s{0,9}[^)\s]/],
  ['a link by reference', /\[[^\]]{1,300}\]\s?\[[^\]]{0,300}\]|^\s{0,3}\[[^\]]{1,300}\]:\s{0,9}\S/m],
  ['a comment in HTML', /<!--/],
  [
    'a tag',
    /<\/?[a-z!?][^\s<>]*(?:\s[^<>]*)?\/?>|<\/?(?:a|img|script|style|iframe|svg|link|meta|base|form|object|embed|video|audio|body|html)\b/i,
  ],
  ['an HTML entity', /&(?:#\d{2,7}|#x[\da-f]{2,6}|[a-z][a-z\d]{1,30});/i],
  ['an encoded word', /=\?[\w-]+\?[bq]\?/i],
  ['a style in HTML', /\b(?:on(?:click|load|error|mouseover)|style|href|src)\s*=\s*["']/i],
] as const

/** Markup: mail of ours is plain text, and what a mail program makes of markup nobody has read. */
export function markupIn(text: string): TextFault | undefined {
  if (!/[[<&=]/.test(text)) return undefined
  const match = firstMatch(text, patterns)
  if (match === undefined) return undefined
  const { what, start, end } = match
  const found = `${what}: ${visible(text.slice(start, end))}`
  const rest = what === 'a tag' ? withoutTags(text) : undefined
  return { needed: 'plain text', found, start, end, ...(rest === undefined ? {} : { rest }) }
}

/** The text without plain tags, where nothing else of markup is left. */
function withoutTags(text: string): string | undefined {
  const rest = text.replace(/<\/?(?:b|i|u|em|strong|p|br|span|div)\s*\/?>/gi, '').trim()
  return /[<>]/.test(rest) ? undefined : rest
}
