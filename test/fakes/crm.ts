import type { Clock } from '#base/clock.ts'
import { Fault } from '#base/fault.ts'
import type { CrmSetup } from '#ports/crm-setup.ts'
import type { Crm, CrmRecords, ScanPage, WriteResult } from '#ports/crm.ts'
import type { Owner } from '#records/owner.ts'
import type { Fields } from '#records/fields.ts'
import type { CrmObject } from '#records/ref.ts'
import type { DealStage } from '#records/stage.ts'
import { CrmBook } from './crm-book.ts'

/** A change the CRM made, told by itself: auditors count these, not what we believe. */
export interface Effect {
  readonly object: CrmObject
  readonly id: string
  readonly kind: 'created' | 'updated'
  readonly version: string
  readonly actionId: string | undefined
  readonly key: string | undefined
  /** What the touched fields hold now, and who is said to have written them. */
  readonly after: Fields
  readonly by: string | undefined
}

export interface LoggedRequest {
  /** From 1 on, in the order of arrival; every page of a scan is a request of its own. */
  readonly n: number
  readonly method: keyof Crm | keyof CrmSetup
  /** The arguments, copied. */
  readonly asked: readonly unknown[]
  /** `lost`: the work was done, its answer did not arrive. */
  readonly answer: 'given' | 'lost' | 'down' | 'throttled'
  readonly effects: readonly Effect[]
}

export interface FakeCrmOptions {
  readonly clock: Clock
  /** Is the answer to the n-th write (from 1) lost after it was done? The caller gets Fault `down`. */
  readonly loseAnswer?: (n: number) => boolean
  /** Is the CRM away at the n-th request (from 1)? Fault `down`, nothing is done. */
  readonly isDown?: (n: number) => boolean
  /** Does it ask for patience at the n-th request? Fault `throttled`, nothing is done. */
  readonly throttles?: (n: number) => boolean
  readonly maxBatch?: number
}

const pageSize = 1000
const never = (): boolean => false
const byCode =
  <T>(nameOf: (one: T) => string) =>
  (a: T, b: T): number =>
    nameOf(a) < nameOf(b) ? -1 : 1

/** Where each look-up of match() looks. */
const places = {
  account: { key: 'key', domain: 'domain', name: 'name' },
  contact: { key: 'key', email: 'email' },
  deal: { key: 'key' },
  activity: { key: 'key' },
} as const

function valueAt(record: CrmRecords[CrmObject], place: string): string | undefined {
  const value = place === 'key' ? record.key : 'fields' in record ? record.fields[place] : undefined
  if (typeof value !== 'string' || value === '') return undefined
  return place === 'key' ? value : value.toLowerCase()
}

/** A CRM in memory that keeps the contract of ports/crm.ts, remembers all it was asked, and fails when told to. */
export function fakeCrm(
  options: FakeCrmOptions,
): Crm & CrmSetup & { readonly log: readonly LoggedRequest[] } {
  const { clock, loseAnswer = never, isDown = never, throttles = never, maxBatch = 500 } = options
  const system = 'crm-fake'
  const book = new CrmBook(system)
  const owners = new Map<string, Owner>()
  const stages = new Map<string, DealStage>()
  const log: LoggedRequest[] = []
  let writes = 0

  /** Logs the request and answers it, or fails before (`down`, `throttled`) or after (`lost`) the work. */
  function request<T>(
    method: LoggedRequest['method'],
    asked: readonly unknown[],
    work: () => T,
    effectsOf?: (answer: T) => readonly Effect[],
  ): T {
    const n = log.length + 1
    const entry = { n, method, asked: structuredClone(asked) }
    const fails = isDown(n) ? 'down' : throttles(n) ? 'throttled' : undefined
    if (fails !== undefined) {
      log.push({ ...entry, answer: fails, effects: [] })
      throw new Fault(fails, `the CRM is ${fails} at request ${n}`)
    }
    const answer = work()
    const isLost = effectsOf !== undefined && loseAnswer(++writes)
    log.push({ ...entry, answer: isLost ? 'lost' : 'given', effects: effectsOf?.(answer) ?? [] })
    if (isLost) throw new Fault('down', `the answer to request ${n} was lost`)
    return answer
  }

  const effects =
    (
      object: CrmObject,
      items: readonly { actionId?: string; key?: string; by?: string; author?: string }[],
    ) =>
    (results: readonly WriteResult[]): readonly Effect[] =>
      results.flatMap((result, i) => {
        if (result.kind !== 'created' && result.kind !== 'updated') return []
        const { actionId, key, by, author } = items[i] ?? {}
        const { kind, version, after, ref } = result
        return [{ object, id: ref.id, kind, version, actionId, key, after, by: by ?? author }]
      })

  function withinBatch(items: readonly unknown[]): void {
    if (items.length > maxBatch) throw new Error(`a batch of ${items.length}, at most ${maxBatch} are taken`)
  }

  async function* scan<K extends CrmObject>(object: K, since?: string): AsyncGenerator<ScanPage<K>> {
    const from = Number(since ?? '0')
    const until = book.version
    const ids = [...book.changes(object, from, until)]
    while (true) {
      const page = request('scan', [object, since], () => {
        const records: CrmRecords[K][] = []
        while (records.length < pageSize && ids.length > 0) {
          const id = ids.shift() ?? ''
          const record = book.get(object, id)
          // It changed meanwhile: the next scan brings it.
          if (record !== undefined && Number(record.version) <= until) records.push(record)
        }
        return records
      })
      const mark = ids.length === 0 ? String(until) : (page.at(-1)?.version ?? String(from))
      if (page.length > 0 || until > from) yield { records: page, mark }
      if (ids.length === 0) return
    }
  }

  return {
    system,
    caps: { optimistic: 'native', maxBatch, feed: 'poll' },
    log,
    scan,
    async get(object, ids) {
      return request('get', [object, ids], () => ids.flatMap((id) => book.get(object, id) ?? []))
    },
    async dossier(id) {
      return request('dossier', [id], () => {
        const account = book.get('account', id)
        const ofIt = (part: { accountId: string | null }): boolean => part.accountId === id
        const contacts = book
          .all('contact')
          .filter(ofIt)
          .toSorted(byCode((one) => one.id))
        const deals = book
          .all('deal')
          .filter(ofIt)
          .toSorted(byCode((one) => one.id))
        return account === undefined ? undefined : { account, contacts, deals }
      })
    },
    async timeline(id, limit) {
      return request('timeline', [id, limit], () => {
        const activities = book.all('activity').filter(({ accountId }) => accountId === id)
        const newestFirst = activities.toSorted((a, b) =>
          a.at === b.at ? (a.id < b.id ? -1 : 1) : a.at > b.at ? -1 : 1,
        )
        return { activities: newestFirst.slice(0, limit), asOf: clock().toISOString() }
      })
    },
    async match(object, by, values) {
      return request('match', [object, by, values], () => {
        const place: string | undefined = { ...places[object] }[by as 'key']
        if (place === undefined) return []
        const wanted = new Set(by === 'key' ? values : values.map((value) => value.toLowerCase()))
        return book.all(object).filter((record) => wanted.has(valueAt(record, place) ?? '\0'))
      })
    },
    async owners() {
      return request('owners', [], () => [...owners.values()].toSorted(byCode((one) => one.id)))
    },
    async dealStages() {
      return request('dealStages', [], () => [...stages.values()].toSorted((a, b) => a.order - b.order))
    },
    async upsert(object, items) {
      withinBatch(items)
      const now = clock().toISOString()
      const work = () => items.map((item) => book.upsert(object, item, now))
      return request('upsert', [object, items], work, effects(object, items))
    },
    async addActivities(items) {
      withinBatch(items)
      const work = () => items.map((item) => book.add(item))
      return request('addActivities', [items], work, effects('activity', items))
    },
    async archive(object, items) {
      withinBatch(items)
      const work = () => items.map((item) => book.archive(object, item))
      return request(
        'archive',
        [object, items],
        work,
        effects(
          object,
          items.map(() => ({})),
        ),
      )
    },
    async putOwners(list) {
      const work = () => list.forEach((owner) => owners.set(owner.id, owner))
      return request('putOwners', [list], work, () => [])
    },
    async putDealStages(list) {
      const work = () => list.forEach((stage) => stages.set(stage.id, stage))
      return request('putDealStages', [list], work, () => [])
    },
  }
}
