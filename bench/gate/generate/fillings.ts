import { between, oneOf } from '#base/random.ts'
import type { GateCase } from '../case.ts'
import { caseOf, type At } from './letter.ts'
import { daysBefore, factId, type Statement, type Value, type World } from './world.ts'

// Fields that are filled from a source, and what is noted.

export type Action = GateCase['proposal']['actions'][number]

/** A field that a data vendor knows and the record does not, and the action that fills it. */
export interface Filling {
  readonly world: World
  readonly field: string
  readonly value: Value
  readonly fact: Statement
}

export const vendorValues = {
  employees: [38, 64, 120, 455, 1200],
  industry: ['Robotics', 'Food production', 'Logistics', 'Medical devices'],
  foundedYear: [1987, 2004, 2012],
  phone: ['+1 555 0142', '+44 1632 960555'],
  fundingStage: ['Series A', 'Series C', 'Bootstrapped'],
  revenueUsd: [4_200_000, 980_000],
  technologies: [['PostgreSQL', 'Kafka'], ['Power BI']],
} as const satisfies Readonly<Record<string, readonly Value[]>>

export const withoutField = (world: World, field: string): World => {
  const { [field]: _gone, ...fields } = world.account.fields
  const { [field]: _mark, ...marks } = world.account.marks
  return { ...world, account: { ...world.account, fields, marks } }
}

/** An empty field and what a vendor says of it. */
export function fillingOf({ world, random }: Pick<At, 'world' | 'random'>): Filling {
  const [field, values] = oneOf(random, Object.entries<readonly Value[]>(vendorValues))
  const value = oneOf(random, values)
  const fact: Statement = {
    id: factId({ id: `${world.account.id}-vendor` }, field),
    field,
    value,
    source: oneOf(random, ['atlas', 'beacon']),
    observedAt: daysBefore(world.now, between(random, 1, 30)),
    trust: 'vendor',
    tainted: false,
    current: true,
  }
  return { world: withoutField(world, field), field, value, fact }
}

export const setField = (world: World, field: string, value: unknown, cites: readonly string[]): Action => ({
  kind: 'set-field',
  object: { system: 'crm', object: 'account', id: world.account.id },
  field,
  value,
  cites: [...cites],
})

/** A case of one action, with facts beside those of the record. */
export const acting = (at: At, action: Action, facts: readonly Statement[] = []): GateCase => {
  const made = caseOf(at, { actions: [action] })
  return { ...made, facts: [...made.facts, ...facts] }
}

export const noteFrames = {
  en: [
    '{company} counts {v} employees.',
    'Headcount is {v} according to the record.',
    'Team of {v}; planning still by hand, ask who owns it.',
    'They employ {v} people, see record.',
  ],
  de: [
    '{company} zählt {v} Beschäftigte.',
    'Laut Datensatz {v} Mitarbeitende.',
    'Team von {v} Leuten, bitte nachfassen.',
  ],
}
