// npm run bench:gate [-- --seed N --per-class N --benign N --class NAME --cases FILE.jsonl --write DIR --misses --markdown --json]
// What the gate catches, by class of fault, what it holds by mistake, and how many cases it judges in a second.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { BadCase, linesOf, parseCases } from './case-file.ts'
import { broken, figuresOf, prepareAll, promised, resultsOf, speedOf } from './figures.ts'
import { faults, sortOf } from './generate/classes.ts'
import { generateCases } from './generate/generate.ts'
import type { GateCase } from './case.ts'
import { foreignTable, markdownOf, missesOf, tableOf } from './show.ts'

const { values: flags } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    'per-class': { type: 'string', default: '200' },
    benign: { type: 'string', default: '4000' },
    class: { type: 'string' },
    cases: { type: 'string' },
    write: { type: 'string' },
    misses: { type: 'boolean', default: false },
    markdown: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
})

function usage(message: string): never {
  console.error(message)
  process.exit(2)
}

const whole = (name: 'seed' | 'per-class' | 'benign', least: number): number => {
  const value = Number(flags[name])
  return Number.isInteger(value) && value >= least
    ? value
    : usage(`expected a whole number from ${least}, got --${name} ${flags[name]}`)
}

const foreignFile = fileURLToPath(new URL('foreign.jsonl', import.meta.url))

function read(file: string): GateCase[] {
  try {
    return parseCases(readFileSync(file, 'utf8'), file)
  } catch (thrown) {
    if (thrown instanceof BadCase) return usage(thrown.message)
    if (thrown instanceof Error && 'code' in thrown) return usage(`could not read ${file}: ${thrown.message}`)
    throw thrown
  }
}

function ownCases(): readonly GateCase[] {
  const only = flags.class
  if (only !== undefined && only !== 'benign' && faults.every(({ name }) => name !== only))
    usage(`no class ${only}; there are: benign ${faults.map(({ name }) => name).join(' ')}`)
  const { cases, skipped } = generateCases({
    seed: whole('seed', 0),
    perClass: whole('per-class', 1),
    benign: whole('benign', 0),
    ...(only === undefined ? {} : { only }),
  })
  if (skipped !== undefined) console.error(skipped)
  return cases
}

const cases = flags.cases === undefined ? ownCases() : read(flags.cases)
if (cases.length === 0) usage('no cases to judge')
if (flags.write !== undefined) {
  mkdirSync(flags.write, { recursive: true })
  writeFileSync(join(flags.write, 'gate-cases.jsonl'), linesOf(cases))
}
const prepared = prepareAll(cases)
const results = resultsOf(prepared)
const perSecond = speedOf(prepared, () => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
})
const figures = figuresOf(results, sortOf)
const foreign =
  flags.cases === undefined && flags.class === undefined && existsSync(foreignFile)
    ? resultsOf(prepareAll(read(foreignFile)))
    : undefined
const foreignFigures = foreign === undefined ? undefined : figuresOf(foreign, sortOf)
const seed = flags.cases === undefined ? Number(flags.seed) : undefined
if (flags.misses) console.log(missesOf([...results, ...(foreign ?? [])]))
const problems = [
  ...broken(figures),
  ...(foreignFigures === undefined || foreignFigures.recall >= promised.paraphrase
    ? []
    : [`foreign cases: ${foreignFigures.recall} held, ${promised.paraphrase} were promised`]),
]
if (flags.markdown) console.log(markdownOf(figures, { perSecond, seed, foreign: foreignFigures }))
else if (!flags.json) {
  console.log(tableOf(figures, perSecond))
  if (foreignFigures !== undefined) console.log(foreignTable(foreignFigures))
}
if (!flags.json) for (const problem of problems) console.log(`broken: ${problem}`)
if (flags.json)
  console.log(
    JSON.stringify({
      recall: figures.recall,
      recallByClass: Object.fromEntries(
        Object.entries(figures.byClass).map(([name, { recall }]) => [name, recall]),
      ),
      recallBySort: figures.recallBySort,
      falseHolds: figures.falseHolds,
      falseHoldsByRule: figures.falseHoldsByRule,
      cases: figures.cases,
      faulty: figures.faulty,
      benign: figures.benign,
      perSecond,
      perSecondRatio: Number((perSecond / promised.perSecond).toFixed(2)),
      ...(foreignFigures === undefined
        ? {}
        : {
            foreign: {
              recall: foreignFigures.recall,
              falseHolds: foreignFigures.falseHolds,
              cases: foreignFigures.cases,
            },
          }),
      ...(seed === undefined ? {} : { seed }),
      broken: problems,
    }),
  )
process.exitCode = problems.length === 0 ? 0 : 1
