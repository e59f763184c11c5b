import { accountTargets } from './account-targets.ts'
import { activityTargets, contactTargets, dealTargets } from './related-targets.ts'
import type { ImportKind, Target } from './targets.ts'

/** Where the columns of a list can go, by what it holds. */
export const targetsOf: Readonly<Record<ImportKind, readonly Target[]>> = {
  accounts: accountTargets,
  contacts: contactTargets,
  deals: dealTargets,
  activities: activityTargets,
}
