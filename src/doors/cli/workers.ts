import type { Command } from 'commander'
import { InvalidArgumentError } from 'commander'
import { workerList, type WorkerRow } from '#state/read/workers.ts'
import type { Cli } from './cli.ts'
import { table, type Column } from './table.ts'
import { withBook } from './with-book.ts'

const columns: readonly Column[] = [
  { title: 'name', width: 24 },
  { title: 'state', width: 6 },
  { title: 'host', width: 16 },
  { title: 'pid', width: 7, right: true },
  { title: 'since', width: 16 },
  { title: 'last beat', width: 10, right: true },
  { title: 'in flight', width: 9, right: true },
  { title: 'version', width: 8 },
  { title: 'run', width: 32 },
]

const minute = (instant: string): string => instant.slice(0, 16).replace('T', ' ')

function ago(instant: string, now: Date): string {
  const seconds = Math.max(0, Math.round((now.getTime() - Date.parse(instant)) / 1000))
  return seconds < 120 ? `${seconds} s ago` : `${Math.round(seconds / 60)} min ago`
}

const idle: Readonly<Record<string, string>> = { worker: 'waits', run: 'ranks the book', watch: 'watches' }

const rowOf = (now: Date) => (worker: WorkerRow) => [
  worker.name,
  worker.state,
  worker.host,
  worker.pid === null ? '' : String(worker.pid),
  minute(worker.since),
  ago(worker.lastBeat, now),
  String(worker.inFlight),
  worker.version,
  worker.run ?? (worker.state === 'gone' ? '' : (idle[worker.role] ?? '')),
]

function screen(workers: readonly WorkerRow[], now: Date): string {
  if (workers.length === 0)
    return 'No worker is there. Start one with: daybook worker, or work now: daybook run'
  const refusing = workers.flatMap(({ name, refuses }) =>
    refuses === null ? [] : [`${name} does not join: ${refuses}`],
  )
  return [...table(columns, workers.map(rowOf(now))), ...(refusing.length > 0 ? ['', ...refusing] : [])].join(
    '\n',
  )
}

const hours = (text: string): number => {
  const value = Number(text)
  if (text !== '' && value >= 0 && value <= 8760) return value
  throw new InvalidArgumentError(`expected hours from 0 to 8760, got ${JSON.stringify(text)}`)
}

/** `daybook workers`: who is there, and what each does. */
export function registerWorkers(program: Command, cli: Cli): void {
  program
    .command('workers')
    .description(
      'who works this book: machine, process, run, accounts in flight; those that went lately, too',
    )
    .option('--gone <hours>', 'also those that were last heard of within so many hours', hours, 1)
    .addHelpText(
      'after',
      '\nalive: it holds its lock and beats · frozen: it holds its lock and is silent; within 15 s others take its accounts · gone: it ended or died.',
    )
    .action(({ gone }: { readonly gone: number }) =>
      withBook(cli, async ({ db }) => {
        const items = await workerList(db, gone)
        cli.print.result({ items }, screen(items, cli.now()))
      }),
    )
}
