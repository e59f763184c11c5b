import type { FaultLabel } from '#ports/faults.ts'
import type { Step } from './protocol.ts'

/** Where in the crash table of docs/reliability.md a label stands, and what a process must be doing to come by. */
export interface Point {
  readonly c: string
  readonly when: Step['kind'] | 'drain' | 'take-over' | 'command-line'
}

const run = (c: string): Point => ({ c, when: 'run' })

/** Every label, so that none can be made without saying where it is tried. */
export const points: Readonly<Record<FaultLabel, Point>> = {
  'run-asked': run('C0'),
  'run-storing': run('C0'),
  'run-stored': run('C0'),
  'book-synced': run('C1'),
  'selection-scored': run('C1'),
  'worker-entered': run('C2'),
  claiming: run('C2'),
  claimed: run('C2'),
  'taking-over': { c: 'C2', when: 'take-over' },
  'worker-draining': { c: 'C2', when: 'drain' },
  'giving-back': { c: 'C2', when: 'drain' },
  'mail-answered': run('C3'),
  'reading-stored': run('C3'),
  'mail-noted': run('C3'),
  'vendor-reserved': run('C3'),
  'vendor-answered': run('C3'),
  'spend-reserving': run('C3'),
  'spend-reserved': run('C3'),
  'tool-called': run('C3'),
  'spend-settling': run('C3'),
  'spend-settled': run('C3'),
  'model-done': run('C4'),
  'verdict-made': run('C5'),
  'commit-before': run('C6'),
  committing: run('C6'),
  'commit-after': run('C6'),
  'crm-sending': run('C7'),
  'crm-sent': run('C7'),
  'crm-confirming': run('C7'),
  'crm-confirmed': run('C7'),
  settling: run('C8'),
  settled: run('C8'),
  'index-behind': run('C8'),
  'run-ending': run('C8'),
  'run-ended': run('C8'),
  anchoring: run('C8'),
  anchored: run('C8'),
  'decision-heard': { c: 'C9', when: 'decide' },
  deciding: { c: 'C9', when: 'decide' },
  'decision-taken': { c: 'C9', when: 'decide' },
  'undo-claimed': { c: 'C6', when: 'undo' },
  'undo-sending': { c: 'C7', when: 'undo' },
  'undo-sent': { c: 'C7', when: 'undo' },
  'undo-confirmed': { c: 'C7', when: 'undo' },
  'forget-files': { c: 'C6', when: 'forget' },
  'forget-rows': { c: 'C6', when: 'forget' },
  'import-batch': { c: 'C7', when: 'import' },
  'import-written': { c: 'C7', when: 'import' },
  'backup-files': { c: 'backup', when: 'command-line' },
  'backup-rows': { c: 'backup', when: 'command-line' },
  'restore-rows': { c: 'restore', when: 'command-line' },
  'restore-locked': { c: 'restore', when: 'command-line' },
}

export const labels = Object.keys(points) as readonly FaultLabel[]
