import type { GateCase } from '../case.ts'
import type { At } from './letter.ts'

/** Whether a rule can decide the class for sure, or prose has to be understood. */
export type Sort = 'decidable' | 'paraphrase'

/** How one class of faults is made. */
export interface Fault {
  readonly name: string
  readonly sort: Sort
  /** One sentence: what is wrong about every case of it. */
  readonly note: string
  /** A case, or with `wrong` false its true twin; undefined where this world has nothing to do it with. */
  readonly make: (at: At) => GateCase | undefined
}
