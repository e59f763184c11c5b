import { sql } from 'kysely'
import { beforeEach, describe, expect, test } from 'vitest'
import { gate } from '#gate/step.ts'
import { effectKey, itemKey } from '#records/effect-key.ts'
import { Activity } from '#records/activity.ts'
import { MailReading } from '#records/inbound-reading.ts'
import type { Proposal } from '#records/proposal.ts'
import { claimText, storeReading } from '#state/write/inbound-claim.ts'
import { putMails } from '#state/write/inbound-mail.ts'
import { contact, dossierOf, note, now, proposalOf, saying, send } from '#test/fakes/gate-case.ts'
import {
  cause,
  crmHolding,
  feedAccount,
  gateWorld,
  heldIn,
  indexRow,
  order,
  resetGateTables,
} from '#test/fakes/gate-world.ts'
import { useDatabase } from '#test/setup/database.ts'

const database = useDatabase()
const world = () => gateWorld(database().db)
const judged = async (proposal: Proposal) => heldIn(await gate(world(), order(proposal)))

beforeEach(() => resetGateTables(database().ownerDb))

describe('who is written to', () => {
  test.each([
    ['address', 'anna@acme.example'],
    ['domain', 'acme.example'],
    ['account', 'acc_1'],
    ['person', 'con_1'],
  ])('suppressed by %s', async (scope, value) => {
    await sql`insert into daybook.suppression (scope, value, reason, at) values (${scope}, ${value}, 'asked', ${now})`.execute(
      database().db,
    )
    expect(await judged(proposalOf([send, note()]))).toEqual([['suppressed'], []])
  })

  test('suppressed in the other alphabet of a domain', async () => {
    await sql`insert into daybook.suppression (scope, value, reason, at)
      values ('domain', 'xn--mller-kva.example', 'asked', ${now})`.execute(database().db)
    const dossier = dossierOf(
      { domain: 'müller.example' },
      { contacts: [contact('con_1', { firstName: 'Anna', email: 'anna@müller.example' })] },
    )
    const gated = await gate(gateWorld(database().db, crmHolding(dossier)), order(proposalOf([send])))
    expect(heldIn(gated)).toEqual([expect.arrayContaining(['suppressed'])])
  })

  test.each([
    ['a tag', 'anna+news@acme.example', 'acme.example', 'anna@acme.example'],
    ['another tag', 'anna+news@acme.example', 'acme.example', 'anna+x@acme.example'],
    ['letters, the record in punycode', 'anna@müller.example', 'acme.example', 'anna@xn--mller-kva.example'],
    ['its domain in letters', 'müller.example', 'xn--mller-kva.example', 'anna@xn--mller-kva.example'],
  ])('suppressed with %s', async (_how, value, domain, email) => {
    const scope = value.includes('@') ? 'address' : 'domain'
    await sql`insert into daybook.suppression (scope, value, reason, at)
      values (${scope}, ${value}, 'asked', ${now})`.execute(database().db)
    const dossier = dossierOf({ domain }, { contacts: [contact('con_1', { firstName: 'Anna', email })] })
    const gated = await gate(gateWorld(database().db, crmHolding(dossier)), order(proposalOf([send])))
    expect(heldIn(gated)).toEqual([expect.arrayContaining(['suppressed'])])
  })

  test('somebody wrote to the twin account two days ago', async () => {
    await feedAccount(database().db, 'acc_2', ['Acme Robots', 'acme.example'])
    await indexRow(database().db, 'acc_2', ['2026-11-18T09:00:00Z', null])
    expect(await judged(proposalOf([send, note()]))).toEqual([['live-thread'], []])
  })

  test('a meeting is booked with the twin account; one that is over does not count', async () => {
    await feedAccount(database().db, 'acc_2', ['Acme Robots', 'acme.example'])
    await indexRow(database().db, 'acc_2', [null, '2026-11-19T09:00:00Z'])
    expect(await judged(proposalOf([send]))).toEqual([[]])
    await sql`update daybook.book_index set next_meeting_at = '2026-12-01T09:00:00Z'`.execute(database().db)
    expect(await judged(proposalOf([send]))).toEqual([['live-thread']])
  })
})

test('the open mail was read as a wish for no more: stored readings reach the gate', async () => {
  const { db } = database()
  const mail = Activity.parse({
    id: 'act_1',
    key: null,
    version: 'v1',
    accountId: 'acc_1',
    contactId: 'con_1',
    dealId: null,
    ownerId: null,
    type: 'email',
    direction: 'inbound',
    author: 'outsider',
    at: '2026-11-19T09:00:00.000Z',
    subject: '',
    body: 'Take me off your list.',
    dueOn: null,
    done: null,
  })
  const crm = {
    ...crmHolding(dossierOf()),
    timeline: async () => ({ activities: [mail], asOf: now }),
  }
  const withMail = async () => heldIn(await gate(gateWorld(db, crm), order(proposalOf([send, note()]))))
  expect(await withMail()).toEqual([[], []])
  const of = { hash: 'h', model: 'small' }
  const reading = MailReading.parse({
    kind: 'unsubscribe',
    urgency: 'normal',
    until: null,
    person: null,
    language: 'en',
    quote: 'Take me off your list.',
  })
  const moment = new Date(now)
  await claimText(db, { ...of, claim: 'c' }, { now: moment, lease: moment })
  await storeReading(db, { ...of, claim: 'c' }, { reading, now: moment })
  await putMails(
    db,
    [
      {
        ...of,
        activityId: mail.id,
        accountId: order(proposalOf([send])).proposal.accountId,
        reading,
        until: null,
      },
    ],
    moment,
  )
  expect(await withMail()).toEqual([['asked-to-stop'], []])
})

describe('what is under way', () => {
  const reserve = (scope: string, value: string, key = 'other', until = '2026-12-20T09:00:00Z') =>
    sql`
    insert into daybook.reservation (scope, value, order_key, run_id, account_id, until)
    values (${scope}, ${value}, ${key}, 'run_bbbbbb', 'acc_2', ${until})`.execute(database().db)
  const scopeOf = ({ accountId, skill: of }: Proposal) => ({ accountId, skill: of, cause })
  const message = proposalOf([send])

  test.each([
    ['account', 'acc_1'],
    ['contact', 'con_1'],
    ['domain', 'acme.example'],
  ])('a reservation of the %s holds', async (scope, value) => {
    await reserve(scope, value)
    expect(await judged(proposalOf([send, note()]))).toEqual([['duplicate-in-flight'], []])
  })

  test('one that ran out, or that this very proposal made, does not', async () => {
    await reserve('account', 'acc_1', 'other', '2026-11-19T09:00:00Z')
    await reserve('contact', 'con_1', effectKey(scopeOf(message), { kind: 'send-email' }, message.draft))
    expect(await judged(message)).toEqual([[]])
    expect(await judged(proposalOf([send], { draft: saying('Other words.') }))).toEqual([[]])
  })

  test('an order at an account of the same domain holds until it is settled', async () => {
    await feedAccount(database().db, 'acc_2', ['Acme Robots', 'acme.example'])
    await sql`
      insert into daybook.outreach_order (id, key, account_id, contact_id, run_id, proposal_id, purpose, sender,
        recipient, subject, language, sentences, hash, state, created_at)
      values ('order_aaaaaa', 'k', 'acc_2', 'con_5', 'run_bbbbbb', 'prop_aaaaaa', 'follow-up', 's', 'r', 's', 'en',
        '[]', 'h', 'waiting', ${now})`.execute(database().db)
    const { evidence } = await gate(world(), order(message))
    expect(evidence.openItems).toEqual({
      kind: 'known',
      value: [{ scope: 'domain', value: 'acc_2', holder: 'order order_aaaaaa of run run_bbbbbb (waiting)' }],
    })
    await sql`update daybook.outreach_order set state = 'void'`.execute(database().db)
    expect(await judged(message)).toEqual([[]])
  })

  const queueItem = async (proposal: Proposal, key: string) => {
    await sql`
      insert into daybook.proposal (id, run_id, account_id, pass, attempt, skill, proposal, brief_hash, evidence,
        verdict, ruleset, at)
      values ('prop_aaaaaa', 'run_bbbbbb', 'acc_1', 1, 1, 'follow-up', ${JSON.stringify(proposal)}, 'h', '{}', '{}',
        'r', ${now})`.execute(database().db)
    const held = [{ kind: 'hold', action: 0, objections: [{ rule: 'x', needed: 'y', found: 'z' }] }]
    await sql`
      insert into daybook.queue_item (id, key, account_id, account_name, run_id, proposal_id, held, state, created_at,
        expires_at)
      values ('item_aaaaaa', ${key}, 'acc_1', 'Acme', 'run_bbbbbb', 'prop_aaaaaa', ${JSON.stringify(held)}, 'open',
        ${now}, ${now})`.execute(database().db)
  }

  test('a message in review holds the next one', async () => {
    await queueItem(message, 'other')
    expect(await judged(message)).toEqual([['duplicate-in-flight']])
  })

  test('a note in review does not, nor does the item of this cause itself', async () => {
    await queueItem(proposalOf([note(), send]), 'other')
    expect(await judged(message)).toEqual([[]])
    await sql`delete from daybook.queue_item`.execute(database().ownerDb)
    await sql`delete from daybook.proposal`.execute(database().ownerDb)
    await queueItem(message, itemKey(scopeOf(message)))
    expect(await judged(message)).toEqual([[]])
  })
})
