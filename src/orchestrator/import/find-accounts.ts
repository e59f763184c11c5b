import type { Crm } from '#ports/crm.ts'
import type { Account } from '#records/account.ts'
import { type Candidate, candidateOf, foldName } from './identity.ts'
import type { Session } from './session.ts'

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

/** The accounts found, with all keys they hold, and those that hold one of `keys` only since another source gave it. */
export async function withKeys(
  session: Pick<Session, 'crm' | 'keys'>,
  found: readonly Account[],
  keys: readonly string[],
): Promise<readonly Candidate[]> {
  const accounts = new Map(found.map((account) => [account.id, account]))
  if (accounts.size === 0 && keys.length === 0) return []
  const further = await session.keys.find({ keys, accountIds: [...accounts.keys()] })
  const elsewhere = [...new Set(further.map(({ accountId }) => accountId))].filter((id) => !accounts.has(id))
  const more = elsewhere.length === 0 ? [] : await session.crm.get('account', elsewhere)
  const keysOf = Map.groupBy(further, ({ accountId }) => accountId)
  return [...accounts.values(), ...more].map((account) =>
    candidateOf(
      account,
      (keysOf.get(account.id) ?? []).map(({ key }) => key),
    ),
  )
}
