/** Every place at which a crash was thought through. C-numbers are those of the crash table in docs/reliability.md. */
export type FaultLabel =
  | 'run-asked' // C0
  | 'run-storing' // C0, in the middle of its transaction
  | 'run-stored' // C0
  | 'book-synced' // C1
  | 'selection-scored' // C1
  | 'worker-entered' // C2
  | 'taking-over' // C2, in the middle of the claim's transaction
  | 'claiming' // C2, in the middle of its transaction
  | 'claimed' // C2
  | 'worker-draining' // C2
  | 'giving-back' // C2, in the middle of its transaction
  | 'spend-reserving' // C3, the answer before is not settled yet
  | 'spend-reserved' // C3, the call is not made yet
  | 'vendor-reserved' // C3, not asked yet
  | 'vendor-answered' // C3, nothing kept yet
  | 'tool-called' // C3
  | 'spend-settling' // C3, answered
  | 'spend-settled' // C3
  | 'mail-answered' // C3
  | 'reading-stored' // C3
  | 'mail-noted' // C3
  | 'model-done' // C4
  | 'verdict-made' // C5
  | 'commit-before' // C6
  | 'committing' // C6, in the middle of its transaction
  | 'commit-after' // C6
  | 'crm-sending' // C7
  | 'crm-sent' // C7
  | 'crm-confirming' // C7, in the middle of its transaction
  | 'crm-confirmed' // C7
  | 'settling' // C8, in the middle of its transaction
  | 'settled' // C8
  | 'index-behind' // C8
  | 'run-ending' // C8
  | 'run-ended' // C8
  | 'anchoring' // C8
  | 'anchored' // C8
  | 'decision-heard' // C9
  | 'deciding' // C9, in the middle of its transaction
  | 'decision-taken' // C9
  | 'undo-claimed' // C6
  | 'undo-sending' // C7
  | 'undo-sent' // C7
  | 'undo-confirmed' // C7
  | 'forget-files' // C6
  | 'forget-rows' // C6
  | 'import-batch' // C7
  | 'import-written' // C7
  | 'backup-files'
  | 'backup-rows'
  | 'restore-rows'
  | 'restore-locked'

/** Where the process may be told to die or stop (armed only in main/, by DIE_AT and STOP_AT). Free when unarmed. */
export interface Faults {
  at(label: FaultLabel): void
}

export const noFaults: Faults = { at: () => {} }
