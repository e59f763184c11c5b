import { usd } from '#base/money.ts'
import type { Run, RunSummary } from '#records/run.ts'
import type { Feasibility } from '#records/selection.ts'
import type { SpendRow } from '#state/read/spend-by.ts'
import type { ResultRow } from '#state/read/work-item.ts'
import { causeInWords } from './cause.ts'
import { vendorInWords, wasAsked } from './vendors.ts'

/** Two accounts of one run that meet: the same person or the same domain. */
export interface Conflict {
  readonly what: string
  readonly accounts: readonly string[]
}

export interface ReportInput {
  readonly run: Run
  readonly summary: RunSummary
  readonly results: readonly ResultRow[]
  readonly conflicts: readonly Conflict[]
  readonly feasibility: Feasibility
  /** What the run spent by model, whoever worked it; without a key: its vendors. undefined: the ledger gave no answer. */
  readonly spent: readonly SpendRow[] | undefined
}

/** A cell of a Markdown table: a pipe or a line break in a company's name must not break the table. */
const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll(/\s+/g, ' ').slice(0, 120)

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  rows.length === 0
    ? '_none_'
    : [head, head.map(() => '---'), ...rows].map((row) => `| ${row.map(cell).join(' | ')} |`).join('\n')

/** Causes with their counts, most frequent first. */
export function causesOf(results: readonly ResultRow[]): readonly (readonly [string, number])[] {
  const counts = new Map<string, number>()
  for (const { outcome, reason, held_by: heldBy } of results) {
    const causes =
      outcome === 'failed'
        ? [`failed: ${reason ?? ''}`]
        : outcome === 'held'
          ? heldBy.length > 0
            ? heldBy.map((rule) => `held by ${rule}`)
            : ['held for a person (autonomy or protected field)']
          : []
    for (const cause of new Set(causes)) counts.set(cause, (counts.get(cause) ?? 0) + 1)
  }
  return [...counts].toSorted(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
}

const money = ({ summary, spent }: ReportInput): string => {
  if (spent === undefined) return 'not known: the ledger could not be read.'
  const worked = summary.committed + summary.held
  const sum = (
    rows: readonly SpendRow[],
    of: 'calls' | 'microUsd' | 'inputTokens' | 'outputTokens',
  ): number => rows.reduce((total, row) => total + row[of], 0)
  const dollars = usd(sum(spent, 'microUsd'))
  const each = worked === 0 ? '' : `, $${(dollars / worked).toFixed(4)} for each account with a proposal`
  const models = spent.filter(({ key }) => key !== null)
  return `$${dollars.toFixed(2)}${each}; ${sum(models, 'calls')} model calls by ${summary.model}, ${sum(models, 'inputTokens')} tokens in, ${sum(models, 'outputTokens')} out (the whole run, all its workers).`
}

const opening = ({ run, summary, feasibility }: ReportInput): string => {
  const paused = run.pausedFor === null ? '' : ` (${run.pausedFor})`
  const label = run.model === 'offline' ? ' (deterministic, no language model was asked)' : ''
  const fairness = feasibility.feasible
    ? 'Every promise of fairness can be kept.'
    : feasibility.shortfalls
        .map(({ found, wouldDo }) => `Short of fairness: ${found}; ${wouldDo}.`)
        .join('\n')
  return `${causeInWords(run.cause)}, started ${run.startedAt}, ${summary.status}${paused}. Model: ${run.model}${label}.

${summary.scored} accounts scored, ${summary.selected} chosen: ${summary.committed} committed, ${summary.held} held for a person, ${summary.failed} failed, ${summary.none} with nothing to do.
${fairness}`
}

const resultRow = (row: ResultRow): readonly string[] => [
  String(row.rank),
  `${row.name} (${row.account_id})`,
  row.segment,
  row.seat,
  row.score.toFixed(1),
  row.outcome ?? 'open',
  row.reason ?? '',
]

const counted = (rows: readonly (readonly [string, number])[]): readonly (readonly string[])[] =>
  rows.map(([what, count]) => [what, String(count)])

/** Only what was asked in this invocation. */
const vendorsOf = ({ vendors = [] }: RunSummary): readonly (readonly [string, string])[] => {
  const asked = vendors.filter(wasAsked)
  return asked.length === 0 ? [] : [['Vendors', asked.map((one) => `- ${vendorInWords(one)}`).join('\n')]]
}

/** report.md of a run: what came of it, what conflicts, why things stopped, what it cost. */
export function reportOf(input: ReportInput): string {
  const { run, summary, results, conflicts } = input
  const excluded = Object.entries(summary.excluded).toSorted(([a], [b]) => (a < b ? -1 : 1))
  const sections = [
    ['Left out', table(['why', 'accounts'], counted(excluded))],
    ['Why things stopped', table(['cause', 'accounts'], counted(causesOf(results)))],
    [
      'Accounts that meet',
      table(
        ['what', 'accounts'],
        conflicts.map(({ what, accounts }) => [what, accounts.join(', ')]),
      ),
    ],
    ['Money', money(input)],
    ...vendorsOf(summary),
    [
      'Results by rank',
      table(['rank', 'account', 'segment', 'seat', 'score', 'outcome', 'why'], results.map(resultRow)),
    ],
  ]
  const body = sections.map(([title, text]) => `## ${title}\n\n${text}\n`).join('\n')
  return `# Run ${run.id}\n\n${opening(input)}\n\n${body}`
}
