import { standingUndos } from '#records/undone.ts'
import { rule } from '../rule.ts'
import { shown } from '../texts.ts'

/**
 * What a person took back (`daybook undo`) is not done again until something newer is known: of a field a newer fact
 * about it, of anything else a newer fact about the account, or that people or outsiders did something there. It counts
 * whatever the wording, the value and the run. Source: day.md 6.
 */
export const undone = rule({
  name: 'undone',
  version: 1,
  needs: ['undone'],
  canOverride: true,
  objects: ({ action }, { skill, draft }, { undone: taken }) => {
    const [first] = standingUndos(action, { skill, to: draft?.to }, taken)
    if (first === undefined) return undefined
    const what = first.taken === null ? 'it' : shown(first.taken)
    const who = first.by.replace(/^person:/, '')
    return {
      needed: 'something newer than what a person took back',
      found: `${who} took ${what} back on ${first.at.slice(0, 10)}, and nothing newer is known`,
      ...(action.kind === 'set-field' ? { where: `field ${action.field}` } : {}),
      repair: { kind: 'drop-action' },
    }
  },
})
