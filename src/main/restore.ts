import { createHash } from 'node:crypto'
import { createReadStream, existsSync } from 'node:fs'
import { appendFile, mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { createGunzip } from 'node:zlib'
import type { Pool, PoolClient } from 'pg'
import { Fault } from '#base/fault.ts'
import { openCluster } from '#connectors/postgres/cluster.ts'
import { connect } from '#connectors/postgres/connect.ts'
import { migrate, type Schema } from '#connectors/postgres/migrate.ts'
import { advanceSequences, beginLoad, loadRows, type DumpedTable } from '#connectors/postgres/snapshot.ts'
import { lockRestored } from '#orchestrator/backup/restored.ts'
import type { Faults } from '#ports/faults.ts'
import { openDb } from '#state/db.ts'
import { parseLine, type BackupLine, type End, type Header } from './backup-format.ts'
import { configName } from './config-file.ts'

/** Says that a restore began here and did not end: only then may it begin again in a folder that is not empty. */
const marker = '.daybook-restoring'

const notWhole = (file: string, why: string): Fault =>
  new Fault('refused', `${file} is no whole backup: ${why}`, 'take another one; nothing was changed')

async function* rawLines(file: string): AsyncGenerator<string, void> {
  const packed = createReadStream(file)
  const unpacked = createGunzip()
  packed.on('error', (error) => unpacked.destroy(error))
  let rest = ''
  // Not readline: it does not hear of a stream that breaks.
  for await (const piece of packed.pipe(unpacked).setEncoding('utf8')) {
    const lines = `${rest}${String(piece)}`.split('\n')
    rest = lines.pop() ?? ''
    yield* lines
  }
  if (rest !== '') yield rest
}

/** The lines of a backup, each section checked against its hash when it ends. Throws Fault `refused` when it is not whole. */
async function* linesOf(file: string): AsyncGenerator<BackupLine, void> {
  let [part, lines, isEnded] = [createHash('sha256'), 0, false]
  const whole = createHash('sha256')
  try {
    for await (const raw of rawLines(file)) {
      const line = parseLine(raw)
      if (line.kind === 'section') {
        const sha256 = part.digest('hex')
        if (sha256 !== line.section.sha256 || lines !== line.section.lines)
          throw notWhole(file, 'a hash differs')
        whole.update(sha256)
        ;[part, lines] = [createHash('sha256'), 0]
      } else if (line.kind === 'end') {
        isEnded = true
        if (whole.digest('hex') !== line.end.sha256) throw notWhole(file, 'a hash differs')
      } else if (line.kind !== 'header') {
        part.update(raw)
        lines += 1
      }
      yield line
    }
  } catch (thrown) {
    if (thrown instanceof Fault) throw thrown
    throw notWhole(file, thrown instanceof Error ? thrown.message : String(thrown))
  }
  if (!isEnded) throw notWhole(file, 'its end is missing')
}

/** Reads it once without keeping anything. */
async function checked(file: string): Promise<{ header: Header; end: End; tables: readonly DumpedTable[] }> {
  let [header, end]: [Header | undefined, End | undefined] = [undefined, undefined]
  const tables: DumpedTable[] = []
  for await (const line of linesOf(file)) {
    if (line.kind === 'header') header = line.header
    if (line.kind === 'end') end = line.end
    if (line.kind === 'table') tables.push(line.table)
  }
  if (header === undefined || end === undefined) throw notWhole(file, 'its beginning is missing')
  return { header, end, tables }
}

/** The schemas as they were when the backup was made. Fault `refused` when it was made by a newer Daybook. */
async function migrateTo(owner: Pool, { schemas }: Header, known: readonly Schema[]): Promise<void> {
  for (const { schema, files } of known) {
    const steps = schemas[schema] ?? []
    if (steps.length > files.length)
      throw new Fault(
        'refused',
        `the backup is newer than this Daybook: its schema ${schema} has version ${steps.length}, this program knows ${files.length}`,
        'upgrade Daybook on this machine',
      )
    await migrate(owner, { schema, files: files.slice(0, steps.length) })
  }
}

const rowsAtOnce = 100

/** Puts files and rows in their places. The settings come last: without them the folder is no book. */
class Unpacking {
  readonly #folder: string
  readonly #client: PoolClient
  #path = ''
  #table: DumpedTable | undefined
  #rows: string[] = []

  constructor(folder: string, client: PoolClient) {
    this.#folder = folder
    this.#client = client
  }

  async take(line: BackupLine): Promise<void> {
    if (line.kind === 'file') {
      this.#path = join(this.#folder, line.path === configName ? `${configName}.part` : line.path)
      await mkdir(dirname(this.#path), { recursive: true })
      await writeFile(this.#path, '')
    } else if (line.kind === 'piece') await appendFile(this.#path, line.data)
    else if (line.kind === 'table') this.#table = line.table
    else if (line.kind === 'row') {
      this.#rows.push(line.text)
      if (this.#rows.length >= rowsAtOnce) await this.flush()
    } else if (line.kind === 'section') await this.flush()
  }

  async flush(): Promise<void> {
    if (this.#table !== undefined) await loadRows(this.#client, this.#table, this.#rows)
    this.#rows = []
  }
}

async function unpack(
  client: PoolClient,
  { file, folder, tables }: { file: string; folder: string; tables: readonly DumpedTable[] },
): Promise<void> {
  const unpacking = new Unpacking(folder, client)
  await beginLoad(client, tables)
  for await (const line of linesOf(file)) await unpacking.take(line)
  await advanceSequences(client, tables)
  await client.query('commit')
}

async function refuseUsed(folder: string): Promise<void> {
  const names: readonly string[] = await readdir(folder).catch(() => [])
  if (names.length === 0 || names.includes(marker)) return
  throw new Fault(
    'refused',
    `${folder} is not empty${existsSync(join(folder, configName)) ? ': it holds a book' : ''}`,
    'name a new folder with --to; nothing was changed',
  )
}

interface RestoreHow {
  readonly now: Date
  readonly known: readonly Schema[]
  readonly note: (line: string) => void
  readonly faults: Faults
}

/**
 * Makes a book out of a backup, in a folder that is empty. It stays locked until a person accepts it; what was unfinished
 * is unknown. Dying in between leaves no book: the same command begins again.
 */
export async function restoreBook(
  file: string,
  folder: string,
  { now, known, note, faults }: RestoreHow,
): Promise<Omit<End, 'sha256'> & { readonly madeAt: string; readonly book: string }> {
  await refuseUsed(folder)
  const { header, end, tables } = await checked(file)
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, marker), '')
  const cluster = await openCluster(join(folder, 'db'), { note })
  try {
    const pools = await connect({ kind: 'embedded', socket: cluster.socket })
    try {
      await migrateTo(pools.owner, header, known)
      const client = await pools.owner.connect()
      await unpack(client, { file, folder, tables }).finally(() => client.release(true))
      faults.at('restore-rows')
      for (const schema of known) await migrate(pools.owner, schema)
      await lockRestored({ db: openDb(pools.app), clock: () => now }, `made from a backup of ${header.at}`)
    } finally {
      await pools.close()
    }
  } finally {
    await cluster.close()
  }
  faults.at('restore-locked')
  await rename(join(folder, `${configName}.part`), join(folder, configName))
  await rm(join(folder, marker))
  const { sha256: _hash, ...counts } = end
  return { ...counts, madeAt: header.at, book: header.book }
}
