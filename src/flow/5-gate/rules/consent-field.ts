import type { Action } from '#records/action.ts'
import { isConsent } from '#records/field-dictionary.ts'
import { rule } from '../rule.ts'

/**
 * Whether somebody may be written to is never an agent's word, not as a field, a new record's or an observation. Held
 * for good: a person who knows better changes the record, with their name on it.
 */
export const consentField = rule({
  name: 'consent-field',
  version: 1,
  needs: [],
  canOverride: false,
  objects: ({ action }) => {
    const field = fieldsOf(action).find(isConsent)
    if (field === undefined) return undefined
    return {
      needed: `a person who enters ${field} in the CRM`,
      found: `${action.kind} by an agent`,
      where: `field ${field}`,
      repair: { kind: 'drop-action' },
    }
  },
})

/** The fields an action would set or speak of. */
function fieldsOf(action: Action): readonly string[] {
  if ('field' in action) return [action.field]
  return 'fields' in action ? Object.keys(action.fields) : []
}
