import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { Client } from 'pg'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openCluster } from '#connectors/postgres/cluster.ts'

let home: string
let users: { kill(): Promise<void> }[]

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'daybook-cluster-'))
  users = []
})

afterEach(async () => {
  for (const user of users) await user.kill()
  // Whatever a failed test left running ends here.
  if (existsSync(join(home, 'pg', 'postmaster.pid'))) await (await openCluster(home)).close()
  await rm(home, { recursive: true, force: true })
})

/** Another Daybook process that holds the cluster. */
function startUser() {
  const program = new URL('user-of-a-cluster.ts', import.meta.url).pathname
  const child = spawn(process.execPath, ['--conditions=daybook-source', program, home], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const next = async () => String((await lines.next()).value)
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const user = {
    opened: next(),
    async close() {
      child.stdin.write('close\n')
      const said = await next()
      await ended
      return said
    },
    async kill() {
      child.kill('SIGKILL')
      await ended
    },
  }
  users.push(user)
  return user
}

const serverPid = () => Number(readFileSync(join(home, 'pg', 'postmaster.pid'), 'utf8').split('\n')[0])
const serverRuns = () => {
  try {
    return process.kill(serverPid(), 0)
  } catch {
    return false
  }
}

async function ask(socket: string, query: string): Promise<unknown> {
  const client = new Client({ host: socket, user: 'daybook', database: 'daybook' })
  client.on('error', () => {})
  await client.connect()
  const { rows } = await client.query({ text: query, rowMode: 'array' })
  await client.end()
  return (rows as unknown[][])[0]?.[0]
}

test('two processes at once on an empty folder share one server; the last one out stops it', async () => {
  const [first, second] = [startUser(), startUser()]
  expect(await first.opened).toMatch(/^open /)
  expect(await second.opened).toBe(await first.opened)
  const pid = serverPid()
  expect(await first.close()).toBe('closed')
  expect(serverPid()).toBe(pid)
  expect(await second.close()).toBe('closed')
  expect(serverRuns()).toBe(false)
})

test('the starter killed with -9 leaves the server to the others, and the last one out stops it', async () => {
  const starter = startUser()
  await starter.opened
  const pid = serverPid()
  await starter.kill()
  const cluster = await openCluster(home)
  expect(serverPid()).toBe(pid)
  expect(await ask(cluster.socket, 'select 1')).toBe(1)
  await cluster.close()
  expect(serverRuns()).toBe(false)
})

test('a server killed with -9 comes back for those who hold it, with all that was committed', async () => {
  const notes: string[] = []
  const cluster = await openCluster(home, { note: (line) => notes.push(line) })
  await ask(cluster.socket, 'create table kept as select 42 as value')
  const pid = serverPid()
  process.kill(pid, 'SIGKILL')
  await expect
    .poll(() => ask(cluster.socket, 'select value from kept').catch(() => 'not yet'), { timeout: 20_000 })
    .toBe(42)
  expect(serverPid()).not.toBe(pid)
  expect(notes).toHaveLength(1)
  await cluster.close()
  expect(serverRuns()).toBe(false)
})

test('a pid file that names a living stranger does not keep the server from starting', async () => {
  const before = await openCluster(home)
  await before.close()
  await writeFile(join(home, 'pg', 'postmaster.pid'), `${process.pid}\n${home}/pg\n0\n5432\n`)
  const cluster = await openCluster(home)
  expect(await ask(cluster.socket, 'select 1')).toBe(1)
  await cluster.close()
})

test('a folder with other things in it is refused and left as it was', async () => {
  await writeFile(join(home, 'letters.txt'), 'dear')
  await expect(openCluster(home)).rejects.toMatchObject({
    kind: 'refused',
    message: expect.stringContaining('letters.txt'),
  })
  await rm(join(home, 'letters.txt'))
})

test('a home too long for a socket path gets a socket folder elsewhere', async () => {
  await chmod(home, 0o755) // root's Postgres runs as somebody else, who must get through here
  const long = join(home, 'x'.repeat(90))
  const cluster = await openCluster(long)
  expect(cluster.home).toBe(long)
  expect(cluster.socket.length).toBeLessThan(80)
  expect(await ask(cluster.socket, 'show listen_addresses')).toBe('')
  await cluster.close()
  await rm(cluster.socket, { recursive: true, force: true })
})

test('as root, a home its service user cannot reach moves, always to the same place', async () => {
  const hidden = join(home, 'below-a-0700-folder') // mkdtemp made `home` 0700
  const cluster = await openCluster(hidden)
  expect(await ask(cluster.socket, 'select 1')).toBe(1)
  await cluster.close()
  if (process.getuid?.() === 0) expect(cluster.home).toMatch(/^\/var\/lib\/daybook\/[0-9a-f]{12}$/)
  else expect(cluster.home).toBe(hidden)
  await chmod(home, 0o755)
  const again = await openCluster(hidden)
  expect(again.home).toBe(cluster.home)
  await again.close()
  await rm(again.home, { recursive: true, force: true })
})
