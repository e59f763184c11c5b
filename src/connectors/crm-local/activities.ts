import * as z from 'zod'
import { idOf } from '#base/hash.ts'
import type { ActivityItem, WriteResult } from '#ports/crm.ts'
import type { Activity } from '#records/activity.ts'
import { distinct, existing, readApplied, saveApplied } from './applied.ts'
import { badMoment } from './bad-values.ts'
import { moment } from './merge.ts'
import { columns, parsers, system } from './rows.ts'
import type { Ask, Versions } from './writing.ts'

type Content = Omit<Activity, 'id' | 'key' | 'version'>
interface Row {
  readonly id: string
  readonly key: string | null
  readonly version: string
  readonly content: Content
}

interface Desk {
  readonly byId: Map<string, Row>
  readonly byKey: Map<string, string>
  readonly applied: Map<string, string>
  readonly accounts: ReadonlySet<string>
  readonly contacts: ReadonlySet<string>
  readonly deals: ReadonlySet<string>
  readonly changed: Set<string>
  readonly newlyApplied: Map<string, string>
  readonly versions: Versions
}

const contentOf = (item: ActivityItem): Content => ({
  accountId: item.accountId,
  contactId: item.contactId ?? null,
  dealId: item.dealId ?? null,
  ownerId: item.ownerId ?? null,
  type: item.type,
  direction: item.direction,
  author: item.author,
  at: moment(item.at),
  subject: item.subject,
  body: item.body,
  dueOn: item.dueOn ?? null,
  done: item.done ?? null,
})

async function openDesk(ask: Ask, items: readonly ActivityItem[], versions: Versions): Promise<Desk> {
  const applied = await readApplied(ask, 'activity', items)
  const rows = await ask(
    `select ${columns.activity} from crm.activity where (id = any($1) or key = any($2)) and archived_at is null`,
    [[...applied.values()], distinct(items.map(({ key }) => key))],
  )
  const known = z
    .array(parsers.activity)
    .parse(rows)
    .map(({ id, key, version, ...content }): Row => ({ id, key, version, content }))
  const ids = (of: (item: ActivityItem) => string | undefined) => items.map(of)
  return {
    byId: new Map(known.map((row) => [row.id, row])),
    byKey: new Map(known.flatMap(({ id, key }) => (key === null ? [] : [[key, id]]))),
    applied,
    accounts: await existing(
      ask,
      'account',
      ids(({ accountId }) => accountId),
    ),
    contacts: await existing(
      ask,
      'contact',
      ids(({ contactId }) => contactId),
    ),
    deals: await existing(
      ask,
      'deal',
      ids(({ dealId }) => dealId),
    ),
    changed: new Set(),
    newlyApplied: new Map(),
    versions,
  }
}

function mistakeIn({ accounts, contacts, deals }: Desk, item: ActivityItem): string | undefined {
  if (!accounts.has(item.accountId)) return `there is no account with the id ${item.accountId}`
  if (item.contactId !== undefined && !contacts.has(item.contactId))
    return `there is no contact with the id ${item.contactId}`
  if (item.dealId !== undefined && !deals.has(item.dealId))
    return `there is no deal with the id ${item.dealId}`
  if (item.actionId === undefined && item.key === undefined) return 'an activity needs an actionId or a key'
  return badMoment({ at: item.at })
}

function unchanged({ byId }: Desk, id: string): WriteResult {
  const version = byId.get(id)?.version ?? '0'
  return { kind: 'unchanged', ref: { system, object: 'activity', id }, version, before: {}, after: {} }
}

// Two namespaces: the id a source gave must not meet one of our intents by chance.
const newId = ({ key, actionId }: ActivityItem): string =>
  key === undefined ? idOf('act', 'action', actionId) : idOf('act', key)

/**
 * A repeated actionId changes nothing, whatever the words; a repeated key with other content means that the source
 * changed it, and so does ours.
 */
function one(desk: Desk, item: ActivityItem): WriteResult {
  const done = item.actionId === undefined ? undefined : desk.applied.get(item.actionId)
  if (done !== undefined) return unchanged(desk, done)
  const mistake = mistakeIn(desk, item)
  if (mistake !== undefined) return { kind: 'error', message: mistake }
  const id = (item.key === undefined ? undefined : desk.byKey.get(item.key)) ?? newId(item)
  if (item.actionId !== undefined) {
    desk.applied.set(item.actionId, id)
    desk.newlyApplied.set(item.actionId, id)
  }
  const content = contentOf(item)
  const held = new Map(Object.entries(desk.byId.get(id)?.content ?? {}))
  const after = Object.entries(content).filter(([name, value]) => (held.get(name) ?? null) !== value)
  const isNew = held.size === 0
  if (!isNew && after.length === 0) return unchanged(desk, id)
  const version = String(desk.versions.next())
  desk.byId.set(id, { id, key: item.key ?? null, version, content })
  if (item.key !== undefined) desk.byKey.set(item.key, id)
  desk.changed.add(id)
  return {
    kind: isNew ? 'created' : 'updated',
    ref: { system, object: 'activity', id },
    version,
    before: isNew ? {} : Object.fromEntries(after.map(([name]) => [name, held.get(name) ?? null])),
    after: Object.fromEntries(after),
  }
}

const written =
  'key, version, account_id, contact_id, deal_id, owner_id, type, direction, author, at, subject, body, due_on, done'

const rowOf = ({ id, key, version, content }: Row) => {
  const { accountId, contactId, dealId, ownerId, dueOn, ...rest } = content
  const references = { account_id: accountId, contact_id: contactId, deal_id: dealId, owner_id: ownerId }
  return { id, key, version: Number(version), ...references, due_on: dueOn, ...rest }
}

/** Adds the batch in the order given, inside one writing transaction; a bad item is answered and disturbs no other. */
export async function addBatch(
  ask: Ask,
  items: readonly ActivityItem[],
  versions: Versions,
): Promise<readonly WriteResult[]> {
  const desk = await openDesk(ask, items, versions)
  const results = items.map((item) => one(desk, item))
  const rows = [...desk.changed].flatMap((id) => desk.byId.get(id) ?? []).map(rowOf)
  const set = written.split(', ').map((name) => `${name} = excluded.${name}`)
  if (rows.length > 0)
    await ask(
      `insert into crm.activity (id, ${written})
       select id, ${written} from jsonb_populate_recordset(null::crm.activity, $1::jsonb)
       on conflict (id) do update set ${set.join(', ')}, archived_at = null`,
      [JSON.stringify(rows)],
    )
  await saveApplied(ask, 'activity', desk.newlyApplied)
  return results
}
