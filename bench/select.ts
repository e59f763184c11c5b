// npm run bench:select [-- --json --seed N --sizes 4000,100000,1000000]
// The one statement that scores the whole book, against the same score with a plain `order by … limit 200`: same rows, same
// session settings, runs alternating, medians. Fills the index table directly, in a cluster of its own that is thrown away.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { sql } from 'kysely'
import { openCluster } from '#connectors/postgres/cluster.ts'
import { connect } from '#connectors/postgres/connect.ts'
import { migrate, readMigrations } from '#connectors/postgres/migrate.ts'
import { SelectConfig } from '#records/config.ts'
import { OwnerId } from '#records/ids.ts'
import { possibleFloors } from '#select/compose.ts'
import { reserveSeats } from '#select/forecast.ts'
import { openDb, type Db } from '#state/db.ts'
import { scoreSum } from '#state/read/score-parts.ts'
import { scoreBook, type ScoreAsk } from '#state/read/score.ts'

interface Measured {
  readonly accounts: number
  readonly statementMs: number
  readonly plainMs: number
  readonly ratio: number
  /** The statement in a run that has to serve every segment's floor (statementMs: in one that serves none). */
  readonly floorsMs: number
  /** All floors, and owners with one to three places left each, so that scores alone decide little. */
  readonly scarceMs: number
  readonly nodeRssMb: number
}

const limit = 200
const ownerCount = 60
const now = new Date('2026-11-21T09:00:00Z')

// Five in a hundred accounts have an older version, as a book has that is worked every day.
async function fill(db: Db, accounts: number, seed: number): Promise<void> {
  await sql`truncate daybook.book_index`.execute(db)
  const ago = (days: number) => sql`${now}::timestamptz - random() * ${days}::int * interval '1 day'`
  const oneOf = (values: readonly string[]) =>
    sql`(${[...values]}::text[])[1 + floor(random() * ${values.length}::int)::int]`
  await db.transaction().execute(async (trx) => {
    await sql`select setseed(${(seed % 1000) / 1000})`.execute(trx)
    await sql`
      insert into daybook.book_index (valid_from, valid_to, arrived_at, changed_at, eligible_from, waited_days,
        unanswered_count, unanswered_since, inbound_count30, contact_count, suppressed, in_review, hiring, account_id, segment,
        stage, size_band, owner_id, last_human_touch_at, next_meeting_at, last_agent_touch_at, newest_contact_at, contract_end,
        next_touch, industry, country, flags, lead_source, employees, domain, name)
      select 2 - n, case when n = 2 then 1 end, ${ago(500)}, ${ago(60)}, ${ago(1)}, random() * 80,
        case when random() < 0.06 then 1 + floor(random() * 3)::int else 0 end, ${ago(60)},
        case when random() < 0.1 then 1 + floor(random() * 5)::int else 0 end, floor(random() * 6)::int, random() < 0.01,
        random() < 0.02, random() < 0.08, 'acc_' || substr(md5(g::text), 1, 24),
        ${oneOf([...SelectConfig.parse({}).segments.map(({ name }) => name), 'unsegmented'])},
        ${oneOf(['new', 'working', 'open-deal', 'customer', 'lapsed', 'closed'])},
        ${oneOf(['1-10', '11-50', '51-200', '201-1000', '1001+', 'unknown'])},
        case when random() < 0.9 then 'own-' || floor(random() * ${ownerCount}::int)::int end,
        case when random() < 0.6 then ${ago(200)} end, case when random() < 0.01 then ${now}::timestamptz + interval '3 days' end,
        case when random() < 0.3 then ${ago(100)} end, case when random() < 0.5 then ${ago(300)} end,
        case when random() < 0.2 then (${now}::timestamptz)::date + floor(random() * 400)::int end,
        case when random() < 0.05 then (${now}::timestamptz)::date + floor(random() * 40)::int - 20 end,
        ${oneOf(['Software', 'Retail', 'Health', 'Finance', 'Energy'])}, ${oneOf(['US', 'DE', 'FR', 'GB'])},
        case when random() < 0.05 then array['hot-lead'] when random() < 0.1 then array['expansion'] else '{}' end,
        'web', random() * 1000, 'c' || g || '.example', 'Company ' || g
      from generate_series(1, ${accounts}::int) g
      cross join lateral generate_series(1, case when g % 20 = 0 then 2 else 1 end) n`.execute(trx)
  })
  await sql`vacuum analyze daybook.book_index`.execute(db)
}

interface Day {
  readonly floorsDue: boolean
  readonly freePerOwner: (owner: number) => number
  readonly pool: number
}

function askOn(config: SelectConfig, { floorsDue, freePerOwner, pool }: Day): ScoreAsk {
  const owners = Array.from({ length: ownerCount }, (_, n) => n)
  const due = Object.fromEntries(
    [...config.segments.map(({ name }) => name), 'unsegmented'].map((name) => [
      name,
      floorsDue ? config.maxDarkRuns - 1 : 0,
    ]),
  )
  return {
    config,
    now,
    mark: 1,
    limit,
    reserve: reserveSeats(limit, config),
    floors: possibleFloors(config, { limit, dark: due, exclude: [] }),
    placeOf: new Map(owners.map((n) => [OwnerId.parse(`own-${n}`), n + 1])),
    free: [pool, ...owners.map(freePerOwner)],
    inFlight: [],
    exclude: [],
  }
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const before = performance.now()
  await work()
  return performance.now() - before
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN

const plain = (db: Db, config: SelectConfig): Promise<unknown> =>
  db.transaction().execute(async (trx) => {
    await sql`select set_config('work_mem', '256MB', true), set_config('jit', 'off', true),
      set_config('max_parallel_workers_per_gather', '0', true)`.execute(trx)
    await sql`
      select i.account_id, ${scoreSum(config, now)} as score from daybook.book_index i
      where i.valid_from <= 1 and (i.valid_to is null or i.valid_to > 1)
      order by score desc, i.account_id limit ${limit}`.execute(trx)
  })

async function measure(db: Db, accounts: number): Promise<Measured> {
  const config = SelectConfig.parse({})
  const roomy = { freePerOwner: () => config.ownerCapacity, pool: config.poolCapacity }
  const usual = askOn(config, { floorsDue: false, ...roomy })
  const floors = askOn(config, { floorsDue: true, ...roomy })
  const scarce = askOn(config, { floorsDue: true, freePerOwner: (owner) => 1 + (owner % 3), pool: 3 })
  const rounds = accounts > 500_000 ? 5 : 11
  const times: { plain: number; statement: number; floors: number; scarce: number }[] = []
  await plain(db, config)
  await scoreBook(db, usual)
  for (let round = 0; round < rounds; round++)
    times.push({
      plain: await timed(() => plain(db, config)),
      statement: await timed(() => scoreBook(db, usual)),
      floors: await timed(() => scoreBook(db, floors)),
      scarce: await timed(() => scoreBook(db, scarce)),
    })
  const statementMs = median(times.map(({ statement }) => statement))
  const plainMs = median(times.map((one) => one.plain))
  return {
    accounts,
    statementMs: Math.round(statementMs),
    plainMs: Math.round(plainMs),
    ratio: Number((statementMs / plainMs).toFixed(2)),
    floorsMs: Math.round(median(times.map((one) => one.floors))),
    scarceMs: Math.round(median(times.map((one) => one.scarce))),
    nodeRssMb: Math.round(process.memoryUsage().rss / 1_048_576),
  }
}

function show(sizes: readonly Measured[]): string {
  const line = (cells: readonly (string | number)[]) =>
    cells.map((cell) => String(cell).padStart(13)).join('')
  return [
    line(['accounts', 'statement ms', 'plain ms', 'ratio', 'floors ms', 'scarce ms', 'node RSS MB']),
    ...sizes.map((one) =>
      line([
        one.accounts,
        one.statementMs,
        one.plainMs,
        one.ratio,
        one.floorsMs,
        one.scarceMs,
        one.nodeRssMb,
      ]),
    ),
    'statement: the whole book scored, excluded, counted and forecast, and the candidates; plain: the score alone.',
    'floors: in a run where the floors of all segments are due; scarce: besides, every owner has one to three places left.',
  ].join('\n')
}

const { values: flags } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    seed: { type: 'string', default: '1' },
    sizes: { type: 'string', default: '4000,100000,1000000' },
  },
})
const sizes = flags.sizes.split(',').map(Number)
const seed = Number(flags.seed)
if (![...sizes, seed].every((value) => Number.isInteger(value) && value > 0)) {
  console.error(`expected whole numbers above 0, got --sizes ${flags.sizes} --seed ${flags.seed}`)
  process.exit(2)
}
const home = await mkdtemp(join(tmpdir(), 'daybook-bench-'))
const cluster = await openCluster(home, {
  settings: { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' },
})
const pools = await connect({ kind: 'embedded', socket: cluster.socket })
try {
  await migrate(pools.owner, {
    schema: 'daybook',
    files: await readMigrations(fileURLToPath(new URL('../sql', import.meta.url))),
  })
  const measured: Measured[] = []
  for (const accounts of sizes) {
    if (!flags.json) console.error(`filling ${accounts} accounts …`)
    await fill(openDb(pools.owner), accounts, seed)
    measured.push(await measure(openDb(pools.app), accounts))
  }
  console.log(flags.json ? JSON.stringify({ sizes: measured, seed }) : show(measured))
} finally {
  await pools.close()
  await cluster.close()
  await rm(home, { recursive: true, force: true })
  await rm(cluster.home, { recursive: true, force: true })
}
