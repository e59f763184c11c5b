// Kills the process where it matters, runs the same command again, and compares with a run nobody disturbed.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { FaultLabel } from '#ports/faults.ts'
import { daybook, lastJson } from '../setup/cli.ts'

const accounts = 300
const limit = 25
let home = ''

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'daybook-crash-'))
})
afterAll(() => rm(home, { recursive: true, force: true }))

const sample = async (name: string): Promise<string> => {
  const folder = join(home, name)
  const made = await daybook(['demo', folder, '--accounts', String(accounts), '--seed', '3', '--no-run'])
  expect(made.stderr + made.stdout, 'making the sample book').not.toContain('fault in Daybook')
  expect(made.code).toBe(0)
  return folder
}

const run = (folder: string, env: NodeJS.ProcessEnv = {}) =>
  daybook(['run', '--book', folder, '--limit', String(limit), '--json'], { env })

/** What the CRM holds, without what a crash may change: when a thing was written and the CRM's own change marks. */
async function exported(folder: string): Promise<readonly string[]> {
  const { stdout } = await daybook(['export', 'crm', '--json', '--book', folder])
  return stdout
    .trimEnd()
    .split('\n')
    .map((line) => line.replaceAll(/"(version|at|updatedAt|createdAt)":"[^"]*"/g, '"$1":""'))
    .toSorted()
}

const labels: readonly (readonly [FaultLabel, number])[] = [
  ['selection-scored', 1],
  ['run-stored', 1],
  ['claimed', 7],
  ['tool-called', 30],
  ['model-done', 9],
  ['verdict-made', 8],
  ['commit-before', 6],
  ['commit-after', 10],
  ['crm-sent', 5],
  ['crm-confirmed', 5],
  ['settled', 12],
]

test(
  'killed at every kind of place, the run continues and ends as if nothing had happened',
  { timeout: 600_000 },
  async () => {
    const calm = await sample('calm')
    const quiet = lastJson(await run(calm))
    const wanted = await exported(calm)
    const stormy = await sample('stormy')
    let interrupted = 0
    for (const [label, passage] of labels) {
      const ended = await run(stormy, { DIE_AT: `${label}:${passage}` })
      if (ended.signal === 'SIGKILL') interrupted += 1
    }
    expect(interrupted, 'how many of the kills really happened').toBeGreaterThanOrEqual(7)
    const last = lastJson(await run(stormy))
    expect(last).toMatchObject({ status: 'done', continued: true, selected: limit, failed: 0 })
    for (const outcome of ['committed', 'held', 'none']) expect(last[outcome], outcome).toBe(quiet[outcome])
    expect(await exported(stormy)).toEqual(wanted)
    const again = lastJson(await run(stormy))
    expect(again).toMatchObject({
      continued: true,
      writes: { created: 0, updated: 0 },
      orders: 0,
      queueItems: 0,
    })
    expect(again['spend']).toMatchObject({ modelCalls: 0 })
  },
)

test(
  'Ctrl-C finishes what is in flight and says so; the next call continues',
  { timeout: 120_000 },
  async () => {
    const folder = await sample('stopped')
    const ended = await daybook(
      ['run', '--book', folder, '--limit', String(limit), '--json', '--latency', '300', '--in-flight', '3'],
      {
        onStart: (kill) => setTimeout(() => kill('SIGINT'), 6000),
      },
    )
    const first = lastJson(ended)
    expect(ended.code).toBe(130)
    expect(first['status']).toBe('interrupted')
    const second = lastJson(await run(folder))
    expect(second).toMatchObject({ status: 'done', continued: true, selected: limit, failed: 0 })
  },
)
