import { Account } from '#records/account.ts'
import { Activity } from '#records/activity.ts'
import { Contact } from '#records/contact.ts'
import { Deal } from '#records/deal.ts'
import { Dossier, Timeline } from '#records/dossier.ts'
import { factsOfDossier } from '#records/dossier-facts.ts'
import { Fact } from '#records/fact.ts'
import type { GateCase } from './case.ts'

// The records of a case as our own nouns, parsed as they would be from a CRM.

/** The CRM's name inside a case: part of every reference an action makes. */
export const system = 'crm'
export const version = 'read-by-the-agent'

interface Written {
  readonly id: string
  readonly fields: object
  readonly marks: Readonly<Record<string, string>>
}

const recordOf = ({ record, now }: GateCase, { id, fields, marks }: Written) => ({
  id,
  key: null,
  version,
  accountId: record.account.id,
  ownerId: 'owner-1',
  createdAt: record.account.createdAt,
  updatedAt: record.account.updatedAt,
  fields,
  marks: Object.fromEntries(
    Object.entries(marks).map(([field, by]) => [
      field,
      { by, at: record.account.updatedAt < now ? record.account.updatedAt : now },
    ]),
  ),
})

export const dossierOf = (one: GateCase): Dossier =>
  Dossier.parse({
    account: Account.parse(recordOf(one, one.record.account)),
    contacts: one.record.contacts.map((contact) => Contact.parse(recordOf(one, contact))),
    deals: one.record.deals.map((deal) => Deal.parse(recordOf(one, deal))),
  })

export const timelineOf = ({ record, now }: GateCase): Timeline =>
  Timeline.parse({
    activities: record.activities
      .map((happened, at) =>
        Activity.parse({
          contactId: null,
          ...happened,
          id: `activity-${at + 1}`,
          key: null,
          version,
          accountId: record.account.id,
          dealId: null,
          ownerId: 'owner-1',
          dueOn: null,
          done: null,
        }),
      )
      .toSorted((a, b) => (a.at < b.at ? 1 : -1)),
    asOf: record.activitiesAsOf ?? now,
  })

const objectOf = ({ record }: GateCase, subject: string) => {
  if (record.contacts.some(({ id }) => id === subject)) return 'contact'
  return record.deals.some(({ id }) => id === subject) ? 'deal' : 'account'
}

/** Every statement of the case as a fact, other accounts' and outdated ones among them, with the ids of the case. */
export const statedFacts = (one: GateCase): readonly { readonly fact: Fact; readonly current: boolean }[] =>
  one.facts.map(({ current, ...said }) => {
    const accountId = said.accountId ?? one.record.account.id
    const id = said.subject ?? accountId
    const fact = Fact.parse({
      ...said,
      accountId,
      subject: { system, object: objectOf(one, id), id },
      sourceRef: said.source === 'crm' ? id : `${said.source}:${said.id}`,
    })
    return { fact, current: current && accountId === one.record.account.id }
  })

/** All facts in force: those stated, and of the record what nobody stated. */
export function factsInForce(one: GateCase, dossier: Dossier): Fact[] {
  const stated = statedFacts(one).flatMap(({ fact, current }) => (current ? [fact] : []))
  const spots = new Set(
    stated.flatMap(({ source, subject, field }) => (source === 'crm' ? [`${subject.id} ${field}`] : [])),
  )
  const rest = factsOfDossier(dossier, system).filter(
    ({ subject, field }) => !spots.has(`${subject.id} ${field}`),
  )
  return [...stated, ...rest]
}
