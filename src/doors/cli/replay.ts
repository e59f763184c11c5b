import type { Command } from 'commander'
import type { Difference } from '#orchestrator/replay/replay-ask.ts'
import { replayRun, type Replayed } from '#orchestrator/replay/replay-run.ts'
import { rulesetNamed } from '#orchestrator/replay/ruleset-of-version.ts'
import { runsByPrefix } from '#state/read/run.ts'
import type { Cli, OpenBook } from './cli.ts'
import { oneByPrefix } from './one-by-prefix.ts'
import { withBook } from './with-book.ts'

const line = ({ account, what, was, is }: Difference): string =>
  `  ${account}  ${what}\n    was: ${was}\n    is:  ${is}`

function screen(found: Replayed, ruleset: string | undefined): string {
  const { accounts, sameSelection, proposals, parsed, judged, unjudged, erased, underNewRules, different } =
    found
  const verdicts = different.filter(({ what }) => what === 'verdict').length
  return [
    `${found.run}: ${accounts} accounts, ${proposals} proposals; no model was asked`,
    `  selection  ${sameSelection ? 'the same, place by place' : 'not the same'}`,
    `  parse      ${parsed} of ${proposals} parsed again from the stored conversations`,
    `  verdicts   ${judged - verdicts} of ${judged} the same${ruleset === undefined ? '' : ` under ${ruleset}`}`,
    ...(unjudged > 0
      ? [`  ${unjudged} could not be judged again: the settings of their rules are not stored`]
      : []),
    ...(erased > 0
      ? [`  ${erased} erased: a person was forgotten, and what they were judged on is gone`]
      : []),
    ...(underNewRules > 0 && ruleset === undefined
      ? [`  ${underNewRules} were judged by earlier versions of the rules: today's stand in for them`]
      : []),
    ...different.map(line),
  ].join('\n')
}

async function replay(
  cli: Cli,
  book: OpenBook,
  { prefix, ruleset: named }: { readonly prefix: string; readonly ruleset: string | undefined },
): Promise<void> {
  const asked = { what: 'run', list: 'daybook runs' }
  const run = await oneByPrefix(prefix, asked, (start) => runsByPrefix(book.db, start))
  const world = { ...book.world, db: book.db }
  const ruleset = named === undefined ? undefined : await rulesetNamed(world, named, book.config)
  const found = await replayRun(world, {
    runId: run.id,
    ruleset: ruleset === undefined ? { kind: 'stored' } : { kind: 'of', ruleset },
    onProposal: (done) => {
      if (done % 50 === 0) cli.print.progress(`${done} proposals judged again`, 0)
    },
  })
  cli.print.result({ ...found, ruleset: ruleset?.version ?? null }, screen(found, ruleset?.version))
  // Under other rules a difference is the answer; under its own it is a fault.
  if (ruleset === undefined && (found.different.length > 0 || !found.sameSelection)) cli.exitWith(1)
}

/** `daybook replay`: a stored run once more, without a model. */
export function registerReplay(program: Command, cli: Cli): void {
  program
    .command('replay')
    .description('work a stored run once more without a model and list what comes out otherwise; exit 1 then')
    .argument('<run>', 'a run, or the beginning of its id')
    .option('--ruleset <version>', 'what other rules would have done: a version, or: today')
    .action((prefix: string, { ruleset }: { ruleset?: string }) =>
      withBook(cli, (book) => replay(cli, book, { prefix, ruleset })),
    )
}
