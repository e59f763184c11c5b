import * as z from 'zod'
import { canonicalJson } from '#base/canonical.ts'
import { idOf } from '#base/hash.ts'
import type { ActivityItem, WriteResult } from '#ports/crm.ts'
import type { Activity } from '#records/activity.ts'
import { columns, parsers, system } from './rows.ts'
import { appliedAmong, existing, idPrefix, saveApplied } from './upsert.ts'
import type { Ask, Versions } from './writing.ts'

const identityOf = (item: ActivityItem): string | undefined => item.actionId ?? item.key

const contentOf = (item: ActivityItem) => ({
  account_id: item.accountId,
  contact_id: item.contactId ?? null,
  deal_id: item.dealId ?? null,
  owner_id: item.ownerId ?? null,
  type: item.type,
  direction: item.direction,
  author: item.author,
  at: new Date(item.at).toISOString(),
  subject: item.subject,
  body: item.body,
  due_on: item.dueOn ?? null,
  done: item.done ?? null,
})

const storedContent = (activity: Activity) => ({
  account_id: activity.accountId,
  contact_id: activity.contactId,
  deal_id: activity.dealId,
  owner_id: activity.ownerId,
  type: activity.type,
  direction: activity.direction,
  author: activity.author,
  at: activity.at,
  subject: activity.subject,
  body: activity.body,
  due_on: activity.dueOn,
  done: activity.done,
})

interface Desk {
  readonly applied: Map<string, string>
  readonly stored: Map<string, Activity>
  readonly accounts: ReadonlySet<string>
  readonly contacts: ReadonlySet<string>
  readonly deals: ReadonlySet<string>
  readonly rows: Map<string, Readonly<Record<string, unknown>>>
  readonly newlyApplied: Map<string, string>
}

async function openDesk(ask: Ask, items: readonly ActivityItem[]): Promise<Desk> {
  const ids = items.flatMap((item) => {
    const identity = identityOf(item)
    return identity === undefined ? [] : [idOf(idPrefix.activity, identity)]
  })
  const rows = await ask(`select ${columns.activity} from crm.activity where id = any($1)`, [ids])
  const stored = z.array(parsers.activity).parse(rows)
  return {
    applied: await appliedAmong(
      ask,
      items.map((item) => item.actionId),
    ),
    stored: new Map(stored.map((activity) => [activity.id, activity])),
    accounts: await existing(
      ask,
      'account',
      items.map((item) => item.accountId),
    ),
    contacts: await existing(
      ask,
      'contact',
      items.map((item) => item.contactId),
    ),
    deals: await existing(
      ask,
      'deal',
      items.map((item) => item.dealId),
    ),
    rows: new Map(),
    newlyApplied: new Map(),
  }
}

const missing = (desk: Desk, item: ActivityItem): string | undefined => {
  if (!desk.accounts.has(item.accountId)) return `there is no account with the id ${item.accountId}`
  if (item.contactId !== undefined && !desk.contacts.has(item.contactId))
    return `there is no contact with the id ${item.contactId}`
  if (item.dealId !== undefined && !desk.deals.has(item.dealId))
    return `there is no deal with the id ${item.dealId}`
  return identityOf(item) === undefined ? 'an activity needs an actionId or a key' : undefined
}

function one(desk: Desk, item: ActivityItem, versions: Versions): WriteResult {
  const error = missing(desk, item)
  if (error !== undefined) return { kind: 'error', message: error }
  const id = idOf(idPrefix.activity, identityOf(item))
  const ref = { system, object: 'activity' as const, id }
  const waiting = desk.rows.get(id)
  const before = desk.stored.get(id)
  const isDone = item.actionId !== undefined && (desk.applied.has(item.actionId) || waiting !== undefined)
  const content = contentOf(item)
  const old = waiting?.['content'] ?? (before === undefined ? undefined : storedContent(before))
  if (isDone || (old !== undefined && canonicalJson(old) === canonicalJson(content)))
    return {
      kind: 'unchanged',
      ref,
      version: String(waiting?.['version'] ?? before?.version ?? '0'),
      before: {},
      after: {},
    }
  const version = versions.next()
  desk.rows.set(id, { id, key: item.key ?? null, version, content })
  if (item.actionId !== undefined) desk.newlyApplied.set(item.actionId, id)
  return {
    kind: old === undefined ? 'created' : 'updated',
    ref,
    version: String(version),
    before: {},
    after: { subject: item.subject, body: item.body },
  }
}

const written =
  'key, version, account_id, contact_id, deal_id, owner_id, type, direction, author, at, subject, body, due_on, done'

/**
 * Adds the batch inside one writing transaction. A repeated actionId changes nothing, whatever the words; a repeated
 * key with other content means that the source changed it, and so does ours.
 */
export async function addBatch(
  ask: Ask,
  items: readonly ActivityItem[],
  versions: Versions,
): Promise<readonly WriteResult[]> {
  const desk = await openDesk(ask, items)
  const results = items.map((item) => one(desk, item, versions))
  const rows = [...desk.rows.values()].map(({ content, ...row }) => Object.assign(row, content))
  if (rows.length > 0)
    await ask(
      `insert into crm.activity (id, ${written})
       select id, ${written} from jsonb_populate_recordset(null::crm.activity, $1::jsonb)
       on conflict (id) do update set ${written
         .split(', ')
         .map((name) => `${name} = excluded.${name}`)
         .join(', ')}`,
      [JSON.stringify(rows)],
    )
  await saveApplied(ask, 'activity', desk.newlyApplied)
  return results
}
