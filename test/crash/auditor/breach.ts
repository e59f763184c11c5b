/**
 * What the auditor found. `lost`: something decided or said is nowhere · `duplicated`: something was done twice, or nobody
 * decided it · `stuck`: work without an end · `stale`: somebody wrote whose claim was gone · `money`: the ledger knows less
 * than the model's own log · `chain`: the audit log does not verify · `differs`: not as in the calm run.
 */
export interface Breach {
  readonly kind: 'lost' | 'duplicated' | 'stuck' | 'stale' | 'money' | 'chain' | 'differs'
  readonly what: string
}

export const breach = (kind: Breach['kind'], what: string): Breach => ({ kind, what })
