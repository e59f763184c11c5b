import { oneOf } from '#base/random.ts'
import type { GateCase } from '../case.ts'
import { withFields } from './change.ts'
import { caseOf, letter, truths, type At } from './letter.ts'
import type { Fault } from './made.ts'
import { recipientOf } from './say.ts'
import { text } from './world.ts'
import { roles, freeMail } from './addresses.ts'

/** A clean message, and with `wrong` the same one in a world that changed. */
export const message = (at: At, change: (made: GateCase) => Partial<GateCase>): GateCase => {
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

export const domainOf = ({ world }: At): string => text(world.account.fields['domain']) ?? ''
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

/** Nobody wrote to them yet: what a policy says of first messages holds. */
const neverWritten = (at: At): At => ({
  ...at,
  world: { ...withFields(at.world, { lifecycle: 'lead' }), stage: 'new', deals: [], activities: [] },
})

const inCountry = (from: At, country: string | null, policy: Record<string, string>) => {
  const at = neverWritten(from)
  return message(at, (made) => {
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
}

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
]
