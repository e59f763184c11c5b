import { type Owner } from '#records/owner.ts'
import { OwnerId } from '#records/ids.ts'
import { addressPart, peopleNames } from './people-names.ts'
import { streamOf } from './streams.ts'

/** The domain of the sample book's own company. */
export const homeDomain = 'larkspur.example'
export const homeCompany = 'Larkspur Software'

const ownerCount = (accounts: number): number => Math.max(3, Math.round(accounts / 200))

const { first, last } = peopleNames.english
const ownerId = (at: number): OwnerId => OwnerId.parse(`owner-${at + 1}`)

// The first owner is the sender of the book; the names of the rest walk through the lists without repeating a pair soon.
function nameOf(at: number): readonly [string, string] {
  if (at === 0) return ['Nadia', 'Okafor']
  const round = Math.floor(at / first.length)
  return [first[at % first.length] ?? 'Alex', last[(at * 5 + round * 7) % last.length] ?? 'Reed']
}

/** The given name of a rep, as it stands under a mail. */
export const repName = (at: number): string => nameOf(at)[0]

/** The reps: the second is away and has a delegate, the third has left and nobody stands in. */
export function ownersOf(accounts: number): readonly Owner[] {
  return Array.from({ length: ownerCount(accounts) }, (_, at) => {
    const [given, family] = nameOf(at)
    return {
      id: ownerId(at),
      name: `${given} ${family}`,
      // Numbered: in a large team two people may carry one name, never one address.
      email: `${addressPart(given)}.${addressPart(family)}${at < 40 ? '' : at}@${homeDomain}`,
      active: at !== 1 && at !== 2,
      delegateId: at === 1 ? ownerId(0) : null,
    }
  })
}

/** Whose account it is: a place in the list of owners, or nobody's. The two who are away have fewer. */
export function ownerOf(
  seed: number,
  index: number,
  accounts: number,
): { readonly at: number; readonly id: OwnerId | null } {
  const random = streamOf(seed, index, 'plant')
  const isNobodys = random() < 0.03
  let at = Math.floor(random() * ownerCount(accounts))
  if ((at === 1 || at === 2) && random() < 0.6) at = 0
  return { at, id: isNobodys ? null : ownerId(at) }
}
