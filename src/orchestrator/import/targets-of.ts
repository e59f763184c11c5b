import { accountTargets } from './account-targets.ts'
import { activityTargets, contactTargets, dealTargets } from './related-targets.ts'
import { type ImportKind, pseudoFields, type Target } from './targets.ts'

/** Where the columns of a list can go, by what it holds. */
export const targetsOf: Readonly<Record<ImportKind, readonly Target[]>> = {
  accounts: accountTargets,
  contacts: contactTargets,
  deals: dealTargets,
  activities: activityTargets,
}

const saidBy = (kind: ImportKind): ReadonlySet<string> =>
  new Set(
    targetsOf[kind].flatMap(({ field }) => (kind === 'activities' || pseudoFields.has(field) ? [field] : [])),
  )
const saidFields: Readonly<Record<ImportKind, ReadonlySet<string>>> = {
  accounts: saidBy('accounts'),
  contacts: saidBy('contacts'),
  deals: saidBy('deals'),
  activities: saidBy('activities'),
}

/** Whether a column's value says something about the record instead of being one of its fields. */
export const isSaid = (kind: ImportKind, field: string): boolean => saidFields[kind].has(field)
