import type { Claim } from './claim-part.ts'
import { englishClaims } from './claims-english.ts'
import { germanClaims } from './claims-german.ts'

// Where a sentence states something of them: you, your team or the company's name, and a finite verb. Questions,
// conditions, offers, guesses, courtesies, general experience and what is said of the conversation itself state nothing.
// Chosen against: a made-up story that holds no number and no name. Accepted instead: a harmless sentence of a kind not
// listed below needs a cite.

const german = /(?<![\p{L}])(?:Sie|Ihnen|Ihre?[mnrs]?|dass|ist|hat|und|der|die|bei)(?![\p{L}])/u
const aboutThem = /(?<![\p{L}])you/iu

/** Everything a text states about them, in order. `accountName` as the record has it, '' where there is none. */
export function claimsIn(text: string, accountName: string): readonly Claim[] {
  const isNamed = accountName.length > 1 && text.toLowerCase().includes(accountName.toLowerCase())
  const isGerman = german.test(text)
  if (!isNamed && !isGerman && !aboutThem.test(text)) return []
  const name = isNamed ? accountName : ''
  const all = [...englishClaims(text, name), ...(isGerman || isNamed ? germanClaims(text, name) : [])]
  return all.toSorted((a, b) => a.start - b.start)
}
