/**
 * One line of the report. `rejected`: the row is not in the book · `doubtful`: the row is, this cell is not ·
 * `note`: nothing was lost, but somebody may want to know. `row`: records counted from the header as 1, as a
 * spreadsheet shows them; `line`: the physical line the record starts on.
 */
export interface Finding {
  readonly file: string
  readonly row: number
  readonly line: number
  readonly column: string
  readonly value: string
  readonly reason: string
  readonly severity: 'rejected' | 'doubtful' | 'note'
}

/** What is known about a finding before file and row are filled in. */
export type Remark = Pick<Finding, 'column' | 'value' | 'reason' | 'severity'>

export const reject = (reason: string, column = '', value = ''): Remark => ({
  column,
  value,
  reason,
  severity: 'rejected',
})

/** What became of the rows. rows = created + updated + unchanged + rejected, always. */
export interface Tally {
  rows: number
  created: number
  updated: number
  unchanged: number
  rejected: number
  /** Cells left out. */
  doubtful: number
  /** Pairs of accounts that may be one, among the rows of this import; open ones only. */
  suggestions: number
  /** Those of them nobody knew before. */
  newSuggestions: number
}

export const emptyTally = (): Tally => ({
  rows: 0,
  created: 0,
  updated: 0,
  unchanged: 0,
  rejected: 0,
  doubtful: 0,
  suggestions: 0,
  newSuggestions: 0,
})
