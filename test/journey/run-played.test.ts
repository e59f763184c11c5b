// A day played again: a copy of the book, the transcripts of the day, and no model. Through the command line, as the page
// about evals says.
import { execFile } from 'node:child_process'
import { chmod, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { RunSummary } from '#records/run.ts'
import { daybook, lastJson } from '../setup/cli.ts'

let place = ''
/** With owners and modes: the files of the built-in Postgres have their own. */
const copied = (from: string, to: string) =>
  promisify(execFile)('cp', ['-a', join(place, from), join(place, to)])
const run = async (book: string, ...more: readonly string[]): Promise<RunSummary> =>
  RunSummary.parse(lastJson(await daybook(['run', '--book', join(place, book), '--json', ...more])))
const proposals = async (book: string, id: string): Promise<ReadonlyMap<string, string>> => {
  const folder = join(place, book, 'runs', id, 'accounts')
  const names = await readdir(folder)
  return new Map(
    await Promise.all(
      names.map(async (name) => [name, await readFile(join(folder, name, 'proposal.json'), 'utf8')] as const),
    ),
  )
}

beforeAll(async () => {
  place = await mkdtemp(join(tmpdir(), 'daybook-played-'))
  // Else a book of root's has its data elsewhere, and its folder is no whole copy.
  await chmod(place, 0o755)
  const made = await daybook(['demo', join(place, 'book'), '--accounts', '300', '--seed', '5', '--no-run'])
  expect(made.code, made.stderr).toBe(0)
  // What was read in mails is part of a brief, and no transcript holds it.
  const read = await daybook(['sync', '--read', '--book', join(place, 'book')])
  expect(read.code, read.stderr).toBe(0)
}, 120_000)
afterAll(() => rm(place, { recursive: true, force: true }))

test('a day is played again on a copy of its book, byte for byte', { timeout: 120_000 }, async () => {
  await copied('book', 'copy')
  const day = await run('book', '--limit', '12')
  const handedIn = await proposals('book', day.run)
  expect(handedIn.size).toBe(12)
  await copied(join('book', 'runs', day.run), join('copy', 'runs'))
  // Only what the copy hands in itself counts.
  for (const account of handedIn.keys())
    await rm(join(place, 'copy', 'runs', day.run, 'accounts', account, 'proposal.json'))

  const again = ['--limit', '12', '--model', 'recorded', '--recording', day.run]
  const told = await daybook(['run', '--book', join(place, 'copy'), ...again])
  // A recording holds no mail: nobody tries to read any with it.
  expect(told.stderr).toMatch(/ranking the whole book/)
  expect(told.stderr).not.toMatch(/mail/i)
  const played = await run('copy', ...again)
  expect(played).toMatchObject({ status: 'done', selected: 12, failed: 0, model: 'recorded' })
  expect([played.committed, played.held, played.none]).toEqual([day.committed, day.held, day.none])
  expect(await proposals('copy', played.run)).toEqual(handedIn)
})
