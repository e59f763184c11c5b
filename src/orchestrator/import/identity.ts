import type { Account } from '#records/account.ts'
import { textOf } from '#records/fields.ts'
import type { Row } from './row.ts'

// Which account a row means. A wrong merge mixes two companies' histories and is hard to take apart; a missed one is a
// duplicate that a person merges with one key. So: by the source's own id, else by a domain that is somebody's own,
// and never by a name.

/** Names as they are compared: NFKC, lower case, single blanks. */
export const foldName = (name: string): string =>
  name.normalize('NFKC').toLowerCase().replaceAll(/\s+/g, ' ').trim()

/** How an account row names its company. `key` is always there: an account without one could never be found again. */
export interface AccountIdentity {
  readonly source: string
  readonly key: string
  /** `own`: the source's id · `domain`, `name`: made from the row, for want of an id. */
  readonly by: 'own' | 'domain' | 'name'
  readonly domain: string | undefined
  readonly name: string | undefined
}

/** undefined: the row has neither id, nor domain, nor name. */
export function identityOf(row: Row, source: string): AccountIdentity | undefined {
  const name = textOf(row.fields, 'name')
  const domain = textOf(row.fields, 'domain')
  const own = row.said['key']
  const known = { source, domain, name }
  if (own !== undefined) return { ...known, key: `${source}:${own}`, by: 'own' }
  if (domain !== undefined) return { ...known, key: `domain:${domain}`, by: 'domain' }
  return name === undefined ? undefined : { ...known, key: `${source}:name=${foldName(name)}`, by: 'name' }
}

/** An account that may be meant, with every key it holds: its own and those further sources gave it. */
export interface Candidate {
  readonly account: Account
  readonly keys: readonly string[]
}

export const candidateOf = (account: Account, further: readonly string[]): Candidate => ({
  account,
  keys: account.key === null ? further : [account.key, ...further],
})

const holdsAnother = ({ keys }: Candidate, { source, key }: AccountIdentity): boolean =>
  keys.some((held) => held !== key && held.startsWith(`${source}:`))

/** The account the row means, among those found by its key and by its domain; undefined: none, make a new one. */
export function decideAccount(
  identity: AccountIdentity,
  candidates: readonly Candidate[],
): Candidate | undefined {
  const byKey =
    candidates.find(({ account }) => account.key === identity.key) ??
    candidates.find(({ keys }) => keys.includes(identity.key))
  if (byKey !== undefined || identity.domain === undefined) return byKey
  const open = candidates.filter(
    (candidate) =>
      textOf(candidate.account.fields, 'domain') === identity.domain &&
      (identity.by !== 'own' || !holdsAnother(candidate, identity)),
  )
  if (open.length <= 1) return open[0]
  const folded = foldName(identity.name ?? '')
  const named = open.filter(({ account }) => foldName(textOf(account.fields, 'name') ?? '') === folded)
  return named.length === 1 ? named[0] : undefined
}

/** Whether the account must remember the row's key, so that the row finds it again and no other row of the source takes it. */
export const isFurtherKey = (identity: AccountIdentity, { keys }: Candidate): boolean =>
  identity.by === 'own' && !keys.includes(identity.key)
