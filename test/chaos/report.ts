import type { StormFigures } from './database.ts'
import type { DiskFigures } from './disk.ts'
import type { MemoryFigures } from './memory.ts'
import type { VendorFigures } from './vendors.ts'

export interface Found {
  readonly database: StormFigures | undefined
  readonly vendors: readonly VendorFigures[]
  readonly disks: readonly DiskFigures[]
  readonly memory: readonly MemoryFigures[]
}

type Cell = string | number

const table = (head: readonly string[], rows: readonly (readonly Cell[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')

const seconds = (ms: number): string => (ms / 1000).toFixed(1)

function storm(found: StormFigures): string {
  const kinds = Object.entries(found.kills).map(([kind, count]) => `${kind} ${count}`)
  return table(
    ['', ''],
    [
      ['minutes, kills', `${found.minutes}, ${found.killed} (${kinds.join(', ')})`],
      ['accounts, with an end', `${found.accounts}, ${found.terminal}`],
      ['committed, held, failed', `${found.committed}, ${found.held}, ${found.failed}`],
      ['lost, twice', `${found.lost}, ${found.duplicates}`],
      ['taken over from a worker that was thought dead', found.crashed],
      ['most in flight, of', `${found.mostInFlight}, ${found.cap}`],
      ['claims', found.claims],
      ['s until it answered again: half, 95 %', found.answersAgain.map(seconds).join(', ')],
      ['s until the next account was taken: half, 95 %', found.worksAgain.map(seconds).join(', ')],
      ['the run was begun again', found.runsAgain],
      ['ledger, billed (micro-USD)', `${found.ledgerMicroUsd}, ${found.billedMicroUsd}`],
      [
        'audit rows, chain whole',
        `${found.auditRows}, ${found.breaches.some((one) => one.includes('chain')) ? 'no' : 'yes'}`,
      ],
    ],
  )
}

/** What was found, as the tables of docs/reliability.md. */
export function inMarkdown({ database, vendors, disks, memory }: Found): string {
  const parts = [
    database === undefined ? '' : storm(database),
    vendors.length === 0
      ? ''
      : table(
          [
            'fault',
            'vendor',
            'accounts',
            'with an end',
            'questions',
            'on a quiet day',
            'briefs that say so',
            'doctor',
          ],
          vendors.map((one) => [
            one.fault,
            one.vendor,
            one.accounts,
            one.terminal,
            one.questions,
            one.calmQuestions,
            one.briefsWithGap,
            one.breaker.replace(/ \(.*\)$/, ''),
          ]),
        ),
    disks.length === 0
      ? ''
      : table(
          ['full', 'exit', 'it says', 'what to do', 'accounts', 'with an end', 'lost', 'twice'],
          disks.map((one) => [
            one.place,
            one.code ?? '',
            one.said,
            one.next,
            one.accounts,
            one.terminal,
            one.lost,
            one.duplicates,
          ]),
        ),
    memory.length === 0
      ? ''
      : table(
          ['MB', 'died of it', 'ended before', 'accounts', 'with an end', 'lost', 'twice'],
          memory.map((one) => [
            one.megabytes,
            one.hasDied ? 'yes' : 'no',
            one.endedBefore,
            one.accounts,
            one.terminal,
            one.lost,
            one.duplicates,
          ]),
        ),
  ]
  return parts.filter((part) => part !== '').join('\n\n')
}
