// npm run bench:audit [-- --json --rows N]
// How fast the audit chain is checked, beside reading the same rows and doing nothing with them. Both in a cluster of its
// own that is thrown away; the rows are appended as the program appends them.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { sql } from 'kysely'
import { openCluster } from '#connectors/postgres/cluster.ts'
import { connect } from '#connectors/postgres/connect.ts'
import { migrate, readMigrations } from '#connectors/postgres/migrate.ts'
import { openDb, type Db } from '#state/db.ts'
import { verifyAudit } from '#state/read/audit-verify.ts'
import { appendAudit } from '#state/write/audit.ts'

const { values } = parseArgs({
  options: { json: { type: 'boolean', default: false }, rows: { type: 'string', default: '1000000' } },
})
const wanted = Number(values.rows)
const batch = 1000

/** An entry of the size and shape of a committed account's. */
const entry = (n: number) => ({
  at: new Date(Date.UTC(2026, 0, 1) + n * 1013).toISOString(),
  actor: 'daybook',
  kind: n % 2 === 0 ? 'account-committed' : 'effects-confirmed',
  accountId: `acc_${(n * 7919).toString(16).padStart(24, '0')}`,
  runId: `run_${Math.floor(n / 400)
    .toString(16)
    .padStart(24, '0')}`,
  body: {
    proposal: `prop_${n.toString(16).padStart(24, '0')}`,
    ruleset: '3f9c1d2ab47e5c60',
    evidence: n.toString(16).padStart(64, 'a'),
    verdict: n.toString(16).padStart(64, 'b'),
    effects: [0, 1, 2].map((at) => ({
      id: `effect_${n}_${at}`,
      kind: 'update-field',
      state: 'pending',
      result: null,
    })),
    queueItem: 'none',
  },
})

async function fill(db: Db): Promise<void> {
  for (let from = 0; from < wanted; from += batch) {
    const entries = Array.from({ length: Math.min(batch, wanted - from) }, (_, at) => entry(from + at))
    await db.transaction().execute((trx) => appendAudit(trx, entries))
  }
}

/** The same columns in the same order, over the same connection, and nothing done with them. */
async function plain(db: Db): Promise<void> {
  let after = 0
  for (;;) {
    const { rows } = await sql<{ seq: number }>`
      select seq, at, actor, kind, account_id, run_id, body, previous, hash
      from daybook.audit where seq > ${after} order by seq limit 2000`.execute(db)
    const last = rows.at(-1)
    if (last === undefined) return
    after = last.seq
  }
}

const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const from = performance.now()
  await work()
  return (performance.now() - from) / 1000
}

const home = await mkdtemp(join(tmpdir(), 'daybook-bench-'))
const cluster = await openCluster(home, { settings: { fsync: 'off', full_page_writes: 'off' } })
const pools = await connect({ kind: 'embedded', socket: cluster.socket })
try {
  await migrate(pools.owner, {
    schema: 'daybook',
    files: await readMigrations(fileURLToPath(new URL('../sql', import.meta.url))),
  })
  const db = openDb(pools.app)
  const fillS = await timed(() => fill(db))
  await sql`select count(*) from daybook.audit`.execute(db)
  const plainS = await timed(() => plain(db))
  let check: Awaited<ReturnType<typeof verifyAudit>> | undefined
  const before = process.cpuUsage()
  const verifyS = await timed(async () => {
    check = await verifyAudit({ db })
  })
  const { user, system } = process.cpuUsage(before)
  if (check?.rows !== wanted || check.broken !== undefined) throw new Error('the chain does not stand')
  const found = {
    rows: wanted,
    fillS,
    plainS,
    verifyS,
    processorS: (user + system) / 1e6,
    rowsPerSecond: Math.round(wanted / verifyS),
    ratio: verifyS / plainS,
    rssMb: Math.round(process.memoryUsage().rss / 1024 ** 2),
  }
  console.log(
    values.json
      ? JSON.stringify(found)
      : `${wanted} rows: filled in ${fillS.toFixed(1)} s, read in ${plainS.toFixed(1)} s, checked in ${verifyS.toFixed(1)} s (${found.processorS.toFixed(1)} s of our processor): ${found.rowsPerSecond} rows/s, ${found.ratio.toFixed(2)} times the reading, ${found.rssMb} MB`,
  )
} finally {
  await pools.close()
  await cluster.close()
  await rm(home, { recursive: true, force: true })
  if (cluster.home !== home) await rm(cluster.home, { recursive: true, force: true })
}
