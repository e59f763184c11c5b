// A day's work against the best schedule there could be. The model only waits, so every millisecond over the schedule
// is ours: ranking, briefs, tools, the gate, commits, the queue.
//   npm run bench:day -- [--accounts 200] [--in-flight 20] [--turn-ms 3000] [--seed 1] [--json]
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { Model, ModelRequest } from '#ports/model.ts'
import { daybook } from '../test/setup/cli.ts'
import { openBook } from '../src/main/open-book.ts'
import { workTheBook } from '#orchestrator/run/work-the-book.ts'
import { greedySchedule } from './greedy-schedule.ts'

const { values: flags } = parseArgs({
  options: {
    accounts: { type: 'string', default: '200' },
    'in-flight': { type: 'string', default: '20' },
    'turn-ms': { type: 'string', default: '3000' },
    seed: { type: 'string', default: '1' },
    json: { type: 'boolean', default: false },
  },
})
const accounts = Number(flags.accounts)
const inFlight = Number(flags['in-flight'])
const turnMs = Number(flags['turn-ms'])
const seed = Number(flags.seed)

/** The model, and every request it was asked, by the account it was asked for, in the order of the first turns. */
function listening(model: Model): { model: Model; conversations: ModelRequest[][] } {
  const byOpening = new Map<string, ModelRequest[]>()
  const answer = (request: ModelRequest) => {
    const opening = JSON.stringify(request.messages[0])
    const asked = byOpening.get(opening) ?? []
    byOpening.set(opening, [...asked, request])
    return model.answer(request)
  }
  return {
    model: { ...model, answer },
    get conversations() {
      return [...byOpening.values()]
    },
  }
}

/** The same conversations over the same model with nothing of ours around it. */
async function plainLoop(
  model: Model,
  conversations: readonly ModelRequest[][],
  slots: number,
): Promise<number> {
  const waiting = [...conversations]
  const started = performance.now()
  await Promise.all(
    Array.from({ length: slots }, async () => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift())
        for (const request of next) await model.answer(request)
    }),
  )
  return performance.now() - started
}

async function measure(folder: string) {
  const environment = { NO_COLOR: true, CLAUDECODE: false, DEBUG: false }
  const host = { environment, model: { latencyMs: turnMs }, note: () => {} }
  // Made by another process, so that the memory measured here is the day's work alone.
  const size = String(Math.max(accounts * 5, 1000))
  const made = await daybook(['demo', folder, '--accounts', size, '--seed', String(seed), '--no-run'])
  if (made.code !== 0) throw new Error(made.stderr)
  const book = await openBook(folder, host)
  try {
    const voice = { stop: new AbortController().signal, note: () => {}, progress: () => {} }
    await workTheBook(book, { dryRun: true }, voice) // the index is a cache: filling it is not the day's work
    const ears = listening(book.world.model)
    const started = performance.now()
    const summary = await workTheBook(
      { ...book, world: { ...book.world, model: ears.model } },
      { limit: accounts, inFlight },
      voice,
    )
    const wallMs = performance.now() - started
    const peakRssMb = process.resourceUsage().maxRSS / 1024
    const turns = ears.conversations.map((asked) => asked.length)
    const scheduleMs = greedySchedule(
      turns.map((count) => count * turnMs),
      inFlight,
    )
    const plainLoopMs = await plainLoop(book.world.model, ears.conversations, inFlight)
    return {
      accounts: summary.selected,
      failed: summary.failed,
      modelCalls: summary.spend.modelCalls,
      inFlight,
      turnMs,
      wallMs,
      scheduleMs,
      overSchedule: wallMs / scheduleMs,
      plainLoopMs,
      peakRssMb,
    }
  } finally {
    await book.close()
  }
}

const folder = await mkdtemp(join(tmpdir(), 'daybook-bench-'))
try {
  const result = await measure(folder)
  const rounded = Object.fromEntries(
    Object.entries(result).map(([key, value]) => [
      key,
      Number(value.toFixed(key === 'overSchedule' ? 4 : 0)),
    ]),
  )
  if (flags.json) console.log(JSON.stringify(rounded))
  else console.table(rounded)
} finally {
  await rm(folder, { recursive: true, force: true })
}
