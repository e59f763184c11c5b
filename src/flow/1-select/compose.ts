import type { SelectConfig } from '#records/config.ts'
import type {
  Chosen,
  ExclusionReason,
  Feasibility,
  SegmentShare,
  Selection,
  SelectionBasis,
} from '#records/selection.ts'
import { floorsToServe, isDue, nominalFloors, type FloorClaim } from './floors.ts'
import { forecast, reserveSeats, type Due } from './forecast.ts'
import { pick, type Seated } from './pick.ts'
import { reasonsFor, type Candidate } from './reasons.ts'

/** What the one statement says of the book. */
export interface Scored {
  readonly counted: readonly {
    readonly segment: string
    readonly reason: ExclusionReason | undefined
    readonly accounts: number
  }[]
  readonly due: readonly Due[]
  /** Accounts due in this run (or before) by place, whether or not the place has seats. */
  readonly dueNow: readonly { readonly place: number; readonly accounts: number }[]
  readonly mostLate: number
  readonly candidates: readonly Candidate[]
}

export interface ComposeAsk {
  readonly config: SelectConfig
  readonly mark: number
  readonly basis: SelectionBasis
  readonly scored: Scored
}

type Shortfall = Feasibility['shortfalls'][number]
type Share = Pick<SegmentShare, 'segment' | 'accounts' | 'eligible'>

/** The segments' claims. Accounts added to a run (--more) are the next of the ranking: the run itself served its floors. */
const claimsOf = (
  config: SelectConfig,
  { dark, exclude }: Pick<SelectionBasis, 'dark' | 'exclude'>,
): readonly FloorClaim[] =>
  nominalFloors(config, dark).map((claim) => (exclude.length === 0 ? claim : { ...claim, floor: 0, dark: 0 }))

/** Floors that this run may have to serve, before the number of eligible accounts is known. */
export function possibleFloors(
  config: SelectConfig,
  basis: Pick<SelectionBasis, 'dark' | 'limit' | 'exclude'>,
): readonly FloorClaim[] {
  const { limit } = basis
  const claims = claimsOf(config, basis).filter(({ floor }) => floor > 0)
  const all = claims.reduce((sum, { floor }) => sum + floor, 0)
  return all <= limit - reserveSeats(limit, config) ? claims.filter((claim) => isDue(claim, config)) : claims
}

function sharesOf({ counted }: Scored, segments: readonly string[]): ReadonlyMap<string, Share> {
  const shares = new Map<string, Share>(
    segments.map((segment) => [segment, { segment, accounts: 0, eligible: 0 }]),
  )
  for (const { segment, reason, accounts } of counted) {
    const before = shares.get(segment) ?? { segment, accounts: 0, eligible: 0 }
    shares.set(segment, {
      segment,
      accounts: before.accounts + accounts,
      eligible: before.eligible + (reason === undefined ? accounts : 0),
    })
  }
  return shares
}

function countByReason({ counted }: Scored): Selection['excluded'] {
  const excluded: Partial<Record<ExclusionReason, number>> = {}
  for (const { reason, accounts } of counted)
    if (reason !== undefined) excluded[reason] = (excluded[reason] ?? 0) + accounts
  return excluded
}

/** Accounts due now that found no seat: their owners' places ran out, or others due took them. */
function leftWaiting(
  { scored, basis, config }: ComposeAsk,
  seated: readonly Seated<Candidate>[],
): readonly Shortfall[] {
  const served = new Map<number, number>()
  for (const { account } of seated)
    if (account.due <= 1) served.set(account.place, (served.get(account.place) ?? 0) + 1)
  const missed = scored.dueNow
    .map(({ place, accounts }) => ({ place, accounts, missed: accounts - (served.get(place) ?? 0) }))
    .filter((row) => row.missed > 0)
  const [worst] = missed.toSorted((a, b) => b.missed - a.missed || a.place - b.place)
  if (worst === undefined) return []
  const all = missed.reduce((sum, row) => sum + row.missed, 0)
  const name = basis.placeNames[worst.place] ?? 'an owner'
  const free = Math.max(0, basis.free[worst.place] ?? 0)
  const capacity = (worst.place === 0 ? config.poolCapacity : config.ownerCapacity) + worst.missed
  return [
    {
      promise: 'max-wait',
      found: `${all} account${all === 1 ? '' : 's'} due now cannot be worked in this run: ${name} has ${worst.accounts} due and ${free} free places`,
      wouldDo: `decide ${worst.missed} of the open items of ${name}, or ${worst.place === 0 ? 'poolCapacity' : 'ownerCapacity'} ${capacity}`,
    },
  ]
}

function leftDark(shares: readonly SegmentShare[], { maxDarkRuns }: SelectConfig): readonly Shortfall[] {
  const lost = shares.filter(({ dark }) => dark >= maxDarkRuns).map(({ segment }) => segment)
  return lost.length === 0
    ? []
    : [
        {
          promise: 'max-dark-runs',
          found: `${lost.join(', ')}: ${maxDarkRuns} runs without a floor, the owners of the accounts have no free places`,
          wouldDo: 'decide open items of these owners, or a higher ownerCapacity',
        },
      ]
}

function countShares(
  shares: ReadonlyMap<string, Share>,
  claims: readonly FloorClaim[],
  seated: readonly Seated<Candidate>[],
): readonly SegmentShare[] {
  const chosen = Map.groupBy(seated, ({ account }) => account.segment)
  const claimOf = new Map(claims.map((claim) => [claim.segment, claim]))
  return [...shares.values()].map((share) => {
    const { floor = 0, dark = 0 } = claimOf.get(share.segment) ?? {}
    const count = chosen.get(share.segment)?.length ?? 0
    return { ...share, floor, chosen: count, dark: count >= floor ? 0 : dark + 1 }
  })
}

/**
 * The working set from what was scored: who is seated and why, how every segment fared, and whether the promises hold.
 * Pure: the same scoring and basis give the same set in the same order. Feasible means that counting ahead finds room for
 * everything due, and that this very set leaves out nothing that is due now.
 */
export function compose(ask: ComposeAsk): Selection {
  const { config, basis, scored, mark } = ask
  const reserve = reserveSeats(basis.limit, config)
  const nominal = claimsOf(config, basis)
  const shares = sharesOf(
    scored,
    nominal.map(({ segment }) => segment),
  )
  const claims = nominal.map((claim) => ({
    ...claim,
    floor: Math.min(claim.floor, shares.get(claim.segment)?.eligible ?? 0),
  }))
  const floors = floorsToServe(claims, basis.limit - reserve, config)
  const seated = pick({
    candidates: scored.candidates,
    limit: basis.limit,
    reserve,
    floors,
    free: basis.free,
  })
  const segments = countShares(shares, claims, seated)
  const ahead = forecast(scored, claims, { limit: basis.limit, config })
  const now = [...leftWaiting(ask, seated), ...leftDark(segments, config)]
  const shortfalls = [
    ...ahead,
    ...now.filter(({ promise }) => ahead.every((other) => other.promise !== promise)),
  ]
  return {
    mark,
    scored: scored.counted.reduce((sum, { accounts }) => sum + accounts, 0),
    chosen: seated.map((one, n) => chosenOf(one, n + 1, ask)),
    excluded: countByReason(scored),
    segments: [...segments],
    feasibility: { feasible: shortfalls.length === 0, shortfalls, basis },
  }
}

function chosenOf({ account, seat }: Seated<Candidate>, rank: number, { config, basis }: ComposeAsk): Chosen {
  const { accountId, name, segment, ownerId, score, parts, waitedDays } = account
  const reasons = [...reasonsFor(account, seat, { config, now: new Date(basis.now) })]
  return { accountId, name, segment, ownerId, rank, seat, score, parts, waitedDays, reasons }
}
