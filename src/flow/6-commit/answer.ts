import type { Json } from '#base/canonical.ts'
import type { Effect } from '#records/effect.ts'
import type { Fields } from '#records/fields.ts'
import type { Objection } from '#records/objection.ts'
import type { Ref } from '#records/ref.ts'

/** What the CRM made of one effect. `objection` tells a person why it was not taken. */
export interface Answer {
  readonly id: string
  readonly actionIndex: number
  readonly state: 'done' | 'conflict' | 'refused'
  readonly result: Effect['result']
  readonly ref: Ref | null
  readonly before: Fields | null
  readonly after: Fields | null
  readonly version: string | null
  readonly objection: Objection | null
}

const named = ({ id, actionIndex }: Effect) => ({ id, actionIndex })
const nothing = { ref: null, before: null, after: null, version: null }

export const done = (
  effect: Effect,
  said: { readonly result: 'created' | 'updated' | 'unchanged' } & Pick<
    Answer,
    'ref' | 'before' | 'after' | 'version'
  >,
): Answer => ({ ...named(effect), state: 'done', objection: null, ...said })

export const conflict = (effect: Effect, field: string, found: Json): Answer => ({
  ...named(effect),
  state: 'conflict',
  result: null,
  ...nothing,
  objection: {
    rule: 'record-changed',
    needed: `${field} to stand as the gate saw it`,
    found: `${field} is ${JSON.stringify(found)} now`,
    where: field,
  },
})

export const refused = (effect: Effect, message: string): Answer => ({
  ...named(effect),
  state: 'refused',
  result: null,
  ...nothing,
  objection: { rule: 'crm-refused', needed: 'the CRM to take the write', found: message },
})
