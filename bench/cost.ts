// What a book costs: three days of the sample book, 2 to 5 turns an account, through the real SDK over HTTP against a
// Messages API in a process of its own that counts tokens and keeps a prompt cache; the real journey on a real Postgres.
//   npm run bench:cost -- [--accounts 200] [--in-flight 20] [--seed 1] [--runs 1000] [--json]
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { sql } from 'kysely'
import * as z from 'zod'
import { forecast } from '#orchestrator/budget/forecast.ts'
import { workTheBook } from '#orchestrator/run/work-the-book.ts'
import { overCap } from './over-cap.ts'
import { Billed, makeWireBook, openWireBook, silent, startVendor, type Vendor } from './wire.ts'

const { values: flags } = parseArgs({
  options: {
    accounts: { type: 'string', default: '200' },
    'in-flight': { type: 'string', default: '20' },
    seed: { type: 'string', default: '1' },
    runs: { type: 'string', default: '1000' },
    json: { type: 'boolean', default: false },
  },
})
const accounts = Number(flags.accounts)
const inFlight = Number(flags['in-flight'])
const seed = Number(flags.seed)

/** The vendor's list, USD per million tokens, written down here a second time: the product's table is what is checked. */
const listed: Readonly<Record<string, Omit<Billed, 'model' | 'batch'>>> = {
  'claude-sonnet-5-5': { input: 2, output: 10, cacheWrite: 2.5, cacheRead: 0.1 },
  'claude-haiku-5-5': { input: 0.1, output: 0.5, cacheWrite: 0.125, cacheRead: 0.01 },
}
const kinds = ['input', 'cacheWrite', 'cacheRead', 'output'] as const

function microUsdOf(billed: Billed): number {
  const price = listed[billed.model]
  if (price === undefined || billed.batch) throw new Error(`${billed.model} is not on this list`)
  // In hundred-thousandths, which all prices are whole numbers of: floats would round a whole micro-dollar up.
  const sum = kinds.reduce((total, kind) => total + billed[kind] * Math.round(price[kind] * 100_000), 0)
  return Math.ceil(sum / 100_000)
}

const Row = z.object({
  model: z.string(),
  tier: z.string(),
  skill: z.string().nullable(),
  account: z.string().nullable(),
  state: z.string(),
  input: z.coerce.number(),
  cacheWrite: z.coerce.number(),
  cacheRead: z.coerce.number(),
  output: z.coerce.number(),
  microUsd: z.coerce.number(),
})
type Row = z.infer<typeof Row>
type Book = Awaited<ReturnType<typeof openWireBook>>

async function ledgerOf({ db }: Book, run: string): Promise<readonly Row[]> {
  const { rows } = await sql`
    select name as model, tier, skill, account_id as account, state, input_tokens as input,
      cache_write_tokens as "cacheWrite", cache_read_tokens as "cacheRead", output_tokens as output, micro_usd as "microUsd"
    from daybook.spend where kind = 'model' and run_id = ${run} order by id`.execute(db)
  return z.array(Row).parse(rows)
}

/** Calls that stand in one of the two and not in the other, token by token, and the micro-USD between the sums. */
function difference(ledger: readonly Row[], billed: readonly Billed[]): number {
  const keyOf = (one: Row | Billed) => [one.model, ...kinds.map((kind) => one[kind])].join()
  const open = new Map<string, number>()
  const count = (key: string, by: number) => open.set(key, (open.get(key) ?? 0) + by)
  for (const row of ledger) count(keyOf(row), 1)
  for (const one of billed) count(keyOf(one), -1)
  const calls = [...open.values()].reduce((sum, left) => sum + Math.abs(left), 0)
  const microUsd = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0)
  return calls + Math.abs(microUsd(ledger.map((row) => row.microUsd)) - microUsd(billed.map(microUsdOf)))
}

/** Cache reads over all input, the first account of each kind of work and tier left out: it writes what others read. */
function cachedShare(rows: readonly Row[]): number {
  const first = new Map<string, string | null>()
  const later = rows.filter(({ skill, tier, account }) => {
    const kind = `${skill} ${tier}`
    if (!first.has(kind)) first.set(kind, account)
    return first.get(kind) !== account
  })
  const sum = (of: (row: Row) => number) => later.reduce((total, row) => total + of(row), 0)
  return sum((row) => row.cacheRead) / sum((row) => row.input + row.cacheWrite + row.cacheRead)
}

interface Day {
  readonly accounts: number
  readonly failed: number
  readonly rows: readonly Row[]
  readonly estimatedUsd: number
  readonly spentUsd: number
  readonly ledgerDifference: number
}

// Yesterday, today and almost a day on: the built-in CRM keeps its own time, and what it knows may be 24 hours old at most.
const threeDays = [-24, 0, 23.98] as const

/** One day, some hours from now: forecast, worked, and held against what the vendor billed. */
async function day(book: Book, vendor: Vendor, hours: number): Promise<Day> {
  const clock = () => new Date(Date.now() + hours * 3_600_000)
  const then = { ...book, world: { ...book.world, clock } }
  await vendor.reset() // overnight the vendor's cache is gone
  const estimated = await forecast(then, { limit: accounts })
  const summary = await workTheBook(then, { limit: accounts, inFlight }, silent)
  if (summary.status !== 'done') throw new Error(`the run ended ${summary.status}: nothing was measured`)
  const file = join(book.folder, `calls-${hours}.jsonl`)
  await vendor.calls(file)
  const lines = (await readFile(file, 'utf8')).trim().split('\n')
  const rows = await ledgerOf(book, summary.run)
  return {
    accounts: summary.selected,
    failed: summary.failed,
    rows,
    estimatedUsd: estimated.usd,
    spentUsd: summary.spend.usd,
    ledgerDifference: difference(
      rows,
      lines.map((line) => Billed.parse(JSON.parse(line))),
    ),
  }
}

/** What one kind of input and output costs over a day, for who wants to know where the money goes. */
const share = (rows: readonly Row[], kind: (typeof kinds)[number]): number =>
  rows.reduce((sum, row) => sum + (row[kind] * (listed[row.model]?.[kind] ?? 0)) / 1_000_000, 0)

async function measure(folder: string) {
  const vendor = await startVendor(['--first-token-ms', '5', '--turn-ms', '10', '--judge'])
  try {
    const toml = `[model]\nprovider = "anthropic"\nbaseUrl = "${vendor.url}"\n\n[budget]\ndayUsd = 100\n`
    // Large enough that on the third day there are still as many accounts to work.
    await makeWireBook(folder, { accounts: Math.max(accounts * 15, 1000), seed, toml })
    const book = await openWireBook(folder)
    try {
      const first = await day(book, vendor, threeDays[0])
      const second = await day(book, vendor, threeDays[1])
      const third = await day(book, vendor, threeDays[2])
      await vendor.check()
      const caps = await overCap(book.db, { runs: Number(flags.runs), seed })
      const { rows } = first
      return {
        accounts: first.accounts,
        accountsThirdDay: third.accounts,
        failed: first.failed + second.failed + third.failed,
        modelCalls: rows.length,
        cachedShare: cachedShare(rows),
        usdTotal: first.spentUsd,
        usdPerAccount: first.spentUsd / first.accounts,
        usdInput: share(rows, 'input'),
        usdCacheWrite: share(rows, 'cacheWrite'),
        usdCacheRead: share(rows, 'cacheRead'),
        usdOutput: share(rows, 'output'),
        ledgerDifference: first.ledgerDifference + second.ledgerDifference + third.ledgerDifference,
        estimatedUsdThirdDay: third.estimatedUsd,
        usdThirdDay: third.spentUsd,
        estimateError: Math.abs(third.estimatedUsd - third.spentUsd) / third.spentUsd,
        cappedRuns: caps.stopped,
        cappedCalls: caps.calls,
        overCapUsd: Math.max(0, caps.microUsd) / 1_000_000,
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
  const result = Object.fromEntries(
    Object.entries(await measure(folder)).map(([key, value]) => [key, Number(value.toFixed(6))]),
  )
  if (flags.json) console.log(JSON.stringify(result))
  else console.table(result)
} finally {
  await rm(folder, { recursive: true, force: true })
}
