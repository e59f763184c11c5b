import { idOf } from '#base/hash.ts'
import type { ActivityItem, Crm, UpsertItem } from '#ports/crm.ts'
import { Claim } from '#records/claim.ts'
import { factOfClaim } from '#records/claim-fact.ts'
import { AccountId, ContactId, DealId } from '#records/ids.ts'
import type { Planted } from '#records/planted.ts'
import { Suppression } from '#records/suppression.ts'
import type { WithDb } from '#state/db.ts'
import { insertClaims } from '#state/write/claim-insert.ts'
import { insertFacts } from '#state/write/fact-insert.ts'
import { putSampleSuppressions } from '#state/write/sample-suppressions.ts'
import type { SampleAccount } from './sample-account.ts'
import { addAll, upsertAll } from './write-batches.ts'

// One chunk of accounts into the CRM and into our own tables, outside any transaction: every write is idempotent by
// key, so a crash in the middle is mended by loading again.

/** An account with the id its CRM gave it. */
interface Placed {
  readonly id: AccountId
  readonly account: SampleAccount
}

type Needs = { readonly crm: Crm; readonly now: Date } & WithDb

async function placeAccounts(crm: Crm, accounts: readonly SampleAccount[]): Promise<readonly Placed[]> {
  const ids = await upsertAll(
    crm,
    'account',
    accounts.map(({ key, ownerId, createdAt, groups: [first] }) => ({ key, ownerId, createdAt, ...first })),
  )
  return accounts.map((account, at) => ({ id: AccountId.parse(ids[at]), account }))
}

/** The later groups of fields, one round each: a batch must not hold one record twice. */
async function fillAccounts(crm: Crm, placed: readonly Placed[]): Promise<void> {
  const rounds = Math.max(...placed.map(({ account }) => account.groups.length))
  for (let round = 1; round < rounds; round += 1) {
    const items = placed.flatMap(({ id, account }): UpsertItem[] => {
      const group = account.groups[round]
      return group === undefined ? [] : [{ id, key: account.key, ...group }]
    })
    await upsertAll(crm, 'account', items)
  }
}

async function idsByKey(
  crm: Crm,
  object: 'contact' | 'deal',
  items: readonly (UpsertItem & { readonly key: string })[],
): Promise<ReadonlyMap<string, string>> {
  const ids = await upsertAll(crm, object, items)
  return new Map(items.map(({ key }, at) => [key, ids[at] ?? '']))
}

function activityItems(
  placed: readonly Placed[],
  contacts: ReadonlyMap<string, string>,
  deals: ReadonlyMap<string, string>,
): ActivityItem[] {
  return placed.flatMap(({ id, account: { activities, ownerId } }) =>
    activities.map(({ contact, deal, ...activity }) => ({
      ...activity,
      accountId: id,
      ...(ownerId === null ? {} : { ownerId }),
      ...(contact === undefined ? {} : { contactId: ContactId.parse(contacts.get(contact)) }),
      ...(deal === undefined ? {} : { dealId: DealId.parse(deals.get(deal)) }),
    })),
  )
}

async function putOwnTables({ db, crm, now }: Needs, placed: readonly Placed[]): Promise<void> {
  const claims = placed.flatMap(({ id, account }) =>
    account.claims.map((claim) =>
      Claim.parse({ ...claim, accountId: id, id: idOf('claim', id, claim.field, claim.vendor) }),
    ),
  )
  await insertClaims({ db }, claims)
  const facts = claims.map((claim) => factOfClaim(claim, crm.system))
  await insertFacts({ db }, { facts, stored: true, now })
  const suppressions = placed.flatMap(({ id, account }) =>
    account.suppressions.map((one) => Suppression.parse({ ...one, value: (one.value ?? id).toLowerCase() })),
  )
  await putSampleSuppressions({ db }, suppressions)
}

/** Writes the accounts with all that belongs to them; returns what was planted in them. Idempotent. */
export async function loadChunk(
  world: Needs,
  accounts: readonly SampleAccount[],
): Promise<readonly Planted[]> {
  const { crm } = world
  const placed = await placeAccounts(crm, accounts)
  await fillAccounts(crm, placed)
  const contacts = await idsByKey(
    crm,
    'contact',
    placed.flatMap(({ id, account }) =>
      account.contacts.map((contact) => ({ ...contact, accountId: id, ownerId: account.ownerId })),
    ),
  )
  const deals = await idsByKey(
    crm,
    'deal',
    placed.flatMap(({ id, account }) =>
      account.deals.map((deal) => ({ ...deal, accountId: id, ownerId: account.ownerId })),
    ),
  )
  await addAll(crm, activityItems(placed, contacts, deals))
  await putOwnTables(world, placed)
  return placed.flatMap(({ id, account }) => account.planted.map((one) => ({ accountId: id, ...one })))
}
