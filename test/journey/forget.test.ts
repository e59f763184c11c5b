// A person is forgotten: by what is left in every table and file, by what the book still does, by a death in between.
import { sql } from 'kysely'
import * as z from 'zod'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { forgetPerson, type ForgetWorld } from '#orchestrator/forget/forget-person.ts'
import { replayProposals } from '#orchestrator/replay/replay-proposals.ts'
import { sampleConfig } from '#orchestrator/sample-book/sample-config.ts'
import { addSuppression } from '#orchestrator/suppress/add-suppression.ts'
import { textOf } from '#records/fields.ts'
import { patternsOf } from '#records/forgotten.ts'
import { ContactId } from '#records/ids.ts'
import { auditList } from '#state/read/audit-list.ts'
import { verifyAudit } from '#state/read/audit-verify.ts'
import { briefSuppressions } from '#state/read/brief-suppressions.ts'
import { proposalsOfRun } from '#state/read/proposals-of-run.ts'
import { ask } from '#state/read/question.ts'
import { anna, workedBook, type Worked } from './undo-world.ts'

let book: Worked
let who: { readonly id: ContactId; readonly email: string; readonly name: string; readonly accountId: string }
beforeAll(async () => {
  book = await workedBook('built-in', 24)
  who = await somebodyWrittenTo(book)
}, 120_000)
afterAll(() => book.close())

const config = sampleConfig()
const asking = (more: { readonly who?: string; readonly dryRun?: boolean } = {}) => ({
  who: more.who ?? who.email,
  person: more.dryRun === true ? undefined : anna,
  config,
  playbook: '',
})
const world = (): ForgetWorld => ({ ...book.world, db: book.db })

/** The recipient of an order of the run: every kind of row speaks of them. */
async function somebodyWrittenTo({ db, crm }: Worked) {
  const { rows } = await sql`select contact_id as id from daybook.outreach_order order by id`.execute(db)
  for (const { id } of z.array(z.object({ id: ContactId })).parse(rows)) {
    const [contact] = await crm.get('contact', [id])
    const email = contact && textOf(contact.fields, 'email')
    if (contact === undefined || email === undefined || contact.accountId === null) continue
    const name = `${textOf(contact.fields, 'firstName')} ${textOf(contact.fields, 'lastName')}`
    return { id, email, name, accountId: contact.accountId }
  }
  throw new Error('the run wrote to nobody')
}

/** Every table of ours in which a text matches, with the rows' number. */
async function tablesAbout(pattern: string): Promise<Record<string, number>> {
  const db = book.database.ownerDb
  const { rows } = await sql`
    select table_name as name from information_schema.tables where table_schema = 'daybook'`.execute(db)
  const found: Record<string, number> = {}
  for (const { name } of z.array(z.object({ name: z.string() })).parse(rows)) {
    const { rows: count } = await sql`
      select count(*)::int as n from ${sql.table(`daybook.${name}`)} t where t::text ~* ${pattern}`.execute(
      db,
    )
    const { n } = z.tuple([z.object({ n: z.number() })]).parse(count)[0]
    if (n > 0) found[name] = n
  }
  return found
}

const wordsOf = (words: readonly string[]) =>
  patternsOf({ contactIds: [], emails: words, marks: [], accountIds: [] }).anywhere

const filesAbout = (pattern: string) =>
  [...book.world.workspace.files].flatMap(([path, text]) =>
    new RegExp(pattern, 'i').test(text) ? [path] : [],
  )

describe('before', () => {
  test('a dry run says what would go and changes nothing', async () => {
    const before = await tablesAbout(wordsOf([who.email, who.name]))
    const found = await forgetPerson(world(), asking({ dryRun: true }))
    expect(found).toMatchObject({ isDryRun: true, contacts: [who.id], accounts: [who.accountId] })
    expect(found.rows).toMatchObject({ orders: 1, proposals: 1 })
    expect(found.files).toBeGreaterThanOrEqual(2)
    expect(found.remains.map(({ what }) => what)[0]).toContain(`contact ${who.id} in the CRM (crm-local)`)
    expect(await tablesAbout(wordsOf([who.email, who.name]))).toEqual(before)
    expect(Object.keys(before)).toEqual(
      expect.arrayContaining(['proposal', 'fact', 'outreach_order', 'feed_contact']),
    )
  })

  test('while something is under way at the account it is refused, and nothing goes', async () => {
    const set = (state: string) =>
      sql`update daybook.work_item set state = ${state} where account_id = ${who.accountId}`.execute(book.db)
    await set('running')
    await expect(forgetPerson(world(), asking())).rejects.toThrow(/under way at the account/)
    await set('done')
    expect((await forgetPerson(world(), asking({ dryRun: true }))).rows).toHaveProperty('proposals')
  })

  test('an id nobody has is refused: as a word it could stand anywhere', async () => {
    await expect(forgetPerson(world(), asking({ who: 'the' }))).rejects.toThrow(/no contact has the id "the"/)
  })
})

test('a death between the files and the rows is continued by the same command', async () => {
  for (const label of ['forget-files', 'forget-rows']) {
    const dies = {
      at(now: string) {
        if (now === label) throw new Error('killed')
      },
    }
    await expect(forgetPerson({ ...world(), faults: dies }, asking())).rejects.toThrow('killed')
  }
  const again = await forgetPerson(world(), asking())
  expect(again).toMatchObject({ rows: {}, files: 0, contacts: [who.id] })
})

describe('afterwards', () => {
  test('no table of ours and no file holds their address or name', async () => {
    expect(await tablesAbout(wordsOf([who.email]))).toEqual({})
    const { rows } = await sql`
      select account_id from daybook.proposal where (proposal::text || evidence::text) ~* ${wordsOf([who.name])}
        and account_id = ${who.accountId}`.execute(book.db)
    expect(rows).toEqual([])
    expect(filesAbout(wordsOf([who.email, who.name]))).toEqual([])
  })

  test('it was written down once, and the chain stands', async () => {
    const log = await auditList(book.db, { limit: 10_000 })
    expect(log.filter(({ kind }) => kind === 'person-forgotten')).toHaveLength(1)
    expect((await verifyAudit(book)).broken).toBeUndefined()
  })

  test('nobody writes to them: the list knows them by what they are asked for', async () => {
    const asked = [who.email.toLowerCase(), who.id.toLowerCase(), 'somebody@else.example']
    const found = await ask(book.db, briefSuppressions(asked))
    expect(found.map(({ scope, value }) => [scope, value])).toEqual(
      expect.arrayContaining([
        ['address', who.email.toLowerCase()],
        ['person', who.id.toLowerCase()],
      ]),
    )
    expect(found).toHaveLength(2)
    const { rows } = await sql`select value from daybook.suppression where reason = 'forgotten'`.execute(
      book.db,
    )
    expect(JSON.stringify(rows)).not.toContain(who.email)
  })

  test('a plain suppression of theirs goes, and its hash stays', async () => {
    const asked = { scope: 'address' as const, value: 'gone@example.test', reason: 'asked', by: 'cli' }
    await addSuppression(world(), config, asked)
    await forgetPerson(world(), asking({ who: asked.value }))
    expect(await tablesAbout(wordsOf([asked.value]))).toEqual({})
    expect(await ask(book.db, briefSuppressions([asked.value]))).toHaveLength(1)
    expect(await addSuppression(world(), config, asked)).toBe(false)
    expect(await tablesAbout(wordsOf([asked.value]))).toEqual({})
  })

  test('replay says erased, not different; the others are judged as before', async () => {
    const stored = { kind: 'stored' } as const
    const found = await replayProposals(world(), {
      runId: book.runId,
      ruleset: stored,
      onProposal: () => {},
    })
    expect(found).toMatchObject({ erased: 1, different: [] })
    for await (const one of proposalsOfRun(book.db, book.runId))
      if (one.erased) expect(one.accountId).toBe(who.accountId)
  })

  test('the book goes on: undo of the run, and another run that reads them again, write to them no more', async () => {
    const left = await book.undo({ dryRun: true })
    expect(left.isDryRun).toBe(true)
    book.time.now = new Date('2026-11-30T09:00:00Z')
    const summary = await book.run({ limit: 40 })
    expect(summary.failed).toBe(0)
    const { rows } = await sql`
      select state from daybook.outreach_order where contact_id = ${who.id} and state <> 'void'`.execute(
      book.db,
    )
    expect(rows).toEqual([])
  })
})
