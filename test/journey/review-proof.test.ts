import { Command } from 'commander'
import { sql } from 'kysely'
import { beforeEach, describe, expect, test } from 'vitest'
import { hashedSecret, provePerson } from '#doors/person-proof.ts'
import type { Cli, ExitCode, OpenBook } from '#doors/cli/cli.ts'
import { enrolAtBirth, registerPeople } from '#doors/cli/people.ts'
import { registerReview } from '#doors/cli/review.ts'
import { registerRules } from '#doors/cli/rules.ts'
import { registerSends } from '#doors/cli/sends.ts'
import { registerSuppress } from '#doors/cli/suppress.ts'
import { enroll } from '#orchestrator/people/enroll.ts'
import { personList } from '#state/read/person-list.ts'
import { auditList } from '#state/read/audit-list.ts'
import { useDatabase } from '../setup/database.ts'
import { now, proposalOf, send, setField, system } from '../fakes/gate-case.ts'
import { config } from '../fakes/gate-world.ts'
import { commitProposal, resetCommitTables, worldOf } from './commit-world.ts'
import { memoryCrm } from './memory-crm.ts'

const database = useDatabase()
beforeEach(() => resetCommitTables(database().ownerDb))

const secret = 'correct horse battery'
const world = () => worldOf(database().db, memoryCrm())
const enrolAnna = () => enroll(world(), { name: 'Anna', ...hashedSecret(secret), by: undefined })

/** A command line without a terminal: what it prints and how it ends, `typed` are a person's answers if there is one. */
async function run(
  words: readonly string[],
  hands: { token?: string; typed?: readonly string[]; isNew?: boolean } = {},
) {
  const crm = memoryCrm()
  const typed = [...(hands.typed ?? [])]
  let [code, printed]: [ExitCode, unknown] = [0, undefined]
  const book = {
    config,
    world: worldOf(database().db, crm),
    db: database().db,
    skills: {},
    isNew: hands.isNew === true,
    close: async () => {},
  } as unknown as OpenBook
  const cli = {
    print: {
      json: true,
      result: (value: unknown) => void (printed = value),
      note: () => {},
      progress: () => {},
      bold: (text: string) => text,
      dim: (text: string) => text,
    },
    openBook: async () => book,
    personToken: hands.token,
    askSecret: async () => typed.shift(),
    exitWith: (wanted: ExitCode) => void (code = wanted),
    now: () => new Date(now),
    cwd: '/',
  } as unknown as Cli
  const program = new Command().exitOverride()
  for (const register of [registerReview, registerPeople, registerRules, registerSends, registerSuppress])
    register(program, cli)
  await program.parseAsync([...words], { from: 'user' })
  return { code, printed, crm, cli, book }
}

describe('proving to be a person', () => {
  test('the secret proves it, and is nowhere in the database', async () => {
    await enrolAnna()
    const proof = await provePerson(world(), 'test', async () => secret)
    expect(proof).toMatchObject({ kind: 'proven', person: { name: 'Anna' } })
    const { rows } = await sql<{
      all: string
    }>`select row_to_json(person)::text as all from daybook.person`.execute(database().db)
    expect(rows[0]?.all).not.toContain(secret)
  })

  test.each([
    ['a wrong secret', async () => 'wrong horse battery', 'that is nobody’s secret'],
    ['nobody to ask', async () => undefined, 'this needs a person'],
    ['nothing typed', async () => '', 'this needs a person'],
  ])('%s proves nothing', async (_what, ask, why) => {
    await enrolAnna()
    expect(await provePerson(world(), 'test', ask)).toMatchObject({ kind: 'unproven', why })
  })

  test('guessing is slowed down and logged: after five wrong ones not even the right one counts', async () => {
    await enrolAnna()
    for (let n = 0; n < 5; n++) await provePerson(world(), 'test', async () => `guess number ${n}`)
    let asked = false
    const sixth = await provePerson(world(), 'test', async () => {
      asked = true
      return secret
    })
    expect(sixth).toMatchObject({ kind: 'unproven', why: '5 wrong secrets were given lately' })
    expect(asked).toBe(false)
    const log = await auditList(database().db, { limit: 100 })
    expect(log.filter(({ kind }) => kind === 'proof-failed')).toHaveLength(5)
    const later = { ...world(), clock: () => new Date(new Date(now).getTime() + 6 * 60_000) }
    expect(await provePerson(later, 'test', async () => secret)).toMatchObject({ kind: 'proven' })
  })

  test('guesses at the same moment are counted one after the other: the sixth is not looked at', async () => {
    await enrolAnna()
    const guesses = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((end) => `wrong horse ${end}`)
    const said = await Promise.all(
      [...guesses, secret].map((guess) => provePerson(world(), 'test', async () => guess)),
    )
    const log = await auditList(database().db, { limit: 100 })
    expect(log.filter(({ kind }) => kind === 'proof-failed').length).toBeLessThanOrEqual(5)
    const late = said.filter(
      (one) => one.kind === 'unproven' && one.why === '5 wrong secrets were given lately',
    )
    expect(late.length).toBeGreaterThanOrEqual(2)
  })

  test('only one can be the first', async () => {
    const both = await Promise.all(
      ['Anna', 'Ben'].map((name) => enroll(world(), { name, ...hashedSecret(secret), by: undefined })),
    )
    expect(both.filter(Boolean)).toHaveLength(1)
    expect(await personList(database().db)).toHaveLength(1)
  })
})

describe('on the command line', () => {
  const closeDate = setField('closeDate', '2026-12-31', { object: { system, object: 'deal', id: 'deal_1' } })
  const hold = () => commitProposal(world(), proposalOf([closeDate], { confidence: 1 }))

  test('a shell without a secret approves nothing: exit 4 and what to do', async () => {
    await hold()
    await enrolAnna()
    const { code, printed, crm } = await run(['review', 'approve', 'item_', '--reason', 'looks fine'])
    expect([code, printed]).toMatchObject([
      4,
      { code: 'auth', next: expect.stringContaining('DAYBOOK_PERSON_TOKEN') },
    ])
    expect(crm.changes).toEqual([])
  })

  test('before anybody is enrolled nobody can approve, and no script can enrol itself', async () => {
    await hold()
    expect(await run(['review', 'approve', 'item_', '--reason', 'x'], { token: secret })).toMatchObject({
      code: 4,
    })
    expect(await run(['people', 'enroll', 'Robot'], { token: secret })).toMatchObject({ code: 4 })
    expect(await personList(database().db)).toEqual([])
  })

  test('with the secret it is approved', async () => {
    await hold()
    await enrolAnna()
    const { code, printed, crm } = await run(['review', 'approve', 'item_', '--reason', 'x'], {
      token: secret,
    })
    expect([code, printed]).toMatchObject([0, { state: 'approved', version: 2, result: { updated: 1 } }])
    expect(crm.changes).toEqual(['update deal_1 closeDate'])
  })

  test('a second person joins only when the first vouches, and types a secret of eight characters', async () => {
    await enrolAnna()
    expect(
      await run(['people', 'enroll', 'Ben'], { typed: ['nonsense', 'longenough', 'longenough'] }),
    ).toMatchObject({ code: 4 })
    await expect(run(['people', 'enroll', 'Ben'], { typed: [secret, 'short', 'short'] })).rejects.toThrow(
      'at least 8',
    )
    expect(
      await run(['people', 'enroll', 'Ben'], { typed: [secret, 'longenough', 'longenough'] }),
    ).toMatchObject({ code: 0 })
    expect((await run(['people'])).printed).toMatchObject({ items: [{ name: 'Anna' }, { name: 'Ben' }] })
  })

  test('the maker of a book is its first person, once', async () => {
    const old = await run(['people'], { token: secret })
    expect(await enrolAtBirth(old.cli, old.book), 'a book that was there before').toBeUndefined()
    const { cli, book } = await run(['people'], { token: secret, isNew: true })
    expect(await enrolAtBirth(cli, book)).toEqual(expect.any(String))
    expect(await enrolAtBirth(cli, book)).toBeUndefined()
    expect(await provePerson(world(), 'test', async () => secret)).toMatchObject({ kind: 'proven' })
  })

  test('a level is raised by a person only, and sends are never automatic', async () => {
    await enrolAnna()
    const words = ['rules', 'autonomy', 'follow-up', 'add-note', 'auto']
    expect((await run(words)).code).toBe(4)
    expect(await run(words, { token: secret })).toMatchObject({
      code: 0,
      printed: { level: 'auto', by: 'Anna' },
    })
    await expect(
      run(['rules', 'autonomy', 'follow-up', 'send-email', 'auto'], { token: secret }),
    ).rejects.toThrow('never')
  })

  test('lists are objects with items that have ids', async () => {
    await hold()
    await commitProposal(world(), proposalOf([send], { confidence: 1 }), { place: { pass: 2 } })
    for (const words of [['review'], ['sends'], ['rules'], ['rules', 'autonomy'], ['suppress'], ['people']]) {
      const { printed } = await run(words)
      expect(printed, words.join(' ')).toMatchObject({ items: expect.any(Array) })
    }
    expect((await run(['rules'])).printed).toMatchObject({
      items: expect.arrayContaining([expect.objectContaining({ id: 'protected-field', waiting: 1 })]),
    })
    const { printed: shown } = await run(['sends', 'show', 'order_'])
    expect(shown).toMatchObject({
      to: 'anna@acme.example',
      text: expect.stringContaining('Hello Anna,'),
      facts: expect.any(Array),
    })
    const { printed: item } = await run(['review', 'show', 'item_'])
    expect(item).toMatchObject({ rules: ['protected-field', 'value-said'], version: 1 })
  })

  test('an id nobody has, and one that is too short, say so', async () => {
    await expect(run(['review', 'show', 'item_zzz'])).rejects.toThrow('no queue item begins with "item_zzz"')
  })

  test.each([
    ['a list of no known length', ['review', 'list', '--limit', 'abc'], 'expected a whole number'],
    [
      'a version that is no number',
      ['review', 'fix', 'item_', '--item-version', 'x'],
      'expected a whole number',
    ],
    ['fewer than one message', ['sends', 'list', '--limit', '0'], 'expected a whole number'],
    ['a day in words', ['review', 'snooze', 'item_', '--until', 'tomorrow'], 'expected a day after'],
    ['a day that is over', ['review', 'snooze', 'item_', '--until', '2020-01-01'], 'expected a day after'],
  ])('%s is a usage error', async (_what, words, message) => {
    await hold()
    await expect(run(words)).rejects.toThrow(message)
  })

  test('anybody may stop mail, nobody may start it again', async () => {
    const { printed } = await run(['suppress', 'add', 'Anna@Acme.Example', '--reason', 'asked us'])
    expect(printed).toMatchObject({ id: 'address:anna@acme.example', added: true })
    expect((await run(['suppress', 'add', 'anna@acme.example', '--reason', 'again'])).printed).toMatchObject({
      added: false,
    })
    await expect(sql`delete from daybook.suppression`.execute(database().db)).rejects.toThrow(/permission/)
    await expect(run(['suppress', 'add', 'anna', '--reason', 'x'])).rejects.toThrow('neither')
  })
})
