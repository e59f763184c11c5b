import { Option } from 'commander'
import type { Command } from 'commander'
import { estimate } from '#orchestrator/budget/estimate.ts'
import { chooseNow } from '#orchestrator/run/open-run.ts'
import { SkillName } from '#records/words.ts'
import type { Cli } from './cli.ts'
import { planScreen } from './plan-screen.ts'
import { wholeNumber } from './run.ts'
import { withBook } from './with-book.ts'

interface PlanFlags {
  readonly limit?: number
  readonly all?: true
  readonly skill?: SkillName
}

/** `daybook plan`: whom a run would work and why, whom it would leave out, whether the promises hold, what it would cost. */
export function registerPlan(program: Command, cli: Cli): void {
  program
    .command('plan')
    .description('whom a run would work now, and why; changes nothing')
    .option('--limit <n>', 'accounts to work (default: select.limit of daybook.toml)', wholeNumber(1, 10_000))
    .addOption(
      new Option('--skill <name>', 'whom a run of this one kind of work would take').choices(
        SkillName.options,
      ),
    )
    .option('--all', 'show every account, not the first 20')
    .action(async (flags: PlanFlags) =>
      withBook(cli, async (book) => {
        const limit = flags.limit ?? book.config.select.limit
        const ask = { config: book.config, limit, skill: flags.skill }
        const selection = await chooseNow({ ...book.world, db: book.db }, ask)
        const segments = selection.chosen.map(({ segment }) => segment)
        const expected = await estimate({ db: book.db, model: book.world.model }, segments)
        const { basis, ...feasibility } = selection.feasibility
        cli.print.result(
          {
            ...selection,
            selected: selection.chosen.length,
            feasibility,
            estimate: expected,
            now: basis?.now,
          },
          planScreen(selection, expected, { print: cli.print, shown: flags.all === true ? Infinity : 20 }),
        )
      }),
    )
}
