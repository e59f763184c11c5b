// The real command line over a database of its own: backup and restore, and a run whose death is ordered by DIE_AT.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { daybook, lastJson, type Ended } from '../setup/cli.ts'
import { breach, type Breach } from './auditor/breach.ts'
import type { Kill } from './storm.ts'

/** What the CRM of a book holds, without what a crash may change. */
async function exported(folder: string): Promise<string> {
  const { stdout } = await daybook(['export', 'crm', '--json', '--book', folder])
  const marks = /"(version|at|updatedAt|createdAt)":"[^"]*"/g
  return stdout
    .trimEnd()
    .split('\n')
    .map((line) => line.replaceAll(marks, ''))
    .toSorted()
    .join('\n')
}

/** 3: done, and something waits for a person. */
const isFine = ({ code }: Ended): boolean => code === 0 || code === 3

async function book(folder: string): Promise<void> {
  const made = await daybook(['demo', folder, '--accounts', '100', '--seed', '3', '--no-run'])
  if (!isFine(made)) throw new Error(`the sample book: ${made.stderr}`)
}

/** Runs the command with DIE_AT, then as it is, and says what came of it. */
async function killed(
  point: string,
  words: readonly string[],
  check: (last: Ended) => Promise<readonly Breach[]>,
) {
  const died = await daybook(words, { env: { DIE_AT: `${point}:1` } })
  if (died.signal !== 'SIGKILL') throw new Error(`nobody died of ${point}: ${died.stderr}`)
  const last = await daybook(words)
  const breaches = isFine(last)
    ? await check(last)
    : [breach('stuck', `${point}: ${last.code}, ${last.stdout.slice(-400)} ${last.stderr.slice(-400)}`)]
  const kill: Kill = { point, crm: 'built-in', held: 0, takeoverMs: [], late: 0, breaches }
  return kill
}

/** Kills backup, restore and run of the program itself. */
export async function commandLine(note: (line: string) => void): Promise<readonly Kill[]> {
  const home = await mkdtemp(join(tmpdir(), 'daybook-crash-'))
  const [calm, folder, file] = [join(home, 'calm'), join(home, 'book'), join(home, 'backup.gz')]
  const run = (at: string): readonly string[] => ['run', '--book', at, '--limit', '6', '--json']
  const kills: Kill[] = []
  try {
    for (const at of [calm, folder]) await book(at)
    const wanted = lastJson(await daybook(run(calm)))
    const end = async (last: Ended): Promise<readonly Breach[]> =>
      lastJson(last)['committed'] === wanted['committed'] &&
      (await exported(folder)) === (await exported(calm))
        ? []
        : [breach('differs', `the killed run ended ${last.stdout.slice(-400)}`)]
    kills.push(await killed('commit-after', run(folder), end))
    const held = await exported(folder)
    for (const point of ['backup-files', 'backup-rows'])
      kills.push(await killed(point, ['backup', file, '--book', folder], async () => []))
    for (const [n, point] of ['restore-rows', 'restore-locked'].entries()) {
      const to = join(home, `again-${n}`)
      const same = async (): Promise<readonly Breach[]> =>
        (await exported(to)) === held
          ? []
          : [breach('lost', `${point}: the restored book holds something else`)]
      kills.push(await killed(point, ['restore', file, '--to', to], same))
    }
    note(`command line: ${kills.length} kills`)
    return kills
  } finally {
    await rm(home, { recursive: true, force: true })
  }
}
