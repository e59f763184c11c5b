import type { Command } from 'commander'
import { Fault } from '#base/fault.ts'
import { factsOfDossier } from '#records/dossier-facts.ts'
import type { Account } from '#records/account.ts'
import type { Dossier, Timeline } from '#records/dossier.ts'
import type { Fact } from '#records/fact.ts'
import { textOf } from '#records/fields.ts'
import { AccountId } from '#records/ids.ts'
import { accountHistory } from '#state/read/account-history.ts'
import type { AccountRun } from '#state/read/account-history.ts'
import { accountStanding } from '#state/read/account-standing.ts'
import type { AccountStanding } from '#state/read/account-standing.ts'
import { briefFacts } from '#state/read/brief-facts.ts'
import { exclusionNow } from '#state/read/index-exclusion.ts'
import type { Cli, OpenBook, Printer } from './cli.ts'

/** By id, else by domain, else by name. More than one bearer of a name is said, never guessed. */
async function find(book: OpenBook, asked: string): Promise<AccountId> {
  const { crm } = book.world
  const id = AccountId.safeParse(asked)
  const byId = id.success ? await crm.get('account', [asked]) : []
  const found: readonly Account[] =
    byId.length > 0
      ? byId
      : [
          ...(await crm.match('account', 'domain', [asked.toLowerCase()])),
          ...(await crm.match('account', 'name', [asked.toLowerCase()])),
          ...(await crm.match('account', 'key', [asked])),
        ]
  const ids = [...new Set(found.map((account) => account.id))]
  const [only] = ids
  if (only === undefined)
    throw new Fault(
      'refused',
      `no account has the id, domain, name or key ${JSON.stringify(asked)}`,
      'list the book with: daybook export crm --json',
    )
  if (ids.length > 1)
    throw new Fault(
      'refused',
      `${ids.length} accounts are called ${JSON.stringify(asked)}: ${ids.slice(0, 5).join(', ')}`,
      'name one by its id',
    )
  return only
}

interface Shown {
  readonly dossier: Dossier
  readonly timeline: Timeline
  readonly facts: readonly Fact[]
  readonly standing: AccountStanding | undefined
  readonly excluded: string | undefined
  readonly runs: readonly AccountRun[]
}

const shortly = (value: unknown): string =>
  (typeof value === 'string' ? value : JSON.stringify(value)).replaceAll(/\s+/g, ' ').slice(0, 90)

const day = (at: string): string => at.slice(0, 10)

function whyLines({ standing, excluded, runs }: Shown): readonly string[] {
  if (standing === undefined) return ['not ranked yet: daybook sync']
  const now = excluded === undefined ? 'may be chosen by the next run' : `left alone now: ${excluded}`
  return [
    `segment ${standing.segment}, stage ${standing.stage}, ${now}${standing.flags.length > 0 ? `; flags: ${standing.flags.join(', ')}` : ''}`,
    ...runs.map(
      (run) =>
        `${day(run.day)}  rank ${run.rank} by ${run.seat}, score ${run.score.toFixed(1)}: ${run.reasons.join('; ')}\n              → ${run.outcome ?? 'open'}${run.reason === null ? '' : `: ${run.reason}`}`,
    ),
  ]
}

function screen(shown: Shown, print: Pick<Printer, 'bold' | 'dim'>): string {
  const { dossier, timeline, facts } = shown
  const { account, contacts, deals } = dossier
  const section = (title: string, lines: readonly string[]): readonly string[] => [
    '',
    print.bold(title),
    ...(lines.length === 0 ? ['  none'] : lines.map((line) => `  ${line}`)),
  ]
  return [
    print.bold(`${textOf(account.fields, 'name') ?? account.id}  ${account.id}`),
    ...section('Why chosen, or not', whyLines(shown)),
    ...section(
      'Contacts',
      contacts.map(
        ({ id, fields }) =>
          `${id}  ${shortly(fields['firstName'] ?? '')} ${shortly(fields['lastName'] ?? '')}, ${shortly(fields['title'] ?? '?')}, ${shortly(fields['email'] ?? 'no address')}`,
      ),
    ),
    ...section(
      'Deals',
      deals.map(
        ({ id, fields }) =>
          `${id}  ${shortly(fields['name'] ?? '')}, ${shortly(fields['stage'] ?? '?')}, ${shortly(fields['amount'] ?? '?')} ${shortly(fields['currency'] ?? '')}`,
      ),
    ),
    ...section(
      'Facts',
      facts
        .filter(({ subject }) => subject.object === 'account')
        .map(
          (fact) =>
            `${day(fact.observedAt)}  ${fact.field} = ${shortly(fact.value)}  ${print.dim(`${fact.source}, ${fact.trust}${fact.tainted ? ', written by an outsider' : ''}, ${fact.id}`)}`,
        ),
    ),
    ...section(
      'Timeline',
      timeline.activities
        .slice(0, 15)
        .map(
          ({ at, type, direction, author, subject }) =>
            `${day(at)}  ${type}${direction === 'none' ? '' : ` ${direction}`} by ${author}: ${shortly(subject)}`,
        ),
    ),
  ].join('\n')
}

/** `daybook account ID`: the record, its facts and timeline, and why runs chose it or left it alone. */
export function registerAccount(program: Command, cli: Cli): void {
  program
    .command('account')
    .description('one account: facts with sources, timeline, why it was chosen or not')
    .argument('<id>', 'its id, domain, name or key')
    .action(async (asked: string) => {
      const book = await cli.openBook()
      try {
        const { world, db, config } = book
        const accountId = await find(book, asked)
        const dossier = await world.crm.dossier(accountId)
        if (dossier === undefined)
          throw new Fault('refused', `the CRM no longer has the account ${accountId}`)
        const [timeline, stored, standing, runs, excluded] = await Promise.all([
          world.crm.timeline(accountId, 50),
          briefFacts({ db }, accountId),
          accountStanding(db, accountId),
          accountHistory(db, accountId),
          exclusionNow(db, { accountId, now: world.clock(), select: config.select }),
        ])
        const facts = [...factsOfDossier(dossier, world.crm.system), ...stored]
        const shown = { dossier, timeline, facts, standing, excluded, runs }
        cli.print.result(shown, screen(shown, cli.print))
      } finally {
        await book.close()
      }
    })
}
