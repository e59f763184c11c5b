// The crash suite: npm run test:crash [-- --kills 1000 --seed 1 --at-once 2 --json --markdown FILE --log FILE]. What it does and how
// to read it: docs/reliability.md.
import { appendFileSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { campaign } from './campaign.ts'
import { commandLine } from './command-line.ts'
import { inMarkdown, inWords } from './report.ts'
import { openStage } from './stage.ts'
import type { Kill } from './storm.ts'

const { values: flags } = parseArgs({
  options: {
    kills: { type: 'string', default: '1000' },
    seed: { type: 'string', default: '1' },
    'at-once': { type: 'string', default: '2' },
    json: { type: 'boolean', default: false },
    markdown: { type: 'string' },
    // Every kill as it happens, a line each; kills that stand there already count, so that a run can be continued.
    log: { type: 'string' },
  },
})

const note = (line: string): void => console.error(line)
const seed = Number(flags.seed)

async function before(): Promise<readonly Kill[]> {
  if (flags.log === undefined) return []
  const text = await readFile(flags.log, 'utf8').catch(() => '')
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Kill)
}

function keep(kills: readonly Kill[]): void {
  for (const kill of kills)
    if (flags.log !== undefined) appendFileSync(flags.log, `${JSON.stringify(kill)}\n`)
}

const earlier = await before()
const left = Number(flags.kills) - earlier.length
const atCommandLine = earlier.length > 0 ? [] : await commandLine(note)
keep(atCommandLine)
const stage = await openStage()
try {
  const found = await campaign(stage, {
    kills: left - atCommandLine.length,
    seed,
    atOnce: Number(flags['at-once']),
    keep,
    note,
  })
  const all = { ...found, kills: [...earlier, ...atCommandLine, ...found.kills], seed }
  if (flags.markdown !== undefined) {
    const text = await readFile(flags.markdown, 'utf8')
    const [before = '', after = ''] = text.split(
      /(?<=<!-- crash table -->\n)[^]*?(?=<!-- end of crash table -->)/,
    )
    await writeFile(flags.markdown, `${before}\n${inMarkdown(all)}\n\n${after}`)
  }
  console.log(flags.json ? JSON.stringify(all) : inWords(all))
  const breaches = all.kills.reduce((sum, one) => sum + one.breaches.length, 0)
  process.exitCode = breaches + all.troubles.length === 0 ? 0 : 1
} finally {
  await stage.close()
}
