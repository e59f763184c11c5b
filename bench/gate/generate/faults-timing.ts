import { oneOf } from '#base/random.ts'
import type { GateCase } from '../case.ts'
import { domainOf, message } from './faults-recipient.ts'
import type { At } from './letter.ts'
import type { Fault } from './made.ts'
import { recipientOf } from './say.ts'
import { daysBefore } from './world.ts'

const touch = (at: At, happened: Partial<GateCase['record']['activities'][number]>) =>
  message(at, (made) => ({
    record: {
      ...made.record,
      activities: [
        ...made.record.activities,
        {
          at: at.world.now,
          type: 'email',
          direction: 'outbound',
          author: 'person',
          subject: '',
          body: '',
          ...happened,
        },
      ],
    },
  }))

const counted = (at: At, counts: (at: At) => Partial<GateCase['counts']>) =>
  message(at, (made) => ({ counts: { ...made.counts, ...counts(at) } }))

const under = (scope: 'contact' | 'account' | 'domain') => (at: At) =>
  message(at, () => {
    const value =
      scope === 'contact'
        ? recipientOf(at.world).id
        : scope === 'account'
          ? at.world.account.id
          : domainOf(at)
    const holder = oneOf(at.random, [
      'order order_1 of run run_2 (waiting)',
      'an open proposal of another run',
      'campaign spring',
      'a mail of a colleague of 2 days ago',
    ])
    return { underWay: [{ scope, value, holder }] }
  })

const hours = (at: At, back: number): string =>
  new Date(Date.parse(at.world.now) - back * 3_600_000).toISOString()

/** Classes in which the message may not go to them just now. */
export const timingFaults: readonly Fault[] = [
  {
    name: 'bounced',
    sort: 'decidable',
    note: 'the address bounced before',
    make: (at) =>
      counted(at, () =>
        oneOf(at.random, [
          { hardBounces: 1 },
          { hardBounces: 2 },
          { softBounces30Days: 3 },
          { softBounces30Days: 5 },
        ]),
      ),
  },
  {
    name: 'live-human-thread',
    sort: 'decidable',
    note: 'one of ours wrote, called or met them within a week',
    make: (at) =>
      touch(at, {
        at: hours(at, 1 + Math.floor(at.random() * 160)),
        ...oneOf(at.random, [
          { type: 'email' },
          { type: 'call' },
          { type: 'meeting', direction: 'none' },
        ] as const),
      }),
  },
  {
    name: 'meeting-booked',
    sort: 'decidable',
    note: 'a meeting is ahead',
    make: (at) =>
      touch(at, { type: 'meeting', direction: 'none', at: hours(at, -(4 + Math.floor(at.random() * 600))) }),
  },
  {
    name: 'stale-feed',
    sort: 'decidable',
    note: 'nobody knows what happened since yesterday',
    make: (at) =>
      message(at, (made) => ({
        record: { ...made.record, activitiesAsOf: hours(at, 25 + Math.floor(at.random() * 400)) },
      })),
  },
  {
    name: 'contact-under-way',
    sort: 'decidable',
    note: 'something else is under way for this contact',
    make: under('contact'),
  },
  {
    name: 'account-under-way',
    sort: 'decidable',
    note: 'something else is under way for this account',
    make: under('account'),
  },
  {
    name: 'domain-under-way',
    sort: 'decidable',
    note: 'something else is under way for this domain',
    make: under('domain'),
  },
  {
    name: 'mailbox-cap',
    sort: 'decidable',
    note: 'more waits for the mailbox than it may send in days',
    make: (at) => counted(at, ({ random }) => ({ mailboxWaiting: 250 + Math.floor(random() * 500) })),
  },
  {
    name: 'domain-cap',
    sort: 'decidable',
    note: 'the domain had its messages of today',
    make: (at) => counted(at, ({ random }) => ({ domainToday: 3 + Math.floor(random() * 4) })),
  },
  {
    name: 'account-gap',
    sort: 'decidable',
    note: 'the account was written to less than three working days ago',
    make: (at) =>
      counted(at, ({ random, world }) => ({ accountLastAt: daysBefore(world.now, random() * 1.9) })),
  },
  {
    name: 'person-cap',
    sort: 'decidable',
    note: 'the person had their messages of this month',
    make: (at) => counted(at, ({ random }) => ({ person30Days: 4 + Math.floor(random() * 4) })),
  },
]
