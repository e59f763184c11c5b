import type { SelectConfig } from '#records/config.ts'
import { OwnerId, type AccountId } from '#records/ids.ts'
import type { Owner } from '#records/owner.ts'
import type { Selection, SelectionBasis } from '#records/selection.ts'
import type { WithDb } from '#state/db.ts'
import { scoreBasis } from '#state/read/score-basis.ts'
import { scoreBook } from '#state/read/score.ts'
import { compose, possibleFloors } from './compose.ts'
import { reserveSeats } from './forecast.ts'
import { placesOf } from './places.ts'

export interface SelectAsk {
  readonly config: SelectConfig
  /** From crm.owners(): who is active, and who stands in. */
  readonly owners: readonly Owner[]
  readonly now: Date
  readonly mark: number
  readonly limit: number
  /** Accounts that have a place in the run already (--more). */
  readonly exclude?: readonly AccountId[]
  /** Only accounts with a meeting ahead (meeting-prep). */
  readonly onlyMeetings?: boolean
}

/** Chooses the working set at an index mark. Changes nothing. What it rests on stands in `feasibility.basis`. */
export async function select(world: WithDb, ask: SelectAsk): Promise<Selection> {
  const { inFlight, held, dark } = await scoreBasis(world.db, ask.now)
  const basis: SelectionBasis = {
    ...placesOf(ask.owners, held, ask.config),
    now: ask.now.toISOString(),
    limit: ask.limit,
    inFlight,
    exclude: [...(ask.exclude ?? [])],
    ...(ask.onlyMeetings === true ? { onlyMeetings: true } : {}),
    dark,
  }
  return selectAgain(world, { config: ask.config, mark: ask.mark, basis })
}

/** The same selection once more: from its mark, config and basis alone, for replay. Equal place by place. */
export async function selectAgain(
  { db }: WithDb,
  ask: { readonly config: SelectConfig; readonly mark: number; readonly basis: SelectionBasis },
): Promise<Selection> {
  const { config, mark, basis } = ask
  const scored = await scoreBook(db, {
    config,
    now: new Date(basis.now),
    mark,
    limit: basis.limit,
    reserve: reserveSeats(basis.limit, config),
    floors: possibleFloors(config, basis),
    placeOf: new Map(Object.entries(basis.placeOf).map(([id, place]) => [OwnerId.parse(id), place])),
    free: basis.free,
    inFlight: basis.inFlight,
    exclude: basis.exclude,
    onlyMeetings: basis.onlyMeetings,
  })
  return compose({ config, mark, basis, scored })
}
