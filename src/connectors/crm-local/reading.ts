import * as z from 'zod'
import type { Clock } from '#base/clock.ts'
import type { Crm, CrmRecords } from '#ports/crm.ts'
import type { Dossier, Timeline } from '#records/dossier.ts'
import type { CrmObject } from '#records/ref.ts'
import { columns, parsers } from './rows.ts'
import { together } from './together.ts'
import type { Ask } from './writing.ts'

const pageSize = 1000
/** Accounts whose reads wait for each other go in one statement, so many at most. */
const mostTogether = 50
const Number_ = z.object({ n: z.number() })

/** The column each kind of look-up reads; undefined: that object is not found that way. */
const matchColumn: Readonly<Record<CrmObject, Partial<Record<'key' | 'domain' | 'name' | 'email', string>>>> =
  {
    account: { key: 'key', domain: 'match_domain', name: 'match_name' },
    contact: { key: 'key', email: 'match_email' },
    deal: { key: 'key' },
    activity: { key: 'key' },
  }

/** Each once; no record has a NUL in what it is found by, and Postgres does not even take the question. */
const askable = (values: readonly string[]): readonly string[] => [
  ...new Set(values.filter((value) => !value.includes('\0'))),
]

const parseRows = <K extends CrmObject>(object: K, rows: readonly unknown[]): readonly CrmRecords[K][] =>
  z.array(parsers[object]).parse(rows)

/** Pages of what changed after `since`, up to the newest change there was at the start: each record once, as it is now. */
async function* scan<K extends CrmObject>(ask: Ask, object: K, since: string | undefined) {
  let after = Number(since ?? '0')
  const until = Number_.parse((await ask('select last as n from crm.counter'))[0]).n
  while (true) {
    // A record that changes meanwhile moves behind `until`: this scan leaves it out, the next one brings it.
    const rows = await ask(
      `select ${columns[object]} from crm.${object} where version > $1 and version <= $2 and archived_at is null order by version limit ${pageSize}`,
      [after, until],
    )
    const records = parseRows(object, rows)
    const isLast = rows.length < pageSize
    after = isLast ? until : Number(records.at(-1)?.version ?? until)
    if (records.length > 0 || after !== Number(since ?? '0')) yield { records, mark: String(after) }
    if (isLast) return
  }
}

const getting =
  (ask: Ask): Crm['get'] =>
  async (object, ids) => {
    const rows = await ask(
      `select ${columns[object]} from crm.${object} where id = any($1) and archived_at is null`,
      [askable(ids)],
    )
    const byId = new Map(parseRows(object, rows).map((record) => [String(record.id), record]))
    return ids.flatMap((id) => byId.get(id) ?? [])
  }

/** Accounts with their contacts and deals, in one statement; undefined where there is none. */
async function readDossiers(ask: Ask, ids: readonly string[]): Promise<readonly (Dossier | undefined)[]> {
  const part = (object: 'contact' | 'deal') =>
    `select '${object}' as object, ${columns[object]} from crm.${object} where account_id = any($1) and archived_at is null`
  // In the columns of the parts, where an account belongs to none.
  const own = columns.contact.replace('account_id', 'null as account_id')
  const rows = await ask(
    `select 'account' as object, ${own} from crm.account where id = any($1) and archived_at is null
     union all ${part('contact')} union all ${part('deal')} order by object, id`,
    [askable(ids)],
  )
  const byObject = Map.groupBy(rows, (row) => Tagged.parse(row).object)
  const accounts = new Map(
    parseRows('account', byObject.get('account') ?? []).map((one) => [String(one.id), one]),
  )
  const contacts = byAccount(parseRows('contact', byObject.get('contact') ?? []))
  const deals = byAccount(parseRows('deal', byObject.get('deal') ?? []))
  return ids.map((id) => {
    const account = accounts.get(id)
    return account && { account, contacts: [...(contacts.get(id) ?? [])], deals: [...(deals.get(id) ?? [])] }
  })
}
const Tagged = z.object({ object: z.string() })

const byAccount = <R extends { readonly accountId: string | null }>(
  records: readonly R[],
): Map<string, R[]> => Map.groupBy(records, ({ accountId }) => accountId ?? '')

interface Wanted {
  readonly id: string
  readonly limit: number
}

async function readTimelines(
  ask: Ask,
  clock: Clock,
  wanted: readonly Wanted[],
): Promise<readonly Timeline[]> {
  // Before the reading: what is written meanwhile may be missing.
  const asOf = clock().toISOString()
  const rows = await ask(
    `select a.* from unnest($1::text[], $2::int[]) with ordinality as asked (id, most, place)
     cross join lateral (
       select asked.place::int, ${columns.activity} from crm.activity
       where account_id = asked.id and archived_at is null order by at desc, id limit asked.most) a
     order by a.place, a.at desc, a.id`,
    [wanted.map(({ id }) => askable([id])[0] ?? ''), wanted.map(({ limit }) => limit)],
  )
  const byPlace = Map.groupBy(rows, (row) => Placed.parse(row).place)
  return wanted.map((_, at) => ({
    activities: [...parseRows('activity', byPlace.get(at + 1) ?? [])],
    asOf,
  }))
}
const Placed = z.object({ place: z.number() })

/** The reading half of the port. */
export function reading(
  ask: Ask,
  clock: Clock,
): Pick<Crm, 'scan' | 'get' | 'dossier' | 'timeline' | 'match'> {
  const get = getting(ask)
  const dossiers = together((ids: readonly string[]) => readDossiers(ask, ids), mostTogether)
  const timelines = together((wanted: readonly Wanted[]) => readTimelines(ask, clock, wanted), mostTogether)
  return {
    scan: (object, since) => scan(ask, object, since),
    get,
    dossier: async (id) => (await dossiers([id]))[0],
    async timeline(id, limit) {
      const [found] = await timelines([{ id, limit }])
      if (found === undefined) throw new Error(`the timeline of ${id} was asked for and not read`)
      return found
    },
    async match(object, by, values) {
      const column = matchColumn[object][by]
      if (column === undefined || values.length === 0) return []
      const wanted = by === 'key' ? values : values.map((value) => value.toLowerCase())
      const rows = await ask(
        `select ${columns[object]} from crm.${object} where ${column} = any($1) and archived_at is null order by id`,
        [askable(wanted)],
      )
      return parseRows(object, rows)
    },
  }
}
