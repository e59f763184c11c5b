import { describe, expect, test } from 'vitest'
import { Activity } from '#records/activity.ts'
import { ContactId } from '#records/ids.ts'
import { contact, dossierOf } from '#test/fakes/gate-case.ts'
import { outreachCounts } from './counts.ts'

const now = new Date('2026-11-20T09:00:00.000Z')
const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000).toISOString()
const to = ContactId.parse('con_1')
const orders = {
  mailboxWaiting: 0,
  domainOpenToday: 0,
  domainSentToday: 0,
  domainInCrmToday: 0,
  accountLastAt: null,
  personOpen: 0,
  personSent: 0,
}
/** A mail of ours to the person, a day ago; changed. */
const ours = (change: object = {}) =>
  Activity.parse({
    id: 'act_1',
    key: null,
    version: 'v',
    accountId: 'acc_1',
    contactId: 'con_1',
    dealId: null,
    ownerId: null,
    type: 'email',
    direction: 'outbound',
    author: 'person',
    at: daysAgo(1),
    subject: '',
    body: '',
    dueOn: null,
    done: null,
    ...change,
  })
const theirs = (days: number, change: object = {}) =>
  ours({ direction: 'inbound', author: 'outsider', at: daysAgo(days), ...change })
const counts = (
  activities: readonly Activity[],
  more: {
    orders?: Partial<Parameters<typeof outreachCounts>[0]['orders']>
    fields?: object
    to?: undefined
  } = {},
) =>
  outreachCounts({
    orders: { ...orders, ...more.orders },
    dossier: dossierOf(
      {},
      { contacts: [contact('con_2', { bounced: true }), contact('con_1', more.fields ?? {})] },
    ),
    timeline: { activities: [...activities], asOf: now.toISOString() },
    to: 'to' in more ? undefined : to,
    now,
  })

describe('messages to this person in 30 days', () => {
  test.each<[string, Activity[], number]>([
    ['none', [], 0],
    ['one by hand', [ours()], 1],
    ['one of an agent', [ours({ author: 'agent' })], 1],
    ['one the CRM sent by itself', [ours({ author: 'system' })], 0],
    ['a call', [ours({ type: 'call' })], 0],
    ['one that one of ours only noted', [ours({ direction: 'none' })], 0],
    ['a mail of theirs', [theirs(1)], 0],
    ['one to a colleague', [ours({ contactId: 'con_2' })], 0],
    ['one planned for tomorrow', [ours({ at: daysAgo(-1) })], 0],
    ['one of this very moment', [ours({ at: now.toISOString() })], 1],
    ['30 days ago', [ours({ at: daysAgo(30) })], 0],
    ['just within them', [ours({ at: daysAgo(29.99) })], 1],
    ['they answered since', [ours({ at: daysAgo(3) }), theirs(2)], 0],
    ['they called since', [ours({ at: daysAgo(3) }), theirs(2, { type: 'call' })], 0],
    ['they answered the first of two', [ours({ at: daysAgo(3) }), theirs(2), ours()], 1],
    ['they wrote twice, the first time before it', [theirs(4), ours({ at: daysAgo(3) }), theirs(2)], 0],
    ['a colleague answered', [ours({ at: daysAgo(3) }), theirs(2, { contactId: 'con_2' })], 1],
    ['a machine of theirs answered', [ours({ at: daysAgo(3) }), theirs(2, { author: 'system' })], 1],
    ['a note about them was made since', [ours({ at: daysAgo(3) }), theirs(2, { type: 'note' })], 1],
    [
      'one of ours wrote down what they said',
      [ours({ at: daysAgo(3) }), theirs(2, { direction: 'none' })],
      1,
    ],
    ['their last word is older than a month', [theirs(40), ours({ at: daysAgo(35) }), ours()], 1],
  ])('%s', (_sentence, activities, expected) => {
    expect(counts(activities).person30Days).toBe(expected)
  })

  test('a sent order is a mail of the CRM: the larger number counts, and what waits on top', () => {
    const two = [ours(), ours({ at: daysAgo(2) })]
    expect(counts(two, { orders: { personOpen: 1, personSent: 1 } }).person30Days).toBe(3)
    expect(counts(two, { orders: { personOpen: 1, personSent: 5 } }).person30Days).toBe(6)
  })

  test('nobody to write to has got nothing', () => {
    expect(counts([ours({ contactId: null })], { to: undefined }).person30Days).toBe(0)
  })
})

describe('messages of the domain, the account and the mailbox', () => {
  test('to the domain: what waits, and the larger of sent and seen', () => {
    const today = (change: object) => counts([], { orders: change }).domainToday
    expect(today({ domainOpenToday: 1, domainSentToday: 2, domainInCrmToday: 4 })).toBe(5)
    expect(today({ domainOpenToday: 1, domainSentToday: 4, domainInCrmToday: 2 })).toBe(5)
  })

  test.each<[string, string | null, Activity[], string | null]>([
    ['none', null, [], null],
    ['of our orders', daysAgo(3), [], daysAgo(3)],
    ['of the CRM', null, [ours(), ours({ at: daysAgo(2) })], daysAgo(1)],
    ['of both the later', daysAgo(3), [ours()], daysAgo(1)],
    ['of both the later, an order', daysAgo(0.5), [ours()], daysAgo(0.5)],
    ['to a colleague, too', null, [ours({ contactId: 'con_2' })], daysAgo(1)],
    ['not what they wrote', null, [theirs(1)], null],
  ])('the last to the account: %s', (_sentence, accountLastAt, activities, expected) => {
    expect(counts(activities, { orders: { accountLastAt } }).accountLastAt).toBe(expected)
  })

  test('what waits for the mailbox is what waits', () => {
    expect(counts([], { orders: { mailboxWaiting: 7 } }).mailboxWaiting).toBe(7)
  })
})

describe('what the record says of bounces', () => {
  test.each<[string, object, number]>([
    ['nothing', {}, 0],
    ['bounced', { bounced: true }, 1],
    ['bounced for good', { hardBounced: 'yes' }, 1],
    ['the address bounced', { emailBounced: 1 }, 1],
    ['it did not', { bounced: false, hardBounced: 'no' }, 0],
    ['a status', { emailStatus: 'Bounced' }, 1],
    ['a status of two words', { emailStatus: 'hard bounced' }, 1],
    ['in one word', { emailStatus: 'hardbounced' }, 1],
    ['with a dash', { emailStatus: 'hard-bounced' }, 1],
    ['undeliverable', { emailStatus: 'undeliverable' }, 1],
    ['soft', { emailStatus: 'soft bounced' }, 0],
    ['no longer', { emailStatus: 'bounced once, fine since' }, 0],
    ['a mailbox that is fine', { emailStatus: 'deliverable' }, 0],
    ['once undeliverable', { emailStatus: 'undeliverable in May' }, 0],
    ['was undeliverable', { emailStatus: 'not undeliverable' }, 0],
  ])('for good: %s', (_sentence, fields, expected) => {
    expect(counts([], { fields }).hardBounces).toBe(expected)
  })

  test.each<[string, object, number]>([
    ['nothing', {}, 0],
    ['a number', { softBounces30Days: 3 }, 3],
    ['a broken one', { softBounces30Days: 2.9 }, 2],
    ['less than none', { softBounces30Days: -2 }, 0],
    ['a text', { softBounces30Days: '3' }, 0],
  ])('for a while: %s', (_sentence, fields, expected) => {
    expect(counts([], { fields }).softBounces30Days).toBe(expected)
  })

  test('of the recipient, not of a colleague, and of nobody none', () => {
    expect(counts([], { to: undefined }).hardBounces).toBe(0)
  })
})
