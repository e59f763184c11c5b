import { factOfClaim } from '#records/claim-fact.ts'
import { Claim } from '#records/claim.ts'
import { factsOfDossier } from '#records/dossier-facts.ts'
import { GateConfig, OutreachConfig } from '#records/gate-config.ts'
import { Dossier } from '#records/dossier.ts'
import { Evidence } from '#records/evidence.ts'
import { factOf, type Fact } from '#records/fact.ts'
import { AccountId } from '#records/ids.ts'
import { Proposal } from '#records/proposal.ts'
import { decide } from '#gate/decide.ts'
import { rulesetOf } from '#gate/ruleset.ts'
import { actionKinds } from '#records/action.ts'

// A clean proposal and what the gate would know about it; tests change one thing and say what is held.

export const now = '2026-11-20T09:00:00.000Z'
const then = '2026-09-01T09:00:00.000Z'
export const system = 'crm-local'

const record = (id: string, fields: object, marks: object = {}) => ({
  id,
  key: null,
  version: `${id}-v1`,
  accountId: 'acc_1',
  ownerId: 'own_1',
  createdAt: then,
  updatedAt: then,
  fields,
  marks,
})

export const dossierOf = (account: object = {}, more: { contacts?: object[]; deals?: object[] } = {}) =>
  Dossier.parse({
    account: record('acc_1', {
      name: 'Acme Robotics',
      domain: 'acme.example',
      employees: 120,
      city: 'Berlin',
      location: 'Berlin, New Hampshire, USA', // a country whose people may be written to
      industry: 'Robotics',
      hiring: true,
      lifecycle: 'prospect',
      ...account,
    }),
    contacts: more.contacts ?? [
      record('con_1', { firstName: 'Anna', lastName: 'Berg', title: 'CTO', email: 'anna@acme.example' }),
    ],
    deals: more.deals ?? [record('deal_1', { name: 'Pilot', stage: 'open', amount: 900, nextStep: 'call' })],
  })

export const contact = (id: string, fields: object) => record(id, fields)
export const deal = (id: string, fields: object) => record(id, fields)

const dossier = dossierOf()
export const facts = factsOfDossier(dossier, system)

/** The id of the clean record's fact about a field. */
export const factId = (field: string, of: readonly Fact[] = facts): string => {
  const fact = of.find((one) => one.field === field)
  if (fact === undefined) throw new Error(`the clean record has no ${field}`)
  return fact.id
}

/** A fact like one of the clean record's, changed. */
export const factLike = (field: string, change: Partial<Omit<Fact, 'id'>>): Fact => {
  const { id: _id, ...rest } = facts.find((one) => one.field === field) ?? raise(field)
  return factOf({ ...rest, ...change })
}
const raise = (field: string): never => {
  throw new Error(`the clean record has no ${field}`)
}
export const otherAccount = AccountId.parse('acc_2')

export const claim = (field: string, value: string | number, vendor: string): Claim =>
  Claim.parse({ id: `claim_${vendor}aaaaaa`, accountId: 'acc_1', field, value, vendor, observedAt: then })
export const claimFact = (one: Claim): Fact => factOfClaim(one, system)

export const byId = (...list: readonly Fact[]) => Object.fromEntries(list.map((fact) => [fact.id, fact]))

const known = (value: unknown) => ({ kind: 'known', value })
/** The clean evidence with parts replaced by their values. */
export const evidenceOf = (values: Readonly<Record<string, unknown>> = {}): Evidence => {
  const parts = {
    record: { dossier, stage: 'working' },
    basis: {
      version: 'acc_1-v1',
      fields: Object.fromEntries(
        [dossier.account, ...dossier.contacts, ...dossier.deals].map(({ id, ownerId, fields }) => [
          id,
          { ...fields, owner: ownerId },
        ]),
      ),
    },
    facts,
    cited: byId(...facts),
    claims: [],
    timeline: { activities: [], asOf: now },
    domainTouches: [],
    mailRead: [],
    openItems: [],
    suppressions: [],
    answers: [],
    gaps: [],
    mentions: [],
    playbook: 'Keep it short. We help teams save 30 minutes a day.',
    sender: {
      name: 'Tom Keller',
      email: 'tom@daybook.example',
      company: 'Northwind',
      domain: 'daybook.example',
      about: 'Northwind plans shifts for teams.',
    },
    skill: { actions: actionKinds, autonomy: Object.fromEntries(actionKinds.map((kind) => [kind, 'auto'])) },
    freedFields: [],
    newContacts: [],
    clock: {},
    policies: [],
    outreach: {
      mailboxWaiting: 0,
      domainToday: 0,
      accountLastAt: null,
      person30Days: 0,
      hardBounces: 0,
      softBounces30Days: 0,
    },
    ...values,
  }
  return Evidence.parse({
    now,
    ...Object.fromEntries(Object.entries(parts).map(([name, value]) => [name, known(value)])),
  })
}

export const unreadable = (evidence: Evidence, part: string): Evidence =>
  Evidence.parse({ ...evidence, [part]: { kind: 'unreadable', reason: 'the vendor is down' } })

export const sentence = (text: string, ...cites: readonly string[]) => ({ text, cites })

export const draftOf = (change: object = {}) => ({
  to: 'con_1',
  subject: 'A question about Acme Robotics',
  language: 'en',
  sentences: [
    sentence('Hello Anna,', factId('firstName')),
    sentence('With a team of 120 people, keeping everybody in step takes effort.', factId('employees')),
    sentence('I also saw that you are hiring.', factId('hiring')),
    sentence('Would a short call be welcome?'),
    sentence('Best regards, Tom Keller'),
  ],
  ...change,
})

/** The clean draft with the second sentence replaced. */
export const saying = (text: string, ...cites: readonly string[]) => {
  const { sentences, ...rest } = draftOf()
  return { ...rest, sentences: sentences.with(1, sentence(text, ...cites)) }
}

export const note = (change: object = {}) => ({
  kind: 'add-note',
  purpose: 'research-summary',
  text: 'The team counts 120.',
  cites: [factId('employees')],
  ...change,
})
export const setField = (field: string, value: unknown, change: object = {}) => ({
  kind: 'set-field',
  object: { system, object: 'account', id: 'acc_1' },
  field,
  value,
  cites: [factId('city')],
  ...change,
})
export const send = { kind: 'send-email' }

/** A proposal of these actions; the draft comes along when one sends. */
export const proposalOf = (actions: readonly object[], change: object = {}): Proposal =>
  Proposal.parse({
    accountId: 'acc_1',
    runId: 'run_aaaaaa',
    skill: 'follow-up',
    basedOn: 'acc_1-v1',
    actions,
    ...(actions.some((action) => 'kind' in action && action.kind === 'send-email')
      ? { draft: draftOf() }
      : {}),
    confidence: 0.85,
    rationale: 'stage and signals',
    ...change,
  })

/** Settings of a book that changed nothing. */
export const settings = {
  gate: GateConfig.parse({}),
  outreach: OutreachConfig.parse({}),
  select: { liveThreadDays: 7 },
  timeZone: 'Europe/Berlin',
}
export const rules = rulesetOf(settings)

/** The rules that hold each action, in the order of the actions; an empty list is a cleared action. */
export const held = (proposal: Proposal, evidence: Evidence = evidenceOf()): string[][] =>
  decide(proposal, evidence, rules).actions.map((verdict) =>
    verdict.kind === 'hold' ? verdict.objections.map(({ rule }) => rule) : [],
  )

/** What one rule says of one action; undefined when it does not object. */
export const objection = (rule: string, proposal: Proposal, evidence: Evidence = evidenceOf()) => {
  const [verdict] = decide(proposal, evidence, rules).actions
  return verdict?.kind === 'hold' ? verdict.objections.find((one) => one.rule === rule) : undefined
}
