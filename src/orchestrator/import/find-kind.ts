import { type Column, headerWords } from './header.ts'
import { pointsOf } from './mapping.ts'
import { type ImportKind, importKinds } from './targets.ts'

interface Seen {
  readonly columns: readonly Column[]
  readonly sample: readonly (readonly string[])[]
  readonly today: string
  /** The file's name is asked last: it settles only what headers leave open. */
  readonly fileName: string
}

const fileWords: Readonly<Record<ImportKind, RegExp>> = {
  accounts: /\b(account|compan(y|ie)|organi[sz]ation|customer|client)s?\b/,
  contacts: /\b(contact|people|person|lead)s?\b/,
  deals: /\b(deal|opportunit(y|ie)|pipeline)s?\b/,
  activities: /\b(activit(y|ie)|engagement|task|event|call|note|meeting|email)s?\b/,
}

/** What a list holds, or undefined when its headers and its name do not say it clearly. */
export function findKind(seen: Seen): ImportKind | undefined {
  const name = headerWords(seen.fileName)
  const scored = importKinds.map((kind) => {
    const points = pointsOf({ ...seen, kind })
    return { kind, points: points + (fileWords[kind].test(name) ? 0.5 : 0) }
  })
  const [best, second] = scored.toSorted((a, b) => b.points - a.points)
  if (best === undefined || second === undefined || best.points < 1) return undefined
  return best.points > second.points ? best.kind : undefined
}
