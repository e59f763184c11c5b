import type { FieldKind } from '#records/field-dictionary.ts'

export type ImportKind = 'accounts' | 'contacts' | 'deals' | 'activities'
export const importKinds = ['accounts', 'contacts', 'deals', 'activities'] as const

/** How the cells of a column are read; over the dictionary's kinds, those that identify, refer or name a closed list. */
export type CellKind =
  | FieldKind
  | 'id'
  | 'moment'
  | 'head-count'
  | 'year'
  | 'website'
  | 'domain'
  | 'email'
  | 'lifecycle'
  | 'funding'
  | 'activity-type'
  | 'deal-status'
  | 'direction'

/**
 * A place a column can go to. `words`: headers that mean it, spelled by `headerWords`. `points`: how strongly such a
 * header says what kind of list this is. `isVague`: the header counts only if the values fit, too.
 */
export interface Target {
  readonly field: string
  readonly kind: CellKind
  readonly words: string
  readonly points?: number
  readonly isVague?: true
}

/** Targets that are no field of the record: they identify it, date it, or point at another one. */
export const pseudoFields: ReadonlySet<string> = new Set(
  'key createdAt updatedAt owner accountKey accountName accountDomain contactEmail contactKey dealKey fullName dealStatus'.split(
    ' ',
  ),
)
