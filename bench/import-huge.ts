// A list of 1 GB through the whole command, in a book of its own, with a heap far smaller than the file.
//   npm run test:import-huge -- [--mb 1024] [--heap-mb 128] [--seed 1] [--json]
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import * as z from 'zod'
import { bigList } from './big-list.ts'

const { values: flags } = parseArgs({
  options: {
    mb: { type: 'string', default: '1024' },
    'heap-mb': { type: 'string', default: '128' },
    seed: { type: 'string', default: '1' },
    json: { type: 'boolean', default: false },
  },
})
const main = fileURLToPath(new URL('../src/main/main.ts', import.meta.url))
const Answer = z.object({
  rows: z.number(),
  created: z.number(),
  updated: z.number(),
  unchanged: z.number(),
  rejected: z.number(),
  wallMs: z.number(),
})

/** The peak memory of a process in MB; 0 where /proc is not there to say. */
async function peakMb(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
  return Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024
}

async function daybook(words: readonly string[]): Promise<{ code: unknown; out: string; rssMb: number }> {
  // A small young generation besides: it counts against the limit, and at its usual size leaves V8 collecting all day.
  const heap = [`--max-old-space-size=${flags['heap-mb']}`, '--max-semi-space-size=4']
  const child = spawn(process.execPath, ['--conditions=daybook-source', ...heap, main, ...words], {
    stdio: ['ignore', 'pipe', flags.json ? 'ignore' : 'inherit'],
  })
  let out = ''
  let rssMb = 0
  const look = setInterval(async () => {
    rssMb = Math.max(rssMb, await peakMb(child.pid ?? 0))
  }, 500)
  child.stdout.on('data', (chunk) => (out += chunk))
  const [code] = await once(child, 'close')
  clearInterval(look)
  return { code, out, rssMb }
}

async function writeList(path: string): Promise<number> {
  const file = createWriteStream(path)
  let rows = 0
  for (const block of bigList({ bytes: Number(flags.mb) * 1024 * 1024, seed: Number(flags.seed) })) {
    rows += block.rows
    if (!file.write(block.text)) await once(file, 'drain')
  }
  file.end()
  await once(file, 'close')
  return rows
}

const folder = await mkdtemp(join(tmpdir(), 'daybook-huge-'))
try {
  const path = join(folder, 'huge.csv')
  const rows = await writeList(path)
  const book = join(folder, 'book')
  await daybook(['init', book])
  const { code, out, rssMb } = await daybook(['import', path, '--book', book, '--json'])
  if (code !== 0) throw new Error(`the import ended with ${String(code)}: ${out}`)
  const answer = Answer.parse(JSON.parse(out.trim().split('\n').at(-1) ?? ''))
  if (answer.created !== rows) throw new Error(`${rows} rows written, ${answer.created} created`)
  const result = {
    fileMb: Math.round((await stat(path)).size / 1048576),
    rows,
    created: answer.created,
    rejected: answer.rejected,
    wallMs: answer.wallMs,
    rowsPerSecond: Math.round((rows * 1000) / answer.wallMs),
    heapLimitMb: Number(flags['heap-mb']),
    peakRssMb: Math.round(rssMb),
  }
  const table = Object.entries(result).map(([name, value]) => `${name.padEnd(16)}${value}`)
  console.log(flags.json ? JSON.stringify(result) : table.join('\n'))
} finally {
  await rm(folder, { recursive: true, force: true })
}
