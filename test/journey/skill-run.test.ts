// A run asked for one kind of work, through the command line on a small sample book: it is a run of its own, every account
// gets that work, and a second pass in other words adds nothing.
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import * as z from 'zod'
import { RunSummary } from '#records/run.ts'
import { daybook, lastJson } from '../setup/cli.ts'

let folder = ''
const run = async (...more: readonly string[]): Promise<RunSummary> =>
  RunSummary.parse(lastJson(await daybook(['run', '--book', folder, '--json', ...more])))
const skillsOf = async ({ run: id }: RunSummary): Promise<readonly string[]> => {
  const accounts = join(folder, 'runs', id, 'accounts')
  const Kept = z.object({ skill: z.string() })
  return Promise.all(
    (await readdir(accounts)).map(
      async (one) =>
        Kept.parse(JSON.parse(await readFile(join(accounts, one, 'proposal.json'), 'utf8'))).skill,
    ),
  )
}

beforeAll(async () => {
  folder = join(await mkdtemp(join(tmpdir(), 'daybook-skill-')), 'book')
  const made = await daybook(['demo', folder, '--accounts', '300', '--seed', '3', '--no-run'])
  expect(made.code, made.stderr).toBe(0)
}, 120_000)
afterAll(() => rm(join(folder, '..'), { recursive: true, force: true }))

test('one kind of work for all, beside the run of the day', { timeout: 120_000 }, async () => {
  const plans = await run('--skill', 'account-plan', '--limit', '6')
  expect(plans).toMatchObject({
    status: 'done',
    continued: false,
    selected: 6,
    failed: 0,
    held: 0,
    orders: 0,
  })
  expect(await skillsOf(plans)).toEqual(Array.from({ length: 6 }, () => 'account-plan'))

  const day = await run('--limit', '6')
  expect(day.run).not.toBe(plans.run)
  expect(day).toMatchObject({ continued: false, selected: 6 })
  expect(await skillsOf(day)).not.toContain('account-plan')

  const again = await run('--skill', 'account-plan', '--again', '--reword', '5')
  expect(again).toMatchObject({ run: plans.run, continued: true, selected: 6, failed: 0 })
  expect(again.writes.created + again.writes.updated + again.orders + again.queueItems).toBe(0)
})

test(
  'every account that enrichment filled is enriched once more and nothing else',
  { timeout: 120_000 },
  async () => {
    const first = await run('--skill', 'enrichment', '--limit', '60')
    expect(first.writes.updated).toBeGreaterThan(0)
    const again = await run('--skill', 'enrichment', '--again', '--reword', '5')
    expect(new Set(await skillsOf(again))).toEqual(new Set(['enrichment']))
    expect(again.writes.created + again.writes.updated + again.orders + again.queueItems).toBe(0)
  },
)

test(
  'meetings are prepared at the accounts that have one ahead, and only there',
  { timeout: 120_000 },
  async () => {
    const prepared = await run('--skill', 'meeting-prep', '--limit', '50')
    expect(prepared).toMatchObject({ status: 'done', failed: 0, held: 0, orders: 0, none: 0 })
    expect(prepared.selected).toBeGreaterThan(0)
    expect(
      prepared.selected + (prepared.excluded['no-meeting'] ?? 0) + (prepared.excluded['suppressed'] ?? 0),
    ).toBe(300)
    expect(prepared.writes.created).toBe(prepared.selected)
    expect(new Set(await skillsOf(prepared))).toEqual(new Set(['meeting-prep']))

    const again = await run('--skill', 'meeting-prep', '--again', '--reword', '3')
    expect(again).toMatchObject({ run: prepared.run, selected: prepared.selected, failed: 0 })
    expect(again.writes.created + again.writes.updated + again.orders + again.queueItems).toBe(0)
  },
)

test.each(['research', 'segmentation', 'first-outreach', 'sequencing', 'follow-up', 'hygiene'])(
  '%s, done again the same day in other words, adds nothing',
  { timeout: 120_000 },
  async (skill) => {
    const first = await run('--skill', skill, '--limit', '12')
    expect(first).toMatchObject({ continued: false, selected: 12, failed: 0 })
    const again = await run('--skill', skill, '--again', '--reword', '3')
    expect(again).toMatchObject({ run: first.run, continued: true, selected: 12, failed: 0 })
    expect(again.writes.created + again.writes.updated + again.orders + again.queueItems).toBe(0)
  },
)

test('a kind of work there is not is a usage error that names those there are', async () => {
  const { code, stderr } = await daybook(['run', '--book', folder, '--skill', 'cooking'])
  expect(code).toBe(2)
  expect(stderr).toContain('account-plan')
})
