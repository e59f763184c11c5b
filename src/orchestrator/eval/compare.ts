import type { EvalOutcome, EvalProperty, EvalResult } from '#records/eval-result.ts'

/** One line of the difference to the last run: `reply-to-a-question: must add-task reply`. */
export interface Change {
  readonly case: string
  readonly what: string
}

/** What a run is, next to the one before it. */
export interface Comparison {
  /** Missed now and not then. */
  readonly worse: readonly Change[]
  readonly better: readonly Change[]
  /** Proposes something else than then; neither better nor worse by itself. */
  readonly other: readonly Change[]
  readonly added: readonly string[]
  readonly gone: readonly string[]
  /** Missed and not known: what fails the eval. */
  readonly failed: readonly Change[]
  /** Marked as known to be missed, and met: the mark can go. */
  readonly metAfterAll: readonly Change[]
}

/** Outcomes as they are kept for the next comparison, by the name of the case. */
export const resultOf = (model: string, outcomes: readonly EvalOutcome[]): EvalResult => ({
  format: 1,
  model,
  cases: Object.fromEntries(
    outcomes
      .toSorted((a, b) => (a.case < b.case ? -1 : 1))
      .map(({ case: name, skill, actions, properties }) => [
        name,
        { skill, actions: [...actions], asked: properties.length, missed: missedOf(properties) },
      ]),
  ),
})

const missedOf = (properties: readonly EvalProperty[]): string[] =>
  properties.flatMap(({ name, ok }) => (ok ? [] : [name]))

const changes = (name: string, whats: readonly string[]): readonly Change[] =>
  whats.map((what) => ({ case: name, what }))

/** Sets a run beside the last one of the same folder and model. `isWhole`: all cases were run. Pure. */
export function compare(
  outcomes: readonly EvalOutcome[],
  last: EvalResult | undefined,
  { isWhole }: { readonly isWhole: boolean },
): Comparison {
  const before = (name: string) => last?.cases[name]
  const both = outcomes.flatMap((now) => {
    const past = before(now.case)
    return past === undefined ? [] : [{ now, past, missed: missedOf(now.properties) }]
  })
  const names = new Set(outcomes.map((outcome) => outcome.case))
  return {
    worse: both.flatMap(({ now, past, missed }) =>
      changes(
        now.case,
        missed.filter((name) => !past.missed.includes(name)),
      ),
    ),
    better: both.flatMap(({ now, past, missed }) =>
      changes(
        now.case,
        past.missed.filter((name) => !missed.includes(name)),
      ),
    ),
    other: both.flatMap(({ now, past }) =>
      now.actions.join() === past.actions.join()
        ? []
        : changes(now.case, [`${now.actions.join(', ')} instead of ${past.actions.join(', ')}`]),
    ),
    added: last === undefined ? [] : [...names].filter((name) => before(name) === undefined),
    gone: isWhole ? Object.keys(last?.cases ?? {}).filter((name) => !names.has(name)) : [],
    failed: outcomes.flatMap((one) => ofProperties(one, ({ ok, known }) => !ok && known === undefined)),
    metAfterAll: outcomes.flatMap((one) => ofProperties(one, ({ ok, known }) => ok && known !== undefined)),
  }
}

const ofProperties = (outcome: EvalOutcome, is: (property: EvalProperty) => boolean): readonly Change[] =>
  changes(
    outcome.case,
    outcome.properties
      .filter(is)
      .map(({ name, found, ok }) => (ok || found === undefined ? name : `${name} (${found})`)),
  )

/** Whether the run fails: something is worse than last time, or missed without being known. */
export const hasFailed = ({ worse, failed }: Comparison): boolean => worse.length + failed.length > 0
