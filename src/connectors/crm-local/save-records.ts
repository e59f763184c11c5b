import { textOf } from '#records/fields.ts'
import type { Stored } from './merge.ts'
import type { Ask } from './writing.ts'

const lower = (value: string | undefined): string | null => value?.toLowerCase() ?? null

/** What match() looks for in each table, beside the key. */
const matches = {
  account: ({ fields }: Stored) => ({
    match_domain: lower(textOf(fields, 'domain')),
    match_name: lower(textOf(fields, 'name')),
  }),
  contact: ({ fields }: Stored) => ({ match_email: lower(textOf(fields, 'email')) }),
  deal: () => ({}),
}

/** Writes whole records, new or changed, in one statement. */
export async function saveRecords(
  ask: Ask,
  object: 'account' | 'contact' | 'deal',
  records: readonly Stored[],
): Promise<void> {
  if (records.length === 0) return
  const rows = records.map((record) => ({
    id: record.id,
    key: record.key,
    version: Number(record.version),
    owner_id: record.ownerId,
    created_at: record.createdAt,
    updated_at: record.updatedAt,
    fields: record.fields,
    marks: record.marks,
    ...(object === 'account' ? {} : { account_id: record.accountId }),
    ...matches[object](record),
  }))
  const names = Object.keys(rows[0] ?? {}).filter((name) => name !== 'id')
  await ask(
    `insert into crm.${object} (id, ${names.join(', ')})
     select id, ${names.join(', ')} from jsonb_populate_recordset(null::crm.${object}, $1::jsonb)
     on conflict (id) do update set ${names.map((name) => `${name} = excluded.${name}`).join(', ')}, archived_at = null`,
    [JSON.stringify(rows)],
  )
}
