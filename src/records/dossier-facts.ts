import type { Dossier } from './dossier.ts'
import { factOf, type Fact, type Trust } from './fact.ts'
import type { FieldMark, FieldMarks, Fields } from './fields.ts'
import type { AccountId } from './ids.ts'
import type { CrmObject } from './ref.ts'
import type { Instant } from './time.ts'

// Fields that hold what a stranger typed into a form of ours. Their words may lie or give orders, so they stay marked.
const typedByOutsiders = new Set(['message', 'leadMessage', 'inquiry', 'comments'])

const trustOf: Readonly<Record<FieldMark['by'], Trust>> = {
  person: 'human',
  vendor: 'vendor',
  import: 'crm',
  agent: 'crm',
}

interface CrmRecord {
  readonly id: string
  readonly updatedAt: Instant
  readonly fields: Fields
  readonly marks: FieldMarks
}

/**
 * The current facts a CRM record holds: one per field of the account, its contacts and its deals, in that order, fields
 * sorted by name. Empty values are no facts. `system` is the connector's name (`crm.system`); it is part of every
 * subject and so of every id: the brief and the gate must pass the same one.
 */
export function factsOfDossier({ account, contacts, deals }: Dossier, system: string): Fact[] {
  const of = (object: CrmObject) => (record: CrmRecord) =>
    factsOfRecord(record, { accountId: account.id, system, object })
  return [...of('account')(account), ...contacts.flatMap(of('contact')), ...deals.flatMap(of('deal'))]
}

function factsOfRecord(
  record: CrmRecord,
  at: { readonly accountId: AccountId; readonly system: string; readonly object: CrmObject },
): Fact[] {
  const subject = { system: at.system, object: at.object, id: record.id }
  return Object.entries(record.fields)
    .filter(([, value]) => value !== null && value !== '')
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([field, value]) => {
      const mark = record.marks[field]
      return factOf({
        accountId: at.accountId,
        subject,
        field,
        value,
        source: 'crm',
        sourceRef: record.id,
        observedAt: mark?.at ?? record.updatedAt,
        trust: mark === undefined ? 'crm' : trustOf[mark.by],
        tainted: typedByOutsiders.has(field),
      })
    })
}
