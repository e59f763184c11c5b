import type { Claim } from './claim.ts'
import type { Dossier } from './dossier.ts'
import { factOf, type Fact, type Trust } from './fact.ts'
import type { FieldMark, FieldMarks, Fields } from './fields.ts'
import type { AccountId } from './ids.ts'
import type { CrmObject, Ref } from './ref.ts'

// One place says how a CRM field and a vendor's claim become facts: what a brief offers and what the gate holds current
// must carry the same ids.

interface Held {
  readonly id: string
  readonly updatedAt: string
  readonly fields: Fields
  readonly marks: FieldMarks
}

const trustOf = (by: FieldMark['by'] | undefined): Trust => {
  if (by === 'person') return 'human'
  return by === 'vendor' ? 'vendor' : 'crm'
}

/** The one field whose text comes from outside even when a vendor's robot carried it in. */
const outsidersText = (field: string, by: FieldMark['by'] | undefined): boolean =>
  by === 'vendor' && field === 'description'

function factsOfRecord(accountId: AccountId, subject: Ref, held: Held): Fact[] {
  return Object.entries(held.fields)
    .filter(([, value]) => value !== null && value !== '')
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([field, value]) => {
      const mark = held.marks[field]
      return factOf({
        accountId,
        subject,
        field,
        value,
        source: subject.system,
        sourceRef: subject.id,
        observedAt: mark?.at ?? held.updatedAt,
        trust: trustOf(mark?.by),
        tainted: outsidersText(field, mark?.by),
      })
    })
}

/** Every filled CRM field of the account, its deals and its contacts as a fact, in that order. `system` names the CRM. */
export function factsOfDossier({ account, contacts, deals }: Dossier, system: string): readonly Fact[] {
  const of = (object: CrmObject, held: Held): Fact[] =>
    factsOfRecord(account.id, { system, object, id: held.id }, held)
  return [
    ...of('account', account),
    ...deals.flatMap((deal) => of('deal', deal)),
    ...contacts.flatMap((contact) => of('contact', contact)),
  ]
}

/** A vendor's claim as a citable fact about the account; its sourceRef is the claim's id. `system` names the CRM. */
export const factOfClaim = (claim: Claim, system: string): Fact =>
  factOf({
    accountId: claim.accountId,
    subject: { system, object: 'account', id: claim.accountId },
    field: claim.field,
    value: claim.value,
    source: claim.vendor,
    sourceRef: claim.id,
    observedAt: claim.observedAt,
    trust: 'vendor',
    tainted: false,
  })
