import type { CrmRecords } from '#ports/crm.ts'
import type { Account } from '#records/account.ts'
import { textOf } from '#records/fields.ts'
import { accountRefs, type AccountRefs, attach, type Attached, namesCompany } from './attach.ts'
import { reject, type Remark } from './finding.ts'
import { matchAccounts, nameQueries, withKeys } from './find-accounts.ts'
import type { Candidate } from './identity.ts'
import { learnOwners, type OwnerBook, ownerOf } from './owners.ts'
import { type Planned, planRow } from './plan-row.ts'
import type { Row } from './row.ts'
import { datedAt, type Session, settle } from './session.ts'
import { inWaves, writePlanned } from './write-planned.ts'

/** The accounts that the rows of a batch may belong to, read once. */
export async function accountsFor(session: Session, rows: readonly Row[]): Promise<readonly Candidate[]> {
  const refs = rows.map((row) => accountRefs(row, session.source))
  const keys = refs.flatMap(({ key }) => key ?? [])
  const names = rows.flatMap((row) => row.said['accountName'] ?? [])
  const domains = refs.flatMap(({ domain, mailDomain }) => [domain, mailDomain])
  const found = [
    ...(await matchAccounts(session.crm, 'key', keys)),
    ...(await matchAccounts(session.crm, 'domain', domains)),
    ...(await matchAccounts(session.crm, 'name', nameQueries(names))),
  ]
  return withKeys(session, found, keys)
}

/** Why a row has no account, if it names one: the cell is a doubt, the row stays. */
function unattached(row: Row, refs: AccountRefs, found: Attached): readonly Remark[] {
  if (found.kind === 'one' || (found.kind === 'none' && !namesCompany(refs))) return []
  const field =
    ['accountKey', 'accountDomain', 'accountName', 'email'].find((one) => row.cells.has(one)) ?? ''
  const cell = row.cells.get(field) ?? { column: '', value: '' }
  const reason =
    found.kind === 'many'
      ? `${found.reason}; which one?`
      : 'no such account; import the accounts, then this file again'
  return [{ ...cell, reason, severity: 'doubtful' }]
}

type Kind = 'contact' | 'deal'

/** How one kind of record is recognised. */
export interface Recognition {
  readonly object: Kind
  /** The key of the row's record; undefined: nothing identifies it. */
  keyOf(row: Row, account: Account | undefined): string | undefined
  readonly missing: string
}

interface Batch {
  readonly owners: OwnerBook
  readonly accounts: readonly Candidate[]
}

interface Keyed {
  readonly row: Row
  readonly key: string
  readonly found: Attached
  readonly remarks: readonly Remark[]
}

function keyed(
  session: Session,
  recognition: Recognition,
  { row, accounts }: { row: Row; accounts: readonly Candidate[] },
) {
  const refs = accountRefs(row, session.source)
  const found = attach(refs, accounts)
  const key = recognition.keyOf(row, found.kind === 'one' ? found.account : undefined)
  return key === undefined ? undefined : { row, key, found, remarks: unattached(row, refs, found) }
}

function plan(
  session: Session,
  one: Keyed,
  given: { known: CrmRecords[Kind] | undefined; owners: OwnerBook },
): Planned {
  const owner = ownerOf(given.owners, one.row)
  const account =
    one.found.kind === 'one' ? { id: one.found.account.id, isSaid: one.found.isSaid } : undefined
  const isRepeat = session.seen.has(given.known?.id ?? one.key)
  const wish = { key: one.key, known: given.known, ownerId: owner.id, account, isRepeat }
  const planned = planRow(one.row, { ...wish, ...datedAt(session, one.row) })
  return { ...planned, remarks: [...one.remarks, ...owner.remarks, ...planned.remarks] }
}

async function knownRecords(session: Session, object: Kind, keys: readonly string[]) {
  if (keys.length === 0) return new Map<string, CrmRecords[Kind]>()
  const byKey = await session.crm.match(object, 'key', keys)
  const found = new Map<string, CrmRecords[Kind]>(
    byKey.flatMap((record) => (record.key === null ? [] : [[record.key, record]])),
  )
  if (object !== 'contact') return found
  for (const record of await session.crm.match(
    'contact',
    'email',
    keys.filter((key) => key.includes('@')),
  )) {
    const email = textOf(record.fields, 'email')?.toLowerCase()
    if (email !== undefined && !found.has(email)) found.set(email, record)
  }
  return found
}

async function wave(
  session: Session,
  recognition: Recognition,
  { rows, owners, accounts }: Batch & { rows: readonly Row[] },
) {
  const taken = new Set<string>()
  const now: Keyed[] = []
  const deferred: Row[] = []
  for (const row of rows) {
    const one = keyed(session, recognition, { row, accounts })
    if (one === undefined) settle(session, row, { kind: 'rejected', remarks: [reject(recognition.missing)] })
    else if (taken.has(one.key)) deferred.push(row)
    else now.push(one)
    if (one !== undefined) taken.add(one.key)
  }
  const known = await knownRecords(
    session,
    recognition.object,
    now.map(({ key }) => key),
  )
  const planned = now.map((one) => plan(session, one, { known: known.get(one.key), owners }))
  return { conflicts: await writePlanned(session, recognition.object, planned), deferred }
}

/** One batch of contacts or deals. Every row is counted once. */
export async function importRecords(
  session: Session,
  recognition: Recognition,
  { owners, rows }: { owners: OwnerBook; rows: readonly Row[] },
): Promise<void> {
  await learnOwners(session, owners, rows)
  const accounts = await accountsFor(session, rows)
  await inWaves(session, rows, (waiting) => wave(session, recognition, { rows: waiting, owners, accounts }))
}

/** Contacts by e-mail; those without one by the source's id. */
export const contacts = (source: string): Recognition => ({
  object: 'contact',
  keyOf: (row) => {
    const own = row.said['key']
    return textOf(row.fields, 'email') ?? (own === undefined ? undefined : `${source}:${own}`)
  },
  missing: 'no e-mail address and no id',
})
