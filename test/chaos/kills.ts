import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Random } from '#base/random.ts'

/**
 * How a server is taken away. `postmaster`: the parent alone, its sessions notice. `everything`: parent and sessions at
 * once, as the kernel does when memory runs out. `session`: one of them; the server throws all others out and recovers.
 * `cut-off`: half of the sessions are ended in order, the server stays. `at-once`: an immediate shutdown.
 */
export const killKinds = ['postmaster', 'everything', 'session', 'cut-off', 'at-once'] as const
export type KillKind = (typeof killKinds)[number]

interface Process {
  readonly pid: number
  readonly words: string
}

function serverIn(home: string): number | undefined {
  try {
    const pid = Number(readFileSync(join(home, 'pg', 'postmaster.pid'), 'utf8').split('\n', 1)[0])
    process.kill(pid, 0)
    return pid
  } catch {
    return undefined
  }
}

function childrenOf(parent: number): readonly Process[] {
  const { stdout } = spawnSync('ps', ['-A', '-o', 'pid=,ppid=,command='], { encoding: 'utf8' })
  return stdout.split('\n').flatMap((line) => {
    const [, pid, ppid, words = ''] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? []
    return Number(ppid) === parent ? [{ pid: Number(pid), words }] : []
  })
}

function send(signal: NodeJS.Signals, ...pids: readonly number[]): void {
  for (const pid of pids)
    try {
      process.kill(pid, signal)
    } catch {
      // It went by itself meanwhile.
    }
}

const isSession = ({ words }: Process): boolean => words.includes('[local]')

/** Takes the server of `home` away; false when there was none to take. */
export function killServer(home: string, kind: KillKind, random: Random): boolean {
  const server = serverIn(home)
  if (server === undefined) return false
  const sessions = childrenOf(server).filter(isSession)
  switch (kind) {
    case 'postmaster':
      send('SIGKILL', server)
      return true
    case 'everything':
      send('SIGKILL', server, ...childrenOf(server).map(({ pid }) => pid))
      return true
    case 'session': {
      const one = sessions[Math.floor(random() * sessions.length)]
      if (one === undefined) return false
      send('SIGKILL', one.pid)
      return true
    }
    case 'cut-off': {
      const half = sessions.filter(() => random() < 0.5)
      send('SIGTERM', ...half.map(({ pid }) => pid))
      return half.length > 0
    }
    case 'at-once':
      send('SIGQUIT', server)
      return true
  }
}
