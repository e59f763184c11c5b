import type { Account } from '#records/account.ts'
import { textOf } from '#records/fields.ts'
import { domainOf, domainOfEmail } from '#tools/domain/domain.ts'
import { type Candidate, foldName } from './identity.ts'
import type { Row } from './row.ts'

/** What a row of contacts, deals or activities says about its company; the surest first. */
export interface AccountRefs {
  readonly key: string | undefined
  readonly domain: string | undefined
  readonly name: string | undefined
  /** By the e-mail address: what the company calls itself in mail, but no word of the list about it. */
  readonly mailDomain: string | undefined
}

export type Attached =
  | { readonly kind: 'one'; readonly account: Account; readonly isSaid: boolean }
  | { readonly kind: 'none' }
  | { readonly kind: 'many'; readonly reason: string }

export function accountRefs(row: Row, source: string): AccountRefs {
  const { accountKey, accountDomain, accountName, contactEmail } = row.said
  const found = accountDomain === undefined ? undefined : domainOf(accountDomain, accountName)
  const email = textOf(row.fields, 'email') ?? contactEmail
  return {
    key: accountKey === undefined ? undefined : `${source}:${accountKey}`,
    domain: found?.kind === 'owned' ? found.domain : undefined,
    name: accountName === undefined ? undefined : foldName(accountName),
    mailDomain: email === undefined ? undefined : domainOfEmail(email),
  }
}

/** Whether the row names a company in so many words, so that failing to find it is worth a line in the report. */
export const namesCompany = (refs: AccountRefs): boolean =>
  refs.key !== undefined || refs.domain !== undefined || refs.name !== undefined

const nameOf = (account: Account): string => foldName(textOf(account.fields, 'name') ?? '')
const domainOfAccount = (account: Account): string => textOf(account.fields, 'domain') ?? ''

/** The account a row belongs to, among those its references found. A second reading decides between several. */
export function attach(refs: AccountRefs, candidates: readonly Candidate[]): Attached {
  const { key } = refs
  const byKey = key === undefined ? undefined : candidates.find(({ keys }) => keys.includes(key))
  if (byKey !== undefined) return { kind: 'one', account: byKey.account, isSaid: true }
  const accounts = candidates.map(({ account }) => account)
  const ways = [
    { wanted: refs.domain, read: domainOfAccount, what: 'the domain', isSaid: true },
    { wanted: refs.name, read: nameOf, what: 'the name', isSaid: true },
    { wanted: refs.mailDomain, read: domainOfAccount, what: 'the domain', isSaid: false },
  ]
  for (const { wanted, read, what, isSaid } of ways) {
    const found = wanted === undefined ? [] : accounts.filter((account) => read(account) === wanted)
    const [only] = found.length > 1 ? narrowed(refs, found) : found
    if (only !== undefined) return { kind: 'one', account: only, isSaid }
    if (found.length > 1) return { kind: 'many', reason: `${found.length} accounts have ${what} ${wanted}` }
  }
  return { kind: 'none' }
}

function narrowed(refs: AccountRefs, found: readonly Account[]): readonly Account[] {
  const domain = refs.domain ?? refs.mailDomain
  const same = found.filter(
    (account) =>
      nameOf(account) === refs.name && (domain === undefined || textOf(account.fields, 'domain') === domain),
  )
  const near =
    same.length === 0 ? found.filter((account) => textOf(account.fields, 'domain') === domain) : same
  return near.length === 1 ? near : []
}
