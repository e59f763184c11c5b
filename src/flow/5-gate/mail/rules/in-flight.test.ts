import { reviewerReads, truthTable } from '#test/fakes/mail-case.ts'

truthTable('G17', [
  [
    'an order at the domain',
    { parts: { openItems: [{ scope: 'domain', value: 'acme.example', holder: 'order o1' }] } },
    'order o1 holds the domain acme.example',
  ],
])

reviewerReads([
  [
    'G17',
    { parts: { openItems: [{ scope: 'contact', value: 'con_1', holder: 'order o1' }] } },
    'nothing else under way for this contact, account or domain',
    'order o1 holds the contact con_1',
    'hold',
    { where: 'con_1' },
  ],
])
