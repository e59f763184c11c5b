import { Fault } from '#base/fault.ts'

/** The question was not put to the vendor at all: nothing went out and nothing was paid. */
export class NotAsked extends Fault {
  override readonly name = 'NotAsked'
}
