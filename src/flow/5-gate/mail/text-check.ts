import { headerFaultIn } from './headers.ts'
import { invisibleIn } from './invisible.ts'
import { linkIn, type AllowedLinks } from './link-fault.ts'
import { markupIn } from './markup.ts'
import { placeholderIn } from './placeholder.ts'
import type { TextFault } from './text-fault.ts'

const longest = 10_000

/** What has no place in a text that leaves or is kept: invisible characters, markup, placeholders, links. Pure. */
export function textFault(text: string, allowed: AllowedLinks): TextFault | undefined {
  if (text.length > longest)
    return {
      needed: `a text of at most ${longest} characters, the most that is checked`,
      found: `${text.length}`,
      start: 0,
      end: text.length,
    }
  const fault = invisibleIn(text) ?? markupIn(text) ?? placeholderIn(text) ?? linkIn(text, allowed)
  if (fault?.rest === undefined) return fault
  // What is left is offered only if it could stand by itself.
  const { rest, ...bare } = fault
  return textFault(rest, allowed) === undefined ? fault : bare
}

/** The same for a subject, which stands in a header. */
export const subjectFault = (text: string, allowed: AllowedLinks): TextFault | undefined =>
  headerFaultIn(text) ?? textFault(text, allowed)
