import { readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { checked, readSoundPolicy } from '#doors/cli/rules-file.ts'
import { gate } from '#gate/step.ts'
import { auditList } from '#state/read/audit-list.ts'
import { evidenceOf, note, proposalOf, send } from '../fakes/gate-case.ts'
import { gateWorld, heldIn, order } from '../fakes/gate-world.ts'
import { policyOf } from '../fakes/policy-case.ts'
import { useDatabase } from '../setup/database.ts'
import { commitProposal, resetCommitTables, worldOf } from './commit-world.ts'
import { memoryCrm } from './memory-crm.ts'
import { bookFolder, fileOf, putFile, rulesOf } from './policies-book.ts'
import { heldItem } from './review-item.ts'

const database = useDatabase()
let folder = ''
beforeEach(async () => {
  await sql`truncate daybook.policy_switch, daybook.policy_version`.execute(database().ownerDb)
  await resetCommitTables(database().ownerDb)
  folder = await bookFolder()
})
afterEach(() => rm(folder, { recursive: true }))

const world = () => worldOf(database().db, memoryCrm())
const rules = (...words: readonly string[]) => rulesOf({ db: database().db, folder }, ...words)
const judged = () => gate(gateWorld(database().db), order(proposalOf([send, note()])))
const large = 'account.employees >= 100'
const nothingHeld = [[], []]
const log = async () => (await auditList(database().db, { limit: 100 })).map(({ kind }) => kind)
/** The file as it is, stored; returns its version. */
async function stored(text: string): Promise<string> {
  await putFile(folder, 'house-rule.toml', text)
  const { value, refused } = await rules('add', 'house-rule')
  expect(refused).toBeUndefined()
  return (value as { version: string }).version
}

describe('a file is not a rule', () => {
  test('whoever writes into the rules folder changes nothing', async () => {
    await putFile(folder, 'house-rule.toml', fileOf(large))
    await putFile(
      folder,
      'suppressed.toml',
      fileOf('account.employees > 100').replace('house-rule', 'suppressed'),
    )
    expect(heldIn(await judged())).toEqual(nothingHeld)
    expect((await judged()).evidence.policies).toEqual({ kind: 'known', value: [] })
  })

  test('what is added is stored, checked, audited, and switched off; the same text again is the same version', async () => {
    const version = await stored(fileOf(large))
    expect(await stored(fileOf(large))).toBe(version)
    expect(await log()).toEqual(['policy-stored'])
    expect(heldIn(await judged())).toEqual(nothingHeld)
    const { value, text } = await rules('list')
    expect(value).toMatchObject({
      items: expect.arrayContaining([
        expect.objectContaining({ id: 'policy:house-rule', mode: 'disabled', version, waiting: 0 }),
        expect.objectContaining({ id: 'suppressed', mode: 'built-in', canOverride: false }),
      ]),
    })
    expect(text).toMatch(/policy:house-rule +disabled +yes +0/)
  })

  test.each([
    ['no TOML', 'name = "x', /line 1, column 8: unfinished string/],
    ['a field that is none', fileOf(large, 'mode = "enabled"'), /the file: Unrecognized key: "mode"/],
    [
      'a name that is none',
      fileOf(large).replace('house-rule', 'House Rule'),
      /name: expected small letters/,
    ],
    [
      'a kind that is none',
      fileOf(large, 'kinds = ["send-mail"]'),
      /kinds: "send-mail" is no kind of action/,
    ],
    [
      'a field the record does not have',
      fileOf('account.size > 5'),
      /when: line 1, column 9: there is no field size/,
    ],
    [
      'no yes or no',
      fileOf('account.employees'),
      /when: line 1, column 1: it gives double, expected true or false/,
    ],
    [
      'a case that comes out otherwise',
      fileOf('account.employees > 9000'),
      /case "a large one": expected held, it is let through/,
    ],
    [
      'a case that cannot be evaluated',
      fileOf('1 / 0 == 1'),
      /case "a large one": could not be evaluated: division by zero/,
    ],
    [
      'a case about what is not there',
      fileOf(large).replace('"account.employees"', '"account.size"'),
      /case "a large one": .*there is no account.size/,
    ],
    [
      'a case with the wrong type',
      fileOf(large).replace('5000', '"many"'),
      /account.employees is "many", expected a number/,
    ],
    [
      'cases that all hold',
      fileOf('true').replace('holds = false', 'holds = true'),
      /cases: expected at least one with holds = false/,
    ],
  ])('%s is refused with its place and the next step', async (_sentence, text, why) => {
    await putFile(folder, 'bad.toml', text)
    const { refused } = await rules('add', 'rules/bad.toml')
    expect(refused).toMatch(why)
    expect(refused).toContain(join(folder, 'rules', 'bad.toml'))
    expect(refused).toContain('daybook rules environment')
    expect(await log()).toEqual([])
  })

  test('test says how each case came out, stores nothing, and fails where one is not as said', async () => {
    await putFile(folder, 'good.toml', fileOf(large))
    expect(await rules('test', 'good')).toMatchObject({
      code: 0,
      text: expect.stringContaining('a large one: held'),
    })
    await putFile(folder, 'bad.toml', fileOf('account.employees > 9000'))
    const all = await rules('test')
    expect(all.code).toBe(1)
    expect(all.text).toContain('a large one: expected held, it is let through')
    expect(await log()).toEqual([])
    expect((await rules('test', 'nothing')).refused).toContain('there is no policy "nothing"')
  })
})

describe('backtest', () => {
  const past = (attempt: number, employees: number) => {
    const text = `The team counts ${employees}.`
    return proposalOf([
      note(attempt === 1 ? { cites: ['fact_000000'] } : { text: attempt === 2 ? text : 'Quiet.' }),
    ])
  }
  test('counts what it would have held, and what people made of it; nothing is written', async () => {
    const { decide } = await heldItem(database().db, past(1, 120))
    await decide({ kind: 'reject', reason: 'not sourced' }, { person: undefined })
    for (const attempt of [2, 3])
      await commitProposal(world(), past(attempt, 120), { place: { attempt }, evidence: evidenceOf() })
    await stored(fileOf('account.employees >= 100 && !action.text.hasWord("quiet") || draft.text == "large"'))
    const before = await log()
    const { value, text } = await rules('backtest', 'house-rule')
    expect(value).toMatchObject({
      proposals: 3,
      looked: 3,
      judged: 3,
      held: 2,
      released: 0,
      rejected: 1,
      unchecked: 0,
    })
    expect(text).toContain('3 actions judged, 2 would have been held')
    expect(text).toContain('a person released 0 and rejected 1; on 1 nobody decided')
    expect(text).toContain('Acme Robotics: add-note')
    expect(await log()).toEqual(before)
    expect((await rules('backtest', 'house-rule', '--run', 'run_aaaaaa')).value).toMatchObject({ held: 2 })
  })

  test('no data is not the same as nothing held', async () => {
    await stored(fileOf(large))
    expect((await rules('backtest', 'house-rule')).text).toBe(
      'No data: nothing was proposed in the last 30 days.',
    )
    expect((await rules('backtest', 'nobody')).refused).toContain('there is no policy "nobody"')
  })
})

test('the environment is listed from the table that expressions are checked against', async () => {
  const { value, text } = await rules('environment')
  expect(text).toMatch(/draft +Draft +the message a send-email would send/)
  expect(text).toMatch(/employees +number +number of employees/)
  expect(value).toHaveProperty('functions')
})

test('the policies of the documentation are sound, and it names each of them', async () => {
  const docs = new URL('../../docs/policies/', import.meta.url).pathname
  const files = (await readdir(docs)).filter((name) => name.endsWith('.toml'))
  expect(files.length).toBeGreaterThanOrEqual(3)
  const page = await readFile(join(docs, '..', 'policies.md'), 'utf8')
  for (const file of files) {
    const { policy, problems } = await readSoundPolicy(join(docs, file))
    expect(problems).toEqual([])
    expect(`${policy.name}.toml`).toBe(file)
    expect(page).toContain(`policies/${file}`)
  }
  expect(checked(policyOf('true')).problems).not.toEqual([])
})
