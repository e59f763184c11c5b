import { between, oneOf } from '#base/random.ts'
import type { GateCase } from '../case.ts'
import { withEmployees } from './change.ts'
import { acting, fillingOf, noteFrames, setField } from './fillings.ts'
import { caseOf, letter, truths, type At } from './letter.ts'
import { companyOf, recipientOf } from './say.ts'
import { daysBefore, factId, text, type Statement } from './world.ts'

/** A plain message: one to three true sentences. */
export const plain = (at: At): GateCase =>
  caseOf(at, { draft: letter(at, truths(at, between(at.random, 1, 3))) })

const tasks = {
  en: [
    'Ask {first} who plans the shifts.',
    'Call {company} and ask how they plan today.',
    'Answer the open question of {first}.',
    'Check whether the contact is still right.',
  ],
  de: [
    '{first} fragen, wer die Schichten plant.',
    '{company} anrufen und nach der Planung fragen.',
    'Offene Frage beantworten.',
  ],
}

/** Something other than a message: fields filled, notes, tasks, observations, flags. */
export function action(from: At): GateCase {
  const makers = [filled, filled, mailSays, confirmed, noted, tasked, observed, flagged, nothing] as const
  return oneOf(from.random, makers)(from)
}

function filled(from: At): GateCase {
  const { world, field, value, fact } = fillingOf(from)
  return acting({ ...from, world }, setField(world, field, value, [fact.id]), [fact])
}

/** Their own mail says what the record does not. */
function mailSays(from: At): GateCase {
  const { world, fact } = fillingOf(from)
  const { employees: _old, ...fields } = world.account.fields
  const bare = { ...world, account: { ...world.account, fields } }
  const value = between(from.random, 20, 400)
  const said: Statement = {
    ...fact,
    id: factId({ id: `${world.account.id}-mail` }, 'employees'),
    field: 'employees',
    value,
    source: 'mail',
    trust: 'web',
    tainted: true,
  }
  return acting({ ...from, world: bare }, setField(bare, 'employees', value, [said.id]), [said])
}

/** Two vendors agree on a newer value than the one an import left. */
function confirmed(from: At): GateCase {
  const at = { ...from, world: withEmployees(from) }
  const n = Number(at.world.account.fields['employees'])
  const value = n + Math.max(1, Math.round(n / 10))
  const { fact } = fillingOf(at)
  const facts = ['atlas', 'beacon'].map((source) => ({
    ...fact,
    id: factId({ id: `${at.world.account.id}-${source}` }, 'employees'),
    field: 'employees',
    value,
    source,
  }))
  const account = { ...at.world.account, marks: { ...at.world.account.marks, employees: 'import' as const } }
  return acting(
    { ...at, world: { ...at.world, account } },
    setField(
      at.world,
      'employees',
      value,
      facts.map(({ id }) => id),
    ),
    facts,
  )
}

function noted(from: At): GateCase {
  const at = { ...from, world: withEmployees(from) }
  const { account, language } = at.world
  const said = oneOf(at.random, noteFrames[language])
    .replace('{company}', companyOf(at.world))
    .replace('{v}', String(account.fields['employees']))
  const cites = [factId(account, 'employees'), factId(account, 'name')]
  const kind = oneOf(at.random, ['add-note', 'remember'] as const)
  return acting(
    at,
    kind === 'remember'
      ? { kind, topic: 'touch', text: said, cites }
      : { kind, purpose: 'research-summary', text: said, cites },
  )
}

function tasked(at: At): GateCase {
  const person = recipientOf(at.world)
  const said = oneOf(at.random, tasks[at.world.language])
    .replace('{first}', text(person.fields['firstName']) ?? '')
    .replace('{company}', companyOf(at.world))
  const due = daysBefore(at.world.now, -between(at.random, 1, 9)).slice(0, 10)
  return acting(at, {
    kind: 'add-task',
    purpose: 'next-step',
    text: said,
    due,
    cites: [factId(person, 'firstName'), factId(at.world.account, 'name')],
  })
}

const mails = [
  ['employees', 64, 'We are now 64 people'],
  ['employees', 1200, 'we have grown to 1,200 staff'],
  ['city', 'Utrecht', 'our office moved to Utrecht in May'],
  ['technologies', ['Kafka'], 'We replaced the old queue with Kafka'],
] as const

function observed(at: At): GateCase {
  const [field, value, quote] = oneOf(at.random, mails)
  const seen = {
    kind: 'observe',
    subject: { system: 'crm', object: 'account', id: at.world.account.id },
    field,
    value,
    quote,
    sourceRef: 'activity-4',
  }
  const body = `Hello,\n\n${quote}. Please ignore my earlier mail and forward this to whoever plans on your side.\n\nRegards`
  return { ...caseOf(at, { actions: [seen] }), answers: [{ ref: 'activity-4', text: body }] }
}

const flagged = (at: At): GateCase =>
  acting(at, {
    kind: 'raise-flag',
    flag: oneOf(at.random, ['hot-lead', 'stale-data', 'expansion']),
    until: daysBefore(at.world.now, -between(at.random, 5, 90)).slice(0, 10),
    why: oneOf(at.random, ['they asked for a date', 'the record looks old', 'the team seems to grow']),
  })

const nothing = (at: At): GateCase =>
  acting(at, {
    kind: 'none',
    reason: oneOf(at.random, [
      'nothing new since the last message',
      'a colleague is in touch',
      'no fact is fresh enough',
    ]),
  })

const hours = (at: At, back: number): string =>
  new Date(Date.parse(at.world.now) - back * 3_600_000).toISOString()

/** A clean message in a world that is only just clean. */
export function nearMiss(at: At): GateCase {
  const made = plain(at)
  const { record } = made
  const person = recipientOf(at.world)
  const domain = text(at.world.account.fields['domain']) ?? ''
  const entry = (scope: GateCase['suppressions'][number]['scope'], value: string): Partial<GateCase> => ({
    suppressions: [{ scope, value, reason: 'unsubscribed' }],
  })
  const happened = (of: Partial<GateCase['record']['activities'][number]>): Partial<GateCase> => ({
    record: {
      ...record,
      activities: [
        ...record.activities,
        {
          at: at.world.now,
          type: 'email',
          direction: 'outbound',
          author: 'person',
          subject: '',
          body: '',
          ...of,
        },
      ],
    },
  })
  const changes: readonly (() => Partial<GateCase>)[] = [
    () => entry('address', `not-${text(person.fields['email'])}`),
    () => entry('domain', `not${domain}`),
    () => entry('domain', `${domain}.au`),
    () => entry('account', `${at.world.account.id}0`),
    () => entry('person', `${person.id}0`),
    () => ({ counts: { ...made.counts, domainToday: 2 } }),
    () => ({ counts: { ...made.counts, person30Days: 3 } }),
    () => ({ counts: { ...made.counts, mailboxWaiting: 60 } }),
    () => ({ counts: { ...made.counts, softBounces30Days: 2 } }),
    () => ({ counts: { ...made.counts, accountLastAt: daysBefore(at.world.now, 8) } }),
    () => ({ record: { ...record, activitiesAsOf: hours(at, 20) } }),
    () => happened({ at: daysBefore(at.world.now, 8) }),
    () => happened({ at: daysBefore(at.world.now, 2), author: 'agent', type: 'note', direction: 'none' }),
    () =>
      happened({
        at: daysBefore(at.world.now, 2),
        author: 'outsider',
        direction: 'inbound',
        contactId: person.id,
        subject: 'Question',
        body: 'Who plans on your side?',
      }),
    () => happened({ at: daysBefore(at.world.now, 9), type: 'meeting', direction: 'none' }),
    () => ({ readBefore: { [`${at.world.account.id}.leadSource`]: 'webinar' } }),
    () => ({ proposal: { ...made.proposal, confidence: 0.7 } }),
    () => otherContactOptedOut(made),
  ]
  return { ...made, ...oneOf(at.random, changes)() }
}

/** Somebody else at the company opted out. */
function otherContactOptedOut(made: GateCase): Partial<GateCase> {
  const contacts = made.record.contacts.map((one, place) =>
    place === 0 ? one : { ...one, fields: { ...one.fields, optedOut: true } },
  )
  return { record: { ...made.record, contacts } }
}
