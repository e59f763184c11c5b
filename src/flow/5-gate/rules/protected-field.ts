import { isProtected } from '#records/field-dictionary.ts'
import type { Action } from '#records/action.ts'
import { rule } from '../rule.ts'

/** Amount, close date, stage, owner, forecast and lifecycle feed quota and forecast: a person's, unless freed by an admin. */
export const protectedField = rule({
  name: 'protected-field',
  version: 1,
  judges: ['set-field', 'move-stage', 'create-account', 'create-contact'],
  needs: ['freedFields'],
  canOverride: true,
  objects: ({ action }, _proposal, { freedFields }) => {
    const field = protectedOf(action).find((name) => !freedFields.includes(name))
    if (field === undefined) return undefined
    return {
      needed: `a person for ${field}, or the field freed`,
      found: `${action.kind} by an agent`,
      where: field,
    }
  },
})

/** The protected fields an action would set, as `object.field`. */
function protectedOf(action: Action): string[] {
  switch (action.kind) {
    case 'set-field': {
      const { object } = action.object
      return object !== 'activity' && isProtected(object, action.field) ? [`${object}.${action.field}`] : []
    }
    case 'move-stage':
      return ['deal.stage']
    case 'create-account':
    case 'create-contact': {
      const object = action.kind === 'create-account' ? 'account' : 'contact'
      return Object.keys(action.fields).flatMap((field) =>
        isProtected(object, field) ? [`${object}.${field}`] : [],
      )
    }
    default:
      return []
  }
}
