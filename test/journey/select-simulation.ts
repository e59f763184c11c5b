import { between, oneOf, seeded, type Random } from '#base/random.ts'
import { SelectConfig } from '#records/config.ts'
import { AccountId, OwnerId } from '#records/ids.ts'
import type { ExclusionReason, Selection } from '#records/selection.ts'
import { compose, type Scored } from '#select/compose.ts'
import { placesOf } from '#select/places.ts'
import type { Candidate } from '#select/reasons.ts'

// A book in memory over 120 days. The book keeps waits as the index does (a sum and a moment); the oracle counts them
// by hand, day by day, and never looks at the book's numbers.

interface Account {
  readonly id: AccountId
  readonly segment: string
  readonly owner: OwnerId
  score: number
  waited: number
  eligibleFrom: number
  /** Left out until this day; for ever while in review. */
  blockedUntil: number
  inReview: boolean
  oracleWait: number
}

const start = Date.UTC(2026, 0, 1)
const dayMs = 86_400_000
const noParts = { fit: 0, freshness: 0, intent: 0, stage: 0, signals: 0, flags: 0, staleness: 0 }

/** `roomy`: no owner ever runs out of places. `still`: besides, nothing happens but our runs. */
export type Kind = 'any' | 'roomy' | 'still'

export interface Book {
  readonly kind: Kind
  readonly config: SelectConfig
  readonly accounts: Account[]
  readonly owners: readonly OwnerId[]
  readonly random: Random
  readonly limit: number
}

/** The same seed, the same book. */
export function makeBook(seed: number, kind: Kind): Book {
  const random = seeded(seed)
  const names = ['a', 'b', 'c', 'd', 'e'].slice(0, between(random, 1, 5))
  const config = SelectConfig.parse({
    segments: names.map((name) => ({ name, floor: between(random, 0, 3) })),
    unsegmentedFloor: between(random, 0, 1),
    maxDarkRuns: between(random, 1, 6),
    maxWaitDays: between(random, 3, 60),
    daysBetweenRuns: oneOf(random, [0.5, 1, 1, 1, 2]),
    reserveShare: oneOf(random, [1 / 3, 1 / 3, 0.2]),
    ownerCapacity: kind === 'any' ? oneOf(random, [1, 3, 10, 40]) : 1000,
    poolCapacity: 1000,
  })
  const owners = Array.from({ length: between(random, 1, 5) }, (_, n) => OwnerId.parse(`owner-${n}`))
  const accounts = Array.from({ length: between(random, 1, 60) }, (_, n) => ({
    id: AccountId.parse(`acc-${n}`),
    segment: oneOf(random, [...names, 'unsegmented']),
    owner: oneOf(random, owners),
    score: random() * 100,
    waited: 0,
    eligibleFrom: 0,
    blockedUntil: 0,
    inReview: false,
    oracleWait: 0,
  }))
  return { kind, config, accounts, owners, random, limit: between(random, 1, 15) }
}

/** Items the owner has in review. */
export const heldBy = (book: Book, owner: OwnerId): number =>
  book.accounts.filter((account) => account.owner === owner && account.inReview).length

const reasonOf = (account: Account, day: number, free: number): ExclusionReason | undefined =>
  account.inReview
    ? 'in-review'
    : account.blockedUntil > day
      ? 'touched-recently'
      : free <= 0
        ? 'owner-at-capacity'
        : undefined

function candidateOf(account: Account, place: number, now: { day: number; config: SelectConfig }): Candidate {
  const { maxWaitDays, daysBetweenRuns } = now.config
  const waitedDays = account.waited + Math.max(0, now.day - account.eligibleFrom)
  const due = Math.ceil((maxWaitDays - waitedDays) / daysBetweenRuns)
  return {
    accountId: account.id,
    name: account.id,
    segment: account.segment,
    ownerId: account.owner,
    place,
    score: account.score,
    due,
    waitedDays,
    parts: noParts,
    stage: 'new',
    arrivedAt: new Date(start).toISOString(),
    unansweredCount: 0,
    unansweredSince: null,
    mailKind: null,
    mailAt: null,
    newestContactAt: null,
    openDealStage: null,
    contractEnd: null,
    hiring: false,
    flags: [],
    nextTouch: null,
  }
}

const tally = <K>(keys: readonly K[]): readonly (readonly [K, number])[] =>
  [...Map.groupBy(keys, (key) => key)].map(([key, all]) => [key, all.length] as const)

function scoreAll(book: Book, day: number, places: ReturnType<typeof placesOf>): Scored {
  const rows = book.accounts.map((account) => {
    const place = places.placeOf[account.owner] ?? 0
    const reason = reasonOf(account, day, places.free[place] ?? 0)
    return { ...candidateOf(account, place, { day, config: book.config }), reason }
  })
  const waiting = rows.filter(({ reason }) => reason === undefined || reason === 'owner-at-capacity')
  return {
    counted: rows.map(({ segment, reason }) => ({ segment, reason, accounts: 1 })),
    due: tally(waiting.map(({ due }) => Math.max(0, due))).map(([due, accounts]) => ({ due, accounts })),
    dueNow: tally(waiting.filter(({ due }) => due <= 1).map(({ place }) => place)).map(
      ([place, accounts]) => ({
        place,
        accounts,
      }),
    ),
    mostLate: Math.max(0, ...waiting.map(({ due }) => 1 - due)),
    candidates: rows.filter(({ reason }) => reason === undefined),
  }
}

/** The set of the day. */
export function choose(book: Book, day: number, dark: Readonly<Record<string, number>>): Selection {
  const owners = book.owners.map((id) => ({ id, name: id, email: '', active: true, delegateId: null }))
  const held = book.owners.map((ownerId) => ({ ownerId, items: heldBy(book, ownerId) }))
  const places = placesOf(owners, held, book.config)
  const now = new Date(start + day * dayMs).toISOString()
  const basis = { ...places, now, limit: book.limit, inFlight: [], exclude: [], dark: { ...dark } }
  return compose({ config: book.config, mark: 1, basis, scored: scoreAll(book, day, places) })
}

/** What the day did to the book after the run: outcomes, reviews decided, people writing to their accounts. */
export function live(book: Book, day: number, chosen: ReadonlySet<string>): void {
  const { random, config, kind } = book
  const next = day + config.daysBetweenRuns
  for (const account of book.accounts) {
    const wasWaiting = !account.inReview && account.blockedUntil <= day
    const until = (blockedUntil: number): void => {
      account.waited += wasWaiting ? Math.max(0, day - account.eligibleFrom) : 0
      account.blockedUntil = blockedUntil
      account.eligibleFrom = blockedUntil
    }
    if (chosen.has(account.id)) {
      until(day + between(random, 1, 6) * config.daysBetweenRuns)
      account.waited = 0
      account.oracleWait = 0
      account.inReview = kind !== 'still' && random() < 0.3
    } else if (wasWaiting && kind !== 'still' && random() < 0.03)
      until(day + between(random, 1, 10) * config.daysBetweenRuns)
    else if (wasWaiting) account.oracleWait += config.daysBetweenRuns
    if (account.inReview) {
      // A person decides between two runs; the rest of the exclusion is time's.
      if (random() < 0.25) {
        account.inReview = false
        account.blockedUntil = Math.max(account.blockedUntil, next)
      }
      account.eligibleFrom = account.inReview ? Infinity : account.blockedUntil
    }
    if (random() < 0.2) account.score = random() * 100
  }
}
