// A disk that is full: for what agents leave behind, for the tables, for everything. Real small file systems; making them
// takes Linux and root.
import { chmod, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { daybook, lastJson, type Ended } from '../setup/cli.ts'
import { audit, crmLines, moreIn } from './audit.ts'
import { copyBook, shell, withOwner } from './small.ts'

export const canMount = process.platform === 'linux' && process.getuid?.() === 0

/** What fills up, below the book's folder. */
export const fullPlaces = {
  runs: 'runs',
  tables: 'db/pg/base',
  log: 'db/pg/pg_wal',
  everything: 'db/pg',
} as const
export type FullPlace = keyof typeof fullPlaces

export interface DiskFigures {
  readonly place: FullPlace
  /** The command that met the full disk: how it ended, and what it said. */
  readonly code: number | null
  readonly status: string
  readonly said: string
  readonly next: string
  readonly workedBefore: number
  readonly accounts: number
  readonly terminal: number
  readonly duplicates: number
  readonly lost: number
  readonly breaches: readonly string[]
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '')

const kilobytes = (folder: string): number => Number(shell('du', '-sk', folder).split('\t', 1)[0])

/** Puts what lies in `folder` onto a file system of its own with `room` kilobytes left. */
async function confine(folder: string, room: number): Promise<{ resize(kb: number): void; free(): void }> {
  const aside = `${folder}.aside`
  shell('cp', '-a', folder, aside)
  const [uid, gid, mode] = shell('stat', '-c', '%u %g %a', folder).trim().split(' ')
  const used = kilobytes(aside)
  shell(
    'mount',
    '-t',
    'tmpfs',
    '-o',
    `size=${2 * used + 100_000}k,uid=${uid},gid=${gid},mode=${mode}`,
    'tmpfs',
    folder,
  )
  shell('cp', '-a', `${aside}/.`, folder)
  await rm(aside, { recursive: true })
  const taken = Number(shell('df', '-k', '--output=used', folder).split('\n')[1])
  const resize = (kb: number): void => void shell('mount', '-o', `remount,size=${taken + kb}k`, folder)
  resize(room)
  return { resize, free: () => void shell('umount', folder) }
}

const segmentBytes = 2 ** 24

/** Brings the log near the end of its segment, without a spare one: the next account or two need room for a new one. */
async function useUpLog(folder: string): Promise<void> {
  await withOwner(folder, async (db) => {
    const filler = sql`repeat('x', (${segmentBytes} - (pg_current_wal_insert_lsn() - '0/0') % ${segmentBytes} - 1000000)::int)`
    await sql`select pg_logical_emit_message(false, 'chaos', ${filler})`.execute(db)
  })
  await dropSpareLog(join(folder, 'db/pg/pg_wal'))
}

async function dropSpareLog(folder: string): Promise<void> {
  for (const name of (await readdir(folder)).filter((one) => /^[0-9A-F]{24}$/.test(one))) {
    const file = join(folder, name)
    const beginsAt = (await readFile(file)).readBigUInt64LE(8)
    const shouldBeginAt =
      BigInt(`0x${name.slice(8, 16)}`) * 2n ** 32n + BigInt(`0x${name.slice(16)}`) * 2n ** 24n
    if (beginsAt !== shouldBeginAt) await rm(file)
  }
}

const run = (folder: string, limit: number): Promise<Ended> =>
  daybook(['run', '--book', folder, '--limit', String(limit), '--json'])

/** Over the brake, which is no question of ours. */
async function runToEnd(folder: string, limit: number): Promise<Ended> {
  const ended = await run(folder, limit)
  const { status, stop } = lastJson(ended)
  return status === 'paused' && stop === undefined ? runToEnd(folder, limit) : ended
}

/** The pause and its cause, from the summary or, when the run broke, from the refusal. */
function heard(ended: Ended): Pick<DiskFigures, 'status' | 'said' | 'next' | 'workedBefore'> {
  const last = lastJson(ended)
  const stop = (last['stop'] ?? {}) as Record<string, unknown>
  const worked = ['committed', 'held', 'none'].map((name) => Number(last[name] ?? 0))
  return {
    status: text(last['status']),
    said: text(stop['message']) || text(last['message']),
    next: text(stop['next']) || text(last['next']),
    workedBefore: worked.reduce((sum, count) => sum + count, 0),
  }
}

/** The run meets a full disk, with `room` kilobytes left when it begins, and goes on when there is more. */
export async function diskFull(
  place: FullPlace,
  {
    room,
    limit,
    note,
  }: { readonly room: number; readonly limit: number; readonly note: (line: string) => void },
): Promise<DiskFigures> {
  const home = await mkdtemp(join(tmpdir(), 'daybook-disk-'))
  // The user who runs Postgres for root must come in, or the data would lie elsewhere.
  await chmod(home, 0o755)
  const [folder, calm] = [join(home, 'book'), join(home, 'calm')]
  let disk: Awaited<ReturnType<typeof confine>> | undefined
  try {
    const made = await daybook(['demo', folder, '--accounts', '300', '--seed', '3', '--no-run'])
    if (made.code !== 0) throw new Error(made.stderr)
    copyBook(folder, calm)
    if (place === 'log') await useUpLog(folder)
    disk = await confine(join(folder, fullPlaces[place]), room)
    const full = await run(folder, limit)
    note(`${place}: ${full.stderr.trim().slice(-600)}`)
    disk.resize(400_000)
    const rest = await runToEnd(folder, limit)
    if (lastJson(rest)['status'] !== 'done')
      throw new Error(`it did not go on: ${rest.stdout}\n${rest.stderr}`)
    const { chosen, terminal, breaches } = await withOwner(folder, (db) => audit(folder, db))
    await runToEnd(calm, limit)
    const [here, there] = [await crmLines(folder), await crmLines(calm)]
    const [duplicated, lost] = [moreIn(here, there), moreIn(there, here)]
    return {
      place,
      code: full.code,
      ...heard(full),
      accounts: chosen,
      terminal,
      duplicates: duplicated.length,
      lost: lost.length,
      breaches: [...breaches, ...duplicated.slice(0, 2), ...lost.slice(0, 2)],
    }
  } finally {
    disk?.free()
    await rm(home, { recursive: true, force: true })
  }
}
