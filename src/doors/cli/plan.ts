import type { Command } from 'commander'
import { usd } from '#base/money.ts'
import { chooseNow } from '#orchestrator/run/open-run.ts'
import { callsPerAccount } from '#state/read/coverage-calls.ts'
import type { Cli, OpenBook } from './cli.ts'
import { planScreen, type Estimate } from './plan-screen.ts'
import { wholeNumber } from './run.ts'
import { withBook } from './with-book.ts'

interface PlanFlags {
  readonly limit?: number
  readonly all?: true
}

/** Before the first run nothing is known of a book; these are the offline drafter's usual turns. */
const usualCalls = 3

async function estimateFor({ db, world }: OpenBook, accounts: number): Promise<Estimate> {
  const model = world.model.name
  const past = await callsPerAccount(db, model, 5)
  return {
    accounts,
    modelCalls: Math.round(accounts * (past?.calls ?? usualCalls)),
    usd: model === 'offline' ? 0 : usd(Math.round(accounts * (past?.microUsd ?? 0))),
    model,
  }
}

/** `daybook plan`: whom a run would work and why, whom it would leave out, whether the promises hold, what it would cost. */
export function registerPlan(program: Command, cli: Cli): void {
  program
    .command('plan')
    .description('whom a run would work now, and why; changes nothing')
    .option('--limit <n>', 'accounts to work (default: select.limit of daybook.toml)', wholeNumber(1, 10_000))
    .option('--all', 'show every account, not the first 20')
    .action(async (flags: PlanFlags) =>
      withBook(cli, async (book) => {
        const limit = flags.limit ?? book.config.select.limit
        const selection = await chooseNow({ ...book.world, db: book.db }, { config: book.config, limit })
        const estimate = await estimateFor(book, selection.chosen.length)
        const { basis, ...feasibility } = selection.feasibility
        cli.print.result(
          { ...selection, selected: selection.chosen.length, feasibility, estimate, now: basis?.now },
          planScreen(selection, estimate, { print: cli.print, shown: flags.all === true ? Infinity : 20 }),
        )
      }),
    )
}
