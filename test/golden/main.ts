// npm run golden -- [--accept | --record]: see README.md. The work is done by the tests, which have a database.
import { spawnSync } from 'node:child_process'
import { parseArgs } from 'node:util'

const { values: flags } = parseArgs({
  options: { accept: { type: 'boolean', default: false }, record: { type: 'boolean', default: false } },
})
const mode = flags.record ? 'record' : flags.accept ? 'accept' : ''
const { status } = spawnSync('vitest', ['run', 'test/golden', '--disable-console-intercept'], {
  stdio: 'inherit',
  env: { ...process.env, GOLDEN: mode },
})
process.exitCode = status ?? 1
