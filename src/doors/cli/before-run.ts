import { Fault } from '#base/fault.ts'
import { forecast } from '#orchestrator/budget/forecast.ts'
import type { RunAsk } from '#orchestrator/run/run-ask.ts'
import { checkModel } from './check-model.ts'
import type { Cli, OpenBook } from './cli.ts'
import { estimateText } from './estimate-text.ts'

const free = new Set(['offline', 'recorded'])

const capsOf = ({ config: { budget } }: OpenBook): string =>
  `Whatever happens, it stops at $${budget.runUsd.toFixed(2)} a run, $${budget.accountUsd.toFixed(2)} an account and $${budget.dayUsd.toFixed(2)} a day (budget in daybook.toml).`

/**
 * What a paid model needs before it may work: a key that is good, an estimate that is shown and, where daybook.toml names
 * another provider, somebody's yes. Throws Fault `refused` without that yes and RunStop `setup` for the key; until then
 * nothing is spent. A free model needs nothing.
 */
export async function mayRun(
  cli: Cli,
  book: OpenBook,
  ask: RunAsk & { readonly yes: boolean },
): Promise<void> {
  const { model } = book.world
  if (ask.dryRun === true) return
  await checkModel(model)
  if (free.has(model.name)) return
  const expected = await forecast(book, ask)
  const text = `${expected.accounts} accounts would be worked with ${model.name} (${model.idOf('work')}).\n${estimateText(expected)}\n${capsOf(book)}`
  const isConfigured = book.config.model.provider === model.name
  if (isConfigured || ask.yes) {
    cli.print.note(text)
    return
  }
  const question = `This book is made for the model ${book.config.model.provider}, and this run costs money.`
  const answer = await cli.askLine(`${question}\n${text}\nType yes to spend it: `)
  if (answer?.trim().toLowerCase() === 'yes') return
  throw new Fault(
    'refused',
    answer === undefined
      ? `${question} Nobody is at a terminal to confirm it, and nothing was spent.\n${text}`
      : 'not confirmed; nothing was spent',
    'the same command with --yes, or on a terminal',
  )
}
