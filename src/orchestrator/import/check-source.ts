import { Fault } from '#base/fault.ts'
import type { Crm } from '#ports/crm.ts'
import type { Account } from '#records/account.ts'
import { textOf } from '#records/fields.ts'
import { foldName, identityOf } from './identity.ts'
import { matchAccounts } from './find-accounts.ts'
import type { InspectedFile } from './inspect-file.ts'
import { type Row, readRow } from './row.ts'

/** Whether the two speak of different companies: other names, and no domain in common. */
function contradicts(row: Row, account: Account): boolean {
  const [name, known] = [textOf(row.fields, 'name'), textOf(account.fields, 'name')]
  const [domain, knownDomain] = [textOf(row.fields, 'domain'), textOf(account.fields, 'domain')]
  if (name === undefined || known === undefined || foldName(name) === foldName(known)) return false
  return domain === undefined || domain !== knownDomain
}

const lookedAt = 200

/**
 * Two lists from different systems both have an `id` column, and 7 is another company in each. Where nobody named the
 * source and most ids that are already known belong to companies with other names, the import stops before it writes.
 */
export async function checkSource(crm: Crm, inspected: InspectedFile): Promise<void> {
  if (inspected.kind !== 'accounts') return
  const rules = { kind: inspected.kind, mapping: inspected.mapping, dates: undefined }
  const rows = inspected.sample
    .slice(0, lookedAt)
    .map((cells, i) => readRow(rules, { row: i, line: i, cells }))
  const keyed = rows.flatMap((row) => {
    const identity = identityOf(row, inspected.source)
    return identity?.by === 'own' ? [{ row, key: identity.key }] : []
  })
  const known = await matchAccounts(
    crm,
    'key',
    keyed.map(({ key }) => key),
  )
  const byKey = new Map(known.map((account) => [account.key, account]))
  const met = keyed.flatMap(({ row, key }) => {
    const account = byKey.get(key)
    return account === undefined ? [] : [{ row, account }]
  })
  const strange = met.filter(({ row, account }) => contradicts(row, account))
  const [first] = strange
  if (first === undefined || strange.length < 3 || strange.length * 2 <= met.length) return
  throw new Fault(
    'refused',
    `the ids in ${inspected.file.name} already belong to other companies: ${first.account.key} is ` +
      `"${textOf(first.account.fields, 'name')}" here and "${textOf(first.row.fields, 'name')}" in the file`,
    'is this list from another system? Give that system a name: --source NAME',
  )
}
