// The chaos suite: npm run test:chaos -- [--minutes 10] [--seed 1] [--json | --markdown]
import { parseArgs } from 'node:util'
import { databaseStorm } from './database.ts'

const { values: flags } = parseArgs({
  options: {
    minutes: { type: 'string', default: '10' },
    seed: { type: 'string', default: '1' },
    json: { type: 'boolean', default: false },
    markdown: { type: 'boolean', default: false },
  },
})
const note = (line: string): void => console.error(line)

const storm = await databaseStorm({
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
console.log(JSON.stringify(storm, null, 1))
