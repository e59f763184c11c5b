import { Option } from 'commander'
import type { Command } from 'commander'
import { estimate } from '#orchestrator/budget/estimate.ts'
import { mailsToRead } from '#orchestrator/inbound/mails-to-read.ts'
import { chooseNow } from '#orchestrator/run/open-run.ts'
import { ModelProvider } from '#records/config.ts'
import { SkillName } from '#records/words.ts'
import type { Cli, OpenBook } from './cli.ts'
import { planScreen } from './plan-screen.ts'
import { wholeNumber } from './run.ts'
import { withBook } from './with-book.ts'

interface PlanFlags {
  readonly limit?: number
  readonly all?: true
  readonly skill?: SkillName
  readonly model?: ModelProvider
}

async function plan(cli: Cli, flags: PlanFlags): Promise<void> {
  const work = async (book: OpenBook): Promise<void> => {
    const limit = flags.limit ?? book.config.select.limit
    const ask = { config: book.config, limit, skill: flags.skill }
    const selection = await chooseNow({ ...book.world, db: book.db }, ask)
    const segments = selection.chosen.map(({ segment }) => segment)
    const ahead = { segments, mails: await mailsToRead(book) }
    const expected = await estimate({ db: book.db, model: book.world.model }, ahead)
    const { basis, ...feasibility } = selection.feasibility
    cli.print.result(
      { ...selection, selected: selection.chosen.length, feasibility, estimate: expected, now: basis?.now },
      planScreen(selection, expected, { print: cli.print, shown: flags.all === true ? Infinity : 20 }),
    )
  }
  await withBook(cli, work, { provider: flags.model })
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
    .addOption(
      new Option('--model <provider>', 'what it would cost with this model; needs no key').choices(
        ModelProvider.options,
      ),
    )
    .option('--all', 'show every account, not the first 20')
    .action((flags: PlanFlags) => plan(cli, flags))
}
