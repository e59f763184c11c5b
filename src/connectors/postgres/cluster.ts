// The embedded Postgres: any number of Daybook processes share one cluster, whoever comes first starts it, the last one
// out stops it. Chosen against: a server that dies with its starter (all others would lose their transactions).
// Accepted instead: if every user is killed with -9, the server stays until the next Daybook command ends.
//   absent    no socket; leaves by: we start it (or another process does, and our start ends by itself)
//   changing  starting, stopping or recovering; leaves by: waiting
//   attached  we hold a share of the users lock on one connection, the keeper; leaves by: close, or the server died:
//             then the keeper attaches (and starts) again, and the pools find the new server at their next connect
import type { Client } from 'pg'
import { setTimeout as sleep } from 'node:timers/promises'
import { Fault } from '#base/fault.ts'
import { attach, ensureDatabase, isLastOut } from './attach.ts'
import { findBinaries } from './binaries.ts'
import { settle, type Place } from './place.ts'
import { initialise, isDiskFull, logTail, start, stop, type Start } from './server.ts'

export interface ClusterOptions {
  /** Server parameters for the process that starts it, such as `fsync: 'off'` for a throw-away cluster. */
  readonly settings?: Readonly<Record<string, string>>
  /** How long to try before Fault 'down'. */
  readonly deadlineMs?: number
  /** Told in one line when the server was lost and what came of it. */
  readonly note?: (line: string) => void
}

export interface Cluster {
  /** Where the data really is; not the wished home when root cannot hand that on. Show it to people. */
  readonly home: string
  /** The folder to give to `pg` as host. Users: daybook (owner) and the roles; no password; port 5432. */
  readonly socket: string
  /** Gives up our share; stops the server if we are the last. End your pools first. May be called twice. */
  close(): Promise<void>
}

/**
 * Opens the cluster in `home` (a folder for it alone, created if missing) with a database `daybook` in it.
 * Throws Fault 'refused' (cannot run here) or 'down' (did not come up in time), each with the next step.
 */
export async function openCluster(home: string, options: ClusterOptions = {}): Promise<Cluster> {
  const place = await settle(home)
  const { note = () => {} } = options
  let closing: Promise<void> | undefined
  let reviving: Promise<void> | undefined
  let keeper = await open(place, options)
  await ensureDatabase(keeper, 'daybook')

  const watch = (client: Client) => client.once('end', () => void (reviving ??= revive()))
  const revive = async () => {
    while (!closing) {
      try {
        note('the built-in Postgres went away; starting it again')
        keeper = await open(place, options)
        break
      } catch (thrown) {
        note(`it stays away: ${thrown instanceof Error ? thrown.message : String(thrown)}`)
        await sleep(closing ? 0 : 2000)
      }
    }
    reviving = undefined
    if (!closing) watch(keeper)
  }
  watch(keeper)

  const leave = async () => {
    await reviving
    const last = await isLastOut(keeper).catch(() => false)
    if (last) await stop(place, options.deadlineMs ?? 30_000)
    await keeper.end().catch(() => {})
  }
  return { home: place.home, socket: place.sock, close: () => (closing ??= leave()) }
}

async function open(place: Place, options: ClusterOptions): Promise<Client> {
  const { settings = {}, deadlineMs = 30_000 } = options
  const starter = makeStarter(place, settings)
  const until = Date.now() + deadlineMs
  let last = 'no answer'
  while (Date.now() < until) {
    const attempt = await attach(place)
    switch (attempt.kind) {
      case 'attached':
        return attempt.client
      case 'absent':
        await starter()
        break
      case 'changing':
        break
      case 'trouble':
        last = attempt.error.message
        if ('code' in attempt.error && attempt.error.code === 'EACCES')
          throw new Fault(
            'refused',
            `The built-in Postgres in ${place.home} belongs to another user: ${last}`,
          )
        break
    }
    await sleep(50)
  }
  throw new Fault(
    'down',
    `The built-in Postgres did not come up within ${deadlineMs / 1000} s (${last}; log: ${logTail(place)}).`,
    `See ${place.log}.`,
  )
}

const doesNotStart = (place: Place): Fault =>
  isDiskFull(place)
    ? new Fault(
        'down',
        `The built-in Postgres in ${place.home} has no disk space left and does not start; nothing committed is lost.`,
        'Free some space, then run the same command again; it continues where it stopped.',
      )
    : new Fault(
        'down',
        `The built-in Postgres in ${place.home} does not start: ${logTail(place)}`,
        `See ${place.log}.`,
      )

/** Starts a server unless our own start is still under way; gives up with the log's words after five dead ones. */
function makeStarter(place: Place, settings: Readonly<Record<string, string>>): () => Promise<void> {
  let current: Start | undefined
  let starts = 0
  return async () => {
    if (current?.running()) return
    // Our start ends at once when another process has won; then its socket appears within moments, so wait longer.
    if (starts > 0) await sleep(100 * starts)
    if (starts === 5) throw doesNotStart(place)
    const binaries = await findBinaries(place.user)
    await initialise(place, binaries)
    current = start(place, binaries, settings)
    starts += 1
  }
}
