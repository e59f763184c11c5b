import { claimFaults } from './faults-claims.ts'
import { commitmentFaults } from './faults-commitment.ts'
import { dateFaults } from './faults-dates.ts'
import { nameFaults } from './faults-names.ts'
import { noteFaults } from './faults-notes.ts'
import { numberFaults } from './faults-numbers.ts'
import { recipientFaults } from './faults-recipient.ts'
import { recordFaults } from './faults-records.ts'
import { shapeFaults } from './faults-shape.ts'
import { textFaults } from './faults-text.ts'
import { timingFaults } from './faults-timing.ts'
import type { Fault, Sort } from './made.ts'

/** Every class of faults. */
export const faults: readonly Fault[] = [
  ...numberFaults,
  ...dateFaults,
  ...nameFaults,
  ...claimFaults,
  ...textFaults,
  ...recipientFaults,
  ...timingFaults,
  ...recordFaults,
  ...noteFaults,
  ...commitmentFaults,
  ...shapeFaults,
]

const sorts = new Map(faults.map(({ name, sort }) => [name, sort]))

/** Whether a rule can decide the class; a class nobody knows has to be understood. */
export const sortOf = (name: string): Sort => sorts.get(name) ?? 'paraphrase'
