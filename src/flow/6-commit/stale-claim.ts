import type { Taken } from './taken.ts'

// Both are thrown inside a transaction only, to roll it back; the shell turns them into answers.

/** The claim was taken over by another worker: nothing may be written, everything in hand is thrown away. */
export class StaleClaim extends Error {
  override readonly name = 'StaleClaim'
}

/** Another order holds the contact, account or domain. */
export class AlreadyReserved extends Error {
  override readonly name = 'AlreadyReserved'
  readonly taken: Taken

  constructor(taken: Taken) {
    super(`the ${taken.scope} ${taken.value} is held by another order`)
    this.taken = taken
  }
}
