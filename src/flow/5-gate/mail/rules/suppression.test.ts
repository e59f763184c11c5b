import { withContact, listed, truthTable } from '#test/fakes/mail-case.ts'

truthTable('G1', [
  [
    'the address',
    { parts: listed('address', 'anna@acme.example') },
    'address anna@acme.example is suppressed: asked',
  ],
  [
    'the address with a tag',
    { parts: listed('address', 'Anna+News@ACME.example') },
    'address Anna+News@ACME.example is suppressed: asked',
  ],
  [
    'a mailbox behind a tag',
    { mail: { to: ['anna+x@acme.example'] }, parts: listed('address', 'anna@acme.example') },
    'address anna@acme.example is suppressed: asked',
  ],
  ['the domain', { parts: listed('domain', '@acme.example') }, 'domain @acme.example is suppressed: asked'],
  [
    'a domain above',
    { mail: { to: ['a@mail.acme.example'] }, parts: listed('domain', 'acme.example') },
    'domain acme.example is suppressed: asked',
  ],
  [
    'the account domain, for another mailbox',
    { mail: { to: ['a@other.example'] }, parts: listed('domain', 'acme.example') },
    'domain acme.example is suppressed: asked',
  ],
  [
    'a domain in its other alphabet',
    { mail: { to: ['a@xn--mller-kva.example'] }, parts: listed('domain', 'Müller.example') },
    'domain Müller.example is suppressed: asked',
  ],
  ['the account', { parts: listed('account', 'ACC_1') }, 'account ACC_1 is suppressed: asked'],
  ['the person', { parts: listed('person', 'con_1') }, 'person con_1 is suppressed: asked'],
  [
    'the person by address',
    { parts: listed('person', 'Anna@acme.example') },
    'person Anna@acme.example is suppressed: asked',
  ],
  ['a domain that only ends alike', { parts: listed('domain', 'me.example') }, undefined],
  ['a domain below', { parts: listed('domain', 'mail.acme.example') }, undefined],
  [
    'the address’s domain alone, whatever the account’s',
    {
      mail: { to: ['a@other.example'] },
      parts: {
        ...listed('domain', 'other.example'),
        ...withContact({ email: 'a@other.example' }, { domain: null }),
      },
    },
    'domain other.example is suppressed: asked',
  ],
  ['a domain that is none', { parts: listed('domain', 'acme') }, undefined],
  [
    'an account with blanks around it',
    { parts: listed('account', ' acc_1 ') },
    'account  acc_1  is suppressed: asked',
  ],
  ['another account', { parts: listed('account', 'acc_2') }, undefined],
  ['another person', { parts: listed('person', 'con_2') }, undefined],
  [
    'a person with blanks around',
    { parts: listed('person', ' CON_1') },
    'person  CON_1 is suppressed: asked',
  ],
  [
    'an address listed as a domain',
    { parts: listed('domain', 'bob@acme.example') },
    'domain bob@acme.example is suppressed: asked',
  ],
  ['a colleague', { parts: listed('address', 'bob@acme.example') }, undefined],
])

truthTable('G18', [
  ['opted out', { parts: withContact({ optedOut: true }) }, 'contact con_1 has opted out'],
  ['opted out in words', { parts: withContact({ optedOut: 'Yes' }) }, 'contact con_1 has opted out'],
  ['do not contact', { parts: withContact({ doNotContact: 1 }) }, 'contact con_1 has doNotContact set'],
  [
    'the whole account',
    { parts: withContact({}, { doNotContact: true }) },
    'account acc_1 has doNotContact set',
  ],
  [
    'erasure asked for',
    { parts: withContact({ erasureRequested: 'x' }) },
    'contact con_1 has erasureRequested set',
  ],
  ['the account opted out', { parts: withContact({}, { optedOut: true }) }, 'account acc_1 has optedOut set'],
  ['taken back', { parts: withContact({ optedOut: false, doNotContact: 'no' }) }, undefined],
  [
    'a request of a minute ago',
    { parts: { requests: ['erasure asked at 18:59'] } },
    'erasure asked at 18:59',
  ],
])
