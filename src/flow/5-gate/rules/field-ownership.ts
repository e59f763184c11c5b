import type { Action } from '#records/action.ts'
import type { Dossier } from '#records/dossier.ts'
import { isEmptyValue } from '#records/fields.ts'
import { agentsMayWrite, isConsent, isProtected } from '#records/field-dictionary.ts'
import { fieldIntent, type Undone } from '#records/undone.ts'
import type { GateConfig } from '#records/gate-config.ts'
import { canonicalJson } from '#base/canonical.ts'
import { rule, type Refusal } from '../rule.ts'
import { shown } from '../texts.ts'
import { recordOf } from './schema-fields.ts'

/**
 * What a person entered, or emptied, stays until a person changes it; and an agent writes only fields that are findings:
 * those marked in field-dictionary.ts and the custom ones that config names. What an agent, a vendor or an import wrote
 * may be written over. `protected-field` and `consent-field` speak for their fields themselves; a new record writes over
 * nothing (6-commit leaves one that exists alone), and an observation is kept beside the record.
 */
export const fieldOwnership = ({ agentFields }: Pick<GateConfig, 'agentFields'>) =>
  rule({
    name: 'field-ownership',
    version: 1,
    judges: ['set-field'],
    needs: ['record', 'undone'],
    canOverride: true,
    objects: ({ action }, _proposal, { record, undone }) => {
      if (action.kind !== 'set-field') return undefined
      const { object } = action.object
      if (object === 'activity' || isProtected(object, action.field) || isConsent(action.field))
        return undefined
      const name = `${object}.${action.field}`
      const isListed = agentsMayWrite(object, action.field) || agentFields.includes(name)
      return isListed ? ownFault(action, record.dossier, undone) : unlisted(name, action)
    },
  })

type SetField = Extract<Action, { kind: 'set-field' }>

const unlisted = (name: string, { field, value }: SetField): Refusal => ({
  needed: `a person for ${name}, or the field in gate.agentFields`,
  found: `${shown(value)} by an agent`,
  where: `field ${field}`,
  repair: { kind: 'drop-action' },
})

// Daybook's own undo put it back: whether that stands is asked by the rule `undone`.
const isPutBack = (intent: string, at: string, undone: readonly Undone[]): boolean =>
  undone.some((one) => one.intent === intent && one.at === at && !one.wasPerson)

function ownFault(
  { object, field, value }: SetField,
  dossier: Dossier,
  undone: readonly Undone[],
): Refusal | undefined {
  const record = recordOf(dossier, object)
  const mark = record?.marks[field]
  if (record === undefined || mark?.by !== 'person') return undefined
  if (isPutBack(fieldIntent(object, field), mark.at, undone)) return undefined
  const current = record.fields[field]
  if (canonicalJson(current ?? null) === canonicalJson(value)) return undefined
  return {
    needed: `a person to change what a person entered in ${object.object}.${field}`,
    found: `${shown(value)} over ${isEmptyValue(current) ? 'a field they emptied' : shown(current)} of ${mark.at.slice(0, 10)}`,
    where: `field ${field}`,
    repair: { kind: 'drop-action' },
  }
}
