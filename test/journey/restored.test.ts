// A database that is older than what is kept outside it, however it came to be so: the book is locked until a person
// accepts it.
import { sql } from 'kysely'
import { beforeEach, expect, test } from 'vitest'
import { anchorAudit, anchorFile } from '#orchestrator/audit/anchor.ts'
import { checkAudit } from '#orchestrator/audit/check-audit.ts'
import { acceptRestore, noticeRestore, refuseRestored } from '#orchestrator/backup/restored.ts'
import { noFaults } from '#ports/faults.ts'
import { ProvenPerson } from '#records/person.ts'
import { appendAudit } from '#state/write/audit.ts'
import { memoryWorkspace } from '../fakes/model.ts'
import { useDatabase } from '../setup/database.ts'

const database = useDatabase()
const anna = ProvenPerson.parse({ id: 'person_1', name: 'Anna' })
const at = '2026-11-21T09:00:00.000Z'

beforeEach(async () => {
  await sql`truncate daybook.audit, daybook.restored, daybook.outreach_order, daybook.effect, daybook.proposal`.execute(
    database().ownerDb,
  )
})

const newWorld = () => ({
  db: database().db,
  clock: () => new Date(at),
  workspace: memoryWorkspace(),
  faults: noFaults,
})
type TestWorld = ReturnType<typeof newWorld>

async function rows(count: number): Promise<void> {
  const entry = { at, actor: 'daybook', kind: 'tested', accountId: null, runId: null, body: {} }
  const entries = Array.from({ length: count }, () => entry)
  await database()
    .db.transaction()
    .execute((trx) => appendAudit(trx, entries))
}

const cutOff = (after: number) =>
  sql`delete from daybook.audit where seq > ${after}`.execute(database().ownerDb)

async function order(state: string): Promise<void> {
  await sql`
    insert into daybook.outreach_order (id, key, account_id, contact_id, run_id, proposal_id, purpose, sender, recipient,
      subject, language, sentences, hash, state, created_at)
    values (${`order_${state}`}, ${state}, 'acc_1', 'con_1', 'run_1', 'prop_1', 'reply', 'a@b.c', 'd@e.f', 's', 'en', '[]', 'h',
      ${state}, ${at})`.execute(database().db)
}

async function pendingEffect(): Promise<void> {
  await sql`insert into daybook.proposal (id, run_id, account_id, pass, attempt, skill, proposal, brief_hash, evidence,
      verdict, ruleset, at)
    values ('prop_1', 'run_1', 'acc_1', 1, 1, 'reply', '{}', '', '{}', '{}', '', ${at})`.execute(
    database().db,
  )
  await sql`insert into daybook.effect (id, run_id, account_id, proposal_id, action_index, kind, action, state, decided_at)
    values ('effect_1', 'run_1', 'acc_1', 'prop_1', 0, 'add-note', '{}', 'pending', ${at})`.execute(
    database().db,
  )
}

/** A book that was worked and anchored at row 5, and whose database then knows less. */
async function older(): Promise<TestWorld> {
  const world = newWorld()
  await rows(5)
  await anchorAudit(world)
  await cutOff(3)
  return world
}

const states = async (table: string): Promise<unknown> =>
  (
    await sql<{ state: string }>`select state from ${sql.table(`daybook.${table}`)} order by id`.execute(
      database().db,
    )
  ).rows.map(({ state }) => state)

test('a book that knows all its anchors know is free', async () => {
  const world = newWorld()
  expect(await noticeRestore(world)).toBeUndefined()
  await rows(5)
  await anchorAudit(world)
  await rows(2)
  expect(await noticeRestore(world)).toBeUndefined()
  await expect(refuseRestored(world)).resolves.toBeUndefined()
})

test('one that knows less is locked, once, and what was under way is unknown', async () => {
  await pendingEffect()
  for (const state of ['waiting', 'approved', 'deferred', 'sending', 'sent']) await order(state)
  const world = await older()
  expect(await noticeRestore(world)).toMatch(/ends with row 3, its anchor .* knows row 5/)
  expect(await noticeRestore(world)).toBeUndefined()
  await expect(refuseRestored(world)).rejects.toThrow(/1 effects and 3 messages .* may have been done since/)
  expect(await states('effect')).toEqual(['unknown'])
  expect(await states('outreach_order')).toEqual(['unknown', 'unknown', 'unknown', 'sent', 'waiting'])
})

test('a person accepts it: it is worked, not locked again, and the log stands with its anchors', async () => {
  const world = await older()
  await noticeRestore(world)
  expect(await acceptRestore(world, anna)).toBe(true)
  await expect(refuseRestored(world)).resolves.toBeUndefined()
  expect(await noticeRestore(world)).toBeUndefined()
  expect(await checkAudit(world)).toMatchObject({ rows: 5, broken: undefined })
  expect(await acceptRestore(world, anna)).toBe(false)
})

test('a yes whose anchor was lost in a crash does not count', async () => {
  const world = await older()
  await noticeRestore(world)
  const noDisk = { ...world.workspace, append: () => Promise.reject(new Error('killed')) }
  await expect(acceptRestore({ ...world, workspace: noDisk }, anna)).rejects.toThrow('killed')
  expect(await noticeRestore(world)).toMatch(/another one than its anchor/)
})

test('a chain that grew on in another way, and another server, are found', async () => {
  const world = await older()
  await rows(9)
  expect(await noticeRestore(world)).toBeUndefined() // rows 4 and 5 are the same words in the same place
  await cutOff(3)
  await database()
    .db.transaction()
    .execute((trx) =>
      appendAudit(
        trx,
        Array.from({ length: 9 }, () => ({
          at,
          actor: 'x',
          kind: 'y',
          accountId: null,
          runId: null,
          body: {},
        })),
      ),
    )
  expect(await noticeRestore(world)).toMatch(/row 5 of the log is another one/)
  await acceptRestore(world, anna)
  const moved = JSON.stringify({ ...(await anchorAudit(world)), systemIdentifier: '1' })
  await world.workspace.append(anchorFile, moved)
  expect(await noticeRestore(world)).toMatch(/another database server/)
})

test('a missing anchor counts as a restore only where a message may have left', async () => {
  await rows(1)
  await order('waiting')
  expect(await noticeRestore(newWorld())).toBeUndefined()
  await order('approved')
  expect(await noticeRestore(newWorld())).toMatch(/audit-anchor.jsonl is missing/)
})
