import * as z from 'zod'
import { Account } from '#records/account.ts'
import { Activity } from '#records/activity.ts'
import { Contact } from '#records/contact.ts'
import { Deal } from '#records/deal.ts'
import { FieldMarks, Fields } from '#records/fields.ts'
import type { CrmRecords } from '#ports/crm.ts'
import type { CrmObject } from '#records/ref.ts'

export const system = 'crm-local'

const instant = z.date().transform((at) => at.toISOString())
const version = z.number().transform(String)
const base = {
  id: z.string(),
  key: z.string().nullable(),
  version,
  owner_id: z.string().nullable(),
  created_at: instant,
  updated_at: instant,
  fields: Fields,
  marks: FieldMarks,
}
const AccountRow = z.object(base)
const PartRow = z.object({ ...base, account_id: z.string().nullable() })
const ActivityRow = z.object({
  id: z.string(),
  key: z.string().nullable(),
  version,
  account_id: z.string().nullable(),
  contact_id: z.string().nullable(),
  deal_id: z.string().nullable(),
  owner_id: z.string().nullable(),
  type: z.string(),
  direction: z.string(),
  author: z.string(),
  at: instant,
  subject: z.string(),
  body: z.string(),
  due_on: z.string().nullable(),
  done: z.boolean().nullable(),
})

const record = (row: z.infer<typeof AccountRow>) => ({
  id: row.id,
  key: row.key,
  version: row.version,
  ownerId: row.owner_id,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
  fields: row.fields,
  marks: row.marks,
})
const part = (row: z.infer<typeof PartRow>) => ({ ...record(row), accountId: row.account_id })
const activity = (row: z.infer<typeof ActivityRow>) => ({
  id: row.id,
  key: row.key,
  version: row.version,
  accountId: row.account_id,
  contactId: row.contact_id,
  dealId: row.deal_id,
  ownerId: row.owner_id,
  type: row.type,
  direction: row.direction,
  author: row.author,
  at: row.at,
  subject: row.subject,
  body: row.body,
  dueOn: row.due_on,
  done: row.done,
})

/** Rows of each table as records. */
export const parsers: { readonly [K in CrmObject]: z.ZodType<CrmRecords[K]> } = {
  account: AccountRow.transform((row) => Account.parse(record(row))),
  contact: PartRow.transform((row) => Contact.parse(part(row))),
  deal: PartRow.transform((row) => Deal.parse(part(row))),
  activity: ActivityRow.transform((row) => Activity.parse(activity(row))),
}

/** What is read of each table, in order. */
export const columns: Readonly<Record<CrmObject, string>> = {
  account: 'id, key, version, owner_id, created_at, updated_at, fields, marks',
  contact: 'id, key, version, account_id, owner_id, created_at, updated_at, fields, marks',
  deal: 'id, key, version, account_id, owner_id, created_at, updated_at, fields, marks',
  activity:
    'id, key, version, account_id, contact_id, deal_id, owner_id, type, direction, author, at, subject, body, due_on, done',
}
