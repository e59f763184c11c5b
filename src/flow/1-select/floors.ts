import type { SelectConfig } from '#records/config.ts'

/** A segment's claim on the run: `floor` accounts, after `dark` runs without. */
export interface FloorClaim {
  readonly segment: string
  readonly floor: number
  readonly dark: number
}

/** The segments of the config in its order, the unsegmented last, with their nominal floors. */
export const nominalFloors = (
  config: SelectConfig,
  dark: Readonly<Record<string, number>>,
): readonly FloorClaim[] =>
  [...config.segments, { name: 'unsegmented', floor: config.unsegmentedFloor }].map(({ name, floor }) => ({
    segment: name,
    floor,
    dark: dark[name] ?? 0,
  }))

/** One more run without would be maxDarkRuns in a row. */
export const isDue = ({ dark }: FloorClaim, { maxDarkRuns }: Pick<SelectConfig, 'maxDarkRuns'>): boolean =>
  dark + 1 >= maxDarkRuns

/**
 * The floors a run serves, longest dark first. If all floors together fit into one run's `seats`, those that are due
 * suffice: the rest can never collide. If they do not, seats are handed out ahead of time, as many as fit.
 */
export function floorsToServe(
  claims: readonly FloorClaim[],
  seats: number,
  config: Pick<SelectConfig, 'maxDarkRuns'>,
): readonly FloorClaim[] {
  const open = claims.filter(({ floor }) => floor > 0)
  if (open.reduce((sum, { floor }) => sum + floor, 0) <= seats)
    return open.filter((claim) => isDue(claim, config))
  let left = seats
  return open
    .toSorted((a, b) => b.dark - a.dark)
    .filter(({ floor }) => {
      if (floor > left) return false
      left -= floor
      return true
    })
}

/** The segments that would go dark for maxDarkRuns runs if the coming runs served floors alone and nothing changed. */
export function goingDark(
  claims: readonly FloorClaim[],
  seats: number,
  config: Pick<SelectConfig, 'maxDarkRuns'>,
): readonly string[] {
  const lost = new Set<string>()
  let at = claims.filter(({ floor }) => floor > 0)
  for (let run = 0; run < 2 * config.maxDarkRuns; run++) {
    const served = new Set(floorsToServe(at, seats, config).map(({ segment }) => segment))
    at = at.map((claim) => ({ ...claim, dark: served.has(claim.segment) ? 0 : claim.dark + 1 }))
    for (const { segment, dark } of at) if (dark >= config.maxDarkRuns) lost.add(segment)
  }
  return [...lost]
}
