import { ContactId } from '#records/ids.ts'
import { contact, dossierOf } from '#test/fakes/gate-case.ts'
import { type Case, withContact, truthTable } from '#test/fakes/mail-case.ts'

truthTable('G3', [
  [
    'nobody on the record',
    { mail: { contactId: ContactId.parse('con_7') } },
    'con_7 is no contact of this account',
  ],
  [
    'two of that id',
    {
      parts: {
        record: {
          dossier: dossierOf(
            {},
            {
              contacts: [
                contact('con_1', { email: 'a@acme.example' }),
                contact('con_1', { email: 'b@acme.example' }),
              ],
            },
          ),
          stage: 'working',
        },
      },
    },
    '2 contacts con_1',
  ],
  [
    'no address',
    { mail: { to: [] }, parts: withContact({ email: null }) },
    'contact con_1 has no e-mail address',
  ],
  ['made up in this run', { parts: { newContacts: ['con_1'] } }, 'con_1 was created in it'],
  ...[
    'info',
    'no-reply',
    'noreply42',
    'abuse',
    'sales.uk',
    'vertrieb',
    'kontakt',
    'bewerbung',
    'ventas',
    'facturation',
    'info+x',
  ].map((local): [string, Case, string] => [
    `${local}@`,
    { mail: { to: [`${local}@acme.example`] }, parts: withContact({ email: `${local}@acme.example` }) },
    `${local}@acme.example is the mailbox of a function`,
  ]),
  [
    'a person called like one',
    {
      mail: { to: ['post@acme.example'] },
      parts: withContact({ email: 'post@acme.example', lastName: 'Post' }),
    },
    undefined,
  ],
  [
    'a first name that developers have too',
    {
      mail: { to: ['dev@acme.example'] },
      parts: withContact({ email: 'dev@acme.example', firstName: 'Dev' }),
    },
    undefined,
  ],
  [
    'a mailbox that somebody entered as a person',
    {
      mail: { to: ['info@acme.example'] },
      parts: withContact({ email: 'info@acme.example', firstName: 'Info' }),
    },
    'info@acme.example is the mailbox of a function',
  ],
  [
    'a name with such a word in it',
    {
      mail: { to: ['mark.sales@acme.example'] },
      parts: withContact({ email: 'mark.sales@acme.example' }),
    },
    undefined,
  ],
  [
    'a free mailbox',
    { mail: { to: ['anna@gmail.com'] }, parts: withContact({ email: 'anna@gmail.com' }) },
    'gmail.com gives mailboxes to anybody',
  ],
  [
    'a sole trader without a domain',
    {
      mail: { to: ['anna@gmail.com'] },
      parts: withContact({ email: 'anna@gmail.com' }, { domain: null }),
    },
    undefined,
  ],
  [
    'a free mailbox and a website',
    {
      mail: { to: ['anna@gmail.com'] },
      parts: withContact({ email: 'anna@gmail.com' }, { domain: null, website: 'https://acme.example' }),
    },
    'gmail.com gives mailboxes to anybody',
  ],
  [
    'a person of the provider itself',
    { mail: { to: ['anna@gmx.de'] }, parts: withContact({ email: 'anna@gmx.de' }, { domain: 'gmx.de' }) },
    undefined,
  ],
])

truthTable('G3', [
  [
    'one of two contacts',
    {
      parts: {
        record: {
          dossier: dossierOf(
            {},
            {
              contacts: [
                contact('con_2', { email: 'b@acme.example' }),
                contact('con_1', { email: 'anna@acme.example' }),
              ],
            },
          ),
          stage: 'working',
        },
      },
    },
    undefined,
  ],
  ['an address that is none', { mail: { to: ['anna'] }, parts: withContact({ email: 'anna' }) }, undefined],
  [
    'an umlaut at a free provider',
    {
      mail: { to: ['anna@gmx.de'] },
      parts: withContact({ email: 'anna@gmx.de' }, { domain: 'müller.example' }),
    },
    'gmx.de gives mailboxes to anybody',
  ],
])

truthTable('G4', [
  [
    'an address that is none, which G3 leaves to it',
    { mail: { to: ['anna'] }, parts: withContact({ email: 'anna' }) },
    '"anna": it has no @',
  ],
  ['two recipients', { mail: { to: ['a@acme.example', 'b@acme.example'] } }, '2 recipients'],
  ['a copy', { made: { copies: ['c@evil.example'] } }, 'copies to 1 more'],
  [
    'two in one',
    { mail: { to: ['a@acme.example,b@evil.example'] } },
    '"a@acme.example,b@evil.example": it holds more than one address',
  ],
  [
    'a display name',
    { mail: { to: ['Anna <a@evil.example>'] } },
    '"Anna <a@evil.example>": a display name or angle brackets stand in it',
  ],
  [
    'a look-alike domain',
    { mail: { to: ['a@аcme.example'] } },
    '"a@аcme.example": its domain looks like another one',
  ],
  [
    'a routed mailbox',
    { mail: { to: ['a%evil.example@acme.example'] } },
    '"a%evil.example@acme.example": its mailbox is not a plain one',
  ],
  ['none', { mail: { to: [] } }, 'none'],
  ['an umlaut domain', { mail: { to: ['a@müller.example'] } }, undefined],
])
