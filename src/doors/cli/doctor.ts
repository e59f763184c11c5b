import { statfs } from 'node:fs/promises'
import type { Command } from 'commander'
import { Fault } from '#base/fault.ts'
import { vendorInWords } from '#orchestrator/run/vendors.ts'
import { databaseHealth } from '#state/read/health.ts'
import { vendorStates } from '#state/read/vendor-states.ts'
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

/** Whether key and model ids are good, where the model can tell without spending anything. */
async function modelCheck({ model }: OpenBook['world']): Promise<Check> {
  const offline = 'offline: a deterministic drafter, labelled as such; no key is needed'
  const ok = { id: 'model', state: 'ok', found: model.name === 'offline' ? offline : model.name } as const
  try {
    await model.check?.()
    return ok
  } catch (thrown) {
    if (!(thrown instanceof Fault)) throw thrown
    const repair = thrown.next === undefined ? {} : { repair: thrown.next }
    return { ...ok, state: 'failed', found: `${model.name}: ${thrown.message}`, ...repair }
  }
}

/** How each vendor of the book behaved for whoever asked it last. A vendor that is down degrades work and stops nothing. */
async function vendorChecks({ db, world }: OpenBook): Promise<readonly Check[]> {
  const kept = await vendorStates({ db })
  return world.vendors.map(({ name }) => {
    const state = kept.find((one) => one.name === name)
    if (state === undefined) return { id: 'vendor', state: 'ok', found: `${name}: not asked yet` }
    const found = `${vendorInWords(state)} (${state.at.toISOString().slice(0, 16)}Z)`
    if (state.state === 'closed') return { id: 'vendor', state: 'ok', found }
    return {
      id: 'vendor',
      state: 'warning',
      found,
      repair: `what ${name} alone knows is missing until it is back`,
    }
  })
}

async function bookChecks(cli: Cli, book: OpenBook): Promise<readonly Check[]> {
  const { db, world } = book
  const health = await databaseHealth(db)
  const owners = await world.crm.owners()
  return [
    {
      id: 'postgres',
      state: 'ok',
      found: `Postgres ${health.version}, schema version ${health.schemaVersion}`,
    },
    durability(health),
    { id: 'clock', ...clockState(health.databaseNow.getTime() - cli.now().getTime()) },
    { id: 'crm', state: 'ok', found: `${world.crm.system}, ${owners.length} owners` },
    await modelCheck(world),
    ...(await vendorChecks(book)),
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
