import type { RunSummary } from '#records/run.ts'
import type { Printer } from './cli.ts'

const row = (count: number, what: string): string => `  ${String(count).padStart(6)}  ${what}`

const why: Readonly<Record<string, string>> = {
  suppressed: 'must not be written to',
  'live-thread': 'a colleague is in touch with them',
  'in-review': 'wait for a person already',
  'in-flight': 'are being worked right now',
  snoozed: 'snoozed',
  'next-touch': 'have a later next touch',
  'touched-recently': 'were worked in the last days',
  'owner-at-capacity': 'their owner has enough to review',
}

const exclusions = (excluded: Readonly<Record<string, number>>): readonly string[] =>
  Object.entries(excluded)
    .filter(([, count]) => count > 0)
    .map(([reason, count]) => row(count, `${why[reason] ?? reason}`))

function next(summary: RunSummary): readonly string[] {
  if (summary.status === 'interrupted') return ['Stopped as you asked. It continues with: daybook run']
  const steps = [
    summary.held + summary.failed > 0
      ? `  daybook review              ${summary.held + summary.failed} accounts need a decision`
      : undefined,
    summary.committed > 0
      ? '  daybook sends list          drafts that wait for your yes; nothing was sent'
      : undefined,
    `  runs/${summary.run}/report.md   the whole run, account by account`,
    '  daybook book                coverage of the book by segment',
  ].filter((line) => line !== undefined)
  return ['Next:', ...steps]
}

/** What a person sees at the end of a run. */
export function runScreen(summary: RunSummary, print: Pick<Printer, 'bold' | 'dim'>): string {
  const { spend, writes } = summary
  const label =
    summary.model === 'offline' ? 'the offline model (deterministic, no key, no cost)' : summary.model
  const nothing = summary.continued && spend.modelCalls === 0 && summary.status === 'done'
  return [
    print.bold(
      `${summary.continued ? 'Continued' : 'Worked'} the book: ${summary.selected} of ${summary.scored} accounts, with ${label}`,
    ),
    ...(nothing
      ? [`  This run was finished already: nothing was done. More accounts: daybook run --more 50`]
      : []),
    '',
    row(summary.committed, 'committed: what the gate cleared is in the CRM'),
    row(summary.held, 'held for a person, each with the rule that stopped it'),
    row(summary.failed, 'failed twice and wait in the review queue'),
    row(summary.none, 'had nothing worth doing'),
    '',
    `  CRM: ${writes.created} created, ${writes.updated} updated, ${writes.unchanged} unchanged. Drafts waiting for a yes: ${summary.orders} new. Spent: $${spend.usd.toFixed(2)} in ${spend.modelCalls} model calls, ${(summary.wallMs / 1000).toFixed(1)} s.`,
    ...(Object.values(summary.excluded).some((count) => count > 0)
      ? ['', 'Left alone on purpose:', ...exclusions(summary.excluded)]
      : []),
    '',
    ...next(summary),
  ].join('\n')
}
