import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { Fault } from '#base/fault.ts'

/** The unprivileged account under which Postgres runs when Daybook itself runs as root (Postgres refuses root). */
export interface ServiceUser {
  readonly name: string
  readonly uid: number
  readonly gid: number
}

/** `undefined`: we are an ordinary user and run Postgres as ourselves. No account is ever created. */
export function serviceUser(): ServiceUser | undefined {
  if (process.getuid?.() !== 0) return undefined
  const lines = readFileSync('/etc/passwd', 'utf8').split('\n')
  for (const wanted of ['postgres', 'nobody']) {
    const [name, , uid, gid] = lines.find((line) => line.startsWith(`${wanted}:`))?.split(':') ?? []
    if (name !== undefined && Number(uid) > 0) return { name, uid: Number(uid), gid: Number(gid) }
  }
  throw new Fault(
    'refused',
    'Postgres does not run as root, and /etc/passwd has neither a user "postgres" nor "nobody".',
    'Run Daybook as an ordinary user, or set DATABASE_URL to a Postgres of your own.',
  )
}

/** What `spawn` needs to become that user: no supplementary groups, no inherited environment. */
export const spawnAs = (user: ServiceUser | undefined) => ({
  ...(user ? { uid: user.uid, gid: user.gid } : {}),
  // Clean on purpose: the parent's environment holds API keys.
  env: { PATH: '/usr/local/bin:/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' },
})

/** Whether that user can use the folder; asked of the system, because mode bits of all parents count, and more. */
export function canUse(folder: string, user: ServiceUser): boolean {
  const question = ['-c', 'test -x "$1" && test -w "$1"', 'sh', folder]
  return spawnSync('/bin/sh', question, { ...spawnAs(user), cwd: '/', stdio: 'ignore' }).status === 0
}
