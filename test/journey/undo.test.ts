// A run that is taken back on a book which people edited meanwhile: all that is only ours comes back, nothing else moves.
// `npm run test:undo`: 200 accounts instead of 60.
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { verifyAudit } from '#state/read/audit-verify.ts'
import { undosOfRun } from '#state/read/undo-of-run.ts'
import {
  exported,
  fieldOf,
  ownState,
  valueNow,
  workedBook,
  type Done,
  type WhichCrm,
  type Worked,
} from './undo-world.ts'

const accounts = Number(process.env['UNDO_ACCOUNTS'] ?? 60)
const size = accounts * 5
const patienceMs = 2000 * accounts
vi.setConfig({ testTimeout: patienceMs })

/** In the built-in CRM people change notes and do tasks, too. Gives the effects whose record they touched. */
async function peopleTakeNotes({ database, effects }: Worked): Promise<ReadonlySet<string>> {
  const some = (await effects()).filter(isAddition).filter((_one, index) => index % 4 === 0)
  for (const { ref } of some)
    await sql`
      with moved as (update crm.counter set last = last + 1 returning last)
      update crm.activity a set version = moved.last,
        body = case type when 'note' then body || ' Not so.' else body end, done = case type when 'task' then true end
      from moved where a.id = ${ref?.id ?? ''}`.execute(database.ownerDb)
  return new Set(some.map(({ id }) => id))
}

/** People go on working: every third field. Gives what they touched. */
async function peopleEdit({ crm, effects, time, work }: Worked): Promise<ReadonlyMap<string, unknown>> {
  time.now = new Date(time.now.getTime() + 3_600_000)
  work(false) // people get their answers
  const touched = new Map<string, unknown>()
  const fields = (await effects()).filter((one) => fieldOf(one) !== undefined)
  for (const [index, one] of fields.entries()) {
    const spot = fieldOf(one)
    if (spot === undefined || index % 3 !== 0) continue
    const own = one.after?.[spot.field] ?? null
    // Half of them say something else; the others change it twice and end where the run was.
    const words = index % 2 === 0 ? ['by hand'] : ['by hand', own]
    for (const value of words)
      await crm.upsert(spot.object, [{ id: spot.id, fields: { [spot.field]: value }, by: 'person' }])
    touched.set(one.id, words.at(-1))
  }
  work(true)
  return touched
}

const isAddition = ({ kind }: Done): boolean => kind === 'add-note' || kind === 'add-task'

// Over one CRM is enough for many.
const crms: readonly WhichCrm[] = accounts > 60 ? ['built-in'] : ['built-in', 'fake']
describe.each(crms)(`a run of ${accounts} accounts over the %s CRM, undone`, (which) => {
  let worked: Worked
  let noted: ReadonlySet<string>
  let touched: ReadonlyMap<string, unknown>
  let done: readonly Done[]
  beforeAll(async () => {
    worked = await workedBook(which, accounts, size)
    touched = await peopleEdit(worked)
    noted = which === 'built-in' ? await peopleTakeNotes(worked) : new Set()
    done = await worked.effects()
  }, patienceMs)
  afterAll(() => worked.close())

  test('there is enough to take back', () => {
    expect(worked.first).toMatchObject({ status: 'done', selected: accounts, failed: 0 })
    expect(done.filter((one) => fieldOf(one) !== undefined).length).toBeGreaterThan(5)
    expect(done.filter(isAddition).length).toBeGreaterThan(30)
    expect(touched.size).toBeGreaterThan(1)
  })

  test('a dry run says what would happen and changes nothing', async () => {
    const before = [await exported(worked.crm), await ownState(worked.db)]
    const would = await worked.undo({ dryRun: true })
    expect(would).toMatchObject({ isDryRun: true })
    expect(would.restored + would.archived).toBeGreaterThan(30)
    expect(would.left).toHaveLength(touched.size + noted.size)
    expect([await exported(worked.crm), await ownState(worked.db)]).toEqual(before)
  })

  test('every untouched field is back, every touched one stays and is reported', async () => {
    const would = await worked.undo({ dryRun: true })
    const found = await worked.undo()
    expect({ ...found, isDryRun: true, left: [] }).toEqual({ ...would, left: [] })
    for (const one of done.filter((effect) => fieldOf(effect) !== undefined)) {
      const { field = '' } = fieldOf(one) ?? {}
      const wanted = touched.has(one.id) ? touched.get(one.id) : (one.before?.[field] ?? null)
      expect(await valueNow(worked.crm, one), one.id).toEqual(wanted)
    }
    const left = found.left.flatMap(({ asked }) =>
      asked?.kind === 'restore' ? [`${asked.id} ${asked.field}`] : [],
    )
    const spots = done
      .filter(({ id }) => touched.has(id))
      .map((one) => `${fieldOf(one)?.id} ${fieldOf(one)?.field}`)
    expect(left.toSorted()).toEqual(spots.toSorted())
    for (const one of found.left)
      expect(one.why).toMatch(/^(a person |somebody changed the note since|somebody has done the task)/)
    const ofNotes = found.left.filter(({ asked }) => asked?.kind === 'archive-activity')
    expect(ofNotes).toHaveLength(noted.size)
  })

  test('our notes and tasks are out of sight, and nothing but what people touched differs from the day before', async () => {
    for (const one of done.filter(isAddition))
      expect(await worked.crm.get('activity', [one.ref?.id ?? '']), one.id).toHaveLength(
        noted.has(one.id) ? 1 : 0,
      )
    const now = new Set(await exported(worked.crm))
    const changed = worked.untouched.filter((line) => !now.has(line))
    const edited = new Set(done.filter(({ id }) => touched.has(id)).map((one) => fieldOf(one)?.id))
    expect(changed).toHaveLength(edited.size)
    expect(now.size).toBe(worked.untouched.length + noted.size)
  })

  test('no message waits, nobody is asked for a decision, and what was remembered is gone', async () => {
    const { rows } = await sql`
      select (select count(*)::int from daybook.outreach_order where state <> 'void') as orders,
             (select count(*)::int from daybook.outreach_order where void_reason is null) as unexplained,
             (select count(*)::int from daybook.reservation) as reservations,
             (select count(*)::int from daybook.queue_item where state in ('open', 'snoozed')) as items,
             (select count(*)::int from daybook.memory) as memories,
             (select count(*)::int from daybook.account_flag) as flags,
             (select count(*)::int from daybook.account_state) as days`.execute(worked.db)
    expect(rows).toEqual([
      { orders: 0, unexplained: 0, reservations: 0, items: 0, memories: 0, flags: 0, days: 0 },
    ])
  })

  test('the run tells of it, and the log holds together', async () => {
    const [undone, ...more] = await undosOfRun(worked.db, worked.runId)
    expect(more).toEqual([])
    expect(undone).toMatchObject({
      by: 'person:Anna',
      left: touched.size + noted.size,
      endedAt: expect.any(String),
    })
    expect((await verifyAudit(worked)).broken).toBeUndefined()
    const { rows } = await sql`
      select count(distinct account_id)::int as n from daybook.audit where kind = 'run-undone'`.execute(
      worked.db,
    )
    expect(rows).toEqual([{ n: expect.any(Number) }])
  })

  test('a second undo changes nothing and says so', async () => {
    const before = [await exported(worked.crm), await ownState(worked.db)]
    const second = await worked.undo()
    const nothing = { restored: 0, archived: 0, voided: 0, closed: 0, takenBack: 0 }
    expect(second).toMatchObject({ ...nothing, isInterrupted: false })
    expect(second.left).toHaveLength(touched.size + noted.size)
    expect([await exported(worked.crm), await ownState(worked.db)]).toEqual(before)
  })

  test(
    'worked once more the same day: nothing of it comes again',
    async () => {
      const before = await exported(worked.crm)
      const again = await worked.run({ again: true })
      expect(again).toMatchObject({ selected: accounts, failed: 0, orders: 0, queueItems: 0 })
      expect(again.writes).toMatchObject({ created: 0, updated: 0 })
      expect(await exported(worked.crm)).toEqual(before)
      const nothing = { restored: 0, archived: 0, voided: 0, closed: 0, takenBack: 0 }
      expect(await worked.undo()).toMatchObject(nothing)
    },
    patienceMs,
  )

  // Over one CRM is enough: what decides lies in our own tables.
  if (which === 'fake') return
  test(
    'nor on a later day, when the accounts are chosen again',
    async () => {
      worked.time.now = new Date('2026-12-14T09:00:00Z')
      const later = await worked.run({ limit: size / 2 })
      const { rows } = await sql<{ account: string; rules: string }>`
        select p.account_id as account, p.verdict::text as rules from daybook.proposal p
        where p.run_id = ${later.run}`.execute(worked.db)
      const again = new Set(done.map(({ accountId }) => String(accountId)))
      const tried = rows.filter(({ account, rules }) => again.has(account) && rules.includes('"undone"'))
      expect(tried.length, 'proposals that would have done it again').toBeGreaterThan(5)
      for (const one of done.filter((effect) => fieldOf(effect) !== undefined && !touched.has(effect.id))) {
        const { field = '' } = fieldOf(one) ?? {}
        expect(await valueNow(worked.crm, one), one.id).toEqual(one.before?.[field] ?? null)
      }
    },
    patienceMs,
  )
})
