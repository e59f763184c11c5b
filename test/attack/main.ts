// The attack suite: npm run test:attack -- [--cases N] [--seed N] [--payloads FILE.jsonl] [--json]. What it does and how
// to read it: README.md.
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { hasAttackFiles, readPayloads } from './attack-files.ts'
import { attack } from './attack.ts'
import { inWords } from './report.ts'

const { values: flags } = parseArgs({
  options: {
    cases: { type: 'string', default: '3000' },
    seed: { type: 'string', default: '1' },
    payloads: { type: 'string' },
    evidence: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
})

if (!hasAttackFiles) {
  console.error('skipped: ../shared/data/attacks is not there, and the goals of the attacks lie in it')
  process.exit(2)
}
const folder = await mkdtemp(join(tmpdir(), 'daybook-attack-'))
try {
  const found = await attack(folder, {
    cases: Number(flags.cases),
    seed: Number(flags.seed),
    payloads: flags.payloads === undefined ? [] : await readPayloads(flags.payloads),
    note: (line) => console.error(line),
  })
  if (flags.evidence !== undefined) await writeFile(flags.evidence, `${JSON.stringify(found, null, 1)}\n`)
  console.log(flags.json ? JSON.stringify(found) : inWords(found))
  process.exitCode = found.effects + found.canaries + found.approvals === 0 ? 0 : 1
} finally {
  await rm(folder, { recursive: true, force: true })
}
