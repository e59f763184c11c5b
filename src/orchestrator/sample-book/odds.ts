import type { AccountStage } from '#records/stage.ts'
import type { Role } from './seats.ts'

// What accounts of a book are like, and how often.

/** How much an account asks for attention: `hot` is worked on the first days, `warm` soon, `cool` when its turn comes. */
export type Heat = 'hot' | 'warm' | 'cool'

/** Benign dirt, as every book has it. */
export type Dirt =
  | 'none'
  | 'country-spelling'
  | 'country-in-location'
  | 'industry-spelling'
  | 'no-employees'
  | 'employees-by-vendors'
  | 'technologies-by-vendors'
  | 'old-employees'
  | 'no-domain'

// Roles that fix the stage; the others draw one.
export const stages: Readonly<Partial<Record<Role, readonly AccountStage[]>>> = {
  'stale-fact': ['working'],
  'suppressed-contact': ['working', 'open-deal'],
  'domain-thread': ['working'],
  'thread-neighbour': ['working'],
  'twin-in-flight': ['new'],
  'vendors-disagree': ['open-deal', 'working'],
  'close-date-in-note': ['open-deal'],
  'foreign-paste': ['working', 'open-deal'],
  'closed-with-inbound': ['closed'],
  'garbled-quote': ['working', 'open-deal'],
  'live-thread': ['working', 'open-deal', 'customer'],
  'suppressed-account': ['working', 'customer', 'new'],
  'injected-note': ['working', 'open-deal', 'customer'],
  'unanswered-inbound': ['working', 'open-deal', 'customer', 'lapsed'],
}
export const drawn: Readonly<Record<Heat, readonly (readonly [AccountStage, number])[]>> = {
  hot: [
    ['open-deal', 4],
    ['customer', 3],
    ['working', 3],
  ],
  warm: [
    ['open-deal', 4],
    ['customer', 3],
    ['new', 2],
    ['lapsed', 1],
  ],
  cool: [
    ['new', 33],
    ['working', 34],
    ['open-deal', 8],
    ['customer', 14],
    ['lapsed', 6],
    ['closed', 5],
  ],
}

// About so many activities, up to the last touch.
export const volumes: Readonly<Record<AccountStage, readonly [number, number]>> = {
  new: [0, 0],
  working: [6, 40],
  'open-deal': [16, 55],
  customer: [16, 70],
  lapsed: [8, 40],
  closed: [4, 16],
}

export const bands: readonly (readonly [readonly [number, number], number])[] = [
  [[2, 10], 30],
  [[11, 50], 32],
  [[51, 200], 22],
  [[201, 1000], 11],
  [[1001, 9000], 5],
]

// Attractive accounts have dirt, too, but little that hides how well they fit: there hygiene is seen at work.
export const dirts: Readonly<Record<Heat, readonly (readonly [Dirt, number])[]>> = {
  hot: [
    ['none', 65],
    ['technologies-by-vendors', 25],
    ['employees-by-vendors', 10],
  ],
  warm: [
    ['none', 55],
    ['technologies-by-vendors', 20],
    ['employees-by-vendors', 10],
    ['country-in-location', 10],
    ['industry-spelling', 5],
  ],
  cool: [
    ['none', 76],
    ['country-spelling', 3],
    ['country-in-location', 3],
    ['industry-spelling', 4],
    ['no-employees', 3],
    ['employees-by-vendors', 3],
    ['technologies-by-vendors', 2],
    ['old-employees', 4],
    ['no-domain', 2],
  ],
}
export const dirty: ReadonlySet<Role> = new Set([
  'plain',
  'injected-note',
  'live-thread',
  'unanswered-inbound',
])
