import { sql } from 'kysely'
import { beforeEach, describe, expect, test } from 'vitest'
import { gate } from '#gate/step.ts'
import { effectKey } from '#records/effect-key.ts'
import { Activity } from '#records/activity.ts'
import { contact, dossierOf, note, now, proposalOf, send } from '#test/fakes/gate-case.ts'
import {
  cause,
  crmHolding,
  feedAccount,
  gateWorld,
  heldIn,
  order,
  resetGateTables,
} from '#test/fakes/gate-world.ts'
import { useDatabase } from '#test/setup/database.ts'

// What was written so far is counted from our orders and the CRM's own mail, in the statement that reads the evidence.

const database = useDatabase()
const proposal = proposalOf([send])

beforeEach(() => resetGateTables(database().ownerDb))

interface Sent {
  readonly key?: string
  readonly account?: string
  readonly contact?: string
  readonly to?: string
  readonly from?: string
  readonly state?: string
  readonly at?: string
}

const write = (one: Sent) => {
  const { key = 'another', account = 'acc_9', contact: person = 'con_9', to = 'mo@far.example' } = one
  const { from = 'Eve <eve@daybook.example>', state = 'sent', at = now } = one
  return sql`insert into daybook.outreach_order (id, key, account_id, contact_id, owner_id, run_id, proposal_id, purpose,
      sender, recipient, subject, language, sentences, hash, state, created_at)
    values (${`order_${key}`}, ${key}, ${account}, ${person}, null, 'run_9', 'prop_9', 'follow-up', ${from}, ${to}, 'Hi',
      'en', '[]', 'h', ${state}, ${at}::timestamptz)`.execute(database().db)
}

const counted = async (crm = crmHolding(dossierOf())) => {
  const { evidence } = await gate(gateWorld(database().db, crm), order(proposal))
  if (evidence.outreach.kind === 'unreadable') throw new Error(evidence.outreach.reason)
  return evidence.outreach.value
}

const nothing = {
  mailboxWaiting: 0,
  domainToday: 0,
  accountLastAt: null,
  person30Days: 0,
  hardBounces: 0,
  softBounces30Days: 0,
}
const early = '2026-11-20T00:30:00.000Z'
const lastMonth = '2026-10-30T09:00:00.000Z'

test('nothing written, nothing counted', async () => {
  expect(await counted()).toEqual(nothing)
})

describe('an order counts', () => {
  test.each<[string, Sent, object]>([
    [
      'for its mailbox while it waits',
      { from: 'Tom K <TOM@daybook.example>', state: 'waiting' },
      { mailboxWaiting: 1 },
    ],
    ['for its mailbox no longer once it is sent', { from: 'Tom K <tom@daybook.example>' }, {}],
    ['for another mailbox not at all', { state: 'waiting' }, {}],
    ['for the domain today', { to: 'Bob@ACME.example', at: early }, { domainToday: 1 }],
    ['for the domain not tomorrow', { to: 'bob@acme.example', at: '2026-11-19T23:30:00.000Z' }, {}],
    ['for the domain and not for one below', { to: 'bob@mail.acme.example' }, {}],
    ['for the account', { account: 'acc_1', at: lastMonth }, { accountLastAt: lastMonth }],
    ['for the person within 30 days', { contact: 'con_1', at: lastMonth }, { person30Days: 1 }],
    ['for the person no longer after them', { contact: 'con_1', at: '2026-10-20T09:00:00.000Z' }, {}],
    ['for the person under another id', { to: 'Anna@acme.example', at: lastMonth }, { person30Days: 1 }],
    [
      'for nobody when it is void',
      { account: 'acc_1', contact: 'con_1', to: 'anna@acme.example', state: 'void' },
      {},
    ],
  ])('%s', async (_sentence, one, expected) => {
    await write(one)
    expect(await counted()).toEqual({ ...nothing, ...expected })
  })

  test('not for the proposal whose own order it is', async () => {
    const key = effectKey(
      { accountId: proposal.accountId, skill: proposal.skill, cause },
      { kind: 'send-email' },
      proposal.draft,
    )
    await write({
      key: key ?? '',
      account: 'acc_1',
      contact: 'con_1',
      to: 'anna@acme.example',
      state: 'waiting',
      from: 'Tom <tom@daybook.example>',
    })
    expect(await counted()).toEqual(nothing)
  })
})

describe('mail that the CRM shows', () => {
  const mail = (change: object) =>
    Activity.parse({
      id: 'act_1',
      key: null,
      version: 'v1',
      accountId: 'acc_1',
      contactId: 'con_1',
      dealId: null,
      ownerId: null,
      type: 'email',
      direction: 'outbound',
      author: 'agent',
      at: lastMonth,
      subject: '',
      body: '',
      dueOn: null,
      done: null,
      ...change,
    })
  const showing = (...changes: object[]) => ({
    ...crmHolding(dossierOf()),
    timeline: async () => ({ activities: changes.map(mail), asOf: now }),
  })

  test('counts once, though a sent order stands behind it', async () => {
    await write({ account: 'acc_1', contact: 'con_1', to: 'anna@acme.example', at: lastMonth })
    expect(await counted(showing({}))).toMatchObject({ person30Days: 1, accountLastAt: lastMonth })
    expect(await counted(showing({}, { id: 'act_2', author: 'person' }))).toMatchObject({ person30Days: 2 })
  })

  test('counts beside an order that waits', async () => {
    await write({ contact: 'con_1', to: 'anna@acme.example', at: lastMonth, state: 'waiting' })
    expect(await counted(showing({}))).toMatchObject({ person30Days: 2 })
  })

  test('what the person answered does not count', async () => {
    const answer = { id: 'act_3', direction: 'inbound', author: 'outsider', at: '2026-11-02T09:00:00.000Z' }
    const after = { id: 'act_4', author: 'person', at: '2026-11-03T09:00:00.000Z' }
    expect(await counted(showing(after, answer, { author: 'person' }))).toMatchObject({ person30Days: 1 })
    const byAnother = { ...answer, contactId: 'con_2' }
    expect(await counted(showing(after, byAnother, { author: 'person' }))).toMatchObject({ person30Days: 2 })
  })

  test.each([
    ['theirs', { direction: 'inbound', author: 'outsider' }],
    ['a note', { type: 'note', direction: 'none' }],
    ['one to a colleague, for the person', { contactId: 'con_2' }],
  ])('%s does not count', async (_sentence, change) => {
    expect(await counted(showing(change))).toMatchObject({ person30Days: 0 })
  })

  test('at any account of the recipient’s domain today', async () => {
    await feedAccount(database().db, 'acc_2', ['Acme Robots', 'acme.example'])
    await sql`insert into daybook.feed_activity (id, account_id, at, type, direction, author) values
      ('f1', 'acc_2', ${early}::timestamptz, 'email', 'outbound', 'person'),
      ('f2', 'acc_2', '2026-11-19T09:00:00Z', 'email', 'outbound', 'person'),
      ('f3', 'acc_2', ${early}::timestamptz, 'email', 'inbound', 'outsider')`.execute(database().db)
    expect(await counted()).toMatchObject({ domainToday: 1 })
  })
})

test.each([
  [{ bounced: true }, 1],
  [{ emailStatus: 'Hard bounced' }, 1],
  [{ emailStatus: 'valid' }, 0],
])('a bounce is what the contact says: %j', async (fields, hardBounces) => {
  const person = contact('con_1', { firstName: 'Anna', email: 'anna@acme.example', ...fields })
  expect(await counted(crmHolding(dossierOf({}, { contacts: [person] })))).toMatchObject({ hardBounces })
})

test('the CRM gives no timeline: the message is held and the note is not', async () => {
  const world = gateWorld(database().db, crmHolding(dossierOf(), ['timeline']))
  const [message = [], kept = []] = heldIn(await gate(world, order(proposalOf([send, note()]))))
  expect(message).toContain('caps-and-window')
  expect(kept).not.toContain('caps-and-window')
})

test('three to the domain today hold the fourth', async () => {
  for (const key of ['a', 'b', 'c']) await write({ key, to: `${key}@acme.example` })
  expect(heldIn(await gate(gateWorld(database().db), order(proposal)))).toEqual([['caps-and-window']])
})
