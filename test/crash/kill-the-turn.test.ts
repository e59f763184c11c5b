// Conversations that cost money, killed with kill -9 in a turn, between two turns and after the last one: whoever takes
// over pays at most for the turn that was under way, and the ledger holds what the vendor was asked.
import { appendFile, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { MessageCreateParams } from '@anthropic-ai/sdk/resources/messages'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import * as z from 'zod'
import { openCluster } from '#connectors/postgres/cluster.ts'
import { connect } from '#connectors/postgres/connect.ts'
import { Transcript } from '#records/transcript.ts'
import { openDb } from '#state/db.ts'
import { offlineBrain } from '../fakes/messages-api/brain.ts'
import type { Logged, MessagesApi, Tokens } from '../fakes/messages-api/contract.ts'
import { startMessagesApi } from '../fakes/messages-api/server.ts'
import { daybook, lastJson } from '../setup/cli.ts'

let home = ''
let api: MessagesApi
/** Strikes when the vendor hears the n-th question of this start; the answer never arrives. */
let inTurn: { left: number; kill: (signal: NodeJS.Signals) => void } | undefined

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'daybook-turns-'))
  api = await startMessagesApi({
    judge: false,
    async brain(request, call) {
      if (inTurn !== undefined && (request.tools ?? []).length > 0 && --inTurn.left === 0)
        inTurn.kill('SIGKILL')
      return offlineBrain(request, call)
    },
  })
})
afterAll(async () => {
  await api.close({ expectProblems: true })
  await rm(home, { recursive: true, force: true })
})

/** A sample book whose database outlives the killed ones, as it does where workers share one. */
async function sample(name: string) {
  api.reset()
  const folder = join(home, name)
  const made = await daybook(['demo', folder, '--accounts', '250', '--seed', '3', '--no-run'])
  expect(made.code, made.stderr).toBe(0)
  // A dead call counts at its upper bound until it is swept: dying often at one account must not reach its cap.
  const settings = `\n[model]\nbaseUrl = "${api.url}"\n\n[budget]\naccountUsd = 50\nrunUsd = 1000\ndayUsd = 1000\n`
  await appendFile(join(folder, 'daybook.toml'), settings)
  const cluster = await openCluster(join(folder, 'db'))
  const pools = await connect({ kind: 'embedded', socket: cluster.socket })
  return {
    folder,
    db: openDb(pools.owner),
    async close() {
      await pools.close()
      await cluster.close()
    },
  }
}
type Book = Awaited<ReturnType<typeof sample>>

/** `DIE_AT` kills at a fault point, `dieInTurn` while the vendor has the n-th question. */
interface Death {
  readonly dieInTurn?: number
  readonly dieAt?: string
}

function run({ folder }: Book, limit: number, { dieInTurn, dieAt }: Death = {}) {
  inTurn = undefined
  const words = ['run', '--book', folder, '--limit', String(limit), '--in-flight', '1', '--json']
  return daybook([...words, '--model', 'anthropic', '--yes'], {
    env: { ANTHROPIC_API_KEY: 'sk-ant-of-a-test', ...(dieAt === undefined ? {} : { DIE_AT: dieAt }) },
    onStart: (kill) => void (inTurn = dieInTurn === undefined ? undefined : { left: dieInTurn, kill }),
  })
}

const asked = () => api.log.filter(({ number }) => number > 0)
/** Not so the small tier's reading of mail. */
const hasTools = ({ request }: Logged) => ((request as MessageCreateParams).tools ?? []).length > 0

async function transcripts({ folder }: Book): Promise<readonly Transcript[]> {
  const [run = ''] = await readdir(join(folder, 'runs'))
  const places = join(folder, 'runs', run, 'accounts')
  const texts = (await readdir(places)).map((one) => readFile(join(places, one, 'transcript.json'), 'utf8'))
  return (await Promise.all(texts)).map((text) => Transcript.parse(JSON.parse(text)))
}

const Row = z.object({ state: z.string(), tokens: z.array(z.coerce.number()) })
const tokensOf = ({ input, cacheWrite, cacheRead, output }: Tokens): string =>
  [input, cacheWrite, cacheRead, output].join()

async function stored({ db }: Book) {
  const { rows } = await sql`
    select state, array[input_tokens, cache_write_tokens, cache_read_tokens, output_tokens] as tokens
    from daybook.spend where kind = 'model' order by id`.execute(db)
  const { rows: kept } = await sql`select from daybook.paid_turn`.execute(db)
  return { calls: z.array(Row).parse(rows), kept: kept.length }
}

/**
 * How many turns were asked for in vain. The ledger must hold every call, those included that were reserved and `neverMade`,
 * and what was settled is what was billed.
 */
async function inVain(book: Book, neverMade = 0): Promise<number> {
  const turns = (await transcripts(book)).reduce((sum, one) => sum + one.turns.length, 0)
  const vain = asked().filter(hasTools).length - turns
  const { calls, kept } = await stored(book)
  expect(kept, 'turns that nobody needs any more').toBe(0)
  expect(calls).toHaveLength(asked().length + neverMade)
  const billed = asked().map(({ tokens }) => tokens && tokensOf(tokens))
  const settled = calls.filter(({ state }) => state === 'settled').map(({ tokens }) => tokens.join())
  expect(settled).toHaveLength(asked().length - vain)
  for (const one of settled) expect(billed.splice(billed.indexOf(one), 1), one).toEqual([one])
  return vain
}

/** Kills the run that way and forgets that it died: the third death would give the account to a person. */
async function die(book: Book, limit: number, how: Death): Promise<boolean> {
  const { signal } = await run(book, limit, how)
  await sql`update daybook.work_item set crashes = 0`.execute(book.db)
  return signal === 'SIGKILL'
}

test(
  'dead in a turn, between turns and after the last: each death costs a turn at most',
  { timeout: 400_000 },
  async () => {
    const accounts = 4
    const book = await sample('few')
    const deaths: readonly Death[] = [
      { dieInTurn: 3 },
      { dieAt: 'tool-called:4' },
      { dieInTurn: 2 },
      { dieAt: 'model-done:2' },
      { dieAt: 'verdict-made:1' },
    ]
    for (const how of deaths) expect([how, await die(book, accounts, how)]).toEqual([how, true])
    const last = lastJson(await run(book, accounts))
    expect(last).toMatchObject({ status: 'done', continued: true, selected: accounts, failed: 0 })
    expect((await transcripts(book)).every(({ turns }) => turns.length > 1)).toBe(true)
    expect(await inVain(book), 'turns paid twice').toBeLessThanOrEqual(4)
    await book.close()
  },
)

const wanted = Number(process.env['TURN_KILLS'] ?? 0)
const labels = ['tool-called', 'spend-reserved', 'spend-settled', 'model-done', 'verdict-made', 'settled']

// npm run test:turns. Where it dies is drawn; the same seed draws the same.
test.runIf(wanted > 0)('wherever it dies, as often as it dies', { timeout: 3_600_000 }, async () => {
  let seed = Number(process.env['SEED'] ?? 1)
  const draw = (below: number): number => {
    seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31
    return Math.floor((seed / 2 ** 31) * below)
  }
  const book = await sample('many')
  // Enough that a death finds somebody at work.
  const accounts = Math.min(120, wanted * 2)
  const killed: Record<string, number> = {}
  let kills = 0
  for (; kills < wanted; kills += 1) {
    const label = labels[draw(labels.length + 3)] ?? 'in a turn'
    const nth = 1 + draw(label === 'tool-called' ? 9 : label.startsWith('spend') ? 5 : 1)
    const how = label === 'in a turn' ? { dieInTurn: 1 + draw(5) } : { dieAt: `${label}:${nth}` }
    if (!(await die(book, accounts, how))) break
    killed[label] = (killed[label] ?? 0) + 1
  }
  const last = lastJson(await run(book, accounts))
  expect(last).toMatchObject({ status: 'done', selected: accounts, failed: 0 })
  const vain = await inVain(book, killed['spend-reserved'])
  process.stdout.write(`${JSON.stringify({ kills, turnsPaidTwice: vain, killed })}\n`)
  expect(kills).toBe(wanted)
  expect(vain).toBeLessThanOrEqual(kills)
  await book.close()
})
