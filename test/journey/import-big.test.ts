import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import * as z from 'zod'
import { useDatabase } from '../setup/database.ts'
import { bigList } from '../../bench/big-list.ts'
import { crmSchema } from './import-book.ts'

const database = useDatabase(crmSchema)
let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'daybook-big-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const Answer = z.object({
  bytes: z.number(),
  rows: z.number(),
  created: z.number(),
  rejected: z.number(),
})

async function outputOf(words: readonly string[]): Promise<{ code: unknown; out: string; err: string }> {
  const child = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'pipe'] })
  let [out, err] = ['', '']
  child.stdout.on('data', (chunk) => (out += chunk))
  child.stderr.on('data', (chunk) => (err += chunk))
  const [code] = await once(child, 'close')
  return { code, out, err }
}

test('50 MB are imported within a heap of 96 MB, an open quote in the middle included', async () => {
  const path = join(folder, 'big.csv')
  const file = createWriteStream(path)
  let rows = 0
  for (const block of bigList({ bytes: 50 * 1024 * 1024, seed: 1 })) {
    rows += block.rows
    if (!file.write(block.text)) await once(file, 'drain')
  }
  file.end('x1,"open\nx2,Last,last.example,5,text\n')
  await once(file, 'close')
  const { socket, name } = database()
  const child = fileURLToPath(new URL('import-child.ts', import.meta.url))
  // A small young generation besides: it counts against the limit, and at its usual size leaves V8 collecting all day.
  const heap = ['--max-old-space-size=96', '--max-semi-space-size=4']
  const words = ['--conditions=daybook-source', ...heap, child, socket, name, path]
  const { code, out, err } = await outputOf(words)
  expect([code, err]).toEqual([0, ''])
  const answer = Answer.parse(JSON.parse(out))
  expect(answer.bytes).toBeGreaterThan(50 * 1024 * 1024)
  expect([answer.rows, answer.created, answer.rejected]).toEqual([rows + 2, rows + 1, 1])
}, 180_000)
