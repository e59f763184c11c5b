// A process that may hold so little that it dies of it in the middle of the work; the next one goes on.
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { daybook, lastJson, type Ended } from '../setup/cli.ts'
import { audit, crmLines, endsOf, moreIn } from './audit.ts'
import { copyBook, withOwner } from './small.ts'

export interface MemoryFigures {
  /** Megabytes of old space that the process was given. */
  readonly megabytes: number
  /** Whether it died of it, and how many accounts had ended by then. */
  readonly hasDied: boolean
  readonly endedBefore: number
  readonly accounts: number
  readonly terminal: number
  readonly duplicates: number
  readonly lost: number
  readonly breaches: readonly string[]
}

const run = (folder: string, limit: number, env: NodeJS.ProcessEnv = {}): Promise<Ended> =>
  daybook(['run', '--book', folder, '--limit', String(limit), '--json'], { env })

/** Over the brake, which is no question of ours. */
async function runToEnd(folder: string, limit: number): Promise<void> {
  const ended = await run(folder, limit)
  const { status } = lastJson(ended)
  if (status === 'paused') return runToEnd(folder, limit)
  if (status !== 'done') throw new Error(`it did not go on: ${ended.stdout}\n${ended.stderr}`)
}

/** The same run in ever less memory, each time from the beginning and brought to its end by a process with enough. */
export async function memoryShort(
  megabytes: readonly number[],
  limit: number,
): Promise<readonly MemoryFigures[]> {
  const home = await mkdtemp(join(tmpdir(), 'daybook-memory-'))
  await chmod(home, 0o755)
  const [made, folder] = [join(home, 'made'), join(home, 'book')]
  try {
    const demo = await daybook(['demo', made, '--accounts', '900', '--seed', '3', '--no-run'])
    if (demo.code !== 0) throw new Error(demo.stderr)
    copyBook(made, folder)
    await runToEnd(folder, limit)
    const calm = await crmLines(folder)
    const figures: MemoryFigures[] = []
    for (const mb of megabytes) {
      await rm(folder, { recursive: true })
      copyBook(made, folder)
      const short = await run(folder, limit, { NODE_OPTIONS: `--max-old-space-size=${mb}` })
      const { terminal: endedBefore } = await withOwner(folder, endsOf)
      await runToEnd(folder, limit)
      const { chosen, terminal, breaches } = await withOwner(folder, (db) => audit(folder, db))
      const lines = await crmLines(folder)
      const [duplicated, lost] = [moreIn(lines, calm), moreIn(calm, lines)]
      figures.push({
        megabytes: mb,
        hasDied: short.signal !== null || /heap out of memory/.test(short.stderr),
        endedBefore,
        accounts: chosen,
        terminal,
        duplicates: duplicated.length,
        lost: lost.length,
        breaches: [...breaches, ...duplicated.slice(0, 2), ...lost.slice(0, 2)],
      })
    }
    return figures
  } finally {
    await rm(home, { recursive: true, force: true })
  }
}
