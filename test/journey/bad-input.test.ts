// Bad input through the front door: a clear message with the next step, the right exit code, nothing lost.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { spawn } from 'node:child_process'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openCluster } from '#connectors/postgres/cluster.ts'
import { connect } from '#connectors/postgres/connect.ts'
import { daybook, lastJson } from '../setup/cli.ts'

let home = ''
let book = ''

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'daybook-bad-'))
  book = join(home, 'book')
  const made = await daybook(['demo', book, '--accounts', '300', '--seed', '2', '--no-run'])
  expect(made.code, made.stderr).toBe(0)
}, 120_000)
afterAll(() => rm(home, { recursive: true, force: true }))

test.each<[string, readonly string[], NodeJS.ProcessEnv, { code: number; message: RegExp }]>([
  [
    'a folder without a book',
    ['run', '--book', '/nowhere'],
    {},
    { code: 2, message: /no book in \/nowhere[\s\S]*→ make one with: daybook init/ },
  ],
  ['a mistyped verb', ['rnu'], {}, { code: 2, message: /unknown command 'rnu'[\s\S]*Did you mean run/ }],
  [
    'a limit that is no number',
    ['run', '--limit', 'many'],
    {},
    { code: 2, message: /whole number from 1 to 10000, got "many"/ },
  ],
  [
    'an unknown flag',
    ['run', '--limt', '3'],
    {},
    { code: 2, message: /unknown option '--limt'[\s\S]*--limit/ },
  ],
  [
    'a database that is not there',
    ['run'],
    { DATABASE_URL: 'postgres://ann:topsecret@127.0.0.1:1/x' },
    { code: 1, message: /127\.0\.0\.1:1 cannot be reached[\s\S]*→ / },
  ],
  [
    'a database address that is none',
    ['run'],
    { DATABASE_URL: 'mysql://x' },
    { code: 2, message: /DATABASE_URL: expected postgres:/ },
  ],
  ['too small a sample', ['demo', 'x', '--accounts', '5'], {}, { code: 2, message: /whole number from 100/ }],
  ['an unknown account', ['account', 'acc_nobody'], {}, { code: 2, message: /no account has the id/ }],
  ['--reword alone', ['run', '--reword', '3'], {}, { code: 2, message: /needs --again/ }],
  [
    '--again before any run',
    ['run', '--again'],
    {},
    { code: 2, message: /there is none yet[\s\S]*daybook run/ },
  ],
])('%s', async (_what, words, env, { code, message }) => {
  const named = words.includes('--book') || words[0] === 'demo' ? words : [...words, '--book', book]
  const ended = await daybook(named, { env })
  expect(ended.stderr).toMatch(message)
  expect(ended.stderr + ended.stdout).not.toContain('topsecret')
  expect(ended.code).toBe(code)
})

test.each([
  ['a mistyped verb', ['rnu'], {}],
  ['a database that is not there', ['run'], { DATABASE_URL: 'postgres://ann@127.0.0.1:1/x' }],
  ['an environment that is wrong', ['run'], { DATABASE_URL: 'mysql://x' }],
])('%s, told to a program', async (_what, words, env) => {
  const json = lastJson(await daybook([...words, '--book', book, '--json'], { env }))
  expect(Object.keys(json).toSorted()).toEqual(['code', 'message', 'next', 'run'])
})

test('an unknown key in daybook.toml is named, with the file', async () => {
  const path = join(book, 'daybook.toml')
  const text = await readFile(path, 'utf8')
  await writeFile(path, `inflight = 3\n${text}`)
  const ended = await daybook(['run', '--book', book])
  await writeFile(path, text)
  expect(ended.stderr).toMatch(
    /daybook\.toml has mistakes\n {2}unknown key inflight \(did you mean inFlight\?\)/,
  )
  expect(ended.code).toBe(2)
})

test('an empty book says so, makes no run, and works once it is filled', async () => {
  const empty = join(home, 'empty')
  await daybook(['init', empty])
  const ended = await daybook(['run', '--book', empty])
  expect(ended.stderr).toContain('The book is empty. Fill it with: daybook import')
  expect(ended.code).toBe(0)
  const list = join(home, 'list.csv')
  await writeFile(
    list,
    'id,name,website,industry,employees\n1,Nordfeld,https://nordfeld.example,Energy,120\n',
  )
  expect((await daybook(['import', list, '--book', empty])).stderr).not.toContain('fault in Daybook')
  expect(lastJson(await daybook(['run', '--book', empty, '--json']))).toMatchObject({
    selected: 1,
    continued: false,
  })
}, 60_000)

const main = fileURLToPath(new URL('../../src/main/main.ts', import.meta.url))

/** The command under a limit on file sizes: the write that passes it fails as on a full disk. */
const withSmallFiles = (blocks: number, words: readonly string[]) =>
  new Promise<{ code: number | null; stderr: string }>((resolve) => {
    const command = `ulimit -f ${blocks}; exec "${process.execPath}" --conditions=daybook-source "${main}" ${words.join(' ')}`
    const child = spawn('bash', ['-c', command], {
      env: { PATH: process.env['PATH'], HOME: process.env['HOME'] },
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    let stderr = ''
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()))
    child.once('close', (code) => resolve({ code, stderr }))
  })

test('a full disk stops the run with the next step; the same command continues it', async () => {
  // Held open from here, so that the limit meets only the run and not the database.
  const cluster = await openCluster(join(book, 'db'))
  const full = await withSmallFiles(8, ['run', '--book', book, '--limit', '12', '--json'])
  expect(full.code).toBe(1)
  await cluster.close()
  const ended = await daybook(['run', '--book', book, '--limit', '12', '--json'])
  expect(lastJson(ended)).toMatchObject({ status: 'done', continued: true, selected: 12, failed: 0 })
}, 90_000)

test('a database that is newer than the program is refused, and nothing is changed', async () => {
  const cluster = await openCluster(join(book, 'db'))
  const pools = await connect({ kind: 'embedded', socket: cluster.socket })
  await pools.owner.query(
    "insert into daybook.migration (version, name, hash) values (99, '000099.sql', 'x')",
  )
  const ended = await daybook(['run', '--book', book])
  await pools.owner.query('delete from daybook.migration where version = 99')
  await pools.close()
  await cluster.close()
  expect(ended.stderr).toMatch(/The database is newer than this Daybook[\s\S]*Upgrade Daybook/)
  expect(ended.code).toBe(2)
}, 60_000)
