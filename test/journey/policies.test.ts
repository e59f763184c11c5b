import { rm } from 'node:fs/promises'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { hashedSecret } from '#doors/person-proof.ts'
import { gate } from '#gate/step.ts'
import { enroll } from '#orchestrator/people/enroll.ts'
import { storePolicy } from '#orchestrator/policies/store-policy.ts'
import { switchPolicy } from '#orchestrator/policies/switch-policy.ts'
import { auditList } from '#state/read/audit-list.ts'
import { policySwitches } from '#state/read/policy-switches.ts'
import { note, proposalOf, send } from '../fakes/gate-case.ts'
import { gateWorld, heldIn, order } from '../fakes/gate-world.ts'
import { active, policyOf, withPolicies } from '../fakes/policy-case.ts'
import { useDatabase } from '../setup/database.ts'
import { resetCommitTables, worldOf } from './commit-world.ts'
import { memoryCrm } from './memory-crm.ts'
import { bookFolder, fileOf, putFile, rulesOf, secret } from './policies-book.ts'
import { anna, approve, heldItem, refusedAs } from './review-item.ts'

const database = useDatabase()
let folder = ''
beforeEach(async () => {
  await sql`truncate daybook.policy_switch, daybook.policy_version`.execute(database().ownerDb)
  await resetCommitTables(database().ownerDb)
  folder = await bookFolder()
})
afterEach(() => rm(folder, { recursive: true }))

const world = () => worldOf(database().db, memoryCrm())
const enrolAnna = () => enroll(world(), { name: 'Anna', ...hashedSecret(secret), by: undefined })
const rules = (...words: readonly string[]) => rulesOf({ db: database().db, folder }, ...words)
const asAnna = (...words: readonly string[]) =>
  rulesOf({ db: database().db, folder, token: secret }, ...words)
const judged = () => gate(gateWorld(database().db), order(proposalOf([send, note()])))
const large = 'account.employees >= 100'
const policyHeld = [['policy:house-rule'], ['policy:house-rule']]
const nothingHeld = [[], []]
const log = async () => (await auditList(database().db, { limit: 100 })).map(({ kind }) => kind)

/** The file as it is, stored; returns its version. */
async function stored(text: string): Promise<string> {
  await putFile(folder, 'house-rule.toml', text)
  const { value, refused } = await rules('add', 'house-rule')
  expect(refused).toBeUndefined()
  return (value as { version: string }).version
}

describe('only a person switches', () => {
  test.each([['enable'], ['shadow'], ['disable']])('%s without a proof changes nothing', async (verb) => {
    await enrolAnna()
    await stored(fileOf(large))
    expect(await rules(verb, 'house-rule')).toMatchObject({ code: 4, value: { code: 'auth' } })
    const guess = await rulesOf(
      { db: database().db, folder, token: 'wrong horse battery' },
      verb,
      'house-rule',
    )
    expect(guess.code).toBe(4)
    expect(await policySwitches(database().db)).toEqual([])
    expect(heldIn(await judged())).toEqual(nothingHeld)
  })

  test('enabled it holds, in shadow it only counts, disabled it is gone; each switch once and audited', async () => {
    await enrolAnna()
    const version = await stored(fileOf(large))
    expect((await asAnna('enable', 'house-rule')).value).toMatchObject({
      mode: 'enabled',
      version,
      changed: true,
    })
    const held = await judged()
    expect(heldIn(held)).toEqual(policyHeld)
    expect(held.verdict.ruleset).toMatch(/^rules-\w+\+policies-\w+$/)
    expect((await asAnna('enable', 'house-rule')).value).toMatchObject({ changed: false })
    await asAnna('shadow', 'house-rule')
    const shadow = await judged()
    expect(heldIn(shadow)).toEqual(nothingHeld)
    expect(shadow.verdict.shadow).toEqual([
      { policy: 'house-rule', action: 0 },
      { policy: 'house-rule', action: 1 },
    ])
    await asAnna('disable', 'house-rule')
    expect((await asAnna('disable', 'house-rule')).value).toMatchObject({ changed: false })
    expect((await judged()).verdict).not.toHaveProperty('shadow')
    expect((await log()).filter((kind) => kind === 'policy-switched')).toHaveLength(3)
    const { text } = await rules('show', 'house-rule')
    expect(text).toContain('enabled  version')
    expect(text).toContain('person:Anna')
  })

  test('a new version waits, switched off, while the old one stays in force', async () => {
    await enrolAnna()
    const old = await stored(fileOf(large))
    await asAnna('enable', 'house-rule')
    const newer = await stored(fileOf('account.employees >= 1000'))
    expect(heldIn(await judged())).toEqual(policyHeld)
    const { text } = await rules('list')
    expect(text).toContain(`house-rule: version ${old} is in force (enabled), ${newer} is newer`)
    await asAnna('enable', 'house-rule')
    expect(heldIn(await judged())).toEqual(nothingHeld)
    await putFile(folder, 'house-rule.toml', fileOf(large))
    expect((await rules('add', 'house-rule')).text).toContain(
      `daybook rules enable house-rule --stored ${old}`,
    )
    expect((await asAnna('enable', 'house-rule', '--stored', old)).value).toMatchObject({ version: old })
    expect(heldIn(await judged())).toEqual(policyHeld)
  })

  test('who switches at the same moment makes one switch', async () => {
    const version = await stored(fileOf(large))
    const said = { name: 'house-rule', version, mode: 'enabled' as const }
    const made = await Promise.all([1, 2, 3, 4].map(() => switchPolicy(world(), said, anna)))
    expect(made.filter(Boolean)).toHaveLength(1)
    expect(await policySwitches(database().db)).toHaveLength(1)
  })

  test.each([
    ['change a version', sql`update daybook.policy_version set policy = '{}'`],
    ['delete a version', sql`delete from daybook.policy_version`],
    ['change a switch', sql`update daybook.policy_switch set mode = 'disabled'`],
    ['delete a switch', sql`delete from daybook.policy_switch`],
  ])('the program itself may not %s', async (_sentence, statement) => {
    await expect(statement.execute(database().db)).rejects.toThrow(/permission denied/)
  })
})

describe('what a person may set aside', () => {
  const heldBy = async (change: object) => {
    const policy = policyOf('action.kind == "add-note"', change)
    const { version } = await storePolicy(world(), policy, 'cli')
    await switchPolicy(world(), { name: policy.name, version, mode: 'enabled' }, anna)
    return heldItem(
      database().db,
      proposalOf([note()], { confidence: 1 }),
      withPolicies(active(policy.when, change)),
    )
  }
  test('a hold of a policy that allows it', async () => {
    const { crm, decide } = await heldBy({ canOverride: true })
    expect(await decide(approve)).toMatchObject({ kind: 'decided', item: { state: 'approved' } })
    expect(crm.changes).toEqual(['add note'])
  })
  test('not the hold of one that does not', async () => {
    const { crm, decide } = await heldBy({ canOverride: false })
    const answer = await decide(approve)
    expect(answer).toMatchObject({ refusal: { kind: 'firm', objections: [{ rule: 'policy:house-rule' }] } })
    expect(crm.changes).toEqual([])
  })
  test('nor one that became firm after the item was shown', async () => {
    const { crm, decide } = await heldBy({ canOverride: true })
    const firm = policyOf('action.kind == "add-note"', { canOverride: false })
    const { version } = await storePolicy(world(), firm, 'cli')
    await switchPolicy(world(), { name: firm.name, version, mode: 'enabled' }, anna)
    expect(refusedAs(await decide(approve))).toBe('firm')
    expect(crm.changes).toEqual([])
  })
})

describe('a policy that can no longer be read or checked', () => {
  const rewrite = (policy: unknown) =>
    sql`update daybook.policy_version set policy = ${JSON.stringify(policy)}::jsonb`.execute(
      database().ownerDb,
    )
  beforeEach(async () => {
    await enrolAnna()
    await stored(fileOf(large))
    await asAnna('enable', 'house-rule')
  })

  test('no policy any more: everything is held, with its name and what to do', async () => {
    await rewrite({ name: 'house-rule' })
    const { verdict } = await judged()
    expect(heldIn(await judged())).toEqual([['policy'], ['policy']])
    expect(JSON.stringify(verdict)).toContain('the stored policy house-rule (version')
    await stored(fileOf('account.employees >= 1000'))
    await asAnna('enable', 'house-rule')
    expect(heldIn(await judged())).toEqual(nothingHeld)
  })

  test('an expression that no longer fits: what it judges is held, and it can be switched off', async () => {
    await rewrite(policyOf('account.gone > 1', { kinds: ['send-email'] }))
    expect(heldIn(await judged())).toEqual([['policy:house-rule'], []])
    expect((await asAnna('enable', 'house-rule')).refused).toContain('does not fit any more')
    await asAnna('disable', 'house-rule')
    expect(heldIn(await judged())).toEqual(nothingHeld)
  })
})
