import { between, oneOf, type Random } from '#base/random.ts'
import type { AccountStage } from '#records/stage.ts'
import { idealIndustries, type Industry, otherIndustries } from './industries.ts'
import { idealPlaces, type Language, otherPlaces, type Place, unitedKingdom, unitedStates } from './places.ts'
import { bands, type Dirt, dirts, dirty, drawn, type Heat, stages, volumes } from './odds.ts'
import type { Role, Seat, Seating } from './seats.ts'
import { chance, skewed, streamOf, weighted } from './streams.ts'

/** All that is decided about an account before a word of it is written. Days are calendar days unless said. */
export interface Traits extends Seat {
  readonly heat: Heat
  readonly stage: AccountStage
  readonly place: Place
  readonly language: Language
  readonly industry: Industry
  readonly employees: number
  readonly dirt: Dirt
  /** Days since the account was created. */
  readonly age: number
  /** Working days since one of ours last touched it by hand; undefined: never. */
  readonly touched: number | undefined
  /** Working days since an inbound message that nobody answered; undefined: there is none. */
  readonly open: number | undefined
  /** Activities up to the last touch, about. */
  readonly volume: number
  readonly hiring: boolean
  readonly contractInDays: number | undefined
  /** Contacts, the newest of them new these days if `newContact`. */
  readonly contacts: number
  readonly newContact: boolean
}

type Choice = Omit<Traits, keyof Seat | 'heat' | 'stage'>

function sizeFor(random: Random, fits: boolean | undefined): number {
  const open = bands.filter(([[low]]) => (fits === undefined ? true : fits === low > 50))
  const [low, high] = weighted(random, open)
  return skewed(random, low, high)
}

function heatOf(random: Random, { role, isHot }: Seat): Heat {
  if (isHot) return 'hot'
  return role === 'plain' && chance(random, 0.05) ? 'warm' : 'cool'
}

const isFault = (role: Role): boolean => role !== 'plain' && !lookalikes.has(role)
const lookalikes: ReadonlySet<Role> = new Set([
  'suppressed-account',
  'live-thread',
  'thread-neighbour',
  'dictionary-name',
  'renamed',
  'unicode-name',
  'injected-note',
  'unanswered-inbound',
])

/** Whether the account has an unanswered message: planted ones where the role needs it, else on hot accounts. */
function openFor(random: Random, seat: Seat, as: { heat: Heat; stage: AccountStage }): number | undefined {
  const { role } = seat
  if (role === 'live-thread' || role === 'thread-neighbour') return undefined
  // To answer somebody, there must have been something to answer: nobody has written to a new account yet.
  if (as.stage === 'new') return undefined
  if (as.heat === 'hot') return between(random, 1, 5)
  if (role === 'closed-with-inbound') return between(random, 12, 25)
  if (role === 'unanswered-inbound') return between(random, 2, 15)
  return undefined
}

/** Working days since the last human touch: never within the days in which a thread counts as live, unless planted. */
function touchedFor(random: Random, seat: Seat, as: { heat: Heat; stage: AccountStage }): number | undefined {
  if (seat.role === 'live-thread') return seat.rank % 3 === 2 ? between(random, 9, 40) : between(random, 1, 3)
  if (as.stage === 'new') return undefined
  if (as.heat === 'hot' || seat.role === 'unanswered-inbound') return between(random, 25, 70)
  // Silent for a while, so that a follow-up is due: a fault that nobody works on is none.
  if (isFault(seat.role)) return between(random, 30, 55)
  return 8 + skewed(random, 0, as.stage === 'lapsed' || as.stage === 'closed' ? 220 : 110)
}

function ageFor(random: Random, seat: Seat, as: { heat: Heat; stage: AccountStage }): number {
  if (seat.role === 'stale-fact') return between(random, 1150, 1500)
  // A twin lay there unnoticed: that is how there come to be two.
  if (seat.role === 'twin-in-flight') return between(random, 100, 400)
  if (as.stage === 'new') {
    const isRecent = as.heat !== 'cool' || chance(random, 0.06)
    return isRecent ? between(random, 4, 9) : 20 + skewed(random, 0, 500)
  }
  return between(random, 420, 1300)
}

function contractFor(
  random: Random,
  seat: Seat,
  as: { heat: Heat; stage: AccountStage },
): number | undefined {
  // The contract with whoever serves them today: what makes a cold account worth a first message now.
  if (seat.role === 'twin-in-flight' && seat.isHot) return between(random, 12, 30)
  if (as.stage === 'lapsed') return -between(random, 30, 400)
  if (as.stage !== 'customer') return undefined
  return as.heat === 'cool' ? between(random, 20, 700) : between(random, 18, 80)
}

const pairRank = ({ role, rank }: Seat): number => (role === 'twin-in-flight' ? Math.floor(rank / 2) : rank)

function companyOf(
  random: Random,
  seat: Seat,
  heat: Heat,
): Pick<Choice, 'place' | 'language' | 'industry' | 'employees'> {
  const fits = heat === 'cool' ? (isFault(seat.role) ? false : undefined) : true
  const english = isFault(seat.role) || seat.role === 'injected-note'
  const place = english
    ? oneOf(random, [unitedStates, unitedKingdom])
    : weighted(random, fits === true ? idealPlaces : [...idealPlaces, ...otherPlaces])
  const industry = weighted(
    random,
    fits === true
      ? idealIndustries
      : fits === false
        ? otherIndustries
        : [...idealIndustries, ...otherIndustries],
  )
  const language = chance(random, place.inLanguage) ? place.language : 'en'
  return { place, language, industry, employees: sizeFor(random, fits) }
}

function contactsFor(random: Random, seat: Seat, as: { heat: Heat; stage: AccountStage }): number {
  const mayBeNone = seat.role === 'plain' && as.heat === 'cool' && as.stage !== 'customer'
  if (mayBeNone && chance(random, 0.07)) return 0
  const least = seat.role === 'suppressed-contact' ? 2 : 1
  return least + skewed(random, 0, 5 - least)
}

/** What is decided about one account. Only (plan, index) go in. */
export function traitsOf(seating: Seating, index: number): Traits {
  const seat = seating.of(index)
  const random = streamOf(seating.plan.seed, index, 'traits')
  const heat = heatOf(random, seat)
  const fixed = stages[seat.role]
  const stage =
    fixed === undefined ? weighted(random, drawn[heat]) : (fixed[pairRank(seat) % fixed.length] ?? 'working')
  const as = { heat, stage }
  const [low, high] = volumes[stage]
  const hires = heat === 'hot' ? 0.7 : heat === 'warm' ? 0.5 : 0.06
  return {
    ...seat,
    heat,
    stage,
    ...companyOf(random, seat, heat),
    dirt: dirty.has(seat.role) ? weighted(random, dirts[heat]) : 'none',
    age: ageFor(random, seat, as),
    touched: touchedFor(random, seat, as),
    open: openFor(random, seat, as),
    volume: skewed(random, low, high),
    hiring: seat.isHot && isFault(seat.role) ? true : chance(random, hires),
    contractInDays: contractFor(random, seat, as),
    contacts: contactsFor(random, seat, as),
    newContact: heat !== 'cool' && (seat.role === 'twin-in-flight' || chance(random, 0.35)),
  }
}
