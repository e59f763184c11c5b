import type { Command } from 'commander'
import { totalOf } from '#orchestrator/undo/counts.ts'
import { undoRun, type UndoneRun } from '#orchestrator/undo/undo-run.ts'
import { AccountId } from '#records/ids.ts'
import type { ProvenPerson } from '#records/person.ts'
import { runsByPrefix } from '#state/read/run.ts'
import type { LeftStep } from '#state/read/undo-of-run.ts'
import type { Cli, OpenBook } from './cli.ts'
import { oneByPrefix } from './one-by-prefix.ts'
import { proveAtCommandLine } from './prove.ts'
import { undoScreen, whatOf } from './undo-screen.ts'
import { withBook } from './with-book.ts'

interface UndoFlags {
  readonly account?: string
  readonly dryRun?: true
}

const leftJson = ({ accountId, accountName, kind, asked, why, found }: LeftStep) => ({
  account: accountId,
  name: accountName,
  kind,
  what: whatOf({ kind, asked }),
  ref: asked === null ? null : asked.id,
  field: asked?.kind === 'restore' ? asked.field : null,
  why,
  found,
})

function resultJson(found: UndoneRun, account: string | undefined) {
  const { run, isDryRun, isInterrupted, accounts, restored, archived, voided, closed, takenBack, left } =
    found
  const mails = left.filter(({ kind }) => kind === 'send-email')
  return {
    run,
    account: account ?? null,
    dryRun: isDryRun,
    status: isInterrupted ? 'interrupted' : 'done',
    changed: isDryRun ? 0 : totalOf(found),
    accounts,
    restored,
    archived,
    voided,
    closed,
    takenBack,
    left: left.filter(({ kind }) => kind !== 'send-email').map(leftJson),
    cannotReturn: mails.map(leftJson),
  }
}

async function undo(cli: Cli, book: OpenBook, asked: UndoFlags & { readonly prefix: string }): Promise<void> {
  const which = { what: 'run', list: 'daybook runs' }
  const run = await oneByPrefix(asked.prefix, which, (start) => runsByPrefix(book.db, start))
  let person: ProvenPerson | undefined
  if (asked.dryRun !== true) {
    person = await proveAtCommandLine(cli, book)
    if (person === undefined) return
  }
  const found = await undoRun(
    { ...book.world, db: book.db },
    {
      runId: run.id,
      accountId: asked.account === undefined ? undefined : AccountId.parse(asked.account),
      person,
      config: book.config,
      stop: cli.stopSignal,
      onAccount: (done, of) => cli.print.progress(`undo ${done}/${of}`, of === 0 ? 1 : done / of),
    },
  )
  cli.print.result(resultJson(found, asked.account), undoScreen(found, cli.print))
  if (found.isInterrupted) cli.exitWith(130)
}

/** `daybook undo`: what a run did is taken back, as far as nobody has touched it since. */
export function registerUndo(program: Command, cli: Cli): void {
  program
    .command('undo')
    .description('take back what a run did, as far as nobody has changed it since; lists what stays, and why')
    .argument('<run>', 'a run, or the beginning of its id')
    .option('--account <id>', 'only this account of the run')
    .option('--dry-run', 'say what would come back and what would stay; change nothing')
    .addHelpText(
      'after',
      '\nNeeds a person who types their secret, except with --dry-run. The same command again goes on where it stopped, and changes nothing that is back already.\n\nExit codes: 0 done, whatever had to stay is listed · 4 nobody proved to be a person · 130 interrupted; the same command continues.',
    )
    .action((prefix: string, flags: UndoFlags) =>
      withBook(cli, (book) => undo(cli, book, { prefix, ...flags })),
    )
}
