// A whole book in one file, taken while it is worked, and the book made out of it, through the command line.
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import * as z from 'zod'
import { daybook, lastJson } from '../setup/cli.ts'

const env = { DAYBOOK_PERSON_TOKEN: 'a long enough secret' }
let home = ''
const at = (name: string): string => join(home, name)

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'daybook-backup-'))
  const words = ['demo', at('book'), '--accounts', '300', '--seed', '3', '--no-run']
  expect((await daybook(words, { env })).code).toBe(0)
})
afterAll(() => rm(home, { recursive: true, force: true }))

const run = (name: string, { more = [], die }: { more?: readonly string[]; die?: string } = {}) =>
  daybook(['run', '--book', at(name), '--limit', '25', '--json', ...more], {
    env: die === undefined ? {} : { DIE_AT: die },
  })
const backup = (name: string, file: string) => daybook(['backup', at(file), '--book', at(name), '--json'])
const restore = (file: string, name: string) => daybook(['restore', at(file), '--to', at(name), '--json'])

/** What the CRM holds, line by line, without when a thing was written and the CRM's own change marks. */
async function exported(name: string): Promise<readonly string[]> {
  const { stdout } = await daybook(['export', 'crm', '--json', '--book', at(name)])
  return stdout
    .trimEnd()
    .split('\n')
    .map((line) => line.replaceAll(/"(version|at|updatedAt|createdAt)":"[^"]*"/g, '"$1":""'))
    .toSorted()
}
const activities = (lines: readonly string[]) => lines.filter((line) => /"(type)":"(note|task)"/.test(line))

const Items = z.object({
  items: z.array(z.object({ kind: z.string(), body: z.record(z.string(), z.json()) })),
})
const log = async (name: string) =>
  Items.parse(lastJson(await daybook(['audit', 'list', '--book', at(name), '--json']))).items

/** Waits until the run has ended some accounts, and is still under way. */
async function underWay(name: string, accounts: number): Promise<void> {
  for (;;) {
    const runs = await readdir(join(at(name), 'runs')).catch(() => [])
    const folders = runs.map((run) => readdir(join(at(name), 'runs', run, 'accounts')).catch(() => []))
    if ((await Promise.all(folders)).flat().length >= accounts) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

test(
  'a backup after a death: the same book, locked, and what was under way is unknown',
  { timeout: 200_000 },
  async () => {
    expect((await run('book', { die: 'crm-sent:4' })).signal).toBe('SIGKILL')
    const made = lastJson(await backup('book', 'one.backup'))
    expect(made).toMatchObject({ files: expect.any(Number) })
    const put = await restore('one.backup', 'one')
    expect(put.code, put.stderr).toBe(0)
    expect(lastJson(put)).toMatchObject({ rows: made['rows'], files: made['files'], tables: made['tables'] })
    expect(await exported('one')).toEqual(await exported('book'))
    expect(await readFile(join(at('one'), 'playbook.md'), 'utf8')).toBe(
      await readFile(join(at('book'), 'playbook.md'), 'utf8'),
    )
    const found = (await log('one')).findLast(({ kind }) => kind === 'database-restored')
    expect(found?.body['effects']).toBeGreaterThan(0)
    const left = lastJson(await daybook(['restore', '--unknown', '--book', at('one'), '--json']))
    expect(left['items']).toHaveLength(Number(found?.body['effects']))
    const refused = await run('one')
    expect(refused.code).toBe(2)
    expect(lastJson(refused)).toMatchObject({ message: expect.stringContaining('was restored') })
  },
)

test(
  'nobody without a proof accepts it, and a used folder or a hurt file is refused',
  { timeout: 100_000 },
  async () => {
    const accept = (more: NodeJS.ProcessEnv) =>
      daybook(['restore', '--accept', '--book', at('one'), '--json'], { env: more })
    expect((await accept({ DAYBOOK_PERSON_TOKEN: 'not the right secret' })).code).toBe(4)
    expect(lastJson(await restore('one.backup', 'book'))).toMatchObject({
      message: expect.stringMatching(/holds a book/),
    })
    const whole = await readFile(at('one.backup'))
    await writeFile(at('cut.backup'), whole.subarray(0, whole.length - 5000))
    const flipped = Buffer.from(whole)
    flipped[Math.floor(whole.length / 2)] = (whole[Math.floor(whole.length / 2)] ?? 0) ^ 1
    await writeFile(at('hurt.backup'), flipped)
    for (const file of ['cut.backup', 'hurt.backup']) {
      const ended = await restore(file, 'nothing')
      expect(ended.code).toBe(2)
      expect(lastJson(ended)).toMatchObject({ message: expect.stringMatching(/no whole backup/) })
    }
    expect(await readdir(home)).not.toContain('nothing')
    expect(lastJson(await accept(env))).toMatchObject({ accepted: true })
  },
)

test('the log and forgetting at the command line', { timeout: 100_000 }, async () => {
  const said = async (...words: readonly string[]) => {
    const ended = await daybook([...words, '--book', at('one'), '--json'])
    return { exit: ended.code, ...lastJson(ended) }
  }
  expect(await said('audit', 'anchor', '--to', at('elsewhere.jsonl'))).toMatchObject({ exit: 0 })
  const lines = (await readFile(at('elsewhere.jsonl'), 'utf8')).trimEnd().split('\n')
  expect(lines.map((line): unknown => JSON.parse(line))).toMatchObject([{ seq: expect.any(Number) }])
  expect(await said('audit', 'anchor', '--to', join(at('none'), 'file'))).toMatchObject({ exit: 2 })
  expect(await said('audit', 'list', '--since', 'some day')).toMatchObject({ exit: 2 })
  expect(await said('audit', 'list', '--since', '2999-01-01')).toMatchObject({ exit: 0, items: [] })
  expect(await said('forget', 'nobody@nowhere.example')).toMatchObject({ exit: 4 })
  const dry = await said('forget', 'nobody@nowhere.example', '--dry-run')
  expect(dry).toMatchObject({ exit: 0, dryRun: true, contacts: [], rows: {}, files: 0 })
})

test(
  'taken while a run works: the restored book goes on, and repeats nothing',
  { timeout: 300_000 },
  async () => {
    const working = run('book', { more: ['--latency', '400', '--in-flight', '4'] })
    await underWay('book', 14)
    const made = await backup('book', 'two.backup')
    expect(made.code, made.stderr).toBe(0)
    const ended = await working
    expect(lastJson(ended)).toMatchObject({ status: 'done', failed: 0 })
    const wanted = await exported('book')

    expect((await restore('two.backup', 'two')).code).toBe(0)
    const accepted = await daybook(['restore', '--accept', '--book', at('two'), '--json'], { env })
    expect(lastJson(accepted)).toMatchObject({ accepted: true })
    const before = activities(await exported('two'))
    const again = lastJson(await run('two'))
    expect(again).toMatchObject({ status: 'done', failed: 0, continued: true, run: lastJson(ended)['run'] })
    const after = activities(await exported('two'))
    expect(after.length).toBeGreaterThanOrEqual(before.length)
    expect(new Set(after).size).toBe(after.length)
    // What was under way is left to people; everything else is there as if nothing had happened, once.
    const theirs = new Set(activities(wanted))
    expect(after.filter((line) => !theirs.has(line))).toEqual([])
    const verified = await daybook(['audit', 'verify', '--book', at('two'), '--json'])
    expect(lastJson(verified)).toMatchObject({ ok: true })
    expect((await run('two')).code).toBeLessThanOrEqual(3)
  },
)
