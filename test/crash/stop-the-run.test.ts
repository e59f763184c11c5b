// A run that a person stops at the command line, and goes on with. Deaths: slice.test.ts.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
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
