// The setting as a person uses it: in daybook.toml, with the command line in processes of their own.
import { appendFile, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { RunSummary } from '#records/run.ts'
import { startReceiver, type Receiver } from '../fakes/otlp-receiver.ts'
import { daybook, lastJson, startDaybook } from '../setup/cli.ts'

let folder = ''
let receiver: Receiver
let elsewhere: Receiver

beforeAll(async () => {
  folder = join(await mkdtemp(join(tmpdir(), 'daybook-telemetry-')), 'book')
  receiver = await startReceiver()
  elsewhere = await startReceiver()
  const made = await daybook(['demo', folder, '--accounts', '100', '--seed', '2', '--no-run'])
  expect(made.code, made.stderr).toBe(0)
  await appendFile(
    join(folder, 'daybook.toml'),
    `\n[telemetry]\nendpoint = "${receiver.endpoint}"\nlog = "file"\n`,
  )
})
afterAll(async () => {
  await receiver.close()
  await elsewhere.close()
  await rm(join(folder, '..'), { recursive: true, force: true })
})

test('a worker and whoever watches it send what they saw before they end', async () => {
  const env = {
    // Left behind by another program, for its own collector.
    OTEL_EXPORTER_OTLP_ENDPOINT: elsewhere.endpoint,
    OTEL_EXPORTER_OTLP_HEADERS: 'authorization=canary-otel-key',
    OTEL_RESOURCE_ATTRIBUTES: 'canary=canary-resource',
    ANTHROPIC_API_KEY: 'sk-ant-canary-key',
    DAYBOOK_PERSON_TOKEN: 'canary-token-of-a-person',
  }
  const worker = startDaybook(['worker', '--book', folder, '--json', '--model', 'offline'], env)
  const watch = await daybook(['run', '--watch', '--limit', '6', '--book', folder, '--json'], { env })
  const summary = RunSummary.parse(lastJson(watch))
  expect(summary).toMatchObject({ status: 'done', selected: 6 })
  worker.kill('SIGTERM')
  expect((await worker.ended).code).toBe(0)
  const runs = receiver.spans.filter(({ name }) => name === 'run')
  expect(new Set(runs.map(({ attributes }) => attributes['daybook.role']))).toEqual(
    new Set(['watch', 'worker']),
  )
  const ids = receiver.spans.map(({ attributes }) => attributes['daybook.run.id'])
  expect(new Set(ids)).toEqual(new Set([summary.run]))
  const accounts = receiver.spans.filter(({ name }) => name === 'account')
  expect(accounts).toHaveLength(6)
  expect(receiver.metricNames()).toContain('daybook.vendor.state')
  expect(elsewhere.requests).toBe(0)
  const [file = ''] = await readdir(join(folder, 'logs'))
  const log = await readFile(join(folder, 'logs', file), 'utf8')
  expect(log.split('\n').filter((line) => line.includes('"event":"settled"'))).toHaveLength(6)
  expect(`${receiver.raw}${log}`).not.toContain('canary')
})
