import { oneOf, type Random } from '#base/random.ts'
import type { Drawn } from './company.ts'
import type { Person } from './people.ts'
import { frames } from './phrases-thread.ts'

/** Who takes part in an account's correspondence. */
export interface Cast {
  readonly drawn: Drawn
  readonly people: readonly Person[]
  /** The rep's given name. */
  readonly rep: string
  readonly openDealKey: string | undefined
  readonly random: Random
}

/** A template with the account's words in it. */
export const worded = (template: string, cast: Cast, person: Person | undefined): string => {
  const values: Readonly<Record<string, string>> = {
    first: person?.first ?? 'them',
    me: cast.rep,
    company: cast.drawn.identity.shortName,
    crew:
      cast.drawn.traits.industry.crew[cast.drawn.traits.index % cast.drawn.traits.industry.crew.length] ??
      'team',
  }
  return template.replaceAll(/\{(\w+)\}/g, (hole, name: string) => values[name] ?? hole)
}

const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1)

/** A whole mail: salutation, text, close. `from` and `to` are given names. */
export function letter(
  cast: Cast,
  of: { readonly from: string; readonly to: string; readonly text: string },
): string {
  const { open, close } = frames[cast.drawn.traits.language]
  const salutation = oneOf(cast.random, open).replace('{to}', of.to)
  const text = cast.drawn.traits.language === 'en' ? capital(of.text) : of.text
  return `${salutation}\n\n${text}\n\n${oneOf(cast.random, close)}\n${of.from}`
}
