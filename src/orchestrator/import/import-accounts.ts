import type { Crm } from '#ports/crm.ts'
import type { Account } from '#records/account.ts'
import { textOf } from '#records/fields.ts'
import { reject } from './finding.ts'
import {
  type AccountIdentity,
  decideAccount,
  foldName,
  furtherKeys,
  identityOf,
  sourceKeysField,
} from './identity.ts'
import { learnOwners, type OwnerBook, ownerOf } from './owners.ts'
import { pairsOf } from './pairs.ts'
import { type Planned, planRow } from './plan-row.ts'
import type { Row } from './row.ts'
import { datedAt, type Session, settle } from './session.ts'
import { inWaves, writePlanned } from './write-planned.ts'

interface Named {
  readonly row: Row
  readonly identity: AccountIdentity
}

/** Values as a CRM is asked for names: lower case, and the folded spelling besides. */
export const nameQueries = (names: readonly string[]): readonly string[] => [
  ...new Set(names.flatMap((name) => [name.toLowerCase(), foldName(name)])),
]

/** Accounts with one of the values; none asked, none answered. */
export async function matchAccounts(
  crm: Crm,
  by: 'key' | 'domain' | 'name',
  values: readonly (string | undefined)[],
): Promise<readonly Account[]> {
  const wanted = [...new Set(values.filter((value) => value !== undefined && value !== ''))]
  const asked = wanted.flatMap((value) => (value === undefined ? [] : [value]))
  return asked.length === 0 ? [] : crm.match('account', by, asked)
}

/**
 * The rows that can be decided at once: no two of them may mean one account. Rows with ids of their own may share a
 * domain (they become two accounts and a suggestion); a row that has only the domain waits for them.
 */
function splitWave(named: readonly Named[]): { now: readonly Named[]; later: readonly Row[] } {
  const taken = new Map<string, 'own' | 'domain' | 'name'>()
  const now: Named[] = []
  const later: Row[] = []
  for (const one of named) {
    const { key, domain, by } = one.identity
    const domainMark = `domain:${domain ?? ''}`
    const holder = domain === undefined ? undefined : taken.get(domainMark)
    const isFree = !taken.has(key) && (holder === undefined || (holder === 'own' && by === 'own'))
    if (!isFree) later.push(one.row)
    else {
      now.push(one)
      taken.set(key, by)
      if (domain !== undefined) taken.set(domainMark, by)
    }
  }
  return { now, later }
}

function plan(
  session: Session,
  { row, identity }: Named,
  found: { readonly known: Account | undefined; readonly owners: OwnerBook },
): Planned {
  const { known, owners } = found
  const owner = ownerOf(owners, row)
  const further = known === undefined ? undefined : furtherKeys(identity, known)
  const fields = further === undefined ? row.fields : { ...row.fields, [sourceKeysField]: further }
  const isRepeat = session.seen.has(known?.id ?? identity.key)
  const wish = { key: identity.key, known, ownerId: owner.id, isRepeat, ...datedAt(session, row) }
  const planned = planRow({ ...row, fields }, wish)
  // Our own list of keys is no value of the file: it is written even where a row may not contradict an earlier one.
  const remarks = [...owner.remarks, ...planned.remarks]
  return { ...planned, row, remarks }
}

async function wave(session: Session, owners: OwnerBook, rows: readonly Row[]) {
  const named: Named[] = []
  for (const row of rows) {
    const identity = identityOf(row, session.source)
    if (identity === undefined)
      settle(session, row, { kind: 'rejected', remarks: [reject('no id, no usable domain and no name')] })
    else named.push({ row, identity })
  }
  const { now, later } = splitWave(named)
  const byKey = await matchAccounts(
    session.crm,
    'key',
    now.map(({ identity }) => identity.key),
  )
  const byDomain = await matchAccounts(
    session.crm,
    'domain',
    now.map(({ identity }) => identity.domain),
  )
  const taken = new Set<string>()
  const planned: Planned[] = []
  const deferred: Row[] = [...later]
  for (const one of now) {
    const known = decideAccount(one.identity, [...byKey, ...byDomain])
    if (known !== undefined && taken.has(known.id)) deferred.push(one.row)
    else planned.push(plan(session, one, { known, owners }))
    if (known !== undefined) taken.add(known.id)
  }
  return { conflicts: await writePlanned(session, 'account', planned), deferred }
}

/** Looks for accounts that share a domain or a name with those of the rows, and tells a person. */
async function suggestPairs(session: Session, rows: readonly Row[]): Promise<void> {
  const names = rows.flatMap((row) => textOf(row.fields, 'name') ?? [])
  const domains = rows.flatMap((row) => textOf(row.fields, 'domain') ?? [])
  const byDomain = await matchAccounts(session.crm, 'domain', domains)
  const byName = await matchAccounts(session.crm, 'name', nameQueries(names))
  const found = await session.suggest(pairsOf([...byDomain, ...byName]))
  for (const { suggestion, isNew } of found) {
    if (!session.pairs.add(`${suggestion.accountId} ${suggestion.duplicateOf}`)) continue
    session.tally.suggestions += 1
    if (isNew) session.tally.newSuggestions += 1
    if (session.examples.length < 5) session.examples.push(suggestion)
  }
}

/** One batch of account rows. Every row is counted once; pairs that may be one company are suggested, never merged. */
export async function importAccounts(
  session: Session,
  owners: OwnerBook,
  rows: readonly Row[],
): Promise<void> {
  await learnOwners(session, owners, rows)
  await inWaves(session, rows, (waiting) => wave(session, owners, waiting))
  await suggestPairs(session, rows)
}
