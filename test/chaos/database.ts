// The database killed again and again under real workers, then brought to its end and compared with a day on which
// nothing happened.
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import * as z from 'zod'
import { oneOf, seeded, type Random } from '#base/random.ts'
import { startSandbox } from '#connectors/enrich-sandbox/server.ts'
import { startFaultProxy, type FaultProxy } from '../fakes/fault-proxy.ts'
import { dismiss, workerBook, type WorkerBook } from '../journey/worker-book.ts'
import { lastJson, type Ended } from '../setup/cli.ts'
import { audit, crmLines, endsOf, ledgerOf, moreIn } from './audit.ts'
import { killKinds, killServer, type KillKind } from './kills.ts'

export interface StormAsk {
  readonly minutes: number
  readonly seed: number
  readonly workers: number
  /** Accounts in the book, and how many are worked before more are asked for. */
  readonly accounts: number
  readonly step: number
  /** Accounts in flight in one worker, and over all of them. */
  readonly inFlight: number
  readonly cap: number
  /** How long the model thinks, per turn. */
  readonly latencyMs: number
  /** Between two kills. */
  readonly fromMs: number
  readonly toMs: number
  readonly note: (line: string) => void
}

export interface StormFigures {
  readonly minutes: number
  readonly kills: Readonly<Record<KillKind, number>>
  readonly killed: number
  readonly accounts: number
  readonly terminal: number
  readonly committed: number
  readonly held: number
  readonly failed: number
  /** Accounts that a worker lost at least once. */
  readonly crashed: number
  readonly duplicates: number
  readonly lost: number
  readonly cap: number
  readonly mostInFlight: number
  readonly claims: number
  /** Milliseconds until the database answered again, and until the next account was taken: half of the kills, 95 %. */
  readonly answersAgain: readonly [number, number]
  readonly worksAgain: readonly [number, number]
  /** How often the command that began the run had to be given again. */
  readonly runsAgain: number
  readonly ledgerMicroUsd: number
  readonly billedMicroUsd: number
  readonly auditRows: number
  readonly breaches: readonly string[]
}

const usdPerAnswer = 0.001
const kinds = { atlas: 'sandbox-atlas', beacon: 'sandbox-beacon' } as const

/** The same vendors for every process, each with a log of its own. */
async function openVendors() {
  const sandboxes = await Promise.all(Object.values(kinds).map((kind) => startSandbox({ kind })))
  const proxies = await Promise.all(sandboxes.map(({ url }) => startFaultProxy(url)))
  const close = async (): Promise<void> => {
    await Promise.all([...proxies, ...sandboxes].map((one) => one.close()))
  }
  return { proxies, close }
}

/** Looks enough things up that the ledger has something to get wrong. A busy machine must not look like a vendor that is down. */
async function askVendors({ folder }: WorkerBook, proxies: readonly FaultProxy[]): Promise<void> {
  const file = join(folder, 'daybook.toml')
  const own = (await readFile(file, 'utf8')).replaceAll(/\[\[enrichment\.vendors\]\][^[]*/g, '').trimEnd()
  const vendors = Object.entries(kinds).map(
    ([name, kind], at) =>
      `[[enrichment.vendors]]\nname = "${name}"\nkind = "${kind}"\nbaseUrl = "${proxies[at]?.url}"\nusdPerAnswer = ${usdPerAnswer}\nperSecond = 200\ntimeoutMs = 60000\n`,
  )
  const wanted = '[enrichment]\nfields = ["employees", "industry", "revenueUsd", "technologies"]\n'
  await writeFile(file, `${own}\n\n${wanted}\n${vendors.join('\n')}`)
}

/** Asks as soon as the database answers. */
async function patiently<T>(ask: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await ask()
    } catch {
      await sleep(50)
    }
  }
}

interface Strike {
  readonly at: number
  readonly kind: KillKind
  readonly answeredAt: number
}

/** Throws while the database does not answer, or is still the one of before. */
async function beganAfter({ db }: WorkerBook, at: number): Promise<void> {
  const { rows } = await sql`
    select greatest(pg_postmaster_start_time(), stats_reset) > to_timestamp(${at / 1000}::double precision) as is_new
    from pg_stat_bgwriter`.execute(db)
  if (!z.object({ is_new: z.boolean() }).parse(rows[0]).is_new) throw new Error('still the old one')
}

/** Kills until the time is over; each strike waits for the one before to be survived. */
async function strikes(book: WorkerBook, ask: StormAsk, random: Random): Promise<readonly Strike[]> {
  const done: Strike[] = []
  const until = Date.now() + ask.minutes * 60_000
  for (;;) {
    await sleep(ask.fromMs + random() * (ask.toMs - ask.fromMs))
    if (Date.now() >= until) return done
    const kind = oneOf(random, killKinds)
    const at = Date.now()
    if (!killServer(book.clusterHome, kind, random)) continue
    // An old session answers for a moment before it is thrown out with the others.
    if (kind !== 'cut-off') await patiently(() => beganAfter(book, at))
    done.push({ at, kind, answeredAt: Date.now() })
  }
}

const isOver = ({ code }: Ended): boolean => code === 0 || code === 3

/** Begins the run and asks for more of it until `stop`; the same command again when the database was away for it. */
async function runs(
  book: WorkerBook,
  ask: StormAsk,
  stop: AbortSignal,
): Promise<{ steps: number; again: number }> {
  let [steps, again] = [0, 0]
  let words: readonly string[] = ['--limit', String(ask.step)]
  for (;;) {
    const before = (await patiently(() => endsOf(book.db))).chosen
    const ended = await book.run('--watch', ...words).ended
    const after = (await patiently(() => endsOf(book.db))).chosen
    if (after > before) steps += 1
    if (!isOver(ended)) {
      again += 1
      ask.note(`the run was given up (${ended.code}): ${ended.stdout.trim().slice(-200)}`)
      if (!/went away|cannot be reached|did not come up|too busy|ledger/.test(ended.stdout + ended.stderr))
        throw new Error(`the run broke: ${ended.stdout}\n${ended.stderr}`)
    }
    if (after === before && !isOver(ended)) continue
    // Pulled by the brake: whether the book deserves it is no question of ours.
    const isDone = isOver(ended) && lastJson(ended)['status'] === 'done'
    if (isDone && stop.aborted) return { steps, again }
    words = isDone ? ['--more', String(ask.step)] : []
  }
}

const middleAnd95 = (numbers: readonly number[]): readonly [number, number] => {
  const sorted = numbers.toSorted((a, b) => a - b)
  const at = (share: number): number => Math.round(sorted[Math.ceil(sorted.length * share) - 1] ?? 0)
  return [at(0.5), at(0.95)]
}

const countOf = (done: readonly Strike[]): Record<KillKind, number> => {
  const counts = { postmaster: 0, everything: 0, session: 0, 'cut-off': 0, 'at-once': 0 }
  for (const { kind } of done) counts[kind] += 1
  return counts
}

/** The same accounts on a day on which nothing happens. */
async function calmDay(ask: StormAsk, steps: number): Promise<readonly string[]> {
  const vendors = await openVendors()
  const book = await workerBook(ask.accounts, `maxInFlight = ${ask.cap}\ninFlight = ${ask.cap}`)
  try {
    await askVendors(book, vendors.proxies)
    for (let step = 0; step < steps; step += 1) {
      let ended = await book.run(step === 0 ? '--limit' : '--more', String(ask.step)).ended
      while (isOver(ended) && lastJson(ended)['status'] === 'paused') ended = await book.run().ended
      if (!isOver(ended)) throw new Error(ended.stderr)
    }
    return await crmLines(book.folder)
  } finally {
    await book.close()
    await vendors.close()
  }
}

/** How the accounts ended that a line of the CRM is about. */
async function endsFor(db: WorkerBook['db'], lines: readonly string[]): Promise<readonly string[]> {
  const { rows } = await sql`
    select account_id || ' ended ' || outcome || ': ' || coalesce(reason, '') as line from daybook.work_item
    where account_id = any(${lines.flatMap((line) => /"acc_[0-9a-f]+"/.exec(line)?.[0].slice(1, -1) ?? [])})`.execute(
    db,
  )
  return z
    .array(z.object({ line: z.string() }))
    .parse(rows)
    .map(({ line }) => line)
}

/** The whole storm. What must not be stands in `breaches`. */
export async function databaseStorm(ask: StormAsk): Promise<StormFigures> {
  const vendors = await openVendors()
  const book = await workerBook(ask.accounts, `maxInFlight = ${ask.cap}\ninFlight = ${ask.inFlight}`)
  try {
    await askVendors(book, vendors.proxies)
    const names = Array.from({ length: ask.workers }, (_, at) => `worker-${at + 1}`)
    const workers = await Promise.all(
      names.map((name) => book.worker(name, ['--latency', String(ask.latencyMs)])),
    )
    const stop = new AbortController()
    const running = runs(book, ask, stop.signal)
    while ((await book.claims()).length === 0) await sleep(50)
    const done = await strikes(book, ask, seeded(ask.seed))
    ask.note(`${done.length} kills; waiting for the end`)
    stop.abort()
    const { steps, again } = await running
    const codes = await dismiss(workers)
    const claims = await book.claims()
    const audited = await audit(book.folder, book.db)
    const { ledger, billed } = await ledgerOf(
      book.db,
      vendors.proxies.flatMap(({ log }) => log),
      usdPerAnswer * 1e6,
    )
    ask.note('the same on a calm day')
    const [stormy, calm] = [await crmLines(book.folder), await calmDay(ask, steps)]
    const [duplicated, lost] = [moreIn(stormy, calm), moreIn(calm, stormy)]
    const mostInFlight = Math.max(...claims.map(({ running: count }) => count))
    const took = (at: number): readonly number[] =>
      claims
        .filter((claim) => claim.at > at)
        .slice(0, 1)
        .map((claim) => claim.at - at)
    return {
      minutes: ask.minutes,
      kills: countOf(done),
      killed: done.length,
      accounts: audited.chosen,
      terminal: audited.terminal,
      committed: audited.committed,
      held: audited.held,
      failed: audited.failed,
      crashed: audited.crashed,
      duplicates: duplicated.length,
      lost: lost.length,
      cap: ask.cap,
      mostInFlight,
      claims: claims.length,
      answersAgain: middleAnd95(done.map(({ at, answeredAt }) => answeredAt - at)),
      worksAgain: middleAnd95(done.flatMap(({ at }) => took(at))),
      runsAgain: again,
      ledgerMicroUsd: ledger,
      billedMicroUsd: billed,
      auditRows: audited.auditRows,
      breaches: [
        ...audited.breaches,
        ...(mostInFlight > ask.cap ? [`${mostInFlight} accounts in flight, the cap is ${ask.cap}`] : []),
        ...(ledger < billed ? [`the ledger holds ${ledger}, vendors answered for ${billed}`] : []),
        ...codes.flatMap((code, at) => (code === 0 ? [] : [`${names[at]} ended with ${code}`])),
        ...duplicated.slice(0, 20).map((line) => `only in the storm: ${line}`),
        ...(await endsFor(book.db, [...duplicated, ...lost])),
        ...lost.slice(0, 20).map((line) => `only on the calm day: ${line}`),
      ],
    }
  } finally {
    await book.close()
    await vendors.close()
  }
}
