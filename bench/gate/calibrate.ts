// npm run bench:calibrate [-- --json --seed N --accounts N]
// Right and wrong proposals made from a sample book and from what its sandbox vendors answer, judged by code confidence
// alone: precision and recall of each threshold, by kind of action. What is right comes from the generators, which know
// the truth, never from anything that confidence looks at.
import { parseArgs } from 'node:util'
import { codeConfidence, type Sources } from '#gate/confidence.ts'
import { thresholds } from '#gate/rules/confidence.ts'
import { proposalsOf, type Labelled } from './labelled.ts'

/** A step between two thresholds that are compared. */
const step = 0.05
const askedPrecision = 0.95

interface Point {
  readonly threshold: number
  readonly passed: number
  readonly right: number
  readonly precision: number | null
  readonly recall: number
}

function pointAt(threshold: number, judged: readonly (readonly [number, boolean])[]): Point {
  const passed = judged.filter(([confidence]) => confidence >= threshold)
  const right = passed.filter(([, isRight]) => isRight).length
  const all = judged.filter(([, isRight]) => isRight).length
  return {
    threshold,
    passed: passed.length,
    right,
    precision: passed.length === 0 ? null : right / passed.length,
    recall: all === 0 ? 0 : right / all,
  }
}

/**
 * The threshold for a kind. Good are those whose precision reaches what is asked (else the best there is), and of these
 * the ones with most recall. The one in force stays if it is as good as any; else the middle of the good ones, as far as
 * can be from a mistake on either side. undefined: precision is the same at each, so that no threshold tells anything.
 */
function picked(points: readonly Point[], inForce: number): number | undefined {
  const precisions = points.flatMap(({ precision }) => precision ?? [])
  if (new Set(precisions).size < 2) return undefined
  const best = Math.max(...precisions)
  const good = points.filter(({ precision }) => (precision ?? 0) >= Math.min(askedPrecision, best))
  const most = Math.max(...good.map(({ recall }) => recall))
  const same = good.filter(({ recall }) => recall === most).map(({ threshold }) => threshold)
  return same.includes(inForce) ? inForce : same[Math.floor(same.length / 2)]
}

const grid = Array.from({ length: 11 }, (_, at) => Math.round((0.45 + at * step) * 100) / 100)
const confidenceOf = ({ proposal, sources }: Labelled & { readonly sources: Sources }): number => {
  const [action] = proposal.actions
  return action === undefined ? 0 : codeConfidence(action, proposal, sources)
}

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    seed: { type: 'string', default: '1' },
    accounts: { type: 'string', default: '4000' },
  },
})
const [seed, accounts] = [Number(values.seed), Number(values.accounts)]
const byKind = Map.groupBy(
  proposalsOf({ seed, accounts, now: new Date('2026-11-02T08:00:00.000Z') }),
  ({ kind }) => kind,
)
const rows = [...byKind].map(([kind, all]) => {
  const judged = all.map((one) => [confidenceOf(one), one.isRight] as const)
  const inForce = thresholds[kind]
  const points = [...new Set([...grid, inForce])].toSorted((a, b) => a - b).map((at) => pointAt(at, judged))
  return {
    kind,
    n: all.length,
    right: all.filter(({ isRight }) => isRight).length,
    inForce: pointAt(inForce, judged),
    picked: picked(points, inForce),
    points,
  }
})

const percent = (share: number | null): string => (share === null ? '-' : `${(share * 100).toFixed(1)} %`)
if (values.json) process.stdout.write(`${JSON.stringify({ seed, accounts, rows })}\n`)
else {
  process.stdout.write(`Sample book of ${accounts} accounts, seed ${seed}\n\n`)
  for (const { kind, n, right, inForce, picked: pick, points } of rows) {
    process.stdout.write(
      `${kind}: n ${n}, right ${right}; in force ${inForce.threshold}; picked ${pick ?? 'none: no threshold tells'}\n`,
    )
    for (const { threshold, passed, precision, recall } of points)
      process.stdout.write(
        `  ${threshold.toFixed(2)}${threshold === inForce.threshold ? '*' : ' '} passed ${passed}, precision ${percent(precision)}, recall ${percent(recall)}\n`,
      )
  }
}
