import { oneOf } from '#base/random.ts'
import { sizeBandOf } from '#records/index-row.ts'
import type { Seating } from './seats.ts'
import { stemOf } from './stems.ts'
import { streamOf, weighted } from './streams.ts'
import { type Traits, traitsOf } from './traits.ts'

// Ordinary words that are also companies, several companies each: a name alone says nothing here.
const dictionaryNames =
  'Apollo Pulse Atlas Note Target Pillar Scout Weave Harvest Compass Anchor Beacon Orbit Ladder Assembly Forge'.split(
    ' ',
  )

const accented: Readonly<Record<string, string>> = { a: 'ä', e: 'é', i: 'í', o: 'ö', u: 'ü' }

// Each keeps the stem in one way or another, so that the name stays nobody else's.
const unicodeForms: readonly ((stem: string, descriptor: string) => string)[] = [
  (stem, descriptor) =>
    `${stem.replaceAll(/[aeiou]/g, (letter) => accented[letter] ?? letter)} ${descriptor}`,
  (stem) => `株式会社${stem}物流`,
  (stem, descriptor) => `${stem} ${descriptor} 🚚`,
  (stem) => `شركة ${stem} للخدمات`,
  (stem, descriptor) => `${stem.replace(/[aeiou]/, '$&\u0301').normalize('NFD')} ${descriptor}`,
  (stem) => `${stem} Przedsiębiorstwo Usługowe`,
  (stem, descriptor) => `${descriptor} «${stem}» ООО`,
  (stem, descriptor) => `${stem}® ${descriptor}`,
]

/** How a company is called and where it lives in the net. */
export interface Identity {
  readonly name: string
  /** As people write it in a mail: without the legal form. */
  readonly shortName: string
  readonly formerNames: readonly string[]
  /** undefined: the record holds none. `mailDomain` exists all the same. */
  readonly domain: string | undefined
  readonly mailDomain: string
}

/** The account whose domain this one carries: twins, and the two of a domain thread, share one. */
export function domainOwner(seating: Seating, { index, role, rank }: Traits): number {
  if (role === 'twin-in-flight') return seating.find(role, rank - (rank % 2))
  return role === 'thread-neighbour' ? seating.find('domain-thread', rank) : index
}

const stemAt = (seating: Seating, index: number): string => stemOf(seating.stems.at(index))

function domainAt(seating: Seating, index: number): string {
  const random = streamOf(seating.plan.seed, index, 'order')
  return `${stemAt(seating, index).toLowerCase()}.${weighted(random, [
    ['example', 9],
    ['test', 1],
  ])}`
}

interface Called {
  readonly name: string
  readonly shortName: string
}

function plainName(seating: Seating, traits: Traits): Called {
  const random = streamOf(seating.plan.seed, traits.index, 'name')
  const stem = stemAt(seating, traits.index)
  const withDescriptor = `${stem} ${oneOf(random, traits.industry.descriptors)}`
  const form = oneOf(random, traits.place.legalForms)
  // Large companies drop the descriptor, small ones keep it and show their legal form.
  const isLarge = ['201-1000', '1001+'].includes(sizeBandOf(traits.employees))
  return weighted<Called>(random, [
    [{ name: withDescriptor, shortName: withDescriptor }, 50],
    [{ name: stem, shortName: stem }, isLarge ? 30 : 8],
    [{ name: `${stem} ${form}`, shortName: stem }, 14],
    [{ name: `${withDescriptor} ${form}`, shortName: withDescriptor }, isLarge ? 10 : 20],
  ])
}

function calledOf(seating: Seating, traits: Traits): Called {
  const random = streamOf(seating.plan.seed, traits.index, 'order')
  if (traits.role === 'dictionary-name') {
    const name = dictionaryNames[traits.rank % dictionaryNames.length] ?? 'Atlas'
    return { name, shortName: name }
  }
  if (traits.role === 'unicode-name') {
    const form = unicodeForms[traits.rank % unicodeForms.length] ?? ((stem: string) => `${stem} 🚚`)
    const name = form(stemAt(seating, traits.index), oneOf(random, traits.industry.descriptors))
    return { name, shortName: name }
  }
  return plainName(seating, traits)
}

/** What the account is called. Cheap: other accounts look it up to paste from, without making the whole account. */
export function identityOf(seating: Seating, traits: Traits): Identity {
  const called = calledOf(seating, traits)
  const stemDomain = domainAt(seating, domainOwner(seating, traits))
  const mailDomain =
    traits.role === 'dictionary-name' ? `${called.name.toLowerCase()}-${stemDomain}` : stemDomain
  const { accounts } = seating.plan
  // A former name has a stem of its own, beyond those of the accounts: it is nobody's present name.
  const formerNames =
    traits.role === 'renamed'
      ? [`${stemAt(seating, accounts + traits.rank)} ${traits.industry.descriptors[0] ?? 'Group'}`]
      : []
  const domain = traits.dirt === 'no-domain' ? undefined : mailDomain
  return { ...called, formerNames, domain, mailDomain }
}

/** Another company of the book, for a note that was pasted into the wrong account: clean, and with a domain. */
export function strangerTo(seating: Seating, index: number): Identity {
  const { accounts } = seating.plan
  for (let step = 1; step < accounts; step += 1) {
    const traits = traitsOf(seating, (index + step * 7919) % accounts)
    if (traits.role === 'plain' && traits.dirt !== 'no-domain' && traits.index !== index)
      return identityOf(seating, traits)
  }
  throw new Error(`no plain account among ${accounts}`)
}
