import { readings } from './decoded.ts'
import { linksIn, type Link } from './links.ts'
import { spelledLink } from './spelled-link.ts'
import { visible, type TextFault } from './text-fault.ts'

/** What a text may link to or name. Hosts in ASCII, exact; addresses lower case. */
export interface AllowedLinks {
  readonly hosts: ReadonlySet<string>
  readonly addresses: ReadonlySet<string>
  /** Hosts that may be named, nothing before or behind them. */
  readonly named: ReadonlySet<string>
}

const needed = 'links to allowed hosts only, without anything that is carried along'

/** The first link that may not stand in a text, in any way a program or a reader might take the text. */
export function linkIn(text: string, allowed: AllowedLinks): TextFault | undefined {
  const bad = linksIn(text).find((link) => !isAllowed(link, allowed))
  if (bad !== undefined)
    return { needed, found: why(bad), start: bad.start, end: bad.end, ...restOf(text, bad) }
  const spelled = spelledLink(text)
  if (spelled !== undefined)
    return {
      needed,
      found: `a link in words: ${visible(text.slice(spelled.start, spelled.end))}`,
      ...spelled,
    }
  const whole = { start: 0, end: text.length }
  for (const reading of readings(text)) {
    const hidden = linksIn(reading).find((link) => !isAllowed(link, allowed))
    if (hidden !== undefined) return { needed, found: `hidden by its spelling, ${why(hidden)}`, ...whole }
    if (spelledLink(reading) !== undefined)
      return { needed, found: `a link in words: ${visible(reading)}`, ...whole }
  }
  return undefined
}

function isAllowed(
  { kind, raw, host, isBare, carries }: Link,
  { hosts, addresses, named }: AllowedLinks,
): boolean {
  if (host === undefined || carries) return false
  if (kind === 'mail') return hosts.has(host) || addresses.has(raw.toLowerCase())
  return kind === 'web' && (hosts.has(host) || (isBare && named.has(host)))
}

function why({ kind, raw, host, carries }: Link): string {
  const shown = visible(raw)
  if (kind === 'mail') return `the address ${shown}`
  if (kind === 'other' || host === undefined) return `the link ${shown}`
  return carries ? `the link ${shown}, which carries more than a path` : `the link ${shown} to ${host}`
}

// Words that lead to a link and say nothing without it.
const lead =
  /(?:[\s,;–—-]*(?:\b(?:see|visit|via|at|on|under|here|siehe|unter|auf|über|hier|besuchen sie)\b\s*)+:?|\s*:)?\s*$/iu

/** The text without a link that ends it or stands in brackets, if what is left still is a sentence. */
function restOf(text: string, { start, end }: Link): { readonly rest?: string } {
  const [before, after] = [text.slice(0, start), text.slice(end)]
  const isBracketed = /\(\s*$/.test(before) && /^\s*\)/.test(after)
  if (!isBracketed && !/^[\s.!?)\]]*$/.test(after)) return {}
  const head = isBracketed ? before.replace(/\s*\(\s*$/, '') : before.replace(lead, '')
  const rest = `${head}${isBracketed ? after.replace(/^\s*\)/, '') : after.trim() || '.'}`
  return rest.split(/\s+/).length >= 4 && linksIn(rest).length === 0 && head !== '' ? { rest } : {}
}
