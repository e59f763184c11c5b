import type { Effect } from '#records/effect.ts'

/** What the first beat wrote, for the second one of the same process: nobody else touches it under this claim. */
export interface Written {
  readonly effects: readonly Effect[]
  /** There is a queue item of this account and cause. Without one no person can decide on anything meanwhile. */
  readonly hasItem: boolean
}
