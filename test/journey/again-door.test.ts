// The same command on an unchanged book, through the command line and with a model that costs money: nothing is done
// twice, and asking once more is free.
import { appendFile, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { RunSummary } from '#records/run.ts'
import type { MessagesApi } from '../fakes/messages-api/contract.ts'
import { startMessagesApi } from '../fakes/messages-api/server.ts'
import { daybook, lastJson } from '../setup/cli.ts'

const accounts = 12
let folder = ''
let api: MessagesApi
let first: RunSummary
let book: Record<string, string>

const env = { ANTHROPIC_API_KEY: 'sk-ant-of-a-test' }
const call = (...words: readonly string[]) => daybook([...words, '--book', folder], { env })
const run = async (...more: readonly string[]): Promise<RunSummary> => {
  const ended = await call(
    'run',
    '--limit',
    String(accounts),
    '--json',
    '--model',
    'anthropic',
    '--yes',
    ...more,
  )
  return RunSummary.parse(lastJson(ended))
}

/** All that the world could see of a run: records, messages, decisions to make. */
async function effects(): Promise<Record<string, string>> {
  const all = [
    ['export', 'crm'],
    ['sends', 'list'],
    ['review', 'list'],
  ]
  const shown = all.map(async (words) => [words.join(' '), (await call(...words, '--json')).stdout] as const)
  return Object.fromEntries(await Promise.all(shown))
}

beforeAll(async () => {
  api = await startMessagesApi({ judge: false })
  folder = join(await mkdtemp(join(tmpdir(), 'daybook-again-')), 'book')
  const made = await daybook(['demo', folder, '--accounts', '200', '--seed', '6', '--no-run'])
  expect(made.code, made.stderr).toBe(0)
  await appendFile(join(folder, 'daybook.toml'), `\n[model]\nbaseUrl = "${api.url}"\n`)
  first = await run()
  book = await effects()
}, 120_000)
afterAll(async () => {
  await api.close({ expectProblems: true })
  await rm(join(folder, '..'), { recursive: true, force: true })
})

test('the first run did something and was paid for', () => {
  expect(first).toMatchObject({ status: 'done', continued: false, selected: accounts, failed: 0 })
  expect(first.writes.created).toBeGreaterThan(accounts / 2)
  expect(first.spend.modelCalls).toBeGreaterThan(accounts)
  expect(first.spend.usd).toBeGreaterThan(0.1)
})

test('the same key: no effect, no model call, at most a hundredth of the spend', async () => {
  const asked = api.log.length
  const same = await run()
  expect(same).toMatchObject({
    run: first.run,
    status: 'done',
    continued: true,
    selected: accounts,
    committed: first.committed,
    held: first.held,
    none: first.none,
    writes: { created: 0, updated: 0, unchanged: 0 },
    orders: 0,
    queueItems: 0,
    spend: { modelCalls: 0 },
  })
  expect(same.spend.usd).toBeLessThanOrEqual(first.spend.usd / 100)
  const messages = api.log.slice(asked).filter(({ number }) => number > 0)
  expect(messages, 'what the vendor was asked').toEqual([])
  expect(await effects()).toEqual(book)
})

test('--again works them once more and adds nothing', async () => {
  const again = await run('--again')
  expect(again).toMatchObject({
    run: first.run,
    status: 'done',
    continued: true,
    selected: accounts,
    failed: 0,
    orders: 0,
    queueItems: 0,
  })
  expect(again.writes).toMatchObject({ created: 0, updated: 0 })
  expect(again.spend.modelCalls, 'the accounts were worked').toBeGreaterThan(accounts)
  expect(await effects()).toEqual(book)
})
