import { between, oneOf } from '#base/random.ts'
import type { GateCase } from '../case.ts'
import { otherNumber } from './change.ts'
import { caseOf, caseSaying, letter, truths, type At } from './letter.ts'
import type { Fault } from './made.ts'
import { observing } from './faults-notes.ts'
import { recipientOf } from './say.ts'
import { factId, type Value } from './world.ts'
import {
  type Action,
  vendorValues,
  withoutField,
  fillingOf,
  setField,
  acting,
  type Filling,
} from './fillings.ts'

/** The field filled as the vendor says; with `wrong` the case changed. */
const filling = (from: At, change: (made: GateCase, filled: Filling) => GateCase): GateCase => {
  const filled = fillingOf(from)
  const at = { ...from, world: filled.world }
  const made = acting(at, setField(at.world, filled.field, filled.value, [filled.fact.id]), [filled.fact])
  return at.wrong ? change(made, filled) : made
}

const withAction = (made: GateCase, change: Action): GateCase => ({
  ...made,
  proposal: { ...made.proposal, actions: [{ ...made.proposal.actions[0], ...change }] },
})

const other = (value: Value, at: At): Value => {
  if (typeof value === 'number') return otherNumber(value, at.random)
  if (Array.isArray(value)) return ['COBOL', 'Fortran']
  return oneOf(at.random, ['Falconry', '+1 555 0199', 'Series F'])
}

const protectedValues: readonly (readonly [string, Value])[] = [
  ['lifecycle', 'customer'],
  ['lifecycle', 'disqualified'],
  ['owner', 'owner-7'],
]
const dealValues: readonly (readonly [string, Value])[] = [
  ['amount', 99_000],
  ['closeDate', '2027-02-01'],
  ['stage', 'won'],
  ['currency', 'EUR'],
  ['forecastCategory', 'commit'],
  ['owner', 'owner-7'],
]

/** Classes in which the record would be changed wrongly. */
export const recordFaults: readonly Fault[] = [
  {
    name: 'value-not-the-cited',
    sort: 'decidable',
    note: 'the value written is not the one the cited fact says',
    make: (at) =>
      filling(at, (made, { value }) => withAction(made, { kind: 'set-field', value: other(value, at) })),
  },
  {
    name: 'value-without-source',
    sort: 'decidable',
    note: 'a value is written that nothing says',
    make: (at) => filling(at, (made) => withAction(made, { kind: 'set-field', cites: [] })),
  },
  {
    name: 'person-entered-field',
    sort: 'decidable',
    note: 'a value a person entered would be written over',
    make: (at) =>
      filling(at, (made, { field, value }) => {
        const { account } = made.record
        const before = other(value, at)
        const fields = { ...account.fields, [field]: before }
        const said = {
          id: factId(account, field),
          field,
          value: before,
          source: 'crm',
          observedAt: at.world.createdAt,
          trust: 'human',
          tainted: false,
          current: true,
        } as const
        return {
          ...made,
          facts: [...made.facts, said],
          record: {
            ...made.record,
            account: { ...account, fields, marks: { ...account.marks, [field]: 'person' } },
          },
        }
      }),
  },
  {
    name: 'field-not-writable',
    sort: 'decidable',
    note: 'a custom field nobody opened to agents',
    make: (from) => {
      const field = oneOf(from.random, ['plantCount', 'creditRating', 'nps', 'internalNotes', 'tier'])
      const value = between(from.random, 2, 9)
      const fact = { ...fillingOf(from).fact, field, value }
      const account = { ...from.world.account, fields: { ...from.world.account.fields, [field]: null } }
      const made = acting(
        { ...from, world: { ...from.world, account } },
        setField(from.world, field, value, [fact.id]),
        [fact],
      )
      return from.wrong
        ? made
        : { ...made, settings: { ...made.settings, gate: { agentFields: [`account.${field}`] } } }
    },
  },
  {
    name: 'protected-field',
    sort: 'decidable',
    note: 'a field that feeds quota or forecast',
    make: (at) => {
      const [deal] = at.world.deals
      const isDeal = deal !== undefined && at.random() < 0.6
      const [field, value] = oneOf(at.random, isDeal ? dealValues : protectedValues)
      return filling(at, (made) =>
        withAction(made, {
          kind: 'set-field',
          field,
          value,
          object: isDeal
            ? { system: 'crm', object: 'deal', id: deal.id }
            : { system: 'crm', object: 'account', id: at.world.account.id },
        }),
      )
    },
  },
  {
    name: 'consent-undone',
    sort: 'decidable',
    note: 'an agent would take back what a person said about being written to',
    make: (at) =>
      filling(at, (made) =>
        withAction(made, {
          kind: 'set-field',
          object: { system: 'crm', object: 'contact', id: recipientOf(at.world).id },
          field: 'optedOut',
          value: at.random() < 0.8 ? false : null,
        }),
      ),
  },
  {
    name: 'contradicting-sources',
    sort: 'decidable',
    note: 'two vendors say quite different things and the record is silent',
    make: (from) => {
      const filled = fillingOf(from)
      const value = oneOf(from.random, vendorValues.employees)
      const fact = { ...filled.fact, field: 'employees', value, source: 'atlas' }
      const wide = {
        ...fact,
        id: factId({ id: `${from.world.account.id}-second` }, 'employees'),
        value: value * between(from.random, 3, 6),
        source: 'beacon',
      }
      const world = withoutField(from.world, 'employees')
      return acting(
        { ...from, world },
        setField(world, 'employees', value, [fact.id]),
        from.wrong ? [fact, wide] : [fact, { ...wide, value }],
      )
    },
  },
  {
    name: 'low-confidence',
    sort: 'decidable',
    note: 'the agent itself is not sure',
    make: (at) =>
      filling(at, (made) => ({
        ...made,
        proposal: { ...made.proposal, confidence: oneOf(at.random, [0, 0.1, 0.3, 0.5, 0.65]) },
      })),
  },
  {
    name: 'record-changed',
    sort: 'decidable',
    note: 'what the proposal stands on changed since it was read',
    make: (at) => {
      const made = caseSaying(at, truths(at, 1)[0] ?? { text: 'Good morning.', cites: [] })
      const cited = new Set(made.proposal.draft?.sentences.flatMap(({ cites }) => cites))
      const spots = made.facts.flatMap(({ id, subject, field }) =>
        cited.has(id) ? [`${subject ?? at.world.account.id}.${field}`] : [],
      )
      const always = [
        `${at.world.account.id}.lifecycle`,
        `${at.world.account.id}.owner`,
        ...at.world.deals.map(({ id }) => `${id}.stage`),
      ]
      return at.wrong
        ? {
            ...made,
            readBefore: {
              [oneOf(at.random, at.random() < 0.7 && spots.length > 0 ? spots : always)]: 'something else',
            },
          }
        : made
    },
  },
  {
    name: 'action-not-allowed',
    sort: 'decidable',
    note: 'the task at hand does not allow this kind of action',
    make: (at) => {
      const made = oneOf(at.random, [
        () => filling({ ...at, wrong: false }, (one) => one),
        () => observing({ ...at, wrong: false }, (seen) => seen),
        () => caseOf(at, { draft: letter(at, truths(at, 1)) }),
      ])()
      const kind = made.proposal.actions[0]?.kind
      return at.wrong
        ? {
            ...made,
            expected: { ...made.expected, outcome: 'hold' },
            allowed: made.allowed.filter((one) => one !== kind),
          }
        : made
    },
  },
  {
    name: 'stage-does-not-allow',
    sort: 'decidable',
    note: 'no such message at an account of this stage',
    make: (from) => {
      const at = {
        ...from,
        world: { ...from.world, stage: oneOf(from.random, ['new', 'working', 'lapsed'] as const) },
      }
      const made = caseOf(at, { skill: 'first-outreach', draft: letter(at, truths(at, 1)) })
      return at.wrong
        ? {
            ...made,
            record: { ...made.record, stage: oneOf(at.random, ['closed', 'customer', 'open-deal'] as const) },
          }
        : made
    },
  },
]
