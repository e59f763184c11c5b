import { spawn } from 'node:child_process'
import { existsSync, openSync, closeSync, readFileSync } from 'node:fs'
import { readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Fault } from '#base/fault.ts'
import type { Binaries } from './binaries.ts'
import { dropForeignPidFile, isAlive, pidFileGone, serverPid } from './pid-file.ts'
import type { Place } from './place.ts'
import { spawnAs } from './service-user.ts'

// The built-in locale sorts alike on every machine; the system's would not. No password: the socket lies in a 0700
// folder and TCP is off.
const initArguments =
  '-U daybook -E UTF8 --locale=C --locale-provider=builtin --builtin-locale=C.UTF-8 --auth-local=trust --auth-host=reject --no-instructions'

/** Creates the cluster unless there is one. Two at once: both build a draft, the first rename wins. */
export async function initialise(place: Place, { initdb }: Binaries): Promise<void> {
  if (existsSync(place.data)) return
  await removeOldDrafts(place)
  const draft = `${place.data}.init.${process.pid}`
  const code = await new Promise<number>((resolve) => {
    const log = openSync(place.log, 'a', 0o600)
    spawn(initdb, ['-D', draft, ...initArguments.split(' ')], {
      ...spawnAs(place.user),
      cwd: place.home,
      stdio: ['ignore', log, log],
    })
      .once('error', () => resolve(-1))
      .once('exit', (exit) => resolve(exit ?? -1))
    closeSync(log)
  })
  if (code !== 0) {
    await rm(draft, { recursive: true, force: true })
    throw new Fault(
      'refused',
      `The built-in Postgres could not create its files in ${place.home}: ${logTail(place)}`,
      'It needs 50 MB of free disk and a user with an entry in /etc/passwd; or set DATABASE_URL.',
    )
  }
  await rename(draft, place.data).catch(() => rm(draft, { recursive: true, force: true }))
}

async function removeOldDrafts(place: Place): Promise<void> {
  for (const name of await readdir(place.home)) {
    const pid = /^pg\.init\.(\d+)$/.exec(name)?.[1]
    if (pid !== undefined && !isAlive(Number(pid)))
      await rm(join(place.home, name), { recursive: true, force: true })
  }
}

/** A start under way. `running()` is false once that process ended, for instance because another one had won. */
export interface Start {
  running(): boolean
}

/**
 * Starts the server so that it outlives us: other Daybook processes may be working on it. Not waited for; the caller
 * attaches through the socket. `settings` are server parameters, such as `fsync: 'off'` for a throw-away cluster.
 */
export function start(
  place: Place,
  { postgres }: Binaries,
  settings: Readonly<Record<string, string>>,
): Start {
  dropForeignPidFile(place)
  const all = {
    listen_addresses: '',
    unix_socket_directories: place.sock,
    unix_socket_permissions: '0700',
    max_connections: '100',
    shared_buffers: '64MB',
    ...settings,
  }
  const options = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const log = openSync(place.log, 'a', 0o600)
  let ended = false
  const end = () => {
    ended = true
  }
  // Detached: Ctrl-C in our terminal must not reach it.
  const server = spawn(postgres, ['-D', place.data, ...options], {
    ...spawnAs(place.user),
    cwd: place.home,
    detached: true,
    stdio: ['ignore', log, log],
  })
    .once('error', end)
    .once('exit', end)
  server.unref()
  closeSync(log)
  return { running: () => !ended }
}

/** Fast shutdown: open transactions roll back, nothing committed is lost. Resolves when the server has gone. */
export async function stop(place: Place, deadlineMs: number): Promise<void> {
  const pid = serverPid(place)
  if (pid === undefined) return
  process.kill(pid, 'SIGINT')
  const until = Date.now() + deadlineMs
  while (isAlive(pid) && !pidFileGone(place)) {
    if (Date.now() > until)
      throw new Fault(
        'down',
        `Postgres (process ${pid}) did not stop within ${deadlineMs / 1000} s.`,
        `See ${place.log}.`,
      )
    await sleep(10)
  }
}

/** Whether the server went, or stays away, because its disk is full. */
export function isDiskFull(place: Place): boolean {
  try {
    const sinceReady = readFileSync(place.log, 'utf8').split('database system is ready').at(-1) ?? ''
    return sinceReady.includes('No space left on device')
  } catch {
    return false
  }
}

/** The last lines of the server's log, for a message. */
export function logTail(place: Place): string {
  try {
    return readFileSync(place.log, 'utf8').trimEnd().split('\n').slice(-3).join(' | ')
  } catch {
    return `no log at ${place.log}`
  }
}
