// The books the crash suite works on: each in a database of its own, made once and copied.
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Pool } from 'pg'
import { seeded } from '#base/random.ts'
import { crmLocal } from '#connectors/crm-local/crm.ts'
import { openCluster } from '#connectors/postgres/cluster.ts'
import { connect, type Pools } from '#connectors/postgres/connect.ts'
import { migrate, readMigrations } from '#connectors/postgres/migrate.ts'
import { enterBook } from '#orchestrator/book/enter-book.ts'
import { makeSampleBook } from '#orchestrator/sample-book/make-sample-book.ts'
import type { Crm } from '#ports/crm.ts'
import type { CrmSetup } from '#ports/crm-setup.ts'
import { openDb } from '#state/db.ts'
import { fakeCrm, type LoggedRequest } from '../fakes/crm.ts'
import { memoryWorkspace } from '../fakes/model.ts'
import { throwAway } from '../setup/global.ts'
import { bundled } from './bundled.ts'
import { crashConfig } from './config.ts'
import { madeAt, type Place, type WhichCrm } from './protocol.ts'
import { watch } from './watch.ts'

export type Fake = Crm & CrmSetup & { readonly log: readonly LoggedRequest[] }

/** One book to be worked, and what the auditor looks at. */
export interface Ground {
  readonly place: Place
  readonly owner: Pool
  /** The fake CRM; undefined: the built-in one. */
  readonly fake: Fake | undefined
  /** Requests of the fake CRM that only made the book. */
  readonly madeWith: number
  close(): Promise<void>
}

export interface GroundAsk {
  readonly crm: WhichCrm
  readonly seed: number
  readonly accounts: number
  readonly limit?: number
  readonly inFlight?: number
  readonly latencyMs?: number
  /** As in Place. */
  readonly warms?: boolean
  /** Loses every so manieth answer of a write; 0: none. */
  readonly losesEvery?: number
  /** Sabotage: the fake CRM as this makes it. */
  readonly spoil?: (crm: Fake) => Fake
}

const defaults = { limit: 4, inFlight: 3, latencyMs: 4 }

const folderOf = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

export interface Stage {
  /** The child's program, in one file: it starts in a fifth of the time. */
  readonly program: string
  ground(ask: GroundAsk): Promise<Ground>
  close(): Promise<void>
}

async function makeBook(pools: Pools, crm: Crm & CrmSetup, ask: GroundAsk): Promise<void> {
  const db = openDb(pools.app)
  const world = { db, clock: () => madeAt, random: seeded(ask.seed) }
  await enterBook(world, crashConfig(ask.limit ?? defaults.limit))
  const { accounts, seed } = ask
  const workspace = memoryWorkspace()
  await makeSampleBook({ db, crm, crmSetup: crm, workspace }, { accounts, seed, now: madeAt })
}

function newFake({ losesEvery = 0 }: GroundAsk, isMade: () => boolean): Fake {
  let writes = 0
  return fakeCrm({
    clock: () => madeAt,
    loseAnswer: () => losesEvery > 0 && isMade() && ++writes % losesEvery === 0,
  })
}

/** A cluster of its own, without durability: it is the processes that die here, not the database. */
export async function openStage(): Promise<Stage> {
  const home = await mkdtemp(join(tmpdir(), 'daybook-crash-'))
  const cluster = await openCluster(join(home, 'db'), { settings: { ...throwAway, max_connections: '300' } })
  const { socket } = cluster
  const admin = await connect({ kind: 'embedded', socket, database: 'postgres' })
  const templates = new Map<string, Promise<string>>()
  let made = 0

  async function template(ask: GroundAsk): Promise<string> {
    const name = `made_${ask.crm === 'fake' ? 'fake' : 'own'}_${ask.seed}_${ask.accounts}_${ask.limit ?? defaults.limit}`
    await admin.owner.query(`create database ${name}`)
    const pools = await connect({ kind: 'embedded', socket, database: name })
    try {
      for (const [schema, path] of [
        ['daybook', '../../sql'],
        ['crm', '../../src/connectors/crm-local/sql'],
      ] as const)
        await migrate(pools.owner, { schema, files: await readMigrations(folderOf(path)) })
      const own = crmLocal({ pool: pools.crm, clock: () => madeAt })
      await makeBook(pools, ask.crm === 'fake' ? newFake(ask, () => false) : own, ask)
      await watch(pools.owner)
    } finally {
      await pools.close()
    }
    return name
  }

  /** The fake CRM as it was when the template was made: it lies in no database, so it is made once more. */
  async function fakeOf(ask: GroundAsk, isMade: () => boolean): Promise<Fake> {
    const fake = newFake(ask, isMade)
    const name = `scrap_${(made += 1)}`
    await admin.owner.query(`create database ${name}`)
    const pools = await connect({ kind: 'embedded', socket, database: name })
    await migrate(pools.owner, { schema: 'daybook', files: await readMigrations(folderOf('../../sql')) })
    await makeBook(pools, fake, ask).finally(() => pools.close())
    await admin.owner.query(`drop database ${name} with (force)`)
    return fake
  }

  const program = await bundled(join(home, 'child'))
  return {
    program,
    async ground(ask) {
      const key = `${ask.crm} ${ask.seed} ${ask.accounts} ${ask.limit}`
      const known = templates.get(key) ?? template(ask)
      templates.set(key, known)
      const name = `book_${(made += 1)}`
      await admin.owner.query(`create database ${name} template ${await known}`)
      let isMade = false
      const fake = ask.crm === 'fake' ? await fakeOf(ask, () => isMade) : undefined
      isMade = true
      const folder = join(home, name)
      await mkdir(folder, { recursive: true })
      const pools = await connect({ kind: 'embedded', socket, database: name })
      const { crm, spoil = (same) => same } = ask
      const { limit, inFlight, latencyMs } = { ...defaults, ...ask }
      const modelLog = join(folder, 'model.jsonl')
      return {
        place: {
          socket,
          database: name,
          folder,
          shipped: folderOf('../../skills'),
          crm,
          modelLog,
          limit,
          inFlight,
          latencyMs,
          warms: ask.warms === true,
        },
        owner: pools.owner,
        fake: fake && spoil(fake),
        madeWith: fake?.log.length ?? 0,
        async close() {
          await pools.close()
          await admin.owner.query(`drop database ${name} with (force)`)
          await rm(folder, { recursive: true, force: true })
        },
      }
    },
    async close() {
      await admin.close()
      await cluster.close()
      await rm(home, { recursive: true, force: true })
    },
  }
}
