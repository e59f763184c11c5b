// A whole day on a sample book, watched by a collector and a log; with a model that says things it should not.
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as z from 'zod'
import { offlineModel } from '#connectors/offline-model/model.ts'
import { pgBossQueue } from '#connectors/pg-boss/queue.ts'
import { openTelemetry } from '#connectors/telemetry/open.ts'
import { exportCrm } from '#orchestrator/export/export-crm.ts'
import { workTheBook } from '#orchestrator/run/work-the-book.ts'
import { makeSampleBook } from '#orchestrator/sample-book/make-sample-book.ts'
import { sampleConfig } from '#orchestrator/sample-book/sample-config.ts'
import { noFaults } from '#ports/faults.ts'
import { ModelFault } from '#ports/model.ts'
import type { Model, ModelRequest } from '#ports/model.ts'
import type { Telemetry } from '#ports/telemetry.ts'
import { TelemetryConfig } from '#records/config.ts'
import type { RunSummary } from '#records/run.ts'
import { sleep } from '../../src/main/sleep.ts'
import { fakeCrm } from '../fakes/crm.ts'
import { calling, memoryWorkspace } from '../fakes/model.ts'
import { shippedPlaybook, shippedSkills } from '../fakes/model-brief.ts'
import { startReceiver, type Receiver } from '../fakes/otlp-receiver.ts'
import { freshDatabase, type TestDatabase } from '../setup/database.ts'

const now = new Date('2026-11-21T09:00:00Z')

/** What a model, a vendor or whoever writes to us might try to get into a dashboard. */
export const planted = [
  'canary-tool@evil.example',
  'canary-fault sk-ant-canary-key',
  'canary-model@evil.example',
]

/** The account of an agent's first question; undefined: a later one. */
const begins = ({ messages }: ModelRequest): string | undefined =>
  messages.length > 1
    ? undefined
    : /"account":\s*"([^"]+)"/.exec(JSON.stringify(messages).replaceAll('\\"', '"'))?.[1]

/** The drafter, at a price. One agent asks for a tool there is none of; another one always fails, in somebody's words. */
function hostile(): Model {
  const drafter = offlineModel({ sleep: async () => {} })
  const accounts = new Set<string>()
  return {
    ...drafter,
    name: 'priced',
    idOf: (tier) => `priced-${tier}`,
    ceiling: () => 100_000,
    async answer(request) {
      const account = request.tier === 'work' ? begins(request) : undefined
      if (account !== undefined) accounts.add(account)
      // However often it is asked again.
      const at = account === undefined ? undefined : [...accounts].indexOf(account)
      if (at === 0) return { ...calling(planted[0] ?? '', {}), model: planted[2] }
      if (at === 2) throw new ModelFault('refused', planted[1] ?? '', { billed: 'nothing' })
      const answer = await drafter.answer(request)
      return { ...answer, model: 'priced-1', usage: { ...answer.usage, microUsd: 700, cacheReadTokens: 11 } }
    },
  }
}

/** Whatever the CRM holds that is somebody's: names, addresses, numbers, and what people wrote. */
function secretsOf(line: string, found: Set<string>): void {
  const walk = (value: unknown, key: string): void => {
    if (Array.isArray(value)) for (const one of value) walk(one, key)
    else if (typeof value === 'object' && value !== null)
      for (const [name, one] of Object.entries(value)) walk(one, name)
    else if (typeof value === 'string' && /name|email|phone|domain|subject|body|title/i.test(key))
      if (value.trim().length >= 6) found.add(value.trim())
  }
  walk(JSON.parse(line), '')
}

export interface WatchedDay {
  readonly summary: RunSummary
  readonly receiver: Receiver
  readonly log: readonly Readonly<Record<string, unknown>>[]
  /** Everything of anybody that the CRM holds at the end of the day. */
  readonly secrets: ReadonlySet<string>
  readonly database: TestDatabase
  close(): Promise<void>
}

/** Works 20 of 200 accounts. */
async function work(database: TestDatabase, telemetry: Telemetry | undefined) {
  const { db } = database
  const crm = fakeCrm({ clock: () => now })
  const queue = await pgBossQueue(database.pools.app, () => {})
  const world = {
    crm,
    queue,
    vendors: [],
    workspace: memoryWorkspace(),
    model: hostile(),
    clock: () => now,
    random: () => 0.5,
    faults: noFaults,
    sleep: (ms: number, signal?: AbortSignal) => sleep(Math.min(ms, 5), signal),
    telemetry,
  }
  await makeSampleBook({ ...world, db, crmSetup: crm }, { accounts: 200, seed: 4, now })
  const config = sampleConfig()
  const book = {
    bookId: 'book_test',
    config: { ...config, budget: { runUsd: 1000, accountUsd: 100, dayUsd: 1000 } },
    world,
    db,
    playbook: shippedPlaybook(),
    skills: shippedSkills(),
  }
  const voice = { stop: new AbortController().signal, note: () => {}, progress: () => {} }
  const summary = await workTheBook(book, { limit: 20, inFlight: 3 }, voice)
  await queue.close()
  return { summary, crm }
}

async function logIn(folder: string): Promise<WatchedDay['log']> {
  const [file = ''] = await readdir(join(folder, 'logs'))
  const lines = (await readFile(join(folder, 'logs', file), 'utf8')).trimEnd().split('\n')
  return lines.map((line) => z.record(z.string(), z.unknown()).parse(JSON.parse(line)))
}

/** Ask it only after the day is over, and close it. */
export async function watchedDay(): Promise<WatchedDay> {
  const folder = await mkdtemp(join(tmpdir(), 'daybook-telemetry-'))
  const database = await freshDatabase()
  const receiver = await startReceiver()
  const ill = { state: 'half-open', calls: 1, failures: 1, rejected: 0, lastError: planted[0] ?? '' } as const
  const watching = openTelemetry({
    config: TelemetryConfig.parse({ endpoint: receiver.endpoint, log: 'file' }),
    folder,
    bookId: 'book_test',
    program: '1.2.3',
    // The collector shares this process, which has other things to do.
    patienceMs: 30_000,
    vendors: [{ health: () => ({ name: 'atlas', ...ill }) }],
    note: (line) => {
      throw new Error(line)
    },
  })
  const { summary, crm } = await work(database, watching?.telemetry)
  await watching?.close()
  const secrets = new Set<string>()
  for await (const line of exportCrm(crm)) secretsOf(line, secrets)
  return {
    summary,
    receiver,
    log: await logIn(folder),
    secrets,
    database,
    async close() {
      await receiver.close()
      await database.drop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
