import type { Command } from 'commander'
import { Fault } from '#base/fault.ts'
import { factsOfDossier } from '#records/dossier-facts.ts'
import type { Account } from '#records/account.ts'
import { AccountId } from '#records/ids.ts'
import { accountHistory } from '#state/read/account-history.ts'
import { accountStanding } from '#state/read/account-standing.ts'
import { ask } from '#state/read/question.ts'
import { briefFacts } from '#state/read/brief-facts.ts'
import { exclusionNow } from '#state/read/index-exclusion.ts'
import type { Cli, OpenBook } from './cli.ts'
import { accountScreen } from './account-screen.ts'

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
          ask(db, briefFacts(accountId)),
          accountStanding(db, accountId),
          accountHistory(db, accountId),
          exclusionNow(db, { accountId, now: world.clock(), select: config.select }),
        ])
        const facts = [...factsOfDossier(dossier, world.crm.system), ...stored]
        const shown = { dossier, timeline, facts, standing, excluded, runs }
        cli.print.result(shown, accountScreen(shown, cli.print))
      } finally {
        await book.close()
      }
    })
}
