// A collector that is gone, hangs, drips or fails, and a disk that takes nothing: the run does not notice.
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Fault, RunStop } from '#base/fault.ts'
import { openTelemetry } from '#connectors/telemetry/open.ts'
import { watched } from '#ports/telemetry.ts'
import type { RunTrace, Span } from '#ports/telemetry.ts'
import { TelemetryConfig } from '#records/config.ts'
import { AccountId, RunId } from '#records/ids.ts'
import { noUsage } from '#records/spend.ts'
import { startReceiver, type Health } from '../fakes/otlp-receiver.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'daybook-telemetry-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const runId = RunId.parse('run_abc123')
const itemOf = (n: number) => ({
  runId,
  accountId: AccountId.parse(`acc_${n}`),
  pass: 1,
  attempt: 1,
  epoch: 1,
})
const answer = { stopReason: 'end-turn', usage: { ...noUsage, modelCalls: 1 } } as const
const done = { status: 'done', selected: 1, committed: 1, held: 0, failed: 0, none: 0 } as const

function opened(config: Partial<TelemetryConfig>, how: { at?: string; patienceMs?: number } = {}) {
  const { at = folder, patienceMs = 30_000 } = how
  const notes: string[] = []
  const made = openTelemetry({
    config: TelemetryConfig.parse(config),
    folder: at,
    bookId: 'book_x',
    program: '1',
    vendors: [],
    patienceMs,
    note: (line) => notes.push(line),
  })
  if (made === undefined) throw new Error('nothing was opened')
  return { ...made, notes }
}

/** Tells of so many accounts, with a breath now and then in which an exporter may do its work. */
async function day(trace: RunTrace, accounts: number): Promise<void> {
  for (let n = 0; n < accounts; n += 1) {
    const account = trace.account(itemOf(n))
    for (const turn of ['a', 'b', 'c'])
      account.chat({ provider: 'p', model: turn, tier: 'work', maxTokens: 1 }).end(answer)
    account.commit().end({ outcome: 'committed' })
    account.end({ outcome: 'committed' })
    if (n % 100 === 0) await new Promise((resolve) => setImmediate(resolve))
  }
  trace.end(done)
}

test.concurrent.each<[Health | 'gone', number]>([
  ['gone', 0],
  ['hangs', 1],
  ['drips', 1],
  ['fails', 1],
])('a collector that %s: everything ends, and what was lost is said', async (health, heard) => {
  const receiver = await startReceiver(health === 'gone' ? 'well' : health)
  if (health === 'gone') await receiver.close()
  const { telemetry, close, notes } = opened({ endpoint: receiver.endpoint }, { patienceMs: 500 })
  await day(await telemetry.run({ id: runId, role: 'run' }), 40)
  // It ends although nobody has answered: what hangs is let go.
  await close()
  expect(notes).toEqual([
    `Telemetry: 201 spans did not arrive at ${receiver.endpoint}. Nothing else suffered from it.`,
  ])
  expect(receiver.requests).toBeGreaterThanOrEqual(heard)
  if (health !== 'gone') await receiver.close()
})

test('what finds no room is left out, so that memory has a bound; the rest arrives', async () => {
  const receiver = await startReceiver()
  const { telemetry, close, notes } = opened({ endpoint: receiver.endpoint })
  const trace = await telemetry.run({ id: runId, role: 'run' })
  // All in one breath: nothing can be sent in between.
  for (let n = 0; n < 10_000; n += 1) trace.account(itemOf(n)).end({ outcome: 'none' })
  await close()
  expect(receiver.spans.length).toBeGreaterThanOrEqual(4096)
  expect(receiver.spans.length).toBeLessThanOrEqual(4096 + 512)
  expect(notes).toEqual([
    `Telemetry: ${10_000 - receiver.spans.length} spans did not arrive at ${receiver.endpoint}. Nothing else suffered from it.`,
  ])
  await receiver.close()
})

test('a run that is taken up again in the same process goes on where it was told before', async () => {
  const receiver = await startReceiver()
  const { telemetry, close } = opened({ endpoint: `${receiver.endpoint}/` })
  await day(await telemetry.run({ id: runId, role: 'worker' }), 1)
  await day(await telemetry.run({ id: runId, role: 'worker' }), 1)
  await close()
  expect(receiver.spans.filter(({ name }) => name === 'run')).toHaveLength(2)
  expect(receiver.points('daybook.accounts.in_flight')).toEqual([{ attributes: {}, value: 0 }])
  await receiver.close()
})

test('a log that cannot be written stops nothing', async () => {
  const at = join(folder, 'in-the-way')
  await writeFile(at, 'a file where the folder should be')
  const { telemetry, close, notes } = opened({ log: 'file' }, { at })
  await day(await telemetry.run({ id: runId, role: 'run' }), 2)
  await close()
  expect(notes).toEqual([
    'Telemetry: 12 lines of the log could not be written. Nothing else suffered from it.',
  ])
})

test('a log goes on where it ended, line by line', async () => {
  const at = join(folder, 'book')
  for (const role of ['run', 'worker'] as const) {
    const { telemetry, close, notes } = opened({ log: 'file' }, { at })
    await day(await telemetry.run({ id: runId, role }), 200)
    await close()
    expect(notes).toEqual([])
  }
  const [file = ''] = await readdir(join(at, 'logs'))
  expect(file).toMatch(/^\d{4}-\d\d-\d\d\.jsonl$/)
  const lines = (await readFile(join(at, 'logs', file), 'utf8')).trimEnd().split('\n')
  expect(lines).toHaveLength(2 * (200 * 5 + 2))
  expect(lines.map((line) => JSON.parse(line) as { event: string }).at(-1)).toMatchObject({
    event: 'run',
    'daybook.role': 'worker',
  })
})

test('without the setting there is nothing, and what nobody watches is the same promise', () => {
  const settings = { folder, bookId: 'book_x', program: '1', vendors: [], note: () => {} }
  expect(openTelemetry({ ...settings, config: TelemetryConfig.parse({}) })).toBeUndefined()
  const work = Promise.resolve(1)
  expect(watched(undefined, work)).toBe(work)
})

test('what is watched is told once, as it ended, and thrown as it was', async () => {
  const told: unknown[] = []
  const span: Span<number> = { end: (result) => told.push(result), fail: (thrown) => told.push(thrown) }
  const fault = new Fault('down', 'away')
  expect(await watched(span, Promise.resolve(7))).toBe(7)
  await expect(watched(span, Promise.reject(fault))).rejects.toBe(fault)
  expect(told).toEqual([7, fault])
})

test.each([
  [new Fault('down', 'jane@example.com is away'), 'down'],
  [new RunStop('refused', 'key sk-1 refused', { stopCause: 'setup' }), 'stop.setup'],
  [new Error('cannot read jane@example.com'), 'bug'],
  [Object.assign(new Error('jane@example.com locked it'), { code: '55P03' }), '55P03'],
  [Object.assign(new Error('no'), { code: 'jane@example.com' }), 'bug'],
  [undefined, 'no_answer'],
])('%s fails as %s', async (thrown, kind) => {
  const receiver = await startReceiver()
  const { telemetry, close } = opened({ endpoint: receiver.endpoint })
  const trace = await telemetry.run({ id: runId, role: 'run' })
  trace.account(itemOf(1)).fail(thrown)
  trace.fail(thrown)
  // Its end was told; another one is none.
  trace.end(done)
  await close()
  expect(receiver.spans.map(({ attributes }) => attributes['error.type'])).toEqual([kind, kind])
  expect(receiver.raw).not.toMatch(/jane|sk-1/)
  await receiver.close()
})

test.each([
  'ftp://collector.example',
  'collector:4318',
  'http://user:secret@collector.example',
  'http://collector.example/?key=secret',
])('%s is no endpoint', (endpoint) => {
  const parsed = TelemetryConfig.safeParse({ endpoint })
  expect(parsed.success).toBe(false)
  expect(JSON.stringify(parsed.error?.issues.map(({ message }) => message))).toMatch(/expected/)
})
