// The day's work while vendors fail: one is down, one is slow, one answers about other companies. Every account ends,
// hardly more is asked than on a quiet day, and nothing of another company is ever kept.
import { sql } from 'kysely'
import { afterEach, describe, expect, test } from 'vitest'
import * as z from 'zod'
import { atlasVendor } from '#connectors/enrich-sandbox/atlas.ts'
import { beaconVendor } from '#connectors/enrich-sandbox/beacon.ts'
import { startSandbox, type Behaviour, type Sandbox } from '#connectors/enrich-sandbox/server.ts'
import { offlineModel } from '#connectors/offline-model/model.ts'
import { pgBossQueue } from '#connectors/pg-boss/queue.ts'
import { runScreen } from '#doors/cli/run-screen.ts'
import { makeSampleBook } from '#orchestrator/sample-book/make-sample-book.ts'
import { sampleConfig } from '#orchestrator/sample-book/sample-config.ts'
import { workTheBook } from '#orchestrator/run/work-the-book.ts'
import type { EnrichmentVendor } from '#ports/enrichment.ts'
import { noFaults } from '#ports/faults.ts'
import { AccountId } from '#records/ids.ts'
import { vendorStates } from '#state/read/vendor-states.ts'
import { guardVendor } from '#tools/enrich/guarded-vendor.ts'
import { companyOf } from '#tools/enrich/waterfall.ts'
import { sleep } from '../../src/main/sleep.ts'
import { fakeCrm } from '../fakes/crm.ts'
import { memoryWorkspace } from '../fakes/model.ts'
import { shippedPlaybook, shippedSkills } from '../fakes/model-brief.ts'
import { freshDatabase, type TestDatabase } from '../setup/database.ts'

const now = new Date('2026-11-21T09:00:00Z')
const clock = () => now
const wanted = ['employees', 'industry', 'revenueUsd', 'technologies']

const names = ['atlas', 'beacon', 'corsair'] as const
type Name = (typeof names)[number]
const clients = { atlas: atlasVendor, beacon: beaconVendor, corsair: beaconVendor }
const kinds = { atlas: 'sandbox-atlas', beacon: 'sandbox-beacon', corsair: 'sandbox-beacon' } as const
type Weather = Readonly<Record<Name, Behaviour | ((n: number) => Behaviour) | 'down'>>

const fine: Behaviour = { kind: 'answer' }
const hung: Behaviour = { kind: 'slow', waitMs: 60_000 }
const quiet: Weather = { atlas: fine, beacon: fine, corsair: fine }

const client = (name: Name, { url }: Sandbox): EnrichmentVendor =>
  clients[name]({ name, baseUrl: async () => url, microUsd: 0, clock })

async function start(name: Name, how: Weather[Name]): Promise<Sandbox> {
  const behave = how === 'down' ? undefined : typeof how === 'function' ? how : () => how
  const sandbox = await startSandbox({ kind: kinds[name], ...(behave === undefined ? {} : { behave }) })
  if (how === 'down') await sandbox.close()
  return sandbox
}

const closing: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close()
})

/** Works 200 accounts of a sample book in this weather. */
async function day(weather: Weather) {
  const database = await freshDatabase()
  closing.push(() => database.drop())
  const sandboxes = await Promise.all(names.map((name) => start(name, weather[name])))
  closing.push(async () => void (await Promise.all(sandboxes.map((sandbox) => sandbox.close()))))
  const vendors = names.map((name, at) =>
    guardVendor(
      client(name, sandboxes[at] ?? raise(name)),
      {
        name,
        timeoutMs: weather[name] === hung ? 150 : 30_000,
        perSecond: 1000,
        concurrent: 8,
        restMs: 600_000,
      },
      { clock, random: () => 0.5, onTurn: () => {} },
    ),
  )
  const crm = fakeCrm({ clock })
  const queue = await pgBossQueue(database.pools.app, () => {})
  closing.push(() => queue.close())
  const world = {
    crm,
    queue,
    vendors,
    workspace: memoryWorkspace(),
    model: offlineModel({ sleep: async () => {} }),
    clock,
    random: () => 0.5,
    faults: noFaults,
    sleep: (ms: number, signal?: AbortSignal) => sleep(Math.min(ms, 5), signal),
  }
  await makeSampleBook({ ...world, db: database.db, crmSetup: crm }, { accounts: 900, seed: 4, now })
  const config = sampleConfig()
  const book = {
    bookId: 'book_test',
    config: { ...config, enrichment: { ...config.enrichment, fields: wanted } },
    world,
    db: database.db,
    playbook: shippedPlaybook(),
    skills: shippedSkills(),
  }
  const voice = { stop: new AbortController().signal, note: () => {}, progress: () => {} }
  const first = await workTheBook(book, { limit: 200 }, voice)
  const calls = vendors.reduce((sum, vendor) => sum + vendor.health().calls, 0)
  const arrived = sandboxes.reduce((sum, sandbox) => sum + sandbox.questions(), 0)
  const health = Object.fromEntries(vendors.map((vendor) => [vendor.name, vendor.health()]))
  return { database, crm, first, calls, arrived, health }
}

const raise = (name: string): never => {
  throw new Error(`no sandbox for ${name}`)
}

const ClaimRows = z.array(
  z.object({ account_id: AccountId, vendor: z.enum(names), field: z.string(), value: z.json() }),
)

/** Every claim and every vendor's fact that came out of the run, against what that vendor holds for that very company. */
async function strangers({
  database,
  crm,
}: {
  readonly database: TestDatabase
  readonly crm: ReturnType<typeof fakeCrm>
}) {
  const { rows } = await sql`
    select account_id, vendor, field, value from daybook.claim where ref is not null
    union
    select f.account_id, f.source, f.field, f.value from daybook.fact as f
      join daybook.claim as c on c.id = f.source_ref
      where f.source = any(${[...names]}) and c.ref is not null`.execute(database.db)
  const kept = ClaimRows.parse(rows)
  const honest = await Promise.all(names.map((name) => start(name, fine)))
  closing.push(async () => void (await Promise.all(honest.map((sandbox) => sandbox.close()))))
  const wrong: unknown[] = []
  for (const row of kept) {
    const dossier = await crm.dossier(row.account_id)
    const company = dossier && companyOf(dossier)
    const vendor = client(row.vendor, honest[names.indexOf(row.vendor)] ?? raise(row.vendor))
    const question = { domain: company?.domain, name: company?.name, fields: wanted }
    const held = (await vendor.company(question, new AbortController().signal))?.claims ?? []
    const isHeld = held.some(
      ({ field, value }) => field === row.field && JSON.stringify(value) === JSON.stringify(row.value),
    )
    if (!isHeld) wrong.push(row)
  }
  return { kept: kept.length, wrong }
}

describe('200 accounts', { timeout: 600_000 }, () => {
  test('end on a bad day as on a quiet one', async () => {
    const calm = await day(quiet)
    expect(calm.first).toMatchObject({ status: 'done', selected: 200, failed: 0 })
    expect(calm.calls).toBeGreaterThan(200)
    expect(calm.arrived).toBe(calm.calls)
    expect((await strangers(calm)).wrong).toEqual([])

    const bad: Weather = {
      atlas: 'down',
      beacon: hung,
      corsair: (n) => (n % 2 === 0 ? { kind: 'other-company' } : fine),
    }
    const storm = await day(bad)
    const { committed, held, failed, none } = storm.first
    expect(storm.first).toMatchObject({ status: 'done', selected: 200, failed: 0 })
    expect(committed + held + failed + none).toBe(200)
    expect(storm.calls).toBeLessThanOrEqual(2 * calm.calls)

    const { kept, wrong } = await strangers(storm)
    expect(kept).toBeGreaterThan(100)
    expect(wrong).toEqual([])

    expect(storm.health).toMatchObject({ atlas: { state: 'open' }, beacon: { state: 'open' } })
    const states = await vendorStates(storm.database)
    expect(states.map(({ name, state }) => [name, state])).toEqual(
      names.map((name) => [name, storm.health[name]?.state]),
    )
    expect(runScreen(storm.first, { bold: String, dim: String })).toContain(
      'Vendor atlas is not asked for now',
    )
  })
})
