import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import * as z from 'zod'
import { Fault } from '#base/fault.ts'
import { crmLocal } from '#connectors/crm-local/crm.ts'
import { readMigrations } from '#connectors/postgres/migrate.ts'
import { fileWorkspace } from '#connectors/workspace-files/workspace.ts'
import { generate } from '#orchestrator/sample-book/generate.ts'
import { keep } from '#orchestrator/sample-book/made.ts'
import { makeSampleBook, plantedFile, type SampleWorld } from '#orchestrator/sample-book/make-sample-book.ts'
import type { Crm } from '#ports/crm.ts'
import { Planted, PlantedKind } from '#records/planted.ts'
import { useDatabase } from '../setup/database.ts'

const crmSql = fileURLToPath(new URL('../../src/connectors/crm-local/sql', import.meta.url))
const database = useDatabase({ schema: 'crm', files: await readMigrations(crmSql) })
const now = new Date('2026-11-21T10:00:00Z')
const plan = { accounts: 400, seed: 3, now }

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'daybook-sample-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

function world(wrap: (crm: Crm) => Crm = (crm) => crm): SampleWorld {
  const { pools, db } = database()
  const crm = crmLocal({ pool: pools.crm, clock: () => now })
  return { crm: wrap(crm), crmSetup: crm, workspace: fileWorkspace(folder), db }
}

const objects = ['account', 'contact', 'deal', 'activity'] as const

async function scanned(object: (typeof objects)[number]): Promise<readonly unknown[]> {
  const records: unknown[] = []
  for await (const page of world().crm.scan(object)) records.push(...page.records)
  return records
}

async function everything(): Promise<string> {
  const { crm } = world()
  const records = await Promise.all(objects.map(scanned))
  const { db } = database()
  const tables = await Promise.all(
    [
      sql`select * from daybook.claim order by id`,
      sql`select * from daybook.fact order by id`,
      sql`select * from daybook.suppression order by value`,
    ].map(async (query) => (await query.execute(db)).rows),
  )
  return JSON.stringify([records, await crm.owners(), await crm.dealStages(), tables])
}

/** Dies on the given write: what a power cut looks like from here. */
const dyingAt =
  (call: number) =>
  (crm: Crm): Crm => {
    let calls = 0
    return {
      ...crm,
      addActivities(items) {
        calls += 1
        if (calls === call) throw new Error('the lights went out')
        return crm.addActivities(items)
      },
    }
  }

const plantedRows = async () =>
  z.array(Planted).parse(JSON.parse(await readFile(join(folder, plantedFile), 'utf8')))

test('a loading that is cut off is completed by the next one, with the dates it began with', async () => {
  await expect(makeSampleBook(world(dyingAt(4)), plan)).rejects.toThrow('the lights went out')
  const shares: number[] = []
  const later = { ...plan, now: new Date(now.getTime() + 86_400_000) }
  const made = await makeSampleBook(world(), later, { progress: (share) => shares.push(share) })
  expect(shares.at(-1)).toBe(1)
  const accounts = [...generate(plan)].flatMap((chunk) => chunk.accounts)
  const count = (of: (account: (typeof accounts)[number]) => readonly unknown[]): number =>
    accounts.reduce((sum, account) => sum + of(account).length, 0)
  expect(made).toMatchObject({
    accounts: 400,
    contacts: count(({ contacts }) => contacts),
    deals: count(({ deals }) => deals),
    activities: count(({ activities }) => activities),
  })
  const held = await Promise.all(objects.map(async (object) => (await scanned(object)).length))
  expect(held).toEqual([400, made?.contacts, made?.deals, made?.activities])
})

test('a stop leaves an incomplete book that says so', async () => {
  const stopped = { ...world(), workspace: fileWorkspace(join(folder, 'stopped')) }
  expect(await makeSampleBook(stopped, plan, { stop: AbortSignal.abort() })).toBeUndefined()
  expect(await stopped.workspace.read(plantedFile)).toBeUndefined()
  expect(await stopped.workspace.read('sample.json')).toContain('"made": null')
})

test('every kind is planted, on accounts the CRM holds, and every field carries its own mark', async () => {
  const planted = await plantedRows()
  expect(new Set(planted.map(({ kind }) => kind))).toEqual(new Set(PlantedKind.options))
  const { crm } = world()
  const ids = [...new Set(planted.map(({ accountId }) => accountId))]
  const accounts = await crm.get('account', ids)
  expect(accounts).toHaveLength(ids.length)
  const marks = accounts.map(({ marks: of }) => new Set(Object.values(of).map(({ at }) => at)).size)
  expect(Math.min(...marks)).toBeGreaterThanOrEqual(2)
})

test('nothing in the CRM tells what was planted', async () => {
  const kinds = PlantedKind.options.filter((kind) => kind !== 'renamed')
  const text = await everything()
  expect(kinds.filter((kind) => text.includes(kind))).toEqual([])
})

test('loading again changes nothing, whether the folder says it is complete or not', async () => {
  const before = await everything()
  const made = await makeSampleBook(world(), plan)
  expect(await everything()).toBe(before)
  await keep(fileWorkspace(folder), plan, null)
  expect(await makeSampleBook(world(), plan)).toEqual(made)
  expect(await everything()).toBe(before)
})

test('another plan in the same folder is refused, and so is a CRM that is not ours', async () => {
  const other = makeSampleBook(world(), { ...plan, seed: 4 })
  await expect(other).rejects.toThrow(Fault)
  await expect(other).rejects.toThrow('400 accounts with seed 3')
  await expect(makeSampleBook({ ...world(), crmSetup: undefined }, plan)).rejects.toThrow('cannot be made')
})
