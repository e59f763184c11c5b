import { existsSync } from 'node:fs'
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Fault } from '#base/fault.ts'
import { seeded } from '#base/random.ts'
import { crmLocal } from '#connectors/crm-local/crm.ts'
import { pgBossQueue } from '#connectors/pg-boss/queue.ts'
import { openCluster } from '#connectors/postgres/cluster.ts'
import { connect } from '#connectors/postgres/connect.ts'
import { migrate, readMigrations, type Schema } from '#connectors/postgres/migrate.ts'
import type { Pools } from '#connectors/postgres/connect.ts'
import { openTelemetry } from '#connectors/telemetry/open.ts'
import { fileWorkspace } from '#connectors/workspace-files/workspace.ts'
import type { ModelSettings, OpenBook } from '#doors/cli/cli.ts'
import { parseSkill } from '#brief/skill.ts'
import { enterBook } from '#orchestrator/book/enter-book.ts'
import { noticeRestore } from '#orchestrator/backup/restored.ts'
import { paced } from '#orchestrator/budget/shared-pace.ts'
import type { World } from '#ports/world.ts'
import * as z from 'zod'
import { Skill } from '#records/brief.ts'
import type { BookConfig } from '#records/config.ts'
import type { WorkerIdentity } from '#records/worker.ts'
import { SkillName } from '#records/words.ts'
import { openDb } from '#state/db.ts'
import { configName, readConfig, tomlOf } from './config-file.ts'
import type { Environment } from './environment.ts'
import { armFaults } from './arm-faults.ts'
import { openModel } from './models.ts'
import { openVendors } from './vendors.ts'
import { sleep } from './sleep.ts'

/** Where Daybook itself lies. */
export const packageFolder = fileURLToPath(new URL('../../', import.meta.url))
const sqlFolder = join(packageFolder, 'sql')
const crmSqlFolder = join(packageFolder, 'src/connectors/crm-local/sql')
const skillsFolder = join(packageFolder, 'skills')

/** What the process brings to every book it opens. */
export interface Host {
  readonly environment: Environment
  readonly model: ModelSettings
  readonly note: (line: string) => void
}

/** Our own tables and the built-in CRM's, as this program knows them. */
export const knownSchemas = async (): Promise<readonly Schema[]> => [
  { schema: 'daybook', files: await readMigrations(sqlFolder) },
  { schema: 'crm', files: await readMigrations(crmSqlFolder) },
]

/** The database of a book: our own server, or the one of DATABASE_URL; up to date, with a pool per right. */
async function openDatabase(
  folder: string,
  { environment, note }: Host,
): Promise<{ pools: Pools; close: () => Promise<void> }> {
  const cluster =
    environment.DATABASE_URL === undefined ? await openCluster(join(folder, 'db'), { note }) : undefined
  try {
    const pools = await connect(
      cluster === undefined
        ? { kind: 'url', url: environment.DATABASE_URL ?? '' }
        : { kind: 'embedded', socket: cluster.socket },
    )
    const close = async (): Promise<void> => {
      await pools.close()
      await cluster?.close()
    }
    try {
      for (const schema of await knownSchemas()) await migrate(pools.owner, schema)
    } catch (thrown) {
      await pools.close()
      throw thrown
    }
    return { pools, close }
  } catch (thrown) {
    await cluster?.close()
    throw thrown
  }
}

const Skills = z.record(SkillName, Skill)

/** The skills of the book, each checked. A mistake names the file and every problem in it. */
async function readSkills(folder: string): Promise<z.infer<typeof Skills>> {
  const parsed = await Promise.all(
    SkillName.options.map(async (name) => {
      const own = join(folder, 'skills', name, 'SKILL.md')
      const file = existsSync(own) ? own : join(skillsFolder, name, 'SKILL.md')
      const skill = parseSkill(name, await readFile(file, 'utf8'))
      if (skill.kind === 'skill') return [name, skill.skill] as const
      throw new Fault(
        'refused',
        `${file} cannot be used\n${skill.problems.map((problem) => `  ${problem}`).join('\n')}`,
        'mend the file',
      )
    }),
  )
  return Skills.parse(Object.fromEntries(parsed))
}

/** What agents are told: each skill and the playbook from the folder where it has its own, else as Daybook ships it. */
export async function readTexts(folder: string): Promise<Pick<OpenBook, 'playbook' | 'skills'>> {
  const playbook = await readFile(join(folder, 'playbook.md'), 'utf8').catch(() =>
    readFile(join(skillsFolder, 'playbook.md'), 'utf8'),
  )
  return { playbook, skills: await readSkills(folder) }
}

/** This process among the workers of the book. */
async function whoWeAre(): Promise<WorkerIdentity> {
  const text = await readFile(join(packageFolder, 'package.json'), 'utf8')
  const { version: program } = z.object({ version: z.string() }).parse(JSON.parse(text))
  const [host, { pid }] = [hostname(), process]
  return { name: `${host}-${pid}`, host, pid, program }
}

type Built = Pick<OpenBook, 'bookId' | 'isNew' | 'world' | 'db' | 'crmSetup'> & {
  readonly close: () => Promise<void>
}

/** Puts a connector behind every port. */
async function build(
  folder: string,
  config: BookConfig,
  { pools, host }: { pools: Pools; host: Host },
): Promise<Built> {
  const { note } = host
  const { program } = await whoWeAre()
  const clock = () => new Date()
  const db = openDb(pools.app)
  const random = seeded(process.pid ^ Date.now())
  const { id: bookId, isNew } = await enterBook({ db, clock, random }, config)
  const crm = crmLocal({ pool: pools.crm, clock })
  const { vendors, close: closeVendors } = openVendors(config, { db, clock, random, note })
  const watching = openTelemetry({ config: config.telemetry, folder, bookId, program, vendors, note })
  const queue = await pgBossQueue(pools.app, (error) => note(`queue: ${error.message}`))
  const world: World = {
    crm,
    model: paced(
      openModel({ config, environment: host.environment, settings: host.model, folder }),
      config.model,
      { db, sleep, random },
    ),
    vendors,
    queue,
    workspace: fileWorkspace(folder),
    clock,
    random,
    faults: armFaults(host.environment.DIE_AT, host.environment.STOP_AT),
    sleep,
    telemetry: watching?.telemetry,
  }
  const close = async (): Promise<void> => {
    await watching?.close()
    await closeVendors()
    await queue.close()
  }
  return { bookId, isNew, world, db, crmSetup: crm, close }
}

/** Opens the book in `folder`. Throws Fault, with what to do, when its files or its database are not usable. */
export async function openBook(folder: string, host: Host): Promise<OpenBook> {
  const { config } = await readConfig(folder)
  const { playbook, skills } = await readTexts(folder)
  const { pools, close } = await openDatabase(folder, host)
  try {
    const built = await build(folder, config, { pools, host })
    const restored = await noticeRestore({ ...built.world, db: built.db })
    if (restored !== undefined)
      host.note(`The book is locked, its database seems to have been put back: ${restored}`)
    const closeAll = async (): Promise<void> => {
      await built.close()
      await close()
    }
    return { ...built, folder, config, playbook, skills, self: await whoWeAre(), close: closeAll }
  } catch (thrown) {
    await close()
    throw thrown
  }
}

/** Writes the files of a new book and opens it. A folder that already holds this book is opened as it is. */
export async function createBook(folder: string, config: BookConfig, host: Host): Promise<OpenBook> {
  const path = join(folder, configName)
  if (existsSync(path)) {
    const there = await readConfig(folder)
    if (there.config.kind !== config.kind || there.config.name !== config.name)
      throw new Fault(
        'refused',
        `${folder} already holds the book "${there.config.name}" (${there.config.kind})`,
        'name another folder',
      )
    return openBook(folder, host)
  }
  await mkdir(join(folder, 'runs'), { recursive: true })
  await copyFile(join(skillsFolder, 'playbook.md'), join(folder, 'playbook.md'))
  await writeFile(path, tomlOf(config))
  return openBook(folder, host)
}
