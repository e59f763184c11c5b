import { truthTable } from '#test/fakes/mail-case.ts'

truthTable('G17', [
  [
    'an order at the domain',
    { parts: { openItems: [{ scope: 'domain', value: 'acme.example', holder: 'order o1' }] } },
    'order o1 holds the domain acme.example',
  ],
])
