// Money as people meet it on the command line: plan, run --model, spend.
import { appendFile, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startMessagesApi } from '../fakes/messages-api/server.ts'
import { daybook, lastJson } from '../setup/cli.ts'

let folder = ''
let api: Awaited<ReturnType<typeof startMessagesApi>>
const env = { ANTHROPIC_API_KEY: 'sk-ant-of-a-test' }
const call = (words: readonly string[], more: NodeJS.ProcessEnv = {}) =>
  daybook([...words, '--book', folder], { env: more })
const messages = () => api.log.filter(({ path }) => path === '/v1/messages').length

beforeAll(async () => {
  api = await startMessagesApi({ judge: false })
  folder = join(await mkdtemp(join(tmpdir(), 'daybook-budget-')), 'book')
  const made = await daybook(['demo', folder, '--accounts', '1000', '--no-run'])
  expect(made.code, made.stderr).toBe(0)
  const file = join(folder, 'daybook.toml')
  await appendFile(file, `\n[model]\nbaseUrl = "${api.url}"\n`)
}, 120_000)
afterAll(async () => {
  await api.close({ expectProblems: true })
  await rm(join(folder, '..'), { recursive: true, force: true })
})

test('a plan says what a run would take, and on what that rests', async () => {
  const plan = lastJson(await call(['plan', '--limit', '6', '--json']))
  expect(plan['estimate']).toMatchObject({ accounts: 6, usd: 0, model: 'offline' })
  expect((await call(['plan', '--limit', '6'])).stdout).toMatch(
    /tokens in .* USD 0 \(offline model\)\.\nIt rests on a first guess/,
  )
  const withClaude = lastJson(await call(['plan', '--limit', '6', '--model', 'anthropic', '--json']))
  expect(withClaude['estimate'], 'what Claude would cost can be asked without a key').toMatchObject({
    model: 'anthropic',
    usd: expect.closeTo(0.22, 1),
  })
})

test('a paid model on a sample book: no key, no yes, nothing is spent; with a yes it is, to the token', async () => {
  const keyless = await call(['run', '--model', 'anthropic', '--limit', '4', '--yes'])
  expect([keyless.code, keyless.stderr]).toEqual([4, expect.stringMatching(/needs ANTHROPIC_API_KEY/)])

  const unasked = await call(['run', '--model', 'anthropic', '--limit', '4'], env)
  expect(unasked.code, unasked.stderr).toBe(2)
  expect(unasked.stderr).toMatch(
    /made for the model offline[^]*nothing was spent[^]*4 accounts[^]*about USD 0\.\d\d \(anthropic\)[^]*--yes/,
  )
  expect(messages()).toBe(0)

  const paid = await call(['run', '--model', 'anthropic', '--limit', '4', '--yes', '--json'], env)
  const summary = lastJson(paid)
  expect(summary, paid.stderr).toMatchObject({ model: 'anthropic', status: 'done', selected: 4 })
  expect(messages()).toBeGreaterThan(4)
  const spent = lastJson(await call(['spend', '--by', 'model', '--json']))
  const items = spent['items'] as { id: string | null; calls: number }[]
  const asked = items.filter(({ id }) => id !== null).reduce((sum, { calls }) => sum + calls, 0)
  expect(asked).toBe(messages())
  expect(spent).toMatchObject({ lost: { calls: 0 }, open: { calls: 0 } })
  expect(spent['usd']).toBeCloseTo((summary['spend'] as { usd: number }).usd, 9)

  const other = await call(['run'])
  expect([other.code, other.stderr]).toEqual([
    2,
    expect.stringMatching(/worked with the model anthropic[^]*--again/),
  ])
}, 120_000)

test('a cap that is used up ends with 5 and the next step; spend tells it apart by anything', async () => {
  const file = join(folder, 'daybook.toml')
  await appendFile(file, '\n[budget]\nrunUsd = 0.01\n')
  const words = ['run', '--model', 'anthropic', '--more', '4', '--yes']
  const capped = await call(words, env)
  expect(capped.code, capped.stderr).toBe(5)
  expect(capped.stdout).toMatch(/\d  not worked yet; none of them is lost/)
  expect(capped.stdout).toMatch(/Paused: the budget of this run is used up[^]*→ raise budget\.runUsd/)
  for (const by of ['run', 'tier', 'skill', 'segment', 'account', 'vendor', 'day', 'model']) {
    const { code, stdout, stderr } = await call(['spend', '--by', by])
    expect([by, code, stderr]).toEqual([by, 0, ''])
    expect(stdout).toMatch(/^Spent: \$0\.\d{4} in \d+ calls\n/)
  }
  const shown = (await call(['spend'])).stdout
  expect(shown, 'an id that can be copied').toMatch(/\nrun_[0-9a-f]{24} /)
  expect((await call(['spend', '--by', 'vendor'])).stdout).toMatch(/\n\(model calls\) /)
  const wrong = await call(['spend', '--since', 'yesterday'])
  expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringMatching(/expected a day such as 2026-11-21/)])
}, 120_000)

test('a recording that is not there is refused before any account fails on it', async () => {
  const words = ['run', '--model', 'recorded', '--skill', 'research']
  const unnamed = await call(words)
  expect([unnamed.code, unnamed.stderr]).toEqual([2, expect.stringMatching(/add --recording RUN/)])
  const mistyped = await call([...words, '--recording', 'run_nope'])
  expect([mistyped.code, mistyped.stderr]).toEqual([
    2,
    expect.stringMatching(/no recording run_nope[^]*daybook runs/),
  ])
  expect((await call(['runs'])).stdout).not.toMatch(/research/)
}, 60_000)
