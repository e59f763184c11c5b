import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { openCluster } from '#connectors/postgres/cluster.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** The home of the one cluster all test files share; open it with `freshDatabase`. */
    clusterHome: string
  }
}

/** Durability off: the cluster lives for one run of the tests. The crash suites start clusters of their own. */
export const throwAway = { fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off' }

/** Starts the cluster without waiting for it, so that pure tests run meanwhile; stops it after the last file. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const home = await mkdtemp(join(tmpdir(), 'daybook-test-'))
  const opening = openCluster(home, { settings: throwAway })
  opening.catch(() => {}) // the files that need it meet the same error, with its message, in their own set-up
  project.provide('clusterHome', home)
  return async () => {
    const cluster = await opening.catch(() => undefined)
    await cluster?.close()
    await rm(home, { recursive: true, force: true })
    if (cluster) await rm(cluster.home, { recursive: true, force: true })
  }
}
