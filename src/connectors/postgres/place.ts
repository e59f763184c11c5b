import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { chmod, chown, lstat, mkdir, readdir, realpath } from 'node:fs/promises'
import { join } from 'node:path'
import { Fault } from '#base/fault.ts'
import { canUse, serviceUser, type ServiceUser } from './service-user.ts'

/** Where one embedded cluster lives. Every process that names the same home gets the same place. */
export interface Place {
  /** The folder really used: the wished one, or its stand-in under /var/lib/daybook (see `settle`). */
  readonly home: string
  readonly data: string
  /** The folder of the socket, 0700: whoever may enter it is trusted, nobody else can. */
  readonly sock: string
  readonly log: string
  readonly user: ServiceUser | undefined
}

const short = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 12)

/**
 * Decides the place from the wished home, a folder for the cluster alone; creates the folders, starts nothing.
 * As root, the service user must be able to enter it: below a 0700 home directory it cannot, then the data goes to
 * /var/lib/daybook. Throws Fault 'refused' when the folder holds something else or belongs to somebody else.
 */
export async function settle(wished: string): Promise<Place> {
  if (process.platform === 'win32')
    throw new Fault(
      'refused',
      'The built-in Postgres does not run on Windows.',
      'Use WSL, or set DATABASE_URL.',
    )
  const user = serviceUser()
  await mkdir(wished, { recursive: true, mode: 0o755 })
  const home = await chooseHome(await realpath(wished), user)
  const sock = await socketFolder(home, user)
  return { home, data: join(home, 'pg'), sock, log: join(home, 'pg.log'), user }
}

async function chooseHome(wished: string, user: ServiceUser | undefined): Promise<string> {
  if (!user) return take(wished, user)
  const standIn = join('/var/lib/daybook', short(wished))
  // Once moved, always moved: a chmod of some parent must not make yesterday's data disappear.
  if (existsSync(join(standIn, 'pg'))) return take(standIn, user)
  await take(wished, user)
  if (canUse(wished, user)) return wished
  await mkdir(standIn, { recursive: true, mode: 0o755 })
  await take(standIn, user)
  if (canUse(standIn, user)) return standIn
  throw new Fault(
    'refused',
    `The user "${user.name}", who runs Postgres for root, can use neither ${wished} nor ${standIn}.`,
    'Make one of them reachable (chmod a+x on its parents), or set DATABASE_URL.',
  )
}

async function take(folder: string, user: ServiceUser | undefined): Promise<string> {
  try {
    return await makeOurs(folder, user)
  } catch (thrown) {
    if (thrown instanceof Error && 'code' in thrown && (thrown.code === 'EACCES' || thrown.code === 'EPERM'))
      throw new Fault(
        'refused',
        `${folder} belongs to another user (${thrown.message}).`,
        'Run Daybook as the user who made it, or name another folder.',
      )
    throw thrown
  }
}

/** Makes the folder ours alone. A folder with other things in it is left as it is: it would change hands. */
async function makeOurs(folder: string, user: ServiceUser | undefined): Promise<string> {
  const strange = (await readdir(folder)).find((name) => !/^(pg(\.log|\.init\.\d+)?|sock)$/.test(name))
  if (strange !== undefined)
    throw new Fault(
      'refused',
      `${folder} is to hold the built-in Postgres and nothing else, but it holds "${strange}".`,
      'Name an empty folder.',
    )
  if (user) await chown(folder, user.uid, user.gid)
  await chmod(folder, 0o700)
  return folder
}

// A socket path is cut off at about 107 bytes by the system; Postgres adds `/.s.PGSQL.5432.lock`.
async function socketFolder(home: string, user: ServiceUser | undefined): Promise<string> {
  const inside = join(home, 'sock')
  // Not os.tmpdir(): two processes with different TMPDIR must find the same socket.
  const sock = Buffer.byteLength(inside) <= 80 ? inside : `/tmp/daybook-${short(home)}`
  await mkdir(sock, { mode: 0o700 }).catch((thrown: unknown) => {
    if (!existsSync(sock)) throw thrown
  })
  // In /tmp anybody can make a folder of this name first and listen in it: then it is not ours, and we stop.
  const found = await lstat(sock)
  const owners = [process.getuid?.(), user?.uid]
  if (!found.isDirectory() || !owners.includes(found.uid))
    throw new Fault(
      'refused',
      `${sock} belongs to somebody else.`,
      'Remove it, or name a shorter home folder.',
    )
  if (user) await chown(sock, user.uid, user.gid)
  await chmod(sock, 0o700)
  return sock
}
