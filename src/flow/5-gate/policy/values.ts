import type { Activity } from '#records/activity.ts'
import type { Contact } from '#records/contact.ts'
import type { Deal } from '#records/deal.ts'
import type { Dossier } from '#records/dossier.ts'
import type { Fact } from '#records/fact.ts'
import { numberOf, textOf, type Fields } from '#records/fields.ts'
import type { Proposal } from '#records/proposal.ts'
import type { AccountStage } from '#records/stage.ts'
import { citesOf } from '../cites.ts'
import type { Known, Subject } from '../rule.ts'
import { actionView, draftView } from './action-values.ts'
import { todayIn } from './today.ts'
import { asText, bounded, items } from './bounded.ts'
import { maxActivities, type PolicyPart, type Values, type VariableName, type View } from './names.ts'
import { view } from './views.ts'

/** What the values are made from. Only the parts that an expression reads are there; the rest is never asked for. */
export interface Source {
  readonly subject: Subject
  readonly proposal: Proposal
  readonly evidence: Partial<Known<PolicyPart>> & { readonly now: string }
  readonly timeZone: string
}

const never = new Date(0)
const text = (fields: Fields, name: string): string => bounded(textOf(fields, name) ?? '')
const number = (fields: Fields, name: string): number => numberOf(fields, name) ?? 0

type Makers = { readonly [V in VariableName]: (source: Source) => Values[V] }

const makers: Makers = {
  account: ({ evidence }) => accountView(present(evidence.record, 'record')),
  contact: ({ evidence, proposal }) =>
    contactView(
      present(evidence.record, 'record').dossier.contacts.find(({ id }) => id === proposal.draft?.to),
    ),
  contacts: ({ evidence }) =>
    items('contacts', present(evidence.record, 'record').dossier.contacts).map(contactView),
  deals: ({ evidence }) => items('deals', present(evidence.record, 'record').dossier.deals).map(dealView),
  activities: ({ evidence }) =>
    present(evidence.timeline, 'timeline').activities.slice(0, maxActivities).map(activityView),
  facts: ({ evidence, subject, proposal }) => {
    const cites = new Set<string>(citesOf(subject.action, proposal.draft))
    return items('facts', present(evidence.facts, 'facts')).map((fact) => factView(fact, cites.has(fact.id)))
  },
  counts: ({ evidence }) => {
    const { accountLastAt, ...counts } = present(evidence.outreach, 'outreach')
    return view('Counts', {
      ...counts,
      accountLastAt: accountLastAt === null ? never : new Date(accountLastAt),
    })
  },
  sender: ({ evidence }) => {
    const { name, email, company, domain } = present(evidence.sender, 'sender')
    return view('Sender', { name, email, company, domain })
  },
  proposal: ({ proposal: { skill, rationale, nextTouch = '', confidence, actions } }) =>
    view('Proposal', { skill, rationale, nextTouch, confidence, actions: actions.map(({ kind }) => kind) }),
  action: ({ subject, proposal }) => actionView(subject.action, proposal.draft),
  draft: ({ proposal }) => draftView(proposal.draft),
  skill: ({ proposal }) => proposal.skill,
  now: ({ evidence }) => new Date(evidence.now),
  today: ({ evidence, timeZone }) => todayIn(timeZone, new Date(evidence.now)),
}

/**
 * The values of the variables an expression reads, each made when it is first asked for, and once. Asking throws where
 * there is more than can be looked at.
 */
export function valuesOf(reads: readonly VariableName[], source: Source): Partial<Values> {
  const getters = reads.map((name) => [name, { enumerable: true, get: once(() => makers[name](source)) }])
  return Object.defineProperties({}, Object.fromEntries(getters))
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined
  return () => (made ??= { value: make() }).value
}

function present<T>(value: T | undefined, part: PolicyPart): T {
  if (value === undefined) throw new Error(`${part} was not read for this policy`)
  return value
}

type Recorded = { readonly dossier: Dossier; readonly stage: AccountStage }

function accountView({ dossier: { account }, stage }: Recorded): View<'Account'> {
  const { id, fields, ownerId, createdAt, updatedAt } = account
  const listed = fields['technologies']
  return view('Account', {
    id,
    name: text(fields, 'name'),
    domain: text(fields, 'domain'),
    industry: text(fields, 'industry'),
    country: text(fields, 'country'),
    city: text(fields, 'city'),
    language: text(fields, 'language'),
    lifecycle: text(fields, 'lifecycle'),
    stage,
    owner: ownerId ?? '',
    leadSource: text(fields, 'leadSource'),
    fundingStage: text(fields, 'fundingStage'),
    contractEnd: text(fields, 'contractEnd'),
    employees: number(fields, 'employees'),
    revenueUsd: number(fields, 'revenueUsd'),
    foundedYear: number(fields, 'foundedYear'),
    hiring: fields['hiring'] === true,
    technologies: Array.isArray(listed) ? items('technologies', listed).map(asText) : [],
    createdAt: new Date(createdAt),
    updatedAt: new Date(updatedAt),
    recordFields: fields,
  })
}

function contactView(contact: Contact | undefined): View<'Contact'> {
  const fields = contact?.fields ?? {}
  return view('Contact', {
    id: contact?.id ?? '',
    email: text(fields, 'email'),
    firstName: text(fields, 'firstName'),
    lastName: text(fields, 'lastName'),
    title: text(fields, 'title'),
    role: text(fields, 'role'),
    country: text(fields, 'country'),
    language: text(fields, 'language'),
    optedOut: fields['optedOut'] === true,
    createdAt: contact === undefined ? never : new Date(contact.createdAt),
    recordFields: fields,
  })
}

function dealView({ id, fields, ownerId, createdAt }: Deal): View<'Deal'> {
  return view('Deal', {
    id,
    name: text(fields, 'name'),
    stage: text(fields, 'stage'),
    currency: text(fields, 'currency'),
    closeDate: text(fields, 'closeDate'),
    forecastCategory: text(fields, 'forecastCategory'),
    nextStep: text(fields, 'nextStep'),
    owner: ownerId ?? '',
    amount: number(fields, 'amount'),
    createdAt: new Date(createdAt),
    recordFields: fields,
  })
}

const activityView = ({ type, direction, author, subject, body, at }: Activity): View<'Activity'> =>
  view('Activity', {
    type,
    direction,
    author,
    subject: bounded(subject),
    body: bounded(body),
    at: new Date(at),
  })

const factView = (fact: Fact, cited: boolean): View<'Fact'> =>
  view('Fact', {
    object: fact.subject.object,
    field: fact.field,
    value: asText(fact.value),
    number: typeof fact.value === 'number' ? fact.value : 0,
    source: fact.source,
    trust: fact.trust,
    tainted: fact.tainted,
    cited,
    observedAt: new Date(fact.observedAt),
  })
