import { usd } from '#base/money.ts'
import type { Change, Comparison } from '#orchestrator/eval/compare.ts'
import type { EvalOutcome } from '#records/eval-result.ts'
import { addUsage, noUsage, totalInput } from '#records/spend.ts'
import type { Printer } from './cli.ts'
import { table, type Column } from './table.ts'

const columns: readonly Column[] = [
  { title: 'case', width: 34 },
  { title: 'skill', width: 14 },
  { title: 'actions', width: 30 },
  { title: 'met', width: 5, right: true },
  { title: 'turns', width: 5, right: true },
  { title: 'tokens', width: 7, right: true },
  { title: 'USD', width: 6, right: true },
]

const shorter = (actions: readonly string[]): string =>
  actions.map((words) => words.replace(/^(?:add|raise|set|send)-/, '')).join(', ')

const met = ({ properties }: EvalOutcome): string =>
  `${properties.filter(({ ok }) => ok).length}/${properties.length}`

const tokens = ({ usage }: Pick<EvalOutcome, 'usage'>): number => totalInput(usage) + usage.outputTokens

const rows = (outcomes: readonly EvalOutcome[]): readonly (readonly string[])[] =>
  outcomes.map((one) => [
    one.case,
    one.skill,
    one.fault === undefined ? shorter(one.actions) : 'no proposal',
    met(one),
    String(one.turns),
    String(tokens(one)),
    usd(one.usage.microUsd).toFixed(3),
  ])

const listed = (title: string, changes: readonly Change[], print: Pick<Printer, 'bold'>): readonly string[] =>
  changes.length === 0
    ? []
    : ['', print.bold(title), ...changes.map((change) => `  ${change.case}: ${change.what}`)]

const knownMisses = (outcomes: readonly EvalOutcome[]): readonly Change[] =>
  outcomes.flatMap((one) =>
    one.properties.flatMap(({ ok, name, known }) =>
      ok || known === undefined ? [] : [{ case: one.case, what: `${name}: ${known}` }],
    ),
  )

const judgements = (outcomes: readonly EvalOutcome[]): readonly Change[] =>
  outcomes.flatMap(({ case: name, judgement }) =>
    judgement === undefined ? [] : [{ case: name, what: `${judgement.score} of 5: ${judgement.why}` }],
  )

const plain = (title: string, names: readonly string[]): readonly string[] =>
  names.length === 0 ? [] : ['', `${title}: ${names.join(', ')}`]

/** What stands under the table in one line. */
export function evalSummary(outcomes: readonly EvalOutcome[]) {
  const usage = outcomes.reduce((sum, one) => addUsage(sum, one.usage), noUsage)
  const isMet = ({ properties }: EvalOutcome) => properties.every(({ ok }) => ok)
  const isFine = ({ properties }: EvalOutcome) =>
    properties.every(({ ok, known }) => ok || known !== undefined)
  return {
    cases: outcomes.length,
    allMet: outcomes.filter(isMet).length,
    knownMissed: outcomes.filter((one) => isFine(one) && !isMet(one)).length,
    missed: outcomes.filter((one) => !isFine(one)).length,
    modelCalls: usage.modelCalls,
    tokens: tokens({ usage }),
    usd: usd(usage.microUsd),
  }
}

/** The eval as a person reads it. */
export function evalScreen(
  outcomes: readonly EvalOutcome[],
  found: Comparison & { readonly model: string; readonly hasLast: boolean },
  print: Pick<Printer, 'bold' | 'dim'>,
): string {
  const sum = evalSummary(outcomes)
  const calls = `${sum.modelCalls} model calls, ${sum.tokens} tokens, USD ${sum.usd.toFixed(2)}`
  return [
    print.bold(
      `${sum.cases} cases by ${found.model}: ${sum.allMet} met in full, ${sum.knownMissed} with known misses, ${sum.missed} failed`,
    ),
    print.dim(
      `${calls}${found.model === 'offline' ? ' (estimated; the offline drafter calls no model)' : ''}`,
    ),
    '',
    ...table(columns, rows(outcomes)),
    ...listed('Failed', found.failed, print),
    ...listed('Known misses', knownMisses(outcomes), print),
    ...listed('Marked as known, and met: take the mark away', found.metAfterAll, print),
    ...listed('Worse than the last run', found.worse, print),
    ...listed('Better than the last run', found.better, print),
    ...listed('Other than in the last run', found.other, print),
    ...plain('New cases', found.added),
    ...plain('Cases that are gone', found.gone),
    ...listed('What the judge says (advice only)', judgements(outcomes), print),
    '',
    found.hasLast
      ? `Compared with the last run by ${found.model}.`
      : `There was no earlier run by ${found.model} to compare with.`,
  ].join('\n')
}
