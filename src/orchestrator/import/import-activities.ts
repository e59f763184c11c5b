import { idOf } from '#base/hash.ts'
import type { ActivityItem } from '#ports/crm.ts'
import { Activity, ActivityType } from '#records/activity.ts'
import type { Contact } from '#records/contact.ts'
import type { Deal } from '#records/deal.ts'
import { textOf } from '#records/fields.ts'
import type { AccountId } from '#records/ids.ts'
import { LocalDate } from '#records/time.ts'
import { accountRefs, attach } from './attach.ts'
import { reject, type Remark } from './finding.ts'
import type { Candidate } from './identity.ts'
import { accountsFor } from './import-people.ts'
import { learnOwners, type OwnerBook, ownerOf } from './owners.ts'
import type { Row } from './row.ts'
import { type Session, settle } from './session.ts'

interface Around {
  readonly accounts: readonly Candidate[]
  readonly contacts: readonly Contact[]
  readonly deals: readonly Deal[]
  readonly owners: OwnerBook
}

type Made =
  | { readonly item: ActivityItem; readonly remarks: readonly Remark[] }
  | { readonly missing: string }

const readDirection = Activity.shape.direction
const longestText = 20_000

/** What the CRM has no field for stands below the text, so that nothing is dropped. */
function bodyOf(row: Row): string {
  const more = Object.entries(row.fields).map(
    ([field, value]) => `${row.cells.get(field)?.column ?? field}: ${String(value)}`,
  )
  return [row.said['body'] ?? '', ...more]
    .filter((line) => line !== '')
    .join('\n')
    .slice(0, longestText)
}

interface Place {
  readonly accountId: AccountId
  readonly contact: Contact | undefined
  readonly deal: Deal | undefined
}

/** The account of the row: named, or that of its contact or deal. */
function placeOf(session: Session, row: Row, around: Around): Place | undefined {
  const { contactEmail, contactKey, dealKey } = row.said
  const contact = around.contacts.find(
    ({ key, fields }) =>
      (contactEmail !== undefined && textOf(fields, 'email')?.toLowerCase() === contactEmail) ||
      (contactKey !== undefined && key === `${session.source}:${contactKey}`),
  )
  const deal = around.deals.find(({ key }) => dealKey !== undefined && key === `${session.source}:${dealKey}`)
  const found = attach(accountRefs(row, session.source), around.accounts)
  const accountId =
    found.kind === 'one' ? found.account.id : (contact?.accountId ?? deal?.accountId ?? undefined)
  return accountId === undefined ? undefined : { accountId, contact, deal }
}

/** Mail, calls and meetings without a direction are taken as ours, by hand: keeping away is the smaller mistake. */
function sidesOf(row: Row, type: ActivityItem['type']): Pick<ActivityItem, 'direction' | 'author'> {
  const said = readDirection.safeParse(row.said['direction'])
  const isTalk = type === 'email' || type === 'call'
  const direction = said.success ? said.data : isTalk ? 'outbound' : 'none'
  return { direction, author: direction === 'inbound' ? 'outsider' : 'person' }
}

const noAccount = 'no account: name one that is in the book, or a contact or deal of it'

function make(session: Session, row: Row, around: Around): Made {
  const place = placeOf(session, row, around)
  if (place === undefined) return { missing: noAccount }
  const { subject = '', dueOn, done, createdAt } = row.said
  const day = dueOn === undefined ? undefined : `${dueOn}T00:00:00.000Z`
  const at = row.said['at'] ?? createdAt ?? day
  if (at === undefined) return { missing: 'no date' }
  const type = ActivityType.safeParse(row.said['type']).data ?? (dueOn === undefined ? 'note' : 'task')
  const body = bodyOf(row)
  if (subject === '' && body === '') return { missing: 'neither subject nor text' }
  const owner = ownerOf(around.owners, row)
  const own = row.said['key']
  const item: ActivityItem = {
    // Without an id the content is the identity: the same line again is the same activity.
    key: `${session.source}:${own ?? idOf('content', place.accountId, type, at, subject, body)}`,
    accountId: place.accountId,
    ...(place.contact === undefined ? {} : { contactId: place.contact.id }),
    ...(place.deal === undefined ? {} : { dealId: place.deal.id }),
    ...(owner.id === undefined ? {} : { ownerId: owner.id }),
    ...sidesOf(row, type),
    type,
    at,
    subject,
    body,
    ...(type === 'task' && dueOn !== undefined ? { dueOn: LocalDate.parse(dueOn) } : {}),
    ...(type === 'task' && done !== undefined ? { done: done === 'true' } : {}),
  }
  return { item, remarks: owner.remarks }
}

const saidOf = (rows: readonly Row[], field: string): readonly string[] => [
  ...new Set(rows.flatMap((row) => row.said[field] ?? [])),
]

async function aroundOf(session: Session, owners: OwnerBook, rows: readonly Row[]): Promise<Around> {
  const { crm, source } = session
  const emails = saidOf(rows, 'contactEmail')
  const people = saidOf(rows, 'contactKey').map((key) => `${source}:${key}`)
  const dealKeys = saidOf(rows, 'dealKey').map((key) => `${source}:${key}`)
  return {
    owners,
    accounts: await accountsFor(session, rows),
    contacts: [
      ...(emails.length === 0 ? [] : await crm.match('contact', 'email', emails)),
      ...(people.length === 0 ? [] : await crm.match('contact', 'key', people)),
    ],
    deals: dealKeys.length === 0 ? [] : await crm.match('deal', 'key', dealKeys),
  }
}

interface Ready {
  readonly row: Row
  readonly item: ActivityItem
  readonly remarks: readonly Remark[]
}

async function write(session: Session, ready: readonly Ready[]): Promise<void> {
  const keys = ready.flatMap(({ item }) => item.key ?? [])
  const known = new Set(
    (keys.length === 0 ? [] : await session.crm.match('activity', 'key', keys)).map(({ key }) => key),
  )
  const fresh: Ready[] = []
  for (const one of ready) {
    const isNew = !known.has(one.item.key ?? null)
    known.add(one.item.key ?? null)
    if (isNew && !session.isDryRun) fresh.push(one)
    else settle(session, one.row, { kind: isNew ? 'created' : 'unchanged', remarks: one.remarks })
  }
  if (fresh.length === 0) return
  const results = await session.crm.addActivities(fresh.map(({ item }) => item))
  for (const [i, { row, remarks }] of fresh.entries()) {
    const result = results[i]
    if (result?.kind === 'created' || result?.kind === 'unchanged' || result?.kind === 'updated')
      settle(session, row, { kind: result.kind, remarks })
    else {
      const why = result?.kind === 'error' ? result.message : 'no clear answer'
      settle(session, row, { kind: 'rejected', remarks: [reject(`the CRM refused it: ${why}`)] })
    }
  }
}

/** One batch of activities. They are added once and never changed: what happened, happened. */
export async function importActivities(
  session: Session,
  owners: OwnerBook,
  rows: readonly Row[],
): Promise<void> {
  await learnOwners(session, owners, rows)
  const around = await aroundOf(session, owners, rows)
  const ready: Ready[] = []
  for (const row of rows) {
    const made = make(session, row, around)
    if ('missing' in made) settle(session, row, { kind: 'rejected', remarks: [reject(made.missing)] })
    else ready.push({ row, ...made })
  }
  await write(session, ready)
}
