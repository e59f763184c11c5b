import type { Selection } from '#records/selection.ts'
import type { Estimate } from '#orchestrator/budget/estimate.ts'
import type { Printer } from './cli.ts'
import { estimateText } from './estimate-text.ts'
import { table, type Column } from './table.ts'

/** Why accounts are left out, in the words a person reads. */
export const exclusionWords: Readonly<Record<string, string>> = {
  suppressed: 'must not be written to',
  'live-thread': 'a colleague is in touch with them',
  'in-review': 'wait for a person already',
  'in-flight': 'are being worked right now',
  snoozed: 'snoozed',
  'next-touch': 'have a later next touch',
  'touched-recently': 'were worked in the last days',
  'owner-at-capacity': 'their owner has enough to review',
  'no-meeting': 'have no meeting ahead to prepare',
}

const whoColumns: readonly Column[] = [
  { title: 'rank', width: 4, right: true },
  { title: 'account', width: 24 },
  { title: 'segment', width: 14 },
  { title: 'score', width: 5, right: true },
  { title: 'why', width: 45 },
]

const segmentColumns: readonly Column[] = [
  { title: 'segment', width: 20 },
  { title: 'accounts', width: 9, right: true },
  { title: 'eligible', width: 9, right: true },
  { title: 'chosen', width: 7, right: true },
  { title: 'floor', width: 6, right: true },
  { title: 'runs without floor', width: 18, right: true },
]

const who = ({ chosen }: Selection, shown: number): readonly string[] => [
  ...table(
    whoColumns,
    chosen
      .slice(0, shown)
      .map((one) => [String(one.rank), one.name, one.segment, one.score.toFixed(1), one.reasons.join('; ')]),
  ),
  ...(chosen.length > shown ? [`      … and ${chosen.length - shown} more: daybook plan --all`] : []),
]

const leftOut = ({ excluded }: Selection): readonly string[] => {
  const rows = Object.entries(excluded).filter(([, count]) => count > 0)
  return rows.length === 0
    ? ['Nobody is left out.']
    : rows.map(
        ([reason, count]) => `${String(count).padStart(8)}  ${exclusionWords[reason] ?? reason}  (${reason})`,
      )
}

const promise = { 'max-wait': 'waiting', 'max-dark-runs': 'segments' } as const

const fairness = ({ feasibility }: Selection): readonly string[] =>
  feasibility.feasible
    ? ['All promises can be kept: nobody waits too long, no segment goes dark.']
    : [
        'Not every promise can be kept:',
        ...feasibility.shortfalls.flatMap((shortfall) => [
          `  ${promise[shortfall.promise]}: ${shortfall.found}`,
          `    what would do: ${shortfall.wouldDo}`,
        ]),
      ]

/** Fewer chosen than the floor is no broken promise yet, and must not look like one. */
const floorNote = ({ feasibility, segments }: Selection): readonly string[] =>
  feasibility.feasible && segments.some(({ chosen, floor }) => chosen < floor)
    ? ['A floor is not served in every run, only before its segment would go dark: select.maxDarkRuns.']
    : []

/** The plan as a person reads it, at most 100 columns wide. */
export function planScreen(
  selection: Selection,
  estimate: Estimate,
  { print, shown }: { readonly print: Pick<Printer, 'bold'>; readonly shown: number },
): string {
  return [
    print.bold(`A run now would work ${selection.chosen.length} of ${selection.scored} accounts`),
    estimateText(estimate),
    'Nothing was changed.',
    '',
    ...(selection.chosen.length === 0 ? ['Nobody may be worked now.'] : who(selection, shown)),
    '',
    print.bold('Left out'),
    ...leftOut(selection),
    '',
    print.bold('Fairness'),
    ...fairness(selection),
    ...table(
      segmentColumns,
      selection.segments.map((one) => [
        one.segment,
        ...[one.accounts, one.eligible, one.chosen, one.floor, one.dark].map(String),
      ]),
    ),
    ...floorNote(selection),
  ].join('\n')
}
