// The chaos suite: npm run test:chaos -- [--minutes 10] [--seed 1] [--only database,vendors,disk,memory,model] [--json | --markdown]
import { spawnSync } from 'node:child_process'
import { parseArgs } from 'node:util'
import { databaseStorm } from './database.ts'
import { canMount, diskFull, fullPlaces, type FullPlace } from './disk.ts'
import { memoryShort } from './memory.ts'
import { inMarkdown, type Found } from './report.ts'
import { vendorStorms } from './vendors.ts'

const { values: flags } = parseArgs({
  options: {
    minutes: { type: 'string', default: '10' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string', default: 'database,vendors,disk,memory,model' },
    json: { type: 'boolean', default: false },
    markdown: { type: 'boolean', default: false },
  },
})
const note = (line: string): void => console.error(line)
const parts = new Set(flags.only.split(','))

const database = async () =>
  databaseStorm({
    minutes: Number(flags.minutes),
    seed: Number(flags.seed),
    workers: 4,
    accounts: 3000,
    step: 60,
    inFlight: 6,
    cap: 16,
    latencyMs: 400,
    fromMs: 5000,
    toMs: 10_000,
    note,
  })

/** Kilobytes that are left where it fills up: enough to begin the work, not to end it. */
const rooms: Readonly<Record<FullPlace, number>> = { runs: 300, tables: 3000, log: 100, everything: 500 }

async function disks() {
  const figures = []
  if (!canMount) note('full disks are left out: making small file systems takes Linux and root')
  else
    for (const place of Object.keys(fullPlaces) as FullPlace[])
      figures.push(await diskFull(place, { room: rooms[place], limit: 120, note }))
  return figures
}

function model(): readonly string[] {
  const env = { ...process.env, CHAOS: 'all' }
  const words = ['run', 'test/chaos/model-faults.test.ts']
  const { status, stdout } = spawnSync('vitest', words, { env, encoding: 'utf8' })
  note(stdout)
  return status === 0 ? [] : ['a fault of the model: see above']
}

const found: Found = {
  database: parts.has('database') ? await database() : undefined,
  vendors: parts.has('vendors') ? await vendorStorms() : [],
  disks: parts.has('disk') ? await disks() : [],
  memory: parts.has('memory') ? await memoryShort([96, 44], 200) : [],
}
const breaches = [
  ...[found.database ?? { breaches: [] }, ...found.vendors, ...found.disks, ...found.memory].flatMap(
    (one) => one.breaches,
  ),
  ...(parts.has('model') ? model() : []),
]
if (flags.json) console.log(JSON.stringify({ ...found, breaches }))
else console.log(inMarkdown(found))
for (const one of breaches) note(`BREACH ${one}`)
process.exitCode = breaches.length === 0 ? 0 : 1
