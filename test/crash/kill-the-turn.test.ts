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
import { openDb, type Db } from '#state/db.ts'
import { offlineBrain } from '../fakes/messages-api/brain.ts'
import type { Logged, MessagesApi, Tokens } from '../fakes/messages-api/contract.ts'
import { startMessagesApi } from '../fakes/messages-api/server.ts'
import { daybook, lastJson } from '../setup/cli.ts'

const accounts = 3
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

async function sample(name: string): Promise<string> {
  api.reset()
  const folder = join(home, name)
  const made = await daybook(['demo', folder, '--accounts', '250', '--seed', '3', '--no-run'])
  expect(made.code, made.stderr).toBe(0)
  await appendFile(join(folder, 'daybook.toml'), `\n[model]\nbaseUrl = "${api.url}"\n`)
  return folder
}

/** `DIE_AT` kills at a fault point, `dieInTurn` while the vendor has the n-th question. */
function run(folder: string, how: { dieInTurn?: number; dieAt?: string; limit?: number } = {}) {
  const { dieInTurn, dieAt, limit = accounts } = how
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

async function transcripts(folder: string): Promise<readonly Transcript[]> {
  const [run = ''] = await readdir(join(folder, 'runs'))
  const places = join(folder, 'runs', run, 'accounts')
  const texts = (await readdir(places)).map((one) => readFile(join(places, one, 'transcript.json'), 'utf8'))
  return (await Promise.all(texts)).map((text) => Transcript.parse(JSON.parse(text)))
}

const Row = z.object({ state: z.string(), tokens: z.array(z.coerce.number()) })
const tokensOf = ({ input, cacheWrite, cacheRead, output }: Tokens): string =>
  [input, cacheWrite, cacheRead, output].join()

async function withDb<T>(folder: string, work: (db: Db) => Promise<T>): Promise<T> {
  const cluster = await openCluster(join(folder, 'db'))
  const pools = await connect({ kind: 'embedded', socket: cluster.socket })
  try {
    return await work(openDb(pools.owner))
  } finally {
    await pools.close()
    await cluster.close()
  }
}

const stored = (folder: string) =>
  withDb(folder, async (db) => {
    const { rows } = await sql`
      select state, array[input_tokens, cache_write_tokens, cache_read_tokens, output_tokens] as tokens
      from daybook.spend where kind = 'model' order by id`.execute(db)
    const { rows: kept } = await sql`select from daybook.paid_turn`.execute(db)
    return { calls: z.array(Row).parse(rows), kept: kept.length }
  })

/** How many turns were asked for in vain; the ledger must hold every call, and what was settled is what was billed. */
async function inVain(folder: string): Promise<number> {
  const turns = (await transcripts(folder)).reduce((sum, one) => sum + one.turns.length, 0)
  const vain = asked().filter(hasTools).length - turns
  const { calls, kept } = await stored(folder)
  expect(kept, 'turns that nobody needs any more').toBe(0)
  expect(calls).toHaveLength(asked().length)
  const billed = asked().map(({ tokens }) => tokens && tokensOf(tokens))
  const settled = calls.filter(({ state }) => state === 'settled').map(({ tokens }) => tokens.join())
  expect(settled).toHaveLength(asked().length - vain)
  for (const one of settled) expect(billed.splice(billed.indexOf(one), 1), one).toEqual([one])
  return vain
}

/** Tools the model has called so far in the conversation that was asked about last. */
function toolsCalled(): number {
  const { messages } = (asked().at(-1) as Logged).request as MessageCreateParams
  return messages.flatMap(({ content }) =>
    typeof content === 'string' ? [] : content.filter(({ type }) => type === 'tool_use'),
  ).length
}

test('whatever turn it dies in or after, the rest costs what remained', { timeout: 240_000 }, async () => {
  const folder = await sample('book')
  const die = async (how: Parameters<typeof run>[1]) =>
    expect([how, (await run(folder, how)).signal]).toEqual([how, 'SIGKILL'])
  // In the second turn of the first account; then with the tools of the second turn. Neither pays for the first again.
  await die({ dieInTurn: 2 })
  const inFirstTurn = toolsCalled()
  expect(inFirstTurn).toBeGreaterThan(0)
  await die({ dieAt: `tool-called:${inFirstTurn + 1}` })
  // The second account: as soon as it has handed in, and judged. The last turn is paid twice, and then no more.
  await die({ dieAt: 'model-done:2' })
  await die({ dieAt: 'verdict-made:1' })
  await die({ dieInTurn: 1 })
  const last = lastJson(await run(folder))
  expect(last).toMatchObject({ status: 'done', continued: true, selected: accounts, failed: 0 })

  expect((await transcripts(folder)).every(({ turns }) => turns.length > 1)).toBe(true)
  expect(await inVain(folder), 'turns paid twice').toBe(4)
})

const wanted = Number(process.env['TURN_KILLS'] ?? 0)

// npm run test:turns. Where it dies is drawn; the same seed draws the same.
test.runIf(wanted > 0)('wherever it dies, as often as it dies', { timeout: 1_200_000 }, async () => {
  const limit = Math.ceil(wanted * 0.75)
  const folder = await sample('many')
  let seed = Number(process.env['SEED'] ?? 1)
  const draw = (below: number): number => {
    seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31
    return Math.floor((seed / 2 ** 31) * below)
  }
  const labels = ['tool-called', 'spend-reserved', 'spend-settled', 'model-done', 'verdict-made', 'settled']
  const killed: Record<string, number> = {}
  let kills = 0
  for (let start = 0; start < wanted; start += 1) {
    const label = labels[draw(labels.length + 3)] ?? 'in a turn'
    const nth = 1 + draw(label === 'tool-called' ? 12 : label.startsWith('spend') ? 6 : 2)
    const how = label === 'in a turn' ? { dieInTurn: 1 + draw(6) } : { dieAt: `${label}:${nth}` }
    const { signal } = await run(folder, { ...how, limit })
    if (signal !== 'SIGKILL') continue
    kills += 1
    killed[label] = (killed[label] ?? 0) + 1
    // Or the third death gives the account to a person.
    await withDb(folder, (db) => sql`update daybook.work_item set crashes = 0`.execute(db))
  }
  const last = lastJson(await run(folder, { limit }))
  expect(last).toMatchObject({ status: 'done', selected: limit, failed: 0 })
  expect(kills).toBeGreaterThan(wanted / 2)
  const vain = await inVain(folder)
  process.stdout.write(`${JSON.stringify({ kills, turnsPaidTwice: vain, killed })}\n`)
  expect(vain).toBeLessThanOrEqual(kills)
})
