import { headerFaultIn } from './headers.ts'
import { invisibleIn } from './invisible.ts'
import { linkIn, type AllowedLinks } from './link-fault.ts'
import { markupIn } from './markup.ts'
import { placeholderIn } from './placeholder.ts'
import type { TextFault } from './text-fault.ts'

/** What has no place in a text that leaves or is kept: invisible characters, markup, placeholders, links. Pure. */
export function textFault(text: string, allowed: AllowedLinks): TextFault | undefined {
  const fault = invisibleIn(text) ?? markupIn(text) ?? placeholderIn(text) ?? linkIn(text, allowed)
  if (fault?.rest === undefined) return fault
  // What is left is offered only if it could stand by itself.
  const { rest, ...bare } = fault
  return textFault(rest, allowed) === undefined ? fault : bare
}

/** The same for a subject, which stands in a header. */
export const subjectFault = (text: string, allowed: AllowedLinks): TextFault | undefined =>
  headerFaultIn(text) ?? textFault(text, allowed)
