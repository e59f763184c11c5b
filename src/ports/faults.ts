/** Every place at which a crash was thought through. C-numbers are those of the crash table in docs. */
export type FaultLabel =
  | 'run-stored' // C0
  | 'selection-scored' // C1
  | 'claimed' // C2
  | 'tool-called' // C3
  | 'model-done' // C4
  | 'verdict-made' // C5
  | 'commit-before' // C6
  | 'commit-after' // C6
  | 'crm-sent' // C7
  | 'crm-confirmed' // C7
  | 'settling' // C8, in the middle of its transaction
  | 'settled' // C8
  | 'undo-claimed' // C6
  | 'undo-sent' // C7
  | 'undo-confirmed' // C7
  | 'forget-files' // C6
  | 'forget-rows' // C6

/** Where the process may be told to die or stop (armed only in main/, by DIE_AT and STOP_AT). Free when unarmed. */
export interface Faults {
  at(label: FaultLabel): void
}

export const noFaults: Faults = { at: () => {} }
