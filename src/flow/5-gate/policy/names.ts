import type { EvidencePart } from '../rule.ts'

// The one list of what an expression of a policy may read. The environment, the values, the cases and the help are all
// made from it. Every field always has a value, so that no expression can fail for want of one: '' for a text the record
// does not have, 0 for a number, false for a flag, 1970-01-01 for a moment that never was.

const moment = 'google.protobuf.Timestamp'

interface Name<T extends string = string> {
  readonly type: T
  readonly doc: string
}
const name = <const T extends string>(type: T, doc: string): Name<T> => ({ type, doc })

const text = (doc: string) => name('string', doc)
const number = (doc: string) => name('double', doc)
const flag = (doc: string) => name('bool', doc)
const at = (doc: string) => name(moment, doc)

/** The kinds of things and their fields. */
export const types = {
  Account: {
    id: text('id in the CRM'),
    name: text('name of the company'),
    domain: text('domain, as the record has it'),
    industry: text('industry'),
    country: text('country, as the record has it: mostly two letters'),
    city: text('city'),
    language: text('language, as the record has it'),
    lifecycle: text('lead, prospect, opportunity, customer, former-customer or disqualified'),
    stage: text('new, working, open-deal, customer, lapsed or closed: where the account stands for us'),
    owner: text('id of its owner'),
    leadSource: text('where it came from'),
    fundingStage: text('stage of funding'),
    contractEnd: text('day its contract ends, YYYY-MM-DD'),
    employees: number('number of employees'),
    revenueUsd: number('revenue in USD a year'),
    foundedYear: number('year it was founded'),
    hiring: flag('whether it is hiring'),
    technologies: name('list<string>', 'technologies it uses'),
    createdAt: at('when the record was made'),
    updatedAt: at('when the record changed last'),
  },
  Contact: {
    id: text('id in the CRM'),
    email: text('address'),
    firstName: text('first name'),
    lastName: text('last name'),
    title: text('title'),
    role: text('role'),
    country: text('country'),
    language: text('language'),
    optedOut: flag('whether the person opted out'),
    createdAt: at('when the record was made'),
  },
  Deal: {
    id: text('id in the CRM'),
    name: text('name of the deal'),
    stage: text('stage, as the CRM names it'),
    currency: text('currency of the amount, three letters'),
    closeDate: text('day it is expected to close, YYYY-MM-DD'),
    forecastCategory: text('forecast category'),
    nextStep: text('next step'),
    owner: text('id of its owner'),
    amount: number('amount, in its currency'),
    createdAt: at('when the record was made'),
  },
  Activity: {
    type: text('email, call, meeting, note or task'),
    direction: text('inbound, outbound or none'),
    author: text('person (one of ours), outsider, agent or system'),
    subject: text('subject'),
    body: text('text'),
    at: at('when it happened or will happen'),
  },
  Proposal: {
    skill: text('the kind of work: follow-up, first-outreach, hygiene, …'),
    rationale: text('why it was proposed'),
    nextTouch: text('day of the next touch, YYYY-MM-DD'),
    confidence: number("the model's own, 0 to 1"),
    actions: name('list<string>', 'kinds of all actions proposed together'),
  },
  Action: {
    kind: text('send-email, set-field, add-note, add-task, move-stage, create-contact, create-account, …'),
    object: text('set-field, observe: account, contact, deal or activity'),
    field: text('set-field, observe, settle-claim: the field'),
    value: text('set-field, observe: the value as text'),
    number: number('set-field, observe: the value when it is a number'),
    to: text('move-stage: the stage'),
    purpose: text('add-note, add-task: its purpose'),
    due: text('add-task: the day it is due, YYYY-MM-DD'),
    flag: text('raise-flag: the flag'),
    topic: text('remember: the topic'),
    text: text('everything it would write or send, one piece a line'),
    cites: number('number of facts it cites'),
  },
  Draft: {
    exists: flag('whether there is a draft'),
    subject: text('subject'),
    text: text('subject and sentences, one a line'),
    language: text('language it says it is in, two letters'),
    sentences: name('list<Sentence>', 'its sentences'),
  },
  Sentence: {
    text: text('the sentence'),
    cites: number('number of facts it cites'),
  },
  Fact: {
    object: text('account, contact, deal or activity'),
    field: text('what it says something about'),
    value: text('the value as text'),
    number: number('the value when it is a number'),
    source: text('crm, or the vendor it is from'),
    trust: text('human, crm, vendor or web'),
    tainted: flag('whether an outsider wrote it'),
    cited: flag('whether this action or its draft cites it'),
    observedAt: at('when it was observed'),
  },
  Counts: {
    mailboxWaiting: number("the sender's orders that are not sent yet"),
    domainToday: number("messages made to the recipient's domain today"),
    person30Days: number('messages to this person in the last 30 days'),
    hardBounces: number('hard bounces the address is known for'),
    softBounces30Days: number('soft bounces in the last 30 days'),
    accountLastAt: at('the last message to this account, sent or waiting'),
  },
  Sender: {
    name: text('name of the owner we write for'),
    email: text('address'),
    company: text('our company'),
    domain: text('our domain'),
  },
  Today: {
    date: text("day in the book's time zone, YYYY-MM-DD"),
    weekday: text('monday, tuesday, …'),
    hour: number('hour of the day, 0 to 23'),
  },
} satisfies Readonly<Record<string, Readonly<Record<string, Name>>>>

/** The parts of the evidence that variables are made from. */
export type PolicyPart = Extract<
  EvidencePart,
  'record' | 'timeline' | 'facts' | 'outreach' | 'sender' | 'clock'
>

interface Variable<T extends string = string> extends Name<T> {
  /** The part of the evidence it is made from; when that is unreadable, a policy that reads it holds. */
  readonly part?: PolicyPart
}
const variable = <const T extends string>(type: T, doc: string, part?: PolicyPart): Variable<T> =>
  part === undefined ? { type, doc } : { type, doc, part }

/** What stands at the beginning of a path. */
export const variables = {
  account: variable('Account', 'the account as the CRM holds it now', 'record'),
  contact: variable('Contact', 'the person the draft is written to; all empty without a draft', 'record'),
  contacts: variable('list<Contact>', 'all people of the account', 'record'),
  deals: variable('list<Deal>', 'all deals of the account', 'record'),
  activities: variable('list<Activity>', 'the latest activities, newest first', 'timeline'),
  facts: variable('list<Fact>', 'all current facts of the account', 'facts'),
  counts: variable('Counts', 'messages written or about to be', 'outreach'),
  sender: variable('Sender', 'in whose name we write', 'sender'),
  proposal: variable('Proposal', 'all that was proposed for the account at once'),
  action: variable('Action', 'the action being judged'),
  draft: variable('Draft', 'the message a send-email would send'),
  skill: variable('string', 'the kind of work'),
  now: variable(moment, 'the moment of judging', 'clock'),
  today: variable('Today', "the same in the book's time zone", 'clock'),
} satisfies Readonly<Record<string, Variable>>

export type TypeName = keyof typeof types
export type VariableName = keyof typeof variables

/** The value of a field or variable of this type. */
type ValueOf<T extends string> = T extends 'string'
  ? string
  : T extends 'double'
    ? number
    : T extends 'bool'
      ? boolean
      : T extends typeof moment
        ? Date
        : T extends `list<${infer E}>`
          ? readonly ValueOf<E>[]
          : T extends TypeName
            ? View<T>
            : never

/** One thing as an expression sees it. */
export type View<N extends TypeName> = {
  readonly [F in keyof (typeof types)[N]]: (typeof types)[N][F] extends Name<infer T> ? ValueOf<T> : never
}

/** A value for every variable. */
export type Values = {
  readonly [V in VariableName]: (typeof variables)[V] extends Name<infer T> ? ValueOf<T> : never
}

/** More items than that nobody looks through: a longer list cannot be checked, and what cannot be checked is held. */
export const maxItems = 500
/** Of the activities the newest so many are there, as in the evidence. */
export const maxActivities = 100
/** Characters of one text. */
export const maxTextLength = 100_000

export const isVariable = (word: string): word is VariableName => Object.hasOwn(variables, word)
export const isType = (word: string): word is TypeName => Object.hasOwn(types, word)
/** `Fact` of `list<Fact>`; undefined for what is no list. */
export const elementOf = (type: string): string | undefined => /^list<(.+)>$/.exec(type)?.[1]
export const isMoment = (type: string): boolean => type === moment
