import { textOf } from '#records/fields.ts'
import { matchAccounts, nameQueries, withKeys } from './find-accounts.ts'
import { reject } from './finding.ts'
import { type AccountIdentity, type Candidate, decideAccount, identityOf, isFurtherKey } from './identity.ts'
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

/** A row and the account it means, if there is one. */
interface Decided extends Named {
  readonly known: Candidate | undefined
}

function plan(session: Session, { row, identity, known }: Decided, owners: OwnerBook): Planned {
  const owner = ownerOf(owners, row)
  const isRepeat = session.seen.has(known?.account.id ?? identity.key)
  const wish = { key: identity.key, known: known?.account, ownerId: owner.id, isRepeat }
  const planned = planRow(row, { ...wish, ...datedAt(session, row) })
  return { ...planned, remarks: [...owner.remarks, ...planned.remarks] }
}

async function candidatesFor(session: Session, rows: readonly Named[]): Promise<readonly Candidate[]> {
  const keys = rows.map(({ identity }) => identity.key)
  const domains = rows.map(({ identity }) => identity.domain)
  const found = [
    ...(await matchAccounts(session.crm, 'key', keys)),
    ...(await matchAccounts(session.crm, 'domain', domains)),
  ]
  return withKeys(session, found, keys)
}

/** The rows that name somebody; the others are counted as rejected. */
function namedRows(session: Session, rows: readonly Row[]): readonly Named[] {
  return rows.flatMap((row) => {
    const identity = identityOf(row, session.source)
    if (identity !== undefined) return [{ row, identity }]
    settle(session, row, { kind: 'rejected', remarks: [reject('no id, no usable domain and no name')] })
    return []
  })
}

async function wave(session: Session, owners: OwnerBook, rows: readonly Row[]) {
  const { now, later } = splitWave(namedRows(session, rows))
  const candidates = await candidatesFor(session, now)
  const taken = new Set<string>()
  const decided: Decided[] = []
  const deferred: Row[] = [...later]
  for (const one of now) {
    const known = decideAccount(one.identity, candidates)
    if (known !== undefined && taken.has(known.account.id)) deferred.push(one.row)
    else decided.push({ ...one, known })
    if (known !== undefined) taken.add(known.account.id)
  }
  const planned = decided.map((one) => plan(session, one, owners))
  const conflicts = await writePlanned(session, 'account', planned)
  const further = decided.flatMap(({ identity, known }) =>
    known !== undefined && isFurtherKey(identity, known)
      ? [{ key: identity.key, accountId: known.account.id }]
      : [],
  )
  if (!session.isDryRun) await session.keys.keep(further)
  return { conflicts, deferred }
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
