import { resolve } from 'node:path'
import type { Command } from 'commander'
import { Fault } from '#base/fault.ts'
import { anchorAudit, anchorFile, anchorOfNow } from '#orchestrator/audit/anchor.ts'
import { checkAudit, type CheckedAudit } from '#orchestrator/audit/check-audit.ts'
import type { AuditRow } from '#records/audit-entry.ts'
import { auditList } from '#state/read/audit-list.ts'
import { runsByPrefix } from '#state/read/run.ts'
import type { Cli, OpenBook } from './cli.ts'
import { oneByPrefix } from './one-by-prefix.ts'
import { wholeNumber } from './run.ts'
import { withBook } from './with-book.ts'

function anchoredInWords({ anchored, rows }: CheckedAudit): readonly string[] {
  if (anchored === undefined)
    return [
      `There is no ${anchorFile}: a cut-off end or a chain written anew cannot be seen. Make one with: daybook audit anchor`,
    ]
  const { anchors, upTo, unreadable, isOtherCluster } = anchored
  const rest = rows > upTo ? `; ${rows - upTo} rows since are not anchored yet` : ''
  return [
    `${anchors} anchors, up to row ${upTo}${rest}`,
    ...(unreadable.length > 0
      ? [`${anchorFile}: no anchor can be read in line ${unreadable.join(', ')}`]
      : []),
    ...(isOtherCluster ? ['some anchors were made over another database server than this one'] : []),
  ]
}

function verifiedInWords(found: CheckedAudit): string {
  const { rows, head, broken } = found
  const fine = `${rows} rows, each following the one before it; head ${head === '' ? 'none yet' : head}`
  const chain = broken === undefined ? fine : `row ${broken.seq} does not stand: ${broken.why}`
  return [chain, ...anchoredInWords(found)].join('\n')
}

async function verify(cli: Cli, { db, world }: OpenBook): Promise<void> {
  const found = await checkAudit({ ...world, db })
  const { rows, head, broken, anchored } = found
  const value = { ok: broken === undefined, rows, head, broken: broken ?? null, anchored: anchored ?? null }
  cli.print.result(value, verifiedInWords(found))
  if (broken !== undefined) cli.exitWith(1)
}

async function appendTo(cli: Cli, to: string, text: string): Promise<void> {
  try {
    await cli.appendLine(resolve(cli.cwd, to), text)
  } catch (thrown) {
    if (!(thrown instanceof Error && 'syscall' in thrown)) throw thrown
    throw new Fault('refused', `cannot write ${to}: ${thrown.message}`, 'name another file with --to')
  }
}

async function anchor(cli: Cli, { db, world }: OpenBook, to: string | undefined): Promise<void> {
  const file = to ?? anchorFile
  const made = to === undefined ? await anchorAudit({ ...world, db }) : await anchorOfNow({ ...world, db })
  if (to !== undefined && made !== undefined) await appendTo(cli, to, JSON.stringify(made))
  const text =
    made === undefined
      ? 'The log is empty: nothing to hold yet.'
      : `row ${made.seq}, ${made.hash}, in ${file}`
  cli.print.result({ anchor: made ?? null, file: made === undefined ? null : file }, text)
}

interface ListFlags {
  readonly account?: string
  readonly run?: string
  readonly since?: Date
  readonly limit: number
}

const line = ({ seq, at, actor, kind, accountId, runId, body }: AuditRow): string =>
  `${String(seq).padStart(7)}  ${at.slice(0, 19).replace('T', ' ')}  ${kind}  by ${actor}${accountId === null ? '' : `  ${accountId}`}${runId === null ? '' : `  ${runId}`}\n         ${JSON.stringify(body)}`

async function list(cli: Cli, { db }: OpenBook, { account, run, since, limit }: ListFlags): Promise<void> {
  const asked = { what: 'run', list: 'daybook runs' }
  const runId =
    run === undefined ? undefined : (await oneByPrefix(run, asked, (start) => runsByPrefix(db, start))).id
  const items = await auditList(db, { accountId: account, runId, since, limit })
  cli.print.result(
    { items },
    items.length === 0 ? 'Nothing of that is in the log.' : items.map(line).join('\n'),
  )
}

function moment(text: string): Date {
  const at = new Date(text)
  if (!Number.isNaN(at.getTime())) return at
  throw new Fault(
    'refused',
    `--since ${JSON.stringify(text)} is no day and no moment`,
    'write it as 2026-11-21',
  )
}

/** `daybook audit`: reads the log of everything that was decided and done, checks it, and keeps its end outside the database. */
export function registerAudit(program: Command, cli: Cli): void {
  const audit = program.command('audit').description('the log of everything decided and done')
  audit
    .command('verify', { isDefault: true })
    .description(
      'recompute its chain and compare it with its anchors: a changed, inserted, dropped or moved row, a cut-off end and rewritten rows are found; exit 1 then',
    )
    .action(() => withBook(cli, (book) => verify(cli, book)))
  audit
    .command('anchor')
    .description(`write its end where the database cannot reach it: ${anchorFile} beside the book, or FILE`)
    .option('--to <file>', 'append it there instead, for example on another disk')
    .action(({ to }: { readonly to?: string }) => withBook(cli, (book) => anchor(cli, book, to)))
  audit
    .command('list')
    .description('its newest rows')
    .option('--account <id>', 'only of this account')
    .option('--run <run>', 'only of this run, or the beginning of its id')
    .option('--since <day>', 'only from this day or moment on', moment)
    .option('--limit <n>', 'so many rows', wholeNumber(1, 100_000), 50)
    .action((flags: ListFlags) => withBook(cli, (book) => list(cli, book, flags)))
}
