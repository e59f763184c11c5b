import { idOf } from '#base/hash.ts'
import { freshDaysOf } from '#records/field-dictionary.ts'
import type { AccountStage } from '#records/stage.ts'
import type { GateCase } from '../case.ts'

// What is true in one small world, before anybody proposes anything. Cases are made from it and from nothing else.

export type Language = 'en' | 'de'
export type Statement = GateCase['facts'][number]
export type Value = Statement['value']

/** A record and when each of its values was last confirmed. */
export interface Known {
  readonly id: string
  readonly object: 'account' | 'contact' | 'deal'
  readonly fields: Readonly<Record<string, Value>>
  readonly marks: Readonly<Record<string, 'person' | 'import' | 'agent' | 'vendor'>>
  readonly at: Readonly<Record<string, string>>
}

export interface World {
  readonly source: 'sample' | 'companies'
  readonly now: string
  readonly timeZone: string
  readonly language: Language
  readonly stage: Exclude<AccountStage, 'closed'>
  readonly account: Known
  readonly createdAt: string
  readonly contacts: readonly Known[]
  readonly deals: readonly Known[]
  readonly activities: GateCase['record']['activities']
  readonly sender: GateCase['sender']
  readonly playbook: string
}

export const text = (value: Value | undefined): string | undefined =>
  typeof value === 'string' && value.trim() !== '' ? value : undefined

/** The id of the statement a record makes in one field: the same in every case of this world. */
export function factId(record: Pick<Known, 'id'>, field: string): string {
  const spot = `${record.id} ${field}`
  const made = factIds.get(spot) ?? idOf('fact', record.id, field)
  factIds.set(spot, made)
  return made
}
const factIds = new Map<string, string>()

/** What the record says in this field, as it may be cited. */
export function statement(record: Known, field: string, world: World): Statement | undefined {
  const value = record.fields[field]
  if (value === undefined || value === null || value === '') return undefined
  return {
    id: factId(record, field),
    ...(record.object === 'account' ? {} : { subject: record.id }),
    field,
    value,
    source: 'crm',
    observedAt: record.at[field] ?? world.createdAt,
    trust: 'crm',
    tainted: false,
    current: true,
  }
}

/** Every statement the records of this world make. */
export const statementsOf = (world: World): Statement[] =>
  [world.account, ...world.contacts, ...world.deals].flatMap((record) =>
    Object.keys(record.fields).flatMap((field) => statement(record, field, world) ?? []),
  )

export const daysBefore = (now: string, days: number): string =>
  new Date(Date.parse(now) - days * 86_400_000).toISOString()

/** Young enough to be said to somebody. */
export function isFresh(record: Known, field: string, world: World): boolean {
  const allowed = freshDaysOf(record.object, field)
  if (allowed === undefined) return true
  return (record.at[field] ?? world.createdAt) > daysBefore(world.now, allowed - 2)
}
