import { sql } from 'kysely'
import { Pool } from 'pg'
import { beforeEach, describe, expect, test } from 'vitest'
import { decide } from '#gate/decide.ts'
import { rulesetOf } from '#gate/ruleset.ts'
import { gate, gateAgain, type GateOrder } from '#gate/step.ts'
import { Fault } from '#base/fault.ts'
import { crmLocal } from '#connectors/crm-local/crm.ts'
import type { Crm } from '#ports/crm.ts'
import { Evidence } from '#records/evidence.ts'
import type { Fact } from '#records/fact.ts'
import { AccountId } from '#records/ids.ts'
import type { Proposal } from '#records/proposal.ts'
import { isAway } from '#state/busy.ts'
import { insertFacts } from '#state/write/fact-insert.ts'
import {
  dossierOf,
  evidenceOf,
  factId,
  factLike,
  note,
  now,
  proposalOf,
  send,
  setField,
} from '#test/fakes/gate-case.ts'
import {
  cause,
  config,
  crmHolding,
  feedAccount,
  gateWorld,
  heldIn,
  order,
  resetGateTables,
} from '#test/fakes/gate-world.ts'
import { useDatabase } from '#test/setup/database.ts'

const database = useDatabase()
const world = (crm?: Crm) => gateWorld(database().db, crm)
const judged = async (proposal: Proposal, change: Partial<GateOrder> = {}) =>
  heldIn(await gate(world(), order(proposal, change)))

beforeEach(() => resetGateTables(database().ownerDb))

test('a clean proposal clears, on evidence that storage gives back unchanged', async () => {
  const proposal = proposalOf([send, note(), setField('city', 'BERLIN')])
  const { evidence, verdict } = await gate(world(), order(proposal))
  expect(verdict.actions.map(({ kind }) => kind)).toEqual(['clear', 'clear', 'clear'])
  const stored = Evidence.parse(JSON.parse(JSON.stringify(evidence)))
  expect(stored).toEqual(evidence)
  expect(decide(proposal, stored, rulesetOf(config))).toEqual(verdict)
})

test.each([
  ['dossier', [true, true]],
  ['timeline', [true, true]],
  ['dealStages', [true, true]],
])('a CRM that gives no %s holds and throws nothing', async (what, expected) => {
  const { verdict } = await gate(world(crmHolding(dossierOf(), [what])), order(proposalOf([send, note()])))
  expect(verdict.actions.map(({ kind }) => kind === 'hold')).toEqual(expected)
})

test('an account that left the CRM is held with that reason', async () => {
  const proposal = proposalOf([note()], { accountId: 'acc_7' })
  const { evidence } = await gate(world(), order(proposal))
  expect(evidence.record).toEqual({ kind: 'unreadable', reason: 'the CRM no longer has account acc_7' })
})

test('a bug goes up instead of turning into evidence', async () => {
  const broken = { ...crmHolding(dossierOf()), dossier: () => Promise.reject(new TypeError('bug')) }
  await expect(gate(world(broken), order(proposalOf([note()])))).rejects.toThrow('bug')
})

test('a database that went away is no evidence: it goes up, and the account is worked when it is back', async () => {
  const pool = new Pool({ host: '/nowhere/at/all' })
  const { dossier } = crmLocal({ pool, clock: () => new Date(now) })
  const lost = { ...crmHolding(dossierOf()), dossier }
  const gone = await gate(world(lost), order(proposalOf([note()]))).catch((thrown: unknown) => thrown)
  expect(gone).toMatchObject({ name: 'Fault', kind: 'down' })
  expect(isAway(gone)).toBe(true)
})

test('a value that moved since the brief is held, and the old fact is still known', async () => {
  const crm = crmHolding(dossierOf({ employees: 300 }))
  const moved = await gate(world(crm), order(proposalOf([note()])))
  expect(heldIn(moved)).toEqual([['cites-current-fact', 'record-changed']])
})

describe('foreign names', () => {
  const noted = (text: string) => proposalOf([note({ text })])
  beforeEach(async () => {
    await feedAccount(database().db, 'acc_2', ['Straßen Öl GmbH', 'oel.example'])
    await feedAccount(database().db, 'acc_3', ['Ladder', 'ladder.example'])
    await feedAccount(database().db, 'acc_4', ['Twin Peak', null])
    await feedAccount(database().db, 'acc_5', ['Twin Peak', null])
    await sql`
      insert into daybook.feed_contact (id, account_id, email, opted_out, created_at)
      values ('con_9', 'acc_2', 'bob@mail.example', false, ${now})`.execute(database().db)
  })
  test.each([
    ['a distinctive name', 'As with Straßen Öl last year.', true],
    ['a domain', 'See https://www.oel.example/x.', true],
    ['a contact’s address', 'Ask bob@mail.example.', true],
    ['a dictionary word that is also a name', 'They climb the Ladder.', false],
    ['a name two accounts share', 'As with Twin Peak.', false],
    ['the own name', 'Acme Robotics grows.', false],
  ])('%s', async (_sentence, text, expected) => {
    expect((await judged(noted(text))).flat().includes('foreign-content')).toBe(expected)
  })
})

describe('facts of other accounts', () => {
  const code = 'zqk1f2e3d4c'
  const told = (accountId: string, value: string) =>
    factLike('city', {
      accountId: AccountId.parse(accountId),
      field: 'customerCode',
      value,
      sourceRef: accountId,
    })
  const keep = (...kept: Fact[]) =>
    insertFacts({ db: database().ownerDb }, { facts: kept, stored: false, now: new Date(now) })
  const isHeld = async (text: string) =>
    (await judged(proposalOf([note({ text })]))).flat().includes('foreign-content')

  test.each([
    ['as it stands', `Their code is ${code}.`],
    ['in capitals', `Their code is ${code.toUpperCase()}.`],
    ['broken up by zero-width blanks', `Code ${[...code].join('\u200b')}.`],
    ['letter by letter', `Code ${[...code].join(' ')}.`],
    ['in two pieces', `Code ${code.slice(0, 6)} ${code.slice(6)}.`],
    ['backwards', `Code ${[...code].toReversed().join('')}.`],
    ['in base64', `Code ${Buffer.from(code).toString('base64')}.`],
    ['in hexadecimal', `Code ${Buffer.from(code).toString('hex')}.`],
    ['as in a web address', `Code ${[...code].map((one) => `%${one.charCodeAt(0).toString(16)}`).join('')}.`],
    ['a telephone number, written otherwise', 'Call 0049 (30) 555-0199.'],
  ])('%s', async (_sentence, text) => {
    await keep(told('acc_2', `code ${code}`), told('acc_3', '+49 30 5550199, 0049305550199'))
    expect(await isHeld(text)).toBe(true)
  })

  test.each([
    ['what this account says, too', [told('acc_1', code), told('acc_2', code)], `Their code is ${code}.`],
    [
      'what many say',
      ['acc_2', 'acc_3', 'acc_4'].map((id) => told(id, 'PX-9000-B2')),
      'They run PX-9000-B2.',
    ],
    ['a day', [told('acc_2', '2026-12-31')], 'It ends on 2026-12-31.'],
    ['an amount', [told('acc_2', '1250000.00')], 'They spend 1250000.00 a year.'],
    ['a standard', [told('acc_2', 'ISO27001')], 'They hold ISO27001.'],
    ['ordinary words', [told('acc_2', 'maintenance planning')], 'Maintenance planning matters.'],
    ['a part of a longer code', [told('acc_2', `${code}99`)], `Their code is ${code}.`],
  ])('but not %s', async (_sentence, kept, text) => {
    await keep(...kept)
    expect(await isHeld(text)).toBe(false)
  })
})

describe('autonomy', () => {
  const set = (kind: string, level: string) =>
    sql`
    insert into daybook.autonomy (skill, kind, level, set_by, set_at)
    values ('follow-up', ${kind}, ${level}, 'a person', ${now})`.execute(database().db)

  test('an imported book asks first, a sample book writes; the newest word of a person counts', async () => {
    const imported = { config: { ...config, kind: 'imported' as const } }
    expect(await judged(proposalOf([note(), send]), imported)).toEqual([['autonomy'], []])
    await set('add-note', 'watch')
    await set('add-note', 'auto')
    expect(await judged(proposalOf([note(), send]), imported)).toEqual([[], []])
    await set('add-note', 'review')
    expect(await judged(proposalOf([note()]))).toEqual([['autonomy']])
  })
})

test('vendors that disagree are held by what is stored of them', async () => {
  const claims = [
    ['claim_aaaaaa', 40, 'alpha'],
    ['claim_bbbbbb', 130, 'beta'],
  ] as const
  for (const [id, value, vendor] of claims)
    await sql`
      insert into daybook.claim (id, account_id, field, value, vendor, observed_at)
      values (${id}, 'acc_1', 'employees', ${JSON.stringify(value)}::jsonb, ${vendor}, ${now})`.execute(
      database().db,
    )
  const dossier = dossierOf({ employees: null })
  const proposal = (cite: string) => proposalOf([setField('employees', 130, { cites: [cite] })])
  const brief = { ...order(proposal(factId('city'))).brief, dossier }
  const { verdict } = await gate(world(crmHolding(dossier)), order(proposal(factId('city')), { brief }))
  expect(verdict.actions[0]).toMatchObject({ kind: 'hold', objections: [{ rule: 'confidence' }] })
})

test('a changed proposal is judged again on the record the person was shown', async () => {
  const moved = crmHolding(dossierOf({ phone: '1', lifecycle: 'opportunity' }))
  const first = await gate(world(moved), order(proposalOf([note()])))
  expect(heldIn(first)).toEqual([['record-changed']])
  const again = await gateAgain(world(moved), {
    proposal: first.proposal,
    cause,
    config,
    before: first.evidence,
  })
  expect(heldIn(again)).toEqual([[]])
  const before = evidenceOf()
  const later = await gateAgain(world(moved), { proposal: proposalOf([note()]), cause, config, before })
  expect(heldIn(later)).toEqual([['record-changed']])
})

describe('a clock that cannot be believed', () => {
  test.each([
    [
      'fails',
      (): Date => {
        throw new Fault('down', 'the clock is gone')
      },
      'the clock is gone',
    ],
    ['gives no date', () => new Date(Number.NaN), 'the clock gave no date'],
    [
      'stands before what the CRM saw',
      () => new Date('2026-11-18T09:00:00.000Z'),
      `the clock says 2026-11-18T09:00:00.000Z, but the CRM saw ${now} already`,
    ],
  ])('one that %s holds whatever depends on the time', async (_sentence, clock, reason) => {
    const { evidence, verdict } = await gate({ ...world(), clock }, order(proposalOf([send, note()])))
    expect(evidence.now).toBe('1970-01-01T00:00:00.000Z')
    for (const said of verdict.actions)
      expect(said.kind === 'hold' && said.objections.map(({ found }) => found)).toContain(
        `could not check: clock: ${reason}`,
      )
  })
})
