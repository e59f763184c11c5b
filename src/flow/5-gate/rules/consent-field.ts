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
  judges: ['set-field', 'observe', 'settle-claim', 'create-account', 'create-contact'],
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

function fieldsOf(action: Action): readonly string[] {
  if (action.kind === 'set-field' || action.kind === 'observe' || action.kind === 'settle-claim')
    return [action.field]
  return action.kind === 'create-account' || action.kind === 'create-contact'
    ? Object.keys(action.fields)
    : []
}
