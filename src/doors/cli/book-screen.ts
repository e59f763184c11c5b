import type { Coverage } from '#state/read/coverage.ts'
import type { SegmentMove } from '#state/read/segment-moves.ts'
import type { Printer } from './cli.ts'
import { exclusionWords } from './plan-screen.ts'
import { table, type Column } from './table.ts'

/** One segment as `daybook book --json` lists it. */
export interface SegmentCoverage {
  readonly id: string
  readonly segment: string
  readonly accounts: number
  readonly eligible: number
  readonly workedIn7Days: number
  readonly longestWaitDays: number
  readonly excluded: Readonly<Record<string, number>>
}

const sum = (rows: readonly Coverage[]): number => rows.reduce((all, { accounts }) => all + accounts, 0)

/** The segments in the order of the config, those of earlier configs last. */
export function bySegment(rows: readonly Coverage[], order: readonly string[]): readonly SegmentCoverage[] {
  const found = Map.groupBy(rows, ({ segment }) => segment)
  const names = [...order, ...[...found.keys()].filter((name) => !order.includes(name))]
  return names.map((segment) => {
    const mine = found.get(segment) ?? []
    const waiting = mine.filter(({ reason }) => reason === undefined || reason === 'owner-at-capacity')
    return {
      id: segment,
      segment,
      accounts: sum(mine),
      eligible: sum(mine.filter(({ reason }) => reason === undefined)),
      workedIn7Days: mine.reduce((all, { worked }) => all + worked, 0),
      longestWaitDays: Math.max(0, ...waiting.map(({ longestWaitDays }) => longestWaitDays)),
      excluded: Object.fromEntries(
        mine.flatMap(({ reason, accounts }) => (reason === undefined ? [] : [[reason, accounts]])),
      ),
    }
  })
}

const columns: readonly Column[] = [
  { title: 'segment', width: 18 },
  { title: 'accounts', width: 8, right: true },
  { title: 'worked 7 d', width: 10, right: true },
  { title: 'longest wait', width: 12, right: true },
  { title: 'eligible', width: 8, right: true },
  { title: 'left out', width: 34 },
]

const whyNot = (excluded: SegmentCoverage['excluded']): string =>
  Object.entries(excluded)
    .toSorted(([, a], [, b]) => b - a)
    .map(([reason, count]) => `${count} ${reason}`)
    .join(', ')

/** Coverage as a person reads it, at most 100 columns wide. */
export function bookScreen(
  name: string,
  segments: readonly SegmentCoverage[],
  print: Pick<Printer, 'bold'>,
): string {
  const total = segments.reduce((all, { accounts }) => all + accounts, 0)
  const worked = segments.reduce((all, { workedIn7Days }) => all + workedIn7Days, 0)
  const reasons = new Map<string, number>()
  for (const { excluded } of segments)
    for (const [reason, count] of Object.entries(excluded))
      reasons.set(reason, (reasons.get(reason) ?? 0) + count)
  return [
    print.bold(`${name}: ${total} accounts, ${worked} worked in the last 7 days`),
    '',
    ...table(
      columns,
      segments.map((one) => [
        one.segment,
        String(one.accounts),
        String(one.workedIn7Days),
        `${Math.floor(one.longestWaitDays)} d`,
        String(one.eligible),
        whyNot(one.excluded),
      ]),
    ),
    ...(reasons.size === 0 ? [] : ['', print.bold('Left out now')]),
    ...[...reasons].map(
      ([reason, count]) => `${String(count).padStart(8)}  ${exclusionWords[reason] ?? reason}  (${reason})`,
    ),
    '',
    'Next: daybook plan shows whom a run would work, daybook account ID why one account is chosen or not.',
  ].join('\n')
}

/** What a change of the segment rules moves. */
export function movesScreen(moves: readonly SegmentMove[], print: Pick<Printer, 'bold'>): string {
  const moved = moves.filter(({ from, to }) => from !== to)
  const total = moved.reduce((all, { accounts }) => all + accounts, 0)
  if (total === 0)
    return 'The rules of daybook.toml move nobody: the index has every account where they put it.'
  return [
    print.bold(
      `The rules of daybook.toml would move ${total} account${total === 1 ? '' : 's'}. Nothing was changed.`,
    ),
    '',
    ...table(
      [
        { title: 'from', width: 20 },
        { title: 'to', width: 20 },
        { title: 'accounts', width: 8, right: true },
        { title: 'for example', width: 46 },
      ],
      moved.map(({ from, to, accounts, examples }) => [from, to, String(accounts), examples.join(', ')]),
    ),
    '',
    'Apply them with: daybook book segments',
  ].join('\n')
}
