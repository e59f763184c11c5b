import { seeded } from '#base/random.ts'
import type { PlantedKind } from '#records/planted.ts'
import { type Permutation, permutationOf } from './permutation.ts'
import type { SamplePlan } from './plan.ts'
import { stemCount } from './stems.ts'

/** What an account is in the book: a planted kind, the other account of a domain thread, or a plain one. */
export type Role = PlantedKind | 'thread-neighbour' | 'plain'

// Share of the accounts that play each role. A twin needs its twin: that role is given out in pairs.
const shares: readonly (readonly [Role, number])[] = [
  ['stale-fact', 0.005],
  ['suppressed-contact', 0.005],
  ['domain-thread', 0.005],
  ['thread-neighbour', 0.005],
  ['twin-in-flight', 0.01],
  ['vendors-disagree', 0.005],
  ['close-date-in-note', 0.005],
  ['foreign-paste', 0.005],
  ['closed-with-inbound', 0.005],
  ['garbled-quote', 0.005],
  ['suppressed-account', 0.005],
  ['live-thread', 0.01],
  ['dictionary-name', 0.01],
  ['renamed', 0.01],
  ['unicode-name', 0.01],
  ['injected-note', 0.0075],
  ['unanswered-inbound', 0.01],
]

/** Of each planted fault so many in a thousand accounts are so attractive that a day's run takes them for sure. */
const hotShare = 0.00075

interface Block {
  readonly role: Role
  readonly from: number
  readonly size: number
}

export interface Seat {
  readonly index: number
  readonly role: Role
  /** The account's number within its role, from 0. */
  readonly rank: number
  readonly isHot: boolean
}

/** Who plays what in a book, by arithmetic alone: no list of all accounts is kept. */
export interface Seating {
  readonly plan: SamplePlan
  /** Which stem (of company names) the account has. */
  readonly stems: Permutation
  of(index: number): Seat
  /** The account that plays `role` with `rank`. */
  find(role: Role, rank: number): number
  count(role: Role): number
}

function blocksOf(accounts: number): readonly Block[] {
  let from = 0
  return shares.map(([role, share]) => {
    const unit = role === 'twin-in-flight' ? 2 : 1
    const size = unit * Math.max(1, Math.round((accounts * share) / unit))
    from += size
    return { role, from: from - size, size }
  })
}

export function seatingOf(plan: SamplePlan): Seating {
  const blocks = blocksOf(plan.accounts)
  const order = permutationOf(seeded(plan.seed ^ 0x51ed27), plan.accounts)
  const stems = permutationOf(seeded(plan.seed ^ 0x2f6b11), stemCount(plan.accounts))
  const hot = Math.max(1, Math.round(plan.accounts * hotShare))
  const isHot = (role: Role, rank: number): boolean => {
    if (role === 'plain') return false
    const times = role === 'unanswered-inbound' ? 6 : role === 'twin-in-flight' ? 2 : 1
    return rank < hot * times
  }
  const block = (role: Role) => blocks.find((one) => one.role === role)
  return {
    plan,
    stems,
    of(index) {
      const place = order.at(index)
      const own = blocks.find(({ from, size }) => place >= from && place < from + size)
      if (own === undefined) return { index, role: 'plain', rank: place, isHot: false }
      const rank = place - own.from
      return { index, role: own.role, rank, isHot: isHot(own.role, rank) }
    },
    find: (role, rank) => order.indexOf((block(role)?.from ?? 0) + rank),
    count: (role) => block(role)?.size ?? 0,
  }
}
