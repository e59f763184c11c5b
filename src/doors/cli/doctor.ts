import { statfs } from 'node:fs/promises'
import type { Command } from 'commander'
import { Fault } from '#base/fault.ts'
import { databaseHealth } from '#state/read/health.ts'
import type { Cli, OpenBook } from './cli.ts'
import { faultOf } from './fault-of.ts'

interface Check {
  readonly id: string
  readonly state: 'ok' | 'warning' | 'failed'
  readonly found: string
  readonly repair?: string
}

const gigabyte = 1024 ** 3

async function diskCheck(folder: string): Promise<Check> {
  const { bavail, bsize } = await statfs(folder)
  const free = (bavail * bsize) / gigabyte
  const found = `${free.toFixed(1)} GB free below ${folder}`
  return free < 1
    ? { id: 'disk', state: free < 0.1 ? 'failed' : 'warning', found, repair: 'free at least 1 GB' }
    : { id: 'disk', state: 'ok', found }
}

type Health = Awaited<ReturnType<typeof databaseHealth>>

function durability({ fsync, fullPageWrites, synchronousCommit }: Health): Check {
  if (fsync && fullPageWrites && synchronousCommit !== 'off')
    return { id: 'durability', state: 'ok', found: 'fsync, full_page_writes and synchronous_commit are on' }
  const repair = 'turn fsync, full_page_writes and synchronous_commit on'
  return { id: 'durability', state: 'failed', found: 'the database may lose acknowledged commits', repair }
}

function people({ persons }: Health): Check {
  if (persons > 0) return { id: 'people', state: 'ok', found: `${persons} may approve` }
  const repair = 'daybook people enroll NAME'
  return { id: 'people', state: 'warning', found: 'nobody is enrolled, so nothing can be approved', repair }
}

const unfinished = ({ unfinished: count }: Health): Check =>
  count === 0
    ? { id: 'runs', state: 'ok', found: 'no unfinished run' }
    : {
        id: 'runs',
        state: 'warning',
        found: `${count} accounts of a run are unfinished`,
        repair: 'daybook run',
      }

async function bookChecks(cli: Cli, { db, world }: OpenBook): Promise<readonly Check[]> {
  const health = await databaseHealth(db)
  const owners = await world.crm.owners()
  const offline = 'offline: a deterministic drafter, labelled as such; no key is needed'
  return [
    {
      id: 'postgres',
      state: 'ok',
      found: `Postgres ${health.version}, schema version ${health.schemaVersion}`,
    },
    durability(health),
    { id: 'clock', ...clockState(health.databaseNow.getTime() - cli.now().getTime()) },
    { id: 'crm', state: 'ok', found: `${world.crm.system}, ${owners.length} owners` },
    { id: 'model', state: 'ok', found: world.model.name === 'offline' ? offline : world.model.name },
    people(health),
    unfinished(health),
  ]
}

const clockState = (skewMs: number): Omit<Check, 'id'> =>
  Math.abs(skewMs) > 5000
    ? {
        state: 'failed',
        found: `this machine and the database differ by ${Math.round(skewMs / 1000)} s`,
        repair: 'set both clocks by NTP',
      }
    : { state: 'ok', found: 'in step with the database' }

async function checks(cli: Cli): Promise<readonly Check[]> {
  const found: Check[] = [{ id: 'node', state: 'ok', found: `Node ${process.version}` }]
  try {
    const { folder, file } = await cli.readConfig()
    found.push({ id: 'config', state: 'ok', found: file }, await diskCheck(folder))
    const book = await cli.openBook()
    try {
      found.push(...(await bookChecks(cli, book)))
    } finally {
      await book.close()
    }
  } catch (thrown) {
    const fault = faultOf(thrown)
    if (fault === undefined) throw thrown
    const repair = fault instanceof Fault && fault.next !== undefined ? { repair: fault.next } : {}
    found.push({
      id: found.length === 1 ? 'config' : 'postgres',
      state: 'failed',
      found: fault.message,
      ...repair,
    })
  }
  return found
}

const mark = { ok: 'ok     ', warning: 'warning', failed: 'FAILED ' }

/** `daybook doctor`: one line a check, in order of dependence; each failure followed by what repairs it. */
export function registerDoctor(program: Command, cli: Cli): void {
  program
    .command('doctor')
    .description('check everything a run depends on; exit 1 when something required fails')
    .action(async () => {
      const items = await checks(cli)
      const lines = items.map(
        ({ id, state, found, repair }) =>
          `${mark[state]} ${id.padEnd(11)} ${found}${repair === undefined ? '' : `\n          → ${repair}`}`,
      )
      cli.print.result({ ok: items.every(({ state }) => state !== 'failed'), items }, lines.join('\n'))
      if (items.some(({ state }) => state === 'failed')) cli.exitWith(1)
    })
}
