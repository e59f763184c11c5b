// A day's work against the best schedule there could be. The model only waits, so every millisecond over the schedule
// is ours: ranking, briefs, tools, the gate, commits, the queue.
//   npm run bench:day -- [--accounts 200] [--in-flight 20] [--turn-ms 3000] [--seed 1] [--json]
// With --wire the model is Claude's connector over HTTP against a Messages API in a process of its own, whose first token
// comes after 100 ms, and plainLoopMs is the bare SDK over the same conversations, as many at a time.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { Model, ModelRequest } from '#ports/model.ts'
import { openBook } from '../src/main/open-book.ts'
import { workTheBook } from '#orchestrator/run/work-the-book.ts'
import { daybook } from '../test/setup/cli.ts'
import { greedySchedule } from './greedy-schedule.ts'
import { sdkLoop } from './sdk-loop.ts'
import { makeWireBook, openWireBook, silent, startVendor } from './wire.ts'

const { values: flags } = parseArgs({
  options: {
    accounts: { type: 'string', default: '200' },
    'in-flight': { type: 'string', default: '20' },
    'turn-ms': { type: 'string', default: '3000' },
    seed: { type: 'string', default: '1' },
    wire: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
})
const accounts = Number(flags.accounts)
const inFlight = Number(flags['in-flight'])
const turnMs = Number(flags['turn-ms'])
const seed = Number(flags.seed)
const firstTokenMs = Math.min(100, turnMs)
const bookSize = Math.max(accounts * 5, 1000)

type Book = Awaited<ReturnType<typeof openBook>>

/** One day of the book, with the conversations that were had, counted by whoever had them. */
async function day(book: Book, listen: (model: Model) => Model) {
  await workTheBook(book, { dryRun: true }, silent) // the index is a cache: filling it is not the day's work
  const heard = { ...book, world: { ...book.world, model: listen(book.world.model) } }
  const started = performance.now()
  const cpu = process.cpuUsage()
  const summary = await workTheBook(heard, { limit: accounts, inFlight }, silent)
  const wallMs = performance.now() - started
  const { user, system } = process.cpuUsage(cpu)
  if (summary.status !== 'done')
    throw new Error(`the day did not come to its end: ${JSON.stringify(summary)}`)
  return { summary, wallMs, cpuMs: (user + system) / 1000, peakRssMb: process.resourceUsage().maxRSS / 1024 }
}

/** `before`: conversations that must be over before the accounts can be ranked: the reading of new mail. */
function figures(
  { summary, ...measured }: Awaited<ReturnType<typeof day>>,
  turns: readonly number[],
  before: readonly number[] = [],
) {
  const schedule = (counts: readonly number[]) =>
    greedySchedule(
      counts.map((count) => count * turnMs),
      inFlight,
    )
  const scheduleMs = schedule(before) + schedule(turns)
  return {
    accounts: summary.selected,
    held: summary.held,
    failed: summary.failed,
    modelCalls: summary.spend.modelCalls,
    inFlight,
    turnMs,
    mailsRead: before.length,
    scheduleMs,
    overSchedule: measured.wallMs / scheduleMs,
    ...measured,
  }
}

/** Every request the model was asked, by the account it was asked for, in the order of the first turns. */
function listening() {
  const byOpening = new Map<string, ModelRequest[]>()
  const listen = (model: Model): Model => ({
    ...model,
    answer(request) {
      const opening = JSON.stringify(request.messages[0])
      const asked = byOpening.get(opening) ?? []
      byOpening.set(opening, [...asked, request])
      return model.answer(request)
    },
  })
  return { listen, conversations: () => [...byOpening.values()] }
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

async function measureOffline(folder: string) {
  const environment = { NO_COLOR: true, CLAUDECODE: false, DEBUG: false }
  const host = { environment, model: { latencyMs: turnMs }, note: () => {} }
  // Made by another process, so that the memory measured here is the day's work alone.
  const made = await daybook([
    'demo',
    folder,
    '--accounts',
    String(bookSize),
    '--seed',
    String(seed),
    '--no-run',
  ])
  if (made.code !== 0) throw new Error(made.stderr)
  const book = await openBook(folder, host)
  try {
    const ears = listening()
    const done = await day(book, ears.listen)
    const conversations = ears.conversations()
    const plainLoopMs = await plainLoop(book.world.model, conversations, inFlight)
    return {
      ...figures(
        done,
        conversations.map(({ length }) => length),
      ),
      plainLoopMs,
    }
  } finally {
    await book.close()
  }
}

async function measureWire(folder: string) {
  const vendor = await startVendor(['--first-token-ms', String(firstTokenMs), '--turn-ms', String(turnMs)])
  try {
    // The bound before each call is many times its cost: the caps are not what is measured here.
    const toml = `[model]\nprovider = "anthropic"\nbaseUrl = "${vendor.url}"\n\n[budget]\nrunUsd = 10000\ndayUsd = 10000\n`
    await makeWireBook(folder, { accounts: bookSize, seed, toml })
    const book = await openWireBook(folder)
    try {
      const done = await day(book, (model) => model)
      // Kept by the vendor's process, so that listening costs the day neither time nor memory.
      const file = join(folder, 'conversations.jsonl')
      const conversations = await vendor.conversations(file)
      const turnsOf = (tools: boolean) =>
        conversations.flatMap(({ turns, hasTools }) => (hasTools === tools ? [turns] : []))
      await vendor.reset()
      const plainLoopMs = await sdkLoop(vendor.url, file, inFlight)
      return {
        ...figures(done, turnsOf(true), turnsOf(false)),
        plainLoopMs,
        overPlainLoop: done.wallMs / plainLoopMs,
      }
    } finally {
      await book.close()
    }
  } finally {
    vendor.close()
  }
}

const folder = await mkdtemp(join(tmpdir(), 'daybook-bench-'))
try {
  const result = await (flags.wire ? measureWire(folder) : measureOffline(folder))
  const rounded = Object.fromEntries(
    Object.entries(result).map(([key, value]) => [
      key,
      Number(value.toFixed(key.startsWith('over') ? 4 : 0)),
    ]),
  )
  if (flags.json) console.log(JSON.stringify(rounded))
  else console.table(rounded)
} finally {
  await rm(folder, { recursive: true, force: true })
}
