import type { Account } from '#records/account.ts'
import { textOf } from '#records/fields.ts'
import type { Suggestion } from '#records/suggestion.ts'
import { foldName } from './identity.ts'

// A name that more accounts share than this says nothing (`Unknown`, a franchise), and its pairs grow with the square.
const largestGroup = 10

type Reason = Suggestion['reason']

function groupsOf(
  accounts: readonly Account[],
  valueOf: (account: Account) => string,
): readonly (readonly Account[])[] {
  const groups = new Map<string, Account[]>()
  for (const account of accounts) {
    const value = valueOf(account)
    if (value !== '') groups.set(value, [...(groups.get(value) ?? []), account])
  }
  return [...groups.values()].filter((group) => group.length > 1 && group.length <= largestGroup)
}

function pairsIn(group: readonly Account[], reason: Reason, detail: string): readonly Suggestion[] {
  const ids = group.map(({ id }) => id).toSorted((a, b) => (a < b ? -1 : 1))
  return ids.flatMap((duplicateOf, i) =>
    ids.slice(i + 1).map((accountId) => ({ accountId, duplicateOf, reason, detail })),
  )
}

/**
 * Pairs of different accounts with one domain or one name. The order inside a pair is by id, so that the same two
 * accounts give the same pair in whatever order rows come. A shared domain says more than a shared name.
 */
export function pairsOf(accounts: readonly Account[]): readonly Suggestion[] {
  const each = [...new Map(accounts.map((account) => [account.id, account])).values()]
  const domain = (account: Account) => textOf(account.fields, 'domain') ?? ''
  const name = (account: Account) => foldName(textOf(account.fields, 'name') ?? '')
  const byDomain = groupsOf(each, domain).flatMap((group) =>
    pairsIn(group, 'same-domain', group[0] === undefined ? '' : domain(group[0])),
  )
  const known = new Set(byDomain.map(({ accountId, duplicateOf }) => `${accountId} ${duplicateOf}`))
  const byName = groupsOf(each, name).flatMap((group) =>
    pairsIn(group, 'same-name', group[0] === undefined ? '' : (textOf(group[0].fields, 'name') ?? '')),
  )
  return [
    ...byDomain,
    ...byName.filter(({ accountId, duplicateOf }) => !known.has(`${accountId} ${duplicateOf}`)),
  ]
}
