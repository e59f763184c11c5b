import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Place } from './place.ts'

const file = (place: Place) => join(place.data, 'postmaster.pid')

/** The process number in postmaster.pid, running or not. */
function pidOf(place: Place): number | undefined {
  try {
    const pid = Number(readFileSync(file(place), 'utf8').split('\n', 1)[0])
    return Number.isInteger(pid) && pid > 1 ? pid : undefined
  } catch {
    return undefined
  }
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (thrown) {
    return thrown instanceof Error && 'code' in thrown && thrown.code === 'EPERM'
  }
}

function commandLine(pid: number): string {
  if (existsSync('/proc/self/cmdline')) {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
    } catch {
      return ''
    }
  }
  return spawnSync('ps', ['-p', String(pid), '-o', 'command='], { encoding: 'utf8' }).stdout ?? ''
}

/** The living server of this place, or `undefined`. */
export function serverPid(place: Place): number | undefined {
  const pid = pidOf(place)
  return pid !== undefined && isAlive(pid) && commandLine(pid).includes(place.data) ? pid : undefined
}

/**
 * After a container restart the number in the file may belong to a living program that is not our server; Postgres
 * would refuse to start for ever. A dead number is handled by Postgres itself.
 */
export function dropForeignPidFile(place: Place): void {
  const pid = pidOf(place)
  if (pid === undefined || !isAlive(pid)) return
  // `serverPid` reads the file again: in between a server may have started, and its file must stay.
  if (serverPid(place) === undefined && pidOf(place) === pid) rmSync(file(place), { force: true })
}

/** Whether the server, when stopping, has already taken its file away. */
export const pidFileGone = (place: Place): boolean => !existsSync(file(place))
