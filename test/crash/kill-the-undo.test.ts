// `daybook undo` at the command line: killed with kill -9 wherever it may die, and the same command again.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { FaultLabel } from '#ports/faults.ts'
import { daybook, lastJson } from '../setup/cli.ts'

const secret = { DAYBOOK_PERSON_TOKEN: 'a long secret of Anna' }
let home = ''
let folder = ''
let run = ''

/** What the CRM holds, without its own change marks and who changed what when. */
async function exported(): Promise<readonly string[]> {
  const { stdout } = await daybook(['export', 'crm', '--json', '--book', folder])
  return stdout
    .trimEnd()
    .split('\n')
    .map((line) => line.replaceAll(/"(version|updatedAt)":"[^"]*",?/g, '').replace(/,?"marks":\{.*?\}\}/, ''))
    .toSorted()
}
const undo = (words: readonly string[], env: NodeJS.ProcessEnv) =>
  daybook(['undo', run, '--book', folder, '--json', ...words], { env })

let before: readonly string[] = []
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'daybook-undo-'))
  folder = join(home, 'book')
  const made = await daybook(['demo', folder, '--accounts', '200', '--seed', '5', '--no-run'], {
    env: secret,
  })
  expect(made.code, made.stderr).toBe(0)
  before = await exported()
  const worked = lastJson(await daybook(['run', '--book', folder, '--limit', '15', '--json']))
  expect(worked).toMatchObject({ status: 'done', selected: 15, failed: 0 })
  run = String(worked['run'])
}, 240_000)
afterAll(() => rm(home, { recursive: true, force: true }))

test('without a person nothing is undone; a dry run needs none', { timeout: 120_000 }, async () => {
  const worked = await exported()
  const nobody = await undo([], {})
  expect([nobody.code, lastJson(nobody)['code']]).toEqual([4, 'auth'])
  const wrong = await undo([], { DAYBOOK_PERSON_TOKEN: 'not the secret' })
  expect(wrong.code).toBe(4)
  const dry = await undo(['--dry-run'], {})
  expect([dry.code, lastJson(dry)]).toMatchObject([0, { dryRun: true, changed: 0, status: 'done' }])
  expect(await exported()).toEqual(worked)
})

const kills: readonly (readonly [FaultLabel, number])[] = [
  ['undo-claimed', 1],
  ['undo-sent', 2],
  ['undo-confirmed', 2],
  ['undo-claimed', 3],
  ['undo-sent', 4],
]

test('killed wherever it may die, the same command finishes', { timeout: 300_000 }, async () => {
  const [account] = await accountsOfRun()
  const one = await undo(['--account', account ?? ''], secret)
  expect([one.code, lastJson(one)]).toMatchObject([0, { account, accounts: 1 }])
  let killed = 0
  for (const [label, passage] of kills) {
    const ended = await undo([], { ...secret, DIE_AT: `${label}:${passage}` })
    if (ended.signal === 'SIGKILL') killed += 1
  }
  expect(killed, 'how many of the kills really happened').toBeGreaterThanOrEqual(4)
  const last = await undo([], secret)
  expect([last.code, lastJson(last)]).toMatchObject([0, { run, left: [], cannotReturn: [] }])
  expect(await exported()).toEqual(before)
  const again = await undo([], secret)
  expect([again.code, lastJson(again)]).toMatchObject([0, { changed: 0, restored: 0, archived: 0, left: [] }])
  const shown = await daybook(['runs', run, '--book', folder, '--no-json'])
  expect(shown.stdout).toMatch(
    /^Undone for acc_\S+ by \S+ on \d{4}-\d\d-\d\d: \d+ things came back, 0 stay\.$/m,
  )
  expect(shown.stdout).toMatch(/^Undone by \S+ on \d{4}-\d\d-\d\d: \d+ things came back, 0 stay\.$/m)
})

test('the same day once more adds nothing of it', { timeout: 120_000 }, async () => {
  const again = lastJson(await daybook(['run', '--book', folder, '--again', '--json']))
  expect(again).toMatchObject({ selected: 15, failed: 0, orders: 0, queueItems: 0 })
  expect(again['writes']).toMatchObject({ created: 0, updated: 0 })
  expect(await exported()).toEqual(before)
  const wrong = await undo(['--account', 'acc_nowhere', '--dry-run'], {})
  expect(wrong.code).toBe(2)
})

/** Accounts of the run that were worked to some effect. */
async function accountsOfRun(): Promise<readonly string[]> {
  const { results } = lastJson(await daybook(['runs', run, '--book', folder, '--json'])) as {
    results: readonly { account_id: string; outcome: string }[]
  }
  return results.flatMap(({ account_id: id, outcome }) => (outcome === 'committed' ? [id] : []))
}
