import { oneOf } from '#base/random.ts'
import type { GateCase } from '../case.ts'
import { caseOf, letter, truths, type At } from './letter.ts'
import type { Fault } from './made.ts'
import { recipientOf } from './say.ts'
import { daysBefore, text } from './world.ts'

const roles = [
  'info',
  'sales',
  'support',
  'noreply',
  'no-reply',
  'abuse',
  'postmaster',
  'admin',
  'billing',
  'hr',
  'jobs',
  'kontakt',
  'contact',
  'office',
  'hello',
  'webmaster',
  'accounts',
  'buchhaltung',
  'privacy',
  'security',
  'INFO',
  'donotreply',
  'marketing',
  'careers',
]
const freeMail = [
  'gmail.com',
  'googlemail.com',
  'yahoo.com',
  'outlook.com',
  'hotmail.com',
  'gmx.de',
  'web.de',
  'icloud.com',
  'proton.me',
  'aol.com',
  'mail.ru',
  'qq.com',
  't-online.de',
  'GMAIL.com',
  'yahoo.co.uk',
  'live.com',
  'orange.fr',
  'zoho.com',
  'yandex.ru',
  'fastmail.com',
]

/** A clean message, and with `wrong` the same one in a world that changed. */
const message = (at: At, change: (made: GateCase) => Partial<GateCase>): GateCase => {
  const made = caseOf(at, { draft: letter(at, truths(at, 1 + Math.floor(at.random() * 2))) })
  const changes = change(made)
  return at.wrong ? { ...made, ...changes } : made
}

const withAddress = (made: GateCase, at: At, email: string | null): Partial<GateCase> => {
  const { id } = recipientOf(at.world)
  const contacts = made.record.contacts.map((one) =>
    one.id === id ? { ...one, fields: { ...one.fields, email } } : one,
  )
  // Who reads the fact reads the same address.
  const facts = made.facts.flatMap((fact) =>
    fact.subject === id && fact.field === 'email'
      ? email === null
        ? []
        : [{ ...fact, value: email }]
      : [fact],
  )
  return { record: { ...made.record, contacts }, facts }
}

const domainOf = ({ world }: At): string => text(world.account.fields['domain']) ?? ''
const addressOf = ({ world }: At): string => text(recipientOf(world).fields['email']) ?? ''

const suppression =
  (scope: GateCase['suppressions'][number]['scope'], value: (at: At) => string) => (at: At) =>
    message(at, () => ({
      suppressions: [
        {
          scope,
          value: value(at),
          reason: oneOf(at.random, [
            'asked to be left alone',
            'unsubscribed',
            'erasure request',
            'complaint',
            'hard bounce',
          ]),
        },
      ],
    }))

const inCountry = (at: At, country: string | null, policy: Record<string, string>) =>
  message(at, (made) => {
    const {
      country: _country,
      location: _location,
      city: _city,
      timeZone: _zone,
      phone: _phone,
      ...fields
    } = made.record.account.fields
    const account = { ...made.record.account, fields: country === null ? fields : { ...fields, country } }
    const facts = made.facts.filter(
      ({ subject, field }) =>
        subject !== undefined || !['country', 'location', 'city', 'timeZone', 'phone'].includes(field),
    )
    return {
      record: { ...made.record, account },
      facts,
      settings: { ...made.settings, outreach: { countries: policy } },
      // Nothing of the place is said.
      proposal: {
        ...made.proposal,
        draft: letter({ ...at, world: { ...at.world, account: { ...at.world.account, fields } } }, []),
      },
    }
  })

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

/** Classes in which the message is right and must not go to this person today. */
export const recipientFaults: readonly Fault[] = [
  {
    name: 'role-address',
    sort: 'decidable',
    note: 'nobody in person reads that address',
    make: (at) => message(at, (made) => withAddress(made, at, `${oneOf(at.random, roles)}@${domainOf(at)}`)),
  },
  {
    name: 'free-mail-address',
    sort: 'decidable',
    note: 'a private address, not one of the company',
    make: (at) =>
      message(at, (made) =>
        withAddress(made, at, `${addressOf(at).split('@')[0]}@${oneOf(at.random, freeMail)}`),
      ),
  },
  {
    name: 'no-address',
    sort: 'decidable',
    note: 'the contact has no address',
    make: (at) => message(at, (made) => withAddress(made, at, null)),
  },
  {
    name: 'several-addresses',
    sort: 'decidable',
    note: 'more than one recipient hides in the address',
    make: (at) =>
      message(at, (made) =>
        withAddress(
          made,
          at,
          oneOf(at.random, [
            `${addressOf(at)}, someone@other.example`,
            `${addressOf(at)};boss@other.example`,
            `${addressOf(at)}\r\nBcc: a@other.example`,
            `${addressOf(at)} someone@other.example`,
            `"a, b" <${addressOf(at)}>, c@other.example`,
          ]),
        ),
      ),
  },
  {
    name: 'not-on-record',
    sort: 'decidable',
    note: 'the recipient is no contact of this account',
    make: (at) =>
      message(at, (made) => {
        const { draft } = made.proposal
        const to = oneOf(at.random, [
          oneOf(at.random, at.others).contacts[0]?.id ?? 'nobody',
          'con_unknown',
          'someone-else',
        ])
        return draft === undefined ? {} : { proposal: { ...made.proposal, draft: { ...draft, to } } }
      }),
  },
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
    name: 'suppressed-address',
    sort: 'decidable',
    note: 'the address is on the suppression list',
    make: suppression('address', (at) => oneOf(at.random, [addressOf(at), addressOf(at).toUpperCase()])),
  },
  {
    name: 'suppressed-domain',
    sort: 'decidable',
    note: 'the domain is on the suppression list',
    make: suppression('domain', (at) => oneOf(at.random, [domainOf(at), domainOf(at).toUpperCase()])),
  },
  {
    name: 'suppressed-account',
    sort: 'decidable',
    note: 'the account is on the suppression list',
    make: suppression('account', ({ world }) => world.account.id),
  },
  {
    name: 'suppressed-person',
    sort: 'decidable',
    note: 'the person is on the suppression list',
    make: suppression('person', ({ world }) => recipientOf(world).id),
  },
  {
    name: 'opted-out',
    sort: 'decidable',
    note: 'the contact opted out',
    make: (at) =>
      message(at, (made) => ({
        record: {
          ...made.record,
          contacts: made.record.contacts.map((one, place) =>
            place === 0 ? { ...one, fields: { ...one.fields, optedOut: true } } : one,
          ),
        },
      })),
  },
  {
    name: 'country-denied',
    sort: 'decidable',
    note: 'nobody may be written to in that country',
    make: (at) =>
      inCountry(at, oneOf(at.random, ['Germany', 'DE', 'Deutschland']), {
        DE: oneOf(at.random, ['deny', 'consent']),
        US: 'allow',
      }),
  },
  {
    name: 'country-not-named',
    sort: 'decidable',
    note: 'the policy does not name the country',
    make: (at) =>
      inCountry(at, oneOf(at.random, ['Brazil', 'Japan', 'Poland', 'Kenya']), { US: 'allow', GB: 'allow' }),
  },
  {
    name: 'country-unknown',
    sort: 'decidable',
    note: 'nobody knows the country',
    make: (at) => inCountry(at, null, { US: 'allow', GB: 'allow', DE: 'allow' }),
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
