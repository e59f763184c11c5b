import type { EndedStep } from './undo-account.ts'

/** What an undo brought back, by what it was. `takenBack`: flags, memories, facts, suggestions and next days. */
export interface UndoCounts {
  readonly restored: number
  readonly archived: number
  readonly voided: number
  readonly closed: number
  readonly takenBack: number
}

const bucketOf = (kind: string): keyof UndoCounts => {
  switch (kind) {
    case 'set-field':
    case 'move-stage':
      return 'restored'
    case 'add-note':
    case 'add-task':
    case 'create-contact':
    case 'create-account':
      return 'archived'
    case 'send-email':
      return 'voided'
    case 'queue-item':
      return 'closed'
    default:
      return 'takenBack'
  }
}

export const noCounts: UndoCounts = { restored: 0, archived: 0, voided: 0, closed: 0, takenBack: 0 }

/** The counts with these steps added. */
export function counted(counts: UndoCounts, steps: readonly EndedStep[]): UndoCounts {
  const sum = { ...counts }
  for (const { kind, state } of steps) if (state === 'done') sum[bucketOf(kind)] += 1
  return sum
}

/** How many things came back. */
export const totalOf = (counts: UndoCounts): number =>
  counts.restored + counts.archived + counts.voided + counts.closed + counts.takenBack
