import type { Random } from '#base/random.ts'
import type { Instant } from '#records/time.ts'
import { type Drawn, fieldGroups, vendorClaims } from './company.ts'
import { identityOf } from './company-names.ts'
import { dayAgo } from './days.ts'
import { dealsOf, sampleStages } from './deals.ts'
import type { Cast } from './letters.ts'
import { ownerOf, repName } from './owners.ts'
import { pastOf } from './past.ts'
import { peopleOf } from './people.ts'
import { plantedIn, suppressionsOf } from './planted.ts'
import { presentOf } from './present.ts'
import { accountKey, type SampleAccount, type SampleActivity, type SampleDeal } from './sample-account.ts'
import type { Seating } from './seats.ts'
import { streamOf } from './streams.ts'
import { traitsOf } from './traits.ts'

const openStages = new Set(sampleStages.filter(({ kind }) => kind === 'open').map(({ id }) => id))
const openDeal = (deals: readonly SampleDeal[]): string | undefined =>
  deals.find(({ fields }) => openStages.has(String(fields['stage'])))?.key

function timelineOf(cast: Cast, seating: Seating, key: string): readonly SampleActivity[] {
  return [...pastOf(cast), ...presentOf(cast, seating)]
    .toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
    .map((event, at) => ({ key: `${key}-activity-${at + 1}`, ...event }))
}

/** One account of the book, whole, from (plan, index) alone. */
export function makeAccount(seating: Seating, index: number): SampleAccount {
  const { seed, accounts, now } = seating.plan
  const traits = traitsOf(seating, index)
  const stream = (purpose: 'company' | 'people' | 'deals' | 'mail'): Random => streamOf(seed, index, purpose)
  const identity = identityOf(seating, traits)
  const drawn = (purpose: 'company' | 'people' | 'deals'): Drawn => ({
    traits,
    identity,
    now,
    random: stream(purpose),
  })
  const company = drawn('company')
  const key = accountKey(index)
  const createdAt: Instant = dayAgo(now, traits.age, company.random)
  const owner = ownerOf(seed, index, accounts)
  const people = peopleOf(drawn('people'), createdAt)
  const deals = dealsOf(drawn('deals'), key)
  const cast = {
    drawn: company,
    people,
    rep: repName(owner.at),
    openDealKey: openDeal(deals),
    random: stream('mail'),
  }
  const activities = timelineOf(cast, seating, key)
  return {
    key,
    ownerId: owner.id,
    createdAt,
    groups: fieldGroups(company, createdAt),
    contacts: people.map(({ contact }) => contact),
    deals,
    activities,
    claims: vendorClaims(company),
    suppressions: suppressionsOf(company, people),
    planted: plantedIn(seating, company, { people, activities }),
  }
}
