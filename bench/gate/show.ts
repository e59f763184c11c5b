import { isWrong, percent, promised, type Figures, type Result } from './figures.ts'

const rulesOf = (rules: Readonly<Record<string, number>>, most = 4): string =>
  Object.entries(rules)
    .slice(0, most)
    .map(([rule, count]) => `${rule} ${count}`)
    .join(', ')

const falseShare = ({ falseHolds }: Figures): string =>
  `${(Math.ceil(falseHolds * 10_000) / 100).toFixed(2)} %`

const held = ({ falseHolds, benign }: Figures): number => Math.round(falseHolds * benign)

const summary = (figures: Figures): string[] => [
  ...(['decidable', 'paraphrase'] as const).map((sort) => {
    const some = Object.values(figures.byClass).filter((one) => one.sort === sort)
    const cases = some.reduce((sum, one) => sum + one.cases, 0)
    return `${sort}: ${some.length} classes, ${cases} cases, ${percent(figures.recallBySort[sort])} held (promised ${percent(promised[sort])})`
  }),
  `false holds: ${held(figures)} of ${figures.benign} benign, ${falseShare(figures)} (promised at most ${percent(promised.falseHolds)})${
    held(figures) === 0 ? '' : `: ${rulesOf(figures.falseHoldsByRule, 9)}`
  }`,
]

/** The figures as a table a person can read. */
export function tableOf(figures: Figures, perSecond: number): string {
  const lines = Object.entries(figures.byClass)
    .toSorted(([, a], [, b]) => (a.sort === b.sort ? 0 : a.sort < b.sort ? -1 : 1))
    .map(
      ([name, one]) =>
        `${name.padEnd(28)} ${one.sort.padEnd(11)} ${String(one.held).padStart(5)} of ${String(one.cases).padEnd(5)} ${percent(one.recall).padStart(9)}  ${rulesOf(one.rules)}`,
    )
  return [
    ...lines,
    '',
    ...summary(figures),
    `speed: ${perSecond} cases a second on one core, ${(perSecond / promised.perSecond).toFixed(2)} of the promised ${promised.perSecond}`,
  ].join('\n')
}

/** The figures of the cases that somebody wrote who has not read the rules. */
export const foreignTable = (figures: Figures): string =>
  [
    `foreign cases: ${figures.cases}; ${percent(figures.recall)} of ${figures.faulty} faulty held; ${held(figures)} of ${figures.benign} benign held, ${falseShare(figures)}`,
    ...Object.entries(figures.byClass).flatMap(([name, one]) =>
      one.recall < 1 ? [`  ${name.padEnd(28)} ${one.held} of ${one.cases}`] : [],
    ),
  ].join('\n')

/** The same for docs/gate.md. */
export function markdownOf(
  figures: Figures,
  {
    perSecond,
    seed,
    foreign,
  }: { readonly perSecond: number; readonly seed: number | undefined; readonly foreign: Figures | undefined },
): string {
  const row = (cells: readonly (string | number)[]) => `| ${cells.join(' | ')} |`
  return [
    `${seed === undefined ? '' : `Seed ${seed}. `}${figures.faulty} faulty and ${figures.benign} benign cases.`,
    '',
    ...summary(figures).map((line) => `- ${line}`),
    `- speed: ${perSecond} cases a second on one core`,
    ...(foreign === undefined ? [] : [`- ${foreignTable(foreign).split('\n')[0]}`]),
    '',
    row(['class', 'sort', 'held', 'n', 'recall', 'rules that held it']),
    row(['---', '---', '---:', '---:', '---:', '---']),
    ...Object.entries(figures.byClass).map(([name, one]) =>
      row([name, one.sort, one.held, one.cases, percent(one.recall), rulesOf(one.rules)]),
    ),
  ].join('\n')
}

/** Every miss and every false hold, one paragraph each, in words. */
export const missesOf = (results: readonly Result[]): string =>
  results.filter(isWrong).map(missOf).join('\n\n')

function missOf({ one, judged }: Result): string {
  const { draft, actions } = one.proposal
  const cited = new Set(draft?.sentences.flatMap(({ cites }) => cites))
  const shown = one.facts.flatMap(({ id, field, value, accountId, current }) =>
    cited.has(id) || JSON.stringify(actions).includes(id)
      ? [
          `  fact ${field} = ${JSON.stringify(value)}${accountId === undefined ? '' : ` (of ${accountId})`}${current ? '' : ' (outdated)'}`,
        ]
      : [],
  )
  const fieldOf = (id: string) => one.facts.find((fact) => fact.id === id)?.field ?? 'unknown'
  return [
    `${one.id} (${one.note}): expected ${one.expected.outcome}, got ${judged.outcome}`,
    ...(draft === undefined
      ? [`  ${JSON.stringify(actions)}`]
      : [
          `  subject: ${draft.subject} [${draft.language}]`,
          ...draft.sentences.map(
            ({ text, cites }) =>
              `  - ${text}${cites.length === 0 ? '' : ` [${cites.map(fieldOf).join(', ')}]`}`,
          ),
        ]),
    ...shown,
    ...judged.objections.map(
      ({ rule, found, where }) => `  ${rule}: ${found}${where === undefined ? '' : ` (${where})`}`,
    ),
  ].join('\n')
}
