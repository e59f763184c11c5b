import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { openCluster } from '#connectors/postgres/cluster.ts'
import { connect } from '#connectors/postgres/connect.ts'
import { openDb, type Db } from '#state/db.ts'

/** A program of the system; throws what it says when it fails. */
export function shell(...words: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(words[0] ?? '', words.slice(1), { encoding: 'utf8' })
  if (status !== 0) throw new Error(`${words.join(' ')}: ${stderr}`)
  return stdout
}

/** A copy with its database, which must be down. */
export const copyBook = (from: string, to: string): void => void shell('cp', '-a', from, to)

/** Opens the book's database as the one who may look at everything; the last one out stops it. */
export async function withOwner<T>(folder: string, work: (db: Db) => Promise<T>): Promise<T> {
  const cluster = await openCluster(join(folder, 'db'))
  const pools = await connect({ kind: 'embedded', socket: cluster.socket })
  try {
    return await work(openDb(pools.owner))
  } finally {
    await pools.close()
    await cluster.close()
  }
}
