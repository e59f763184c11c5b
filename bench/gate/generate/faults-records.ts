import { between, oneOf } from '#base/random.ts'
import type { GateCase } from '../case.ts'
import { otherNumber, withContract, withEmployees } from './change.ts'
import { caseOf, caseSaying, letter, truths, type At } from './letter.ts'
import type { Fault } from './made.ts'
import { companyOf, pointsOf, recipientOf } from './say.ts'
import { daysBefore, factId, text, type Statement, type Value, type World } from './world.ts'

type Action = GateCase['proposal']['actions'][number]

/** A field that a data vendor knows and the record does not, and the action that fills it. */
export interface Filling {
  readonly world: World
  readonly field: string
  readonly value: Value
  readonly fact: Statement
}

const vendorValues = {
  employees: [38, 64, 120, 455, 1200],
  industry: ['Robotics', 'Food production', 'Logistics', 'Medical devices'],
  foundedYear: [1987, 2004, 2012],
  phone: ['+1 555 0142', '+44 1632 960555'],
  fundingStage: ['Series A', 'Series C', 'Bootstrapped'],
  revenueUsd: [4_200_000, 980_000],
  technologies: [['PostgreSQL', 'Kafka'], ['Power BI']],
} as const satisfies Readonly<Record<string, readonly Value[]>>

const withoutField = (world: World, field: string): World => {
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

const mails = [
  'Thanks for the mail. We are now 64 people and moved to a new hall. Please write again in spring.',
  'Short answer: our plant in the north closed, 38 of us remain. Call me when you can.',
  'We have grown to 120 people since we spoke. Planning is done by the shift leads.',
]
const quotes = ['We are now 64 people', '38 of us remain', 'We have grown to 120 people']
const altered = [
  'We are now 640 people',
  '38 of them remain',
  'We have grown to 210 people',
  'we are now 64 people',
  'We are now 64  people',
  'we have grown a lot',
  'We are now 64 employees',
]

/** An `observe` that quotes a stored mail; with `wrong` its quote stands in none. */
const observing = (at: At, change: (action: Action) => Action): GateCase => {
  const place = Math.floor(at.random() * mails.length)
  const action = {
    kind: 'observe',
    subject: { system: 'crm', object: 'account', id: at.world.account.id },
    field: 'employees',
    value: [64, 38, 120][place],
    quote: quotes[place],
    sourceRef: 'activity-9',
  }
  const made = caseOf(at, { actions: [at.wrong ? change(action) : action] })
  return { ...made, answers: [{ ref: 'activity-9', text: mails[place] ?? '' }] }
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

/** A note, task or memory about the head count; with `wrong` another number. */
const noting = (from: At, kind: 'add-note' | 'add-task' | 'remember'): GateCase => {
  const at = { ...from, world: withEmployees(from) }
  const { account, language, now } = at.world
  const n = Number(account.fields['employees'])
  const said = oneOf(at.random, noteFrames[language])
    .replace('{company}', companyOf(at.world))
    .replace('{v}', String(at.wrong ? otherNumber(n, at.random) : n))
  const cites = [factId(account, 'employees'), factId(account, 'name')]
  if (kind === 'remember') return acting(at, { kind, topic: 'touch', text: said, cites })
  const due = kind === 'add-task' ? { due: daysBefore(now, -4).slice(0, 10) } : {}
  return acting(at, { kind, purpose: 'next-step', text: said, cites, ...due })
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
    name: 'quote-not-in-answer',
    sort: 'decidable',
    note: 'the quote does not stand in the answer it names',
    make: (at) =>
      observing(at, (action) => ({
        ...action,
        quote: oneOf(
          at.random,
          altered.filter((quote) => !mails.some((mail) => mail.includes(quote))),
        ),
      })),
  },
  {
    name: 'quote-from-nowhere',
    sort: 'decidable',
    note: 'the answer that is quoted was never stored',
    make: (at) =>
      observing(at, (action) => ({
        ...action,
        sourceRef: oneOf(at.random, ['activity-77', 'answer:1', 'https://somewhere.example/page', 'memory']),
      })),
  },
  {
    name: 'observed-value-not-in-quote',
    sort: 'decidable',
    note: 'the quote stands, and says another number',
    make: (at) => observing(at, (action) => ({ ...action, value: oneOf(at.random, [640, 83, 1200, 7]) })),
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
    name: 'note-wrong-number',
    sort: 'paraphrase',
    note: 'a note says another number than its cited fact',
    make: (at) => noting(at, 'add-note'),
  },
  {
    name: 'task-wrong-number',
    sort: 'paraphrase',
    note: 'a task says another number than its cited fact',
    make: (at) => noting(at, 'add-task'),
  },
  {
    name: 'memory-wrong-number',
    sort: 'paraphrase',
    note: 'what is to be remembered is another number than its cited fact',
    make: (at) => noting(at, 'remember'),
  },
  {
    name: 'action-not-allowed',
    sort: 'decidable',
    note: 'the task at hand does not allow this kind of action',
    make: (at) => {
      const made = oneOf(at.random, [
        () => filling({ ...at, wrong: false }, (one) => one),
        () => observing({ ...at, wrong: false }, (one) => one),
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
  {
    name: 'contract-date-in-task',
    sort: 'paraphrase',
    note: 'a task names another day than its cited fact',
    make: (from) => {
      const at = { ...from, world: withContract(from) }
      const day = text(at.world.account.fields['contractEnd']) ?? ''
      const wrong = `${Number(day.slice(0, 4)) + 1}${day.slice(4)}`
      const said = oneOf(at.random, [
        'Contract ends {v}: ask {first} what they need.',
        'Renewal talk before {v}.',
        'Prepare the renewal, contract until {v}.',
      ])
        .replace('{v}', at.wrong ? wrong : day)
        .replace('{first}', text(recipientOf(at.world).fields['firstName']) ?? '')
      return acting(at, {
        kind: 'add-task',
        purpose: 'renewal',
        text: said,
        cites: [factId(at.world.account, 'contractEnd'), factId(recipientOf(at.world), 'firstName')],
      })
    },
  },
]

/** Any point of this world, for cases in which it does not matter which. */
export const anyPoint = (at: At) => oneOf(at.random, pointsOf(at))
