import type { Account } from '#records/account.ts'
import { textOf } from '#records/fields.ts'
import type { Row } from './row.ts'

// Which account a row means. A wrong merge mixes two companies' histories and is hard to take apart; a missed one is a
// duplicate that a person merges with one key. So: by the source's own id, else by a domain that is somebody's own,
// and never by a name.

/** Names as they are compared: NFKC, lower case, single blanks. */
export const foldName = (name: string): string =>
  name.normalize('NFKC').toLowerCase().replaceAll(/\s+/g, ' ').trim()

/** Field with the ids that further sources gave an account whose key came from elsewhere. */
export const sourceKeysField = 'sourceKeys'

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

const keysOf = (account: Account): readonly string[] => {
  const further = account.fields[sourceKeysField]
  const more = Array.isArray(further) ? further.filter((key) => typeof key === 'string') : []
  return account.key === null ? more : [account.key, ...more]
}

const holdsAnother = (account: Account, { source, key }: AccountIdentity): boolean =>
  keysOf(account).some((held) => held !== key && held.startsWith(`${source}:`))

/** The account the row means, among those found by its key and by its domain; undefined: none, make a new one. */
export function decideAccount(
  identity: AccountIdentity,
  candidates: readonly Account[],
): Account | undefined {
  const byKey = candidates.find((account) => keysOf(account).includes(identity.key))
  if (byKey !== undefined || identity.domain === undefined) return byKey
  const open = candidates.filter(
    (account) =>
      textOf(account.fields, 'domain') === identity.domain &&
      (identity.by !== 'own' || !holdsAnother(account, identity)),
  )
  if (open.length <= 1) return open[0]
  const folded = foldName(identity.name ?? '')
  const named = open.filter((account) => foldName(textOf(account.fields, 'name') ?? '') === folded)
  return named.length === 1 ? named[0] : undefined
}

/** The further key the account must remember, so that the same row finds it and no other row of the source takes it. */
export function furtherKeys(identity: AccountIdentity, account: Account): readonly string[] | undefined {
  const held = keysOf(account)
  if (identity.by !== 'own' || held.includes(identity.key)) return undefined
  return [...held.filter((key) => key !== account.key), identity.key].toSorted((a, b) => (a < b ? -1 : 1))
}
