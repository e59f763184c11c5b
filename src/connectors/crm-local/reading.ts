import * as z from 'zod'
import type { Clock } from '#base/clock.ts'
import type { Crm, CrmRecords } from '#ports/crm.ts'
import type { CrmObject } from '#records/ref.ts'
import { columns, parsers } from './rows.ts'
import type { Ask } from './writing.ts'

const pageSize = 1000
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

/** The reading half of the port. */
export function reading(
  ask: Ask,
  clock: Clock,
): Pick<Crm, 'scan' | 'get' | 'dossier' | 'timeline' | 'match'> {
  const get = getting(ask)
  const parts = (object: 'contact' | 'deal', id: string) =>
    ask(
      `select ${columns[object]} from crm.${object} where account_id = $1 and archived_at is null order by id`,
      [id],
    )
  return {
    scan: (object, since) => scan(ask, object, since),
    get,
    async dossier(id) {
      const [account] = await get('account', [id])
      if (account === undefined) return undefined
      const [contacts, deals] = await Promise.all([parts('contact', id), parts('deal', id)])
      return { account, contacts: [...parseRows('contact', contacts)], deals: [...parseRows('deal', deals)] }
    },
    async timeline(id, limit) {
      // Before the reading: what is written meanwhile may be missing.
      const asOf = clock().toISOString()
      const rows = await ask(
        `select ${columns.activity} from crm.activity where account_id = $1 and archived_at is null order by at desc, id limit $2`,
        [id, limit],
      )
      return { activities: [...parseRows('activity', rows)], asOf }
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
