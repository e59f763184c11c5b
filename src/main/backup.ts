import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { open, readdir, rename, rm, stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import type { PoolClient } from 'pg'
import { Fault } from '#base/fault.ts'
import { openCluster } from '#connectors/postgres/cluster.ts'
import { connect } from '#connectors/postgres/connect.ts'
import { beginSnapshot, migrationsOf, rowsOf, tablesOf } from '#connectors/postgres/snapshot.ts'
import type { Faults } from '#ports/faults.ts'
import { anchorFile } from '#orchestrator/audit/anchor.ts'
import type { End, Header } from './backup-format.ts'
import { readConfig } from './config-file.ts'

/** Our own tables and the built-in CRM's. The queue's tickets are left out: the next run puts them anew. */
export const backedUp = ['daybook', 'crm']

const pieceSize = 196_608

/** Whose folders and files are no part of the book: the database itself, half-written files, hidden ones. */
const isLeftOut = (path: string): boolean =>
  path === 'db' || path === 'node_modules' || /(^|\/)\.|\.(tmp|part)$/.test(path)

/** The files of a book, the log's anchors first: read before the rows, they never know more than the log that is kept. */
async function* filesOf(folder: string, besides: string, below = ''): AsyncGenerator<string, void> {
  const entries = await readdir(join(folder, below), { withFileTypes: true })
  const first = (name: string): number => (name === anchorFile ? 0 : 1)
  for (const entry of entries.toSorted(
    (a, b) => first(a.name) - first(b.name) || (a.name < b.name ? -1 : 1),
  )) {
    const path = below === '' ? entry.name : `${below}/${entry.name}`
    if (isLeftOut(path) || join(folder, path) === besides) continue
    if (entry.isDirectory()) yield* filesOf(folder, besides, path)
    else if (entry.isFile()) yield path
  }
}

/** Counts and hashes what is written, section by section. */
class Sections {
  readonly end: End & { files: number; tables: number; rows: number } = {
    files: 0,
    tables: 0,
    rows: 0,
    sha256: '',
  }
  readonly #whole = createHash('sha256')
  #part = createHash('sha256')
  #lines = 0

  add(line: string): string {
    this.#part.update(line)
    this.#lines += 1
    return `${line}\n`
  }
  close(): string {
    const sha256 = this.#part.digest('hex')
    const line = `S${JSON.stringify({ sha256, lines: this.#lines })}\n`
    this.#whole.update(sha256)
    this.#part = createHash('sha256')
    this.#lines = 0
    return line
  }
  last(): string {
    return `Z${JSON.stringify({ ...this.end, sha256: this.#whole.digest('hex') })}\n`
  }
}

async function* linesOfFiles(
  folder: string,
  besides: string,
  sections: Sections,
): AsyncGenerator<string, void> {
  for await (const path of filesOf(folder, besides)) {
    sections.end.files += 1
    yield sections.add(`F${JSON.stringify(path)}`)
    // Of a size that base64 needs no filling between the pieces.
    for await (const piece of createReadStream(join(folder, path), { highWaterMark: pieceSize }))
      yield sections.add(`P${Buffer.from(piece).toString('base64')}`)
    yield sections.close()
  }
}

async function* linesOfTables(client: PoolClient, sections: Sections): AsyncGenerator<string, void> {
  for (const table of await tablesOf(client, backedUp)) {
    sections.end.tables += 1
    yield sections.add(`T${JSON.stringify(table)}`)
    for await (const row of rowsOf(client, table)) {
      sections.end.rows += 1
      yield sections.add(`R${row}`)
    }
    yield sections.close()
  }
}

interface Source {
  readonly folder: string
  readonly file: string
  readonly book: string
  readonly now: Date
  readonly faults: Faults
}

async function* linesOf(
  client: PoolClient,
  source: Source,
  sections: Sections,
): AsyncGenerator<string, void> {
  const schemas = Object.fromEntries(
    await Promise.all(backedUp.map(async (schema) => [schema, await migrationsOf(client, schema)] as const)),
  )
  const { folder, file, book, now } = source
  const header: Header = { format: 'daybook-backup', version: 1, at: now.toISOString(), book, schemas }
  yield `H${JSON.stringify(header)}\n`
  yield* linesOfFiles(folder, file, sections)
  source.faults.at('backup-files')
  await beginSnapshot(client)
  yield* linesOfTables(client, sections)
  await client.query('commit')
  source.faults.at('backup-rows')
  yield sections.last()
}

/** Under its own name only when complete and on the disk. */
async function write(file: string, lines: AsyncGenerator<string, void>): Promise<void> {
  const draft = `${file}.part`
  try {
    await pipeline(Readable.from(lines), createGzip({ level: 4 }), createWriteStream(draft, { mode: 0o600 }))
    const handle = await open(draft, 'r+')
    await handle.sync().finally(() => handle.close())
    await rename(draft, file)
  } catch (thrown) {
    await rm(draft, { force: true })
    if (thrown instanceof Error && 'syscall' in thrown && 'path' in thrown)
      throw new Fault('down', `the backup cannot be written: ${thrown.message}`, 'name another file')
    throw thrown
  }
}

/**
 * Writes everything of a book into one file: its files, and its rows as they stand at one moment, whoever works it
 * meanwhile. Bounded memory. Fault `refused` for a book in a database of your own.
 */
export async function backupBook(
  folder: string,
  wanted: string,
  {
    now,
    ownDatabase,
    note,
    faults,
  }: {
    readonly now: Date
    readonly ownDatabase: boolean
    readonly note: (line: string) => void
    readonly faults: Faults
  },
): Promise<Omit<End, 'sha256'> & { readonly file: string; readonly bytes: number }> {
  if (ownDatabase)
    throw new Fault(
      'refused',
      'this book lies in a database of your own (DATABASE_URL)',
      'use its own tools: pg_dump',
    )
  const { config } = await readConfig(folder)
  const file = resolve(wanted)
  const cluster = await openCluster(join(folder, 'db'), { note })
  try {
    const pools = await connect({ kind: 'embedded', socket: cluster.socket })
    const client = await pools.owner.connect()
    const sections = new Sections()
    try {
      await write(file, linesOf(client, { folder, file, book: config.name, now, faults }, sections))
    } finally {
      client.release(true)
      await pools.close()
    }
    const { files, tables, rows } = sections.end
    return { file, files, tables, rows, bytes: (await stat(file)).size }
  } finally {
    await cluster.close()
  }
}
