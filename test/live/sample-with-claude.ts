// Ten accounts of a sample book end to end with Claude itself. It costs money, so nothing of it runs by itself: it needs
// a key, shows the estimate, and asks. Never in CI.
//   ANTHROPIC_API_KEY=... npm run test:live -- [--yes] [--accounts 10] [--base-url URL]
import { spawn } from 'node:child_process'
import { appendFile, mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import * as z from 'zod'
import { RunSummary } from '#records/run.ts'

const options = {
  yes: { type: 'boolean', default: false },
  accounts: { type: 'string', default: '10' },
  'base-url': { type: 'string' },
} as const

/** Says what is missing or wrong, on stderr, and ends like any other mistake in the command. */
function refuse(message: string): never {
  console.error(message)
  process.exit(2)
}

function flagsGiven() {
  try {
    return parseArgs({ options }).values
  } catch (thrown) {
    return refuse(
      `${thrown instanceof Error ? thrown.message : String(thrown)}\n  → npm run test:live -- [--yes] [--accounts 10] [--base-url URL]`,
    )
  }
}

const flags = flagsGiven()
const baseUrl = flags['base-url']
const accounts = z.coerce.number().int().min(1).max(50).safeParse(flags.accounts).data
if (accounts === undefined) refuse(`expected --accounts from 1 to 50, got ${JSON.stringify(flags.accounts)}`)
if (baseUrl !== undefined && !URL.canParse(baseUrl))
  refuse(`expected --base-url such as http://127.0.0.1:8080, got ${JSON.stringify(baseUrl)}`)
if (process.env['ANTHROPIC_API_KEY'] === undefined)
  refuse(
    'This test works ten accounts of a sample book with Claude and needs ANTHROPIC_API_KEY, which is not set.\n  → ANTHROPIC_API_KEY=... npm run test:live    it shows what it will cost and asks before it spends anything',
  )

const main = join(import.meta.dirname, '..', '..', 'src', 'main', 'main.ts')

/** One command as a person calls it, the terminal included: its questions are asked and its notes are seen. */
async function daybook(
  ...words: string[]
): Promise<{ readonly code: number | null; readonly json: unknown }> {
  const child = spawn(process.execPath, ['--conditions=daybook-source', main, ...words, '--json'], {
    stdio: ['inherit', 'pipe', 'inherit'],
  })
  let stdout = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text))
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve))
  const last = stdout.trimEnd().split('\n').at(-1) ?? ''
  return { code, json: last === '' ? undefined : JSON.parse(last) }
}

const Estimate = z.object({
  estimate: z.object({ modelCalls: z.number(), usd: z.number(), restsOn: z.string() }),
})
const Refusal = z.object({ message: z.string(), next: z.string().optional() })
const Spending = z.object({
  usd: z.number(),
  usdPerAccepted: z.number().nullable(),
  items: z.array(
    z.object({
      id: z.string().nullable(),
      calls: z.number(),
      inputTokens: z.number(),
      cacheReadTokens: z.number(),
      cacheWriteTokens: z.number(),
      outputTokens: z.number(),
      usd: z.number(),
    }),
  ),
})
type Spending = z.infer<typeof Spending>

const money = (usd: number): string => `USD ${usd.toFixed(4)}`

async function makeBook(): Promise<string> {
  const folder = join(await mkdtemp(join(tmpdir(), 'daybook-live-')), 'book')
  const made = await daybook('demo', folder, '--accounts', '400', '--no-run')
  if (made.code !== 0) process.exit(1)
  // Half of what ten accounts are allowed together by default; a mail is read for a hundredth of a cent.
  const settings = `\n[model]\n${baseUrl === undefined ? '' : `baseUrl = ${JSON.stringify(baseUrl)}\n`}\n[budget]\nrunUsd = 2.5\ndayUsd = 2.5\n`
  await appendFile(join(folder, 'daybook.toml'), settings)
  return folder
}

function cachedShare({ items }: Spending): number {
  const sum = (of: (one: Spending['items'][number]) => number) => items.reduce((all, one) => all + of(one), 0)
  const input = sum((one) => one.inputTokens + one.cacheReadTokens + one.cacheWriteTokens)
  return input === 0 ? 0 : sum((one) => one.cacheReadTokens) / input
}

/** The run in words. Returns whether every chosen account ended in exactly one way. */
function report(folder: string, run: RunSummary, spending: Spending): boolean {
  const { committed, held, failed, none, selected } = run
  const isWhole = committed + held + failed + none === accounts && selected === accounts
  console.log(
    [
      `${selected} accounts with ${run.model}: ${committed} committed, ${held} held, ${failed} failed, ${none} with nothing to do`,
      isWhole
        ? 'None was lost.'
        : `LOST: expected ${accounts} accounts with an outcome, got ${committed + held + failed + none} of ${selected}${run.stop === undefined ? '' : ` (${run.stop.message})`}`,
      ...(failed > 0 ? [`FAILED: ${failed}; daybook review --book ${folder} says why`] : []),
      '',
      `Spent ${money(spending.usd)} in ${(run.wallMs / 1000).toFixed(0)} s`,
      ...spending.items.map(
        ({ id, calls, outputTokens, usd }) =>
          `  ${(id ?? 'vendors').padEnd(10)} ${String(calls).padStart(5)} calls  ${String(outputTokens).padStart(8)} tokens out  ${money(usd)}`,
      ),
      `An accepted proposal: ${spending.usdPerAccepted === null ? 'none was accepted' : money(spending.usdPerAccepted)}`,
      `Read from the prompt cache: ${(cachedShare(spending) * 100).toFixed(0)} % of all input`,
      '',
      `Transcripts: ${join(folder, 'runs', run.run, 'accounts')}/*/transcript.json`,
      `Report:      ${join(folder, 'runs', run.run, 'report.md')}`,
    ].join('\n'),
  )
  return isWhole && failed === 0
}

const folder = await makeBook()
const limit = String(accounts)
const plan = await daybook('plan', '--limit', limit, '--model', 'anthropic', '--book', folder)
if (plan.code !== 0) process.exit(plan.code ?? 1)
const { estimate } = Estimate.parse(plan.json)
console.log(
  `${accounts} accounts: about ${estimate.modelCalls} model calls and USD ${estimate.usd.toFixed(2)}; it rests on ${estimate.restsOn}.`,
)
const ask = ['run', '--limit', limit, '--model', 'anthropic', '--book', folder]
const worked = await daybook(...ask, ...(flags.yes ? ['--yes'] : []))
const run = RunSummary.safeParse(worked.json).data
if (run === undefined) {
  // Not confirmed, or key or address are not good.
  const { message = 'the run said nothing', next } = Refusal.safeParse(worked.json).data ?? {}
  console.error(`${message}${next === undefined ? '' : `\n  → ${next}`}`)
  process.exit(worked.code ?? 1)
}
const spending = Spending.parse((await daybook('spend', '--by', 'tier', '--book', folder)).json)
if (!report(folder, run, spending)) process.exit(worked.code === 5 || worked.code === 130 ? worked.code : 1)
