import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { type Command, InvalidArgumentError } from 'commander'
import * as z from 'zod'
import { Fault } from '#base/fault.ts'
import { reviewWays } from '#orchestrator/review/ways.ts'
import { Decision } from '#records/decision.ts'
import type { QueueItem } from '#records/queue-item.ts'
import { LocalDate } from '#records/time.ts'
import { ask } from '#state/read/question.ts'
import { evidenceCited } from '#state/read/evidence-cited.ts'
import { queueDecisions } from '#state/read/queue-decisions.ts'
import { queueItemsByPrefix } from '#state/read/queue-item.ts'
import { queueList } from '#state/read/queue-list.ts'
import type { Cli, OpenBook } from './cli.ts'
import { itemsAsked, oneByPrefix } from './one-by-prefix.ts'
import { decideAtCommandLine } from './review-decide.ts'
import { itemLine, itemText, rulesOf } from './review-text.ts'
import { wholeNumber } from './run.ts'
import { withBook } from './with-book.ts'

interface ListFlags {
  readonly all?: boolean
  readonly owner?: string
  readonly limit: number
}

async function list(cli: Cli, book: OpenBook, { all, owner, limit }: ListFlags): Promise<void> {
  const found = await queueList(book.db, { now: cli.now(), all, ownerId: owner, limit })
  const items = found.map((item) => ({ ...item, rules: rulesOf(item) }))
  const lines = items.map(itemLine)
  const next = '\nLook at one with: daybook review show ID (the beginning of the id will do)'
  cli.print.result({ items }, lines.length === 0 ? 'Nothing waits for a person.' : lines.join('\n') + next)
}

const citedBy = ({ proposal, held }: QueueItem) => [
  ...(proposal?.draft?.sentences.flatMap(({ cites }) => cites) ?? []),
  ...held.flatMap(({ action }) => {
    const one = proposal?.actions[action]
    return one !== undefined && 'cites' in one ? one.cites : []
  }),
]

async function show(cli: Cli, book: OpenBook, prefix: string): Promise<void> {
  const item = await oneByPrefix(prefix, itemsAsked, (start) => queueItemsByPrefix(book.db, start))
  const cited = await ask(book.db, evidenceCited(citedBy(item)))
  const facts = new Map(cited.map((fact) => [String(fact.id), fact]))
  const decisions = await queueDecisions(book.db, item.id)
  const said = decisions.map(
    ({ by, at, decision }) => `  ${at.slice(0, 16).replace('T', ' ')} ${by}: ${decision.kind}`,
  )
  const { canOverride } = reviewWays({ ...book.world, db: book.db }, book.config)
  const text =
    itemText(item, facts, canOverride) + (said.length === 0 ? '' : `\nDecided:\n${said.join('\n')}`)
  cli.print.result({ ...item, rules: rulesOf(item), facts: cited, decisions }, text)
}

const Edited = z.object({ actions: z.unknown(), draft: z.unknown() })

/** Reads other actions, and a draft, from a file: `{"actions": […], "draft": {…}}`; a whole proposal will do. */
async function readEdit(cli: Cli, file: string): Promise<Decision> {
  const path = resolve(cli.cwd, file)
  const text = await readFile(path, 'utf8').catch((thrown: unknown) => {
    throw new Fault('refused', `cannot read ${path}: ${thrown instanceof Error ? thrown.message : ''}`)
  })
  let raw: unknown
  try {
    raw = JSON.parse(text)
  } catch {
    throw new Fault('refused', `${path} is no JSON`)
  }
  const { actions, draft } = Edited.partial().parse(raw)
  const parsed = Decision.safeParse({ kind: 'edit', actions, ...(draft === undefined ? {} : { draft }) })
  if (parsed.success) return parsed.data
  throw new Fault(
    'refused',
    `${path} holds no actions: ${z.prettifyError(parsed.error)}`,
    'take the shape from: daybook review show ID --json, under proposal',
  )
}

/** A decision from words of the command line, parsed like any other input. */
function decisionOf(raw: unknown): Decision {
  const parsed = Decision.safeParse(raw)
  if (parsed.success) return parsed.data
  throw new Fault('refused', z.prettifyError(parsed.error), 'see: daybook review --help')
}

interface DecideFlags {
  readonly itemVersion?: number
  readonly reason?: string
  readonly file?: string
  readonly until?: string
}

const version = [
  '--item-version <n>',
  'the version you looked at (default: the one that stands)',
  wholeNumber(1),
] as const

type Deciding = (
  id: string,
  flags: DecideFlags,
  decision: () => Promise<Decision> | Decision,
) => Promise<void>

/** A day that has not begun anywhere yet is fine; one that is over puts nothing off. */
const futureDay =
  (cli: Cli) =>
  (text: string): string => {
    const today = cli.now().toISOString().slice(0, 10)
    if (LocalDate.safeParse(text).success && text > today) return text
    throw new InvalidArgumentError(
      `expected a day after ${today}, like 2026-03-31, got ${JSON.stringify(text)}`,
    )
  }

/** The three decisions that let something out; each asks for a person. */
function registerReleases(review: Command, cli: Cli, decide: Deciding): void {
  review
    .command('fix')
    .description('apply the prepared fix and release what is left (needs a person)')
    .argument('<id>')
    .option(...version)
    .action((id: string, flags: DecideFlags) => decide(id, flags, () => ({ kind: 'fix' })))
  review
    .command('approve')
    .description('release it as it is, against the rules that stopped it; logged (needs a person)')
    .argument('<id>')
    .requiredOption('--reason <text>', 'why the rules may be overridden here')
    .option(...version)
    .action((id: string, flags: DecideFlags) =>
      decide(id, flags, () => decisionOf({ kind: 'approve', reason: flags.reason })),
    )
  review
    .command('edit')
    .description('release other actions instead, through the gate again (needs a person)')
    .argument('<id>')
    .requiredOption('--file <json>', 'the actions, and the draft if one is sent')
    .option(...version)
    .action((id: string, flags: DecideFlags) => decide(id, flags, () => readEdit(cli, flags.file ?? '')))
}

/** The decisions that let nothing out. */
function registerRest(review: Command, cli: Cli, decide: Deciding): void {
  review
    .command('reject')
    .description('drop it, for this cause for good')
    .argument('<id>')
    .requiredOption('--reason <text>', 'why')
    .option(...version)
    .action((id: string, flags: DecideFlags) =>
      decide(id, flags, () => decisionOf({ kind: 'reject', reason: flags.reason })),
    )
  review
    .command('snooze')
    .description('put it off')
    .argument('<id>')
    .requiredOption('--until <day>', 'YYYY-MM-DD', futureDay(cli))
    .option(...version)
    .action((id: string, flags: DecideFlags) =>
      decide(id, flags, () => decisionOf({ kind: 'snooze', until: flags.until })),
    )
  review
    .command('assign')
    .description('give it to somebody else’s queue')
    .argument('<id>')
    .argument('<owner>', 'an owner’s id')
    .option(...version)
    .action((id: string, owner: string, flags: DecideFlags) =>
      decide(id, flags, () => decisionOf({ kind: 'assign', to: owner })),
    )
}

/** `daybook review`: what the gate held, and what a person says to it. */
export function registerReview(program: Command, cli: Cli): void {
  const review = program.command('review').description('what the gate held, and what you say to it')
  const decide: Deciding = (id, flags, decision) =>
    withBook(cli, async (book) => {
      await decideAtCommandLine(cli, book, {
        prefix: id,
        version: flags.itemVersion,
        decision: await decision(),
      })
    })
  review
    .command('list', { isDefault: true })
    .description('what waits for a person, oldest first')
    .option('--all', 'decided ones, too')
    .option('--owner <id>', 'one owner’s only')
    .option('--limit <n>', 'at most so many', wholeNumber(1), 200)
    .action((flags: ListFlags) => withBook(cli, (book) => list(cli, book, flags)))
  review
    .command('show')
    .description('one item: the account, the actions, what stopped them, the draft with its facts')
    .argument('<id>', 'an item, or the beginning of its id')
    .action((id: string) => withBook(cli, (book) => show(cli, book, id)))
  registerReleases(review, cli, decide)
  registerRest(review, cli, decide)
}
