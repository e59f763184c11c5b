// The invariants, over three sides that know nothing of each other: our tables, the CRM's own log, the model's own log.
import { breach, type Breach } from './breach.ts'
import { chainBreaches } from './chain.ts'
import type { CrmChange, CrmSide } from './crm-side.ts'
import type { ClaimSeen, EffectRow, Tables } from './tables.ts'

export interface Sides {
  readonly tables: Tables
  readonly crm: CrmSide
  /** The model's and the vendors' own log: what was asked of them, and what it cost. */
  readonly asked: readonly { readonly account: string | null; readonly microUsd: number }[]
  /** Decisions of which a person was told that they stand. */
  readonly told: readonly { readonly item: string; readonly version: number }[]
}

const counted = (keys: readonly string[]): ReadonlyMap<string, number> =>
  keys.reduce((counts, key) => counts.set(key, (counts.get(key) ?? 0) + 1), new Map<string, number>())

const twice = (keys: readonly string[], what: string): readonly Breach[] =>
  [...counted(keys)].flatMap(([key, n]) =>
    n > 1 ? [breach('duplicated', `${what} ${key}: ${n} times`)] : [],
  )

/** Every chosen account has an end, and whoever failed is before a person. */
function ends({ tables }: Sides): readonly Breach[] {
  const { runs, items, unworked, failures } = tables
  const seen = new Set(failures.map(({ run, account }) => `${run} ${account}`))
  return [
    ...runs.flatMap(({ id, status }) =>
      status === 'done' ? [] : [breach('stuck', `run ${id} is ${status}`)],
    ),
    ...unworked.map(({ run, account }) => breach('lost', `${account} was chosen in ${run} and is nowhere`)),
    ...items.flatMap(({ id, run, account, state, outcome }) => {
      if ((state !== 'done' && state !== 'human') || outcome === null)
        return [breach('stuck', `work item ${id} is ${state} with the outcome ${outcome}`)]
      if (outcome === 'failed' && !seen.has(`${run} ${account}`))
        return [breach('lost', `${account} failed in ${run} and is before nobody`)]
      return []
    }),
  ]
}

const adds = new Set(['add-note', 'add-task', 'create-contact', 'create-account'])
const writes = new Set(['set-field', 'move-stage'])

/** The field change an effect decided, as one text: what the CRM must have been told once. */
function fieldOf({ action, kind }: EffectRow): string {
  const [object, id, field, value] =
    kind === 'move-stage'
      ? ['deal', action['deal'], 'stage', action['to']]
      : [
          (action['object'] as { object: string }).object,
          (action['object'] as { id: string }).id,
          action['field'],
          action['value'],
        ]
  return `${String(object)} ${String(id)} ${String(field)} ${JSON.stringify(value)}`
}

const fieldsTold = (changes: readonly CrmChange[]): readonly string[] =>
  changes.flatMap(({ object, id, op, fields, byUs }) =>
    op === 'updated' && byUs
      ? Object.entries(fields).map(([field, value]) => `${object} ${id} ${field} ${JSON.stringify(value)}`)
      : [],
  )

/** Whatever was decided stands in the CRM, once; nothing is there that nobody decided. */
function effects({ tables, crm }: Sides): readonly Breach[] {
  const { effects: rows, undone } = tables
  const found: Breach[] = rows.flatMap(({ id, state }) =>
    state === 'pending' ? [breach('lost', `effect ${id} is still pending`)] : [],
  )
  const done = rows.filter(({ state }) => state === 'done')
  const made = counted(
    crm.changes.flatMap(({ op, object, id }) => (op === 'created' ? [`${object} ${id}`] : [])),
  )
  const decided = new Map<string, EffectRow[]>()
  for (const row of done.filter(({ kind, result }) => adds.has(kind) && result === 'created')) {
    const key = `${row.ref?.object} ${row.ref?.id}`
    decided.set(key, [...(decided.get(key) ?? []), row])
    const n = made.get(key) ?? 0
    if (n === 0) found.push(breach('lost', `effect ${row.id}: the CRM never made ${key}`))
    if (n > 1) found.push(breach('duplicated', `effect ${row.id}: the CRM made ${key} ${n} times`))
    if (n === 1 && !crm.records.has(key) && !undone.some(({ id }) => id === row.id))
      found.push(breach('lost', `effect ${row.id}: ${key} is gone from the CRM and nobody took it back`))
  }
  found.push(
    ...twice(
      [...decided].flatMap(([key, all]) => all.map(() => key)),
      'effects behind',
    ),
  )
  for (const { op, object, id, byUs } of crm.changes)
    if (op === 'created' && byUs && !decided.has(`${object} ${id}`))
      found.push(breach('duplicated', `${object} ${id} was made in our name and nobody decided it`))
  const restored = undone.flatMap(({ asked }) =>
    asked?.['kind'] === 'restore'
      ? [`${asked['object']} ${asked['id']} ${asked['field']} ${JSON.stringify(asked['restore'])}`]
      : [],
  )
  const wanted = done.filter(({ kind, result }) => writes.has(kind) && result === 'updated').map(fieldOf)
  const told = counted(fieldsTold(crm.changes))
  const allowed = counted([...wanted, ...restored])
  for (const [key, n] of told)
    if (n > (allowed.get(key) ?? 0))
      found.push(
        breach('duplicated', `the CRM was told ${n} times, decided were ${allowed.get(key) ?? 0}: ${key}`),
      )
  for (const key of wanted) if (!told.has(key)) found.push(breach('lost', `the CRM was never told: ${key}`))
  return found
}

/** No contact is written to twice, no account has two proposals of one pass, nothing acknowledged is gone. */
function people({ tables, told }: Sides): readonly Breach[] {
  const { orders, passes, decisions } = tables
  const stands = new Set(decisions.map(({ item, version }) => `${item} ${version}`))
  return [
    ...twice(
      orders.map(({ run, account, contact }) => `${run} ${account} ${contact}`),
      'orders of a run to',
    ),
    ...twice(
      orders.flatMap(({ state, contact }) => (state === 'waiting' ? [contact] : [])),
      'waiting orders to',
    ),
    ...passes.flatMap(({ run, account, pass, n }) =>
      n > 1 ? [breach('duplicated', `${n} proposals of ${account} in pass ${pass} of ${run}`)] : [],
    ),
    ...told.flatMap(({ item, version }) =>
      stands.has(`${item} ${version}`)
        ? []
        : [breach('lost', `a person was told that version ${version} of ${item} is decided`)],
    ),
  ]
}

/** The ledger knows at least what the model's own log says, by account and together. */
function money({ tables, asked }: Sides): readonly Breach[] {
  const known = new Map(tables.spent.map(({ account, microUsd }) => [account, microUsd]))
  const cost = new Map<string, number>()
  for (const { account, microUsd } of asked)
    if (account !== null) cost.set(account, (cost.get(account) ?? 0) + microUsd)
  const [all, ledger] = [
    asked.reduce((sum, { microUsd }) => sum + microUsd, 0),
    tables.spent.reduce((sum, { microUsd }) => sum + microUsd, 0),
  ]
  return [
    ...(all > ledger ? [breach('money', `${all} micro-USD were asked for, the ledger knows ${ledger}`)] : []),
    ...[...cost].flatMap(([account, microUsd]) =>
      microUsd > (known.get(account) ?? 0)
        ? [breach('money', `${account} cost ${microUsd}, the ledger knows ${known.get(account) ?? 0}`)]
        : [],
    ),
  ]
}

/** Whoever settles or commits holds the newest claim; epochs only rise. */
function claims({ tables }: Sides): readonly Breach[] {
  const found: Breach[] = []
  const holder = new Map<string, ClaimSeen>()
  const order = [...tables.claims, ...tables.wrote].toSorted((a, b) => a.seq - b.seq)
  for (const seen of order) {
    const key = `${seen.run} ${seen.account}`
    const held = holder.get(key)
    if (!('item' in seen)) {
      if (held?.state !== 'running' || held.app !== seen.app)
        found.push(breach('stale', `${seen.app} committed ${seen.id}; ${key} was held by ${held?.app}`))
      continue
    }
    if (held !== undefined && seen.epoch < held.epoch)
      found.push(breach('stale', `the epoch of ${key} fell from ${held.epoch} to ${seen.epoch}`))
    if (seen.was === 'running' && (seen.state === 'done' || seen.state === 'human') && held?.app !== seen.app)
      found.push(breach('stale', `${seen.app} settled ${key}, which was held by ${held?.app}`))
    holder.set(key, seen)
  }
  return found
}

/** All that is wrong; empty when every promise was kept. */
export const audit = (sides: Sides): readonly Breach[] => [
  ...ends(sides),
  ...effects(sides),
  ...people(sides),
  ...money(sides),
  ...claims(sides),
  ...chainBreaches(sides.tables.chain),
]

/** What two books hold differently, the first few lines of it. */
export function differences(
  name: string,
  found: readonly string[],
  calm: readonly string[],
): readonly Breach[] {
  const [here, there] = [new Set(found), new Set(calm)]
  const more = found.filter((line) => !there.has(line)).map((line) => `only after the crash: ${line}`)
  const less = calm.filter((line) => !here.has(line)).map((line) => `only in the calm run: ${line}`)
  return [...more, ...less].slice(0, 6).map((line) => breach('differs', `${name}: ${line.slice(0, 400)}`))
}
