import { vendorInWords, wasAsked } from '#orchestrator/run/vendors.ts'
import type { RunSummary } from '#records/run.ts'
import type { Printer } from './cli.ts'
import { exclusionWords } from './plan-screen.ts'

const row = (count: number, what: string): string => `  ${String(count).padStart(6)}  ${what}`

const exclusions = (excluded: Readonly<Record<string, number>>): readonly string[] =>
  Object.entries(excluded)
    .filter(([, count]) => count > 0)
    .map(([reason, count]) => row(count, exclusionWords[reason] ?? reason))

/** Accounts that are neither chosen nor excluded: there was no place for them this time. */
function rankedLower({ scored, selected, excluded }: RunSummary): readonly string[] {
  const count = scored - selected - Object.values(excluded).reduce((sum, one) => sum + one, 0)
  return count > 0 ? [row(count, 'ranked lower; they come back as their score or their wait rises')] : []
}

/** How a command is typed where this screen is read: `daybook review` in a book's folder, longer in a clone. */
export type Typed = (words: string) => string

const inFolder: Typed = (words) => `daybook ${words}`

function next(summary: RunSummary, typed: Typed): readonly string[] {
  if (summary.stop !== undefined)
    return [
      `Paused: ${summary.stop.message}.`,
      ...(summary.stop.next === null ? [] : [`  → ${summary.stop.next}`]),
    ]
  if (summary.status === 'interrupted') return ['Stopped as you asked. The same command continues it.']
  if (summary.status === 'running')
    return [
      'The other workers go on with it.',
      `  ${typed('workers')}       who does what`,
      `  ${typed('run --watch')}   how far it is`,
    ]
  const waiting = summary.held + summary.failed
  const steps: readonly (readonly [string, string] | undefined)[] = [
    waiting > 0 ? [typed('review'), `what was held, and why: ${waiting} accounts of this run`] : undefined,
    summary.committed > 0 || summary.orders > 0
      ? [typed('sends list'), 'drafts that wait for your yes; nothing was sent']
      : undefined,
    summary.selected > 0 ? [`runs/${summary.run}/report.md`, 'the whole run, account by account'] : undefined,
    [typed('book'), 'coverage of the book by segment'],
  ]
  const shown = steps.filter((step) => step !== undefined)
  const width = Math.max(...shown.map(([command]) => command.length))
  return ['Next:', ...shown.map(([command, what]) => `  ${command.padEnd(width)}   ${what}`)]
}

const leftAlone = (summary: RunSummary): readonly string[] => {
  const lines = [...exclusions(summary.excluded), ...rankedLower(summary)]
  return lines.length === 0 ? [] : ['', 'Not worked this time:', ...lines]
}

const title = ({ status, continued, selected, scored, model }: RunSummary): string => {
  const verb = status === 'dry-run' ? 'Would work' : continued ? 'Continued' : 'Worked'
  const label = model === 'offline' ? 'the offline model (deterministic, no key, no cost)' : model
  return `${verb} the book: ${selected} of ${scored} accounts, with ${label}`
}

function outcomes({ selected, committed, held, failed, none }: RunSummary): readonly string[] {
  const open = selected - committed - held - failed - none
  return [
    row(committed, 'committed: what the gate cleared is in the CRM'),
    row(held, 'held for a person, each with the rule that stopped it'),
    row(failed, 'failed twice and wait in the review queue'),
    row(none, 'had nothing worth doing'),
    ...(open > 0 ? [row(open, 'not worked yet; none of them is lost')] : []),
  ]
}

const effects = ({ writes, orders, spend, wallMs }: RunSummary): string =>
  `  CRM: ${writes.created} created, ${writes.updated} updated, ${writes.unchanged} unchanged. Drafts waiting for a yes: ${orders} new.\n  Spent: $${spend.usd.toFixed(2)} in ${spend.modelCalls} model calls, ${(wallMs / 1000).toFixed(1)} s.`

const vendors = ({ vendors: all = [] }: RunSummary): readonly string[] =>
  all.filter(wasAsked).map((vendor) => `  Vendor ${vendorInWords(vendor)}.`)

/** What a person sees at the end of a run. */
export function runScreen(
  summary: RunSummary,
  print: Pick<Printer, 'bold' | 'dim'>,
  typed: Typed = inFolder,
): string {
  if (summary.status === 'dry-run')
    return [
      print.bold(title(summary)),
      ...leftAlone(summary),
      '',
      `Nothing was changed. Who and why: ${typed('plan')}`,
    ].join('\n')
  const finished = summary.continued && summary.spend.modelCalls === 0 && summary.status === 'done'
  return [
    print.bold(title(summary)),
    ...(finished
      ? [`  This run was finished already: nothing was done. More accounts: ${typed('run --more 50')}`]
      : []),
    '',
    ...outcomes(summary),
    '',
    effects(summary),
    ...vendors(summary),
    ...leftAlone(summary),
    '',
    ...next(summary, typed),
  ].join('\n')
}
