import { sql, type RawBuilder } from 'kysely'

/** States as literals for `state in (…)`: the planner sees them, and an index of one state serves. */
export const literals = (states: readonly string[]): RawBuilder<unknown> =>
  sql.join(states.map((state) => sql.lit(state)))
