import { hoursAgo, made, mailboxOf, checked, truthTable } from '#test/fakes/mail-case.ts'

truthTable('G5', [
  ['no postal address said', { made: { footer: 'Tom Keller, Northwind' } }, '“1 Main St, Ohio” is not in it'],
  ['no postal address set', { parts: mailboxOf({ postalAddress: ' ' }) }, 'one of them is not set'],
  ['no company', { made: { footer: 'Tom Keller, 1 Main St, Ohio' } }, '“Northwind” is not in it'],
  [
    'no name set',
    { made: { from: { name: ' ', address: 'tom@daybook.example' } } },
    'one of them is not set',
  ],
  ['no name', { made: { footer: 'Northwind, 1 Main St, Ohio' } }, '“Tom Keller” is not in it'],
])

truthTable('G6', [
  ['no header', { made: { headers: {} } }, 'List-Unsubscribe: '],
  [
    'two addresses',
    {
      made: {
        headers: {
          ...made.headers,
          'List-Unsubscribe': '<https://northwind.example/u/abc>, <mailto:u@northwind.example>',
        },
      },
    },
    'List-Unsubscribe: <https://northwind.example/u/abc>, <mailto:u@northwind.example>',
  ],
  [
    'not https',
    { made: { headers: { ...made.headers, 'List-Unsubscribe': '<http://northwind.example/u/abc>' } } },
    'List-Unsubscribe: <http://northwind.example/u/abc>',
  ],
  [
    'two addresses of the web',
    {
      made: {
        headers: {
          ...made.headers,
          'List-Unsubscribe': '<https://northwind.example/u/abc>, <https://northwind.example/u/abd>',
        },
      },
    },
    'List-Unsubscribe: <https://northwind.example/u/abc>, <https://northwind.example/u/abd>',
  ],
  [
    'an address that is none',
    { made: { headers: { ...made.headers, 'List-Unsubscribe': '<https://>' } } },
    'List-Unsubscribe: <https://>',
  ],
  [
    'an address without brackets',
    { made: { headers: { ...made.headers, 'List-Unsubscribe': 'https://northwind.example/u/abc' } } },
    'List-Unsubscribe: https://northwind.example/u/abc',
  ],
  [
    'headers in small letters',
    {
      made: {
        headers: {
          'list-unsubscribe': '<https://northwind.example/u/abc>',
          'LIST-UNSUBSCRIBE-POST': 'List-Unsubscribe=One-Click',
        },
      },
    },
    undefined,
  ],
  [
    'not one click',
    { made: { headers: { 'List-Unsubscribe': '<https://northwind.example/u/abc>' } } },
    'no one-click header',
  ],
  [
    'another host',
    { parts: { unsubscribe: { tokenVerifies: true, hosts: ['other.example'] } } },
    'its host northwind.example is not ours',
  ],
  ['not seen', { made: { footer: 'Tom Keller, Northwind, 1 Main St, Ohio' } }, 'the link is not in the text'],
  [
    'a forged token',
    { parts: { unsubscribe: { tokenVerifies: false, hosts: ['northwind.example'] } } },
    'its token does not verify',
  ],
])

truthTable('G7', [
  ['another owner', { parts: mailboxOf({ owner: 'eve@daybook.example' }) }, 'one of tom@daybook.example'],
  ['the owner in large letters', { parts: mailboxOf({ owner: 'Tom@Daybook.Example' }) }, undefined],
  [
    'an address without a domain',
    {
      made: { from: { name: 'Tom Keller', address: 'tom@' } },
      parts: mailboxOf({ owner: 'tom@' }),
    },
    'none',
  ],
  ['checked at no moment', { parts: checked({ checkedAt: 'soon' }) }, 'the last one at soon'],
  ['checked at this moment', { parts: checked({ checkedAt: hoursAgo(-10) }) }, undefined],
  ['another domain', { parts: checked({ domain: 'evil.example' }) }, 'daybook.example'],
  [
    'checked 25 hours ago',
    { parts: checked({ checkedAt: hoursAgo(15) }) },
    `the last one at ${hoursAgo(15)}`,
  ],
  ['checked 24 hours ago', { parts: checked({ checkedAt: hoursAgo(14) }) }, undefined],
  [
    'checked in the future',
    { parts: checked({ checkedAt: hoursAgo(-11) }) },
    `the last one at ${hoursAgo(-11)}`,
  ],
  ['no DMARC', { parts: checked({ dmarc: false }) }, 'not: dmarc'],
  [
    'a header unsigned',
    { parts: checked({ signedHeaders: ['list-unsubscribe'] }) },
    'not over list-unsubscribe-post',
  ],
])

truthTable('G16', [
  ['another content', { made: { contentHash: 'hash-2' } }, 'another one'],
  [
    '72 hours',
    { parts: { approval: { contentHash: 'hash-1', at: hoursAgo(62), factsStand: true } } },
    undefined,
  ],
  [
    'longer',
    { parts: { approval: { contentHash: 'hash-1', at: hoursAgo(62.1), factsStand: true } } },
    `one of ${hoursAgo(62.1)}`,
  ],
  [
    'of this moment',
    { parts: { approval: { contentHash: 'hash-1', at: hoursAgo(-10), factsStand: true } } },
    undefined,
  ],
  [
    'of no moment',
    { parts: { approval: { contentHash: 'hash-1', at: 'soon', factsStand: true } } },
    'one of soon',
  ],
  [
    'an approval of tomorrow',
    { parts: { approval: { contentHash: 'hash-1', at: hoursAgo(-11), factsStand: true } } },
    `one of ${hoursAgo(-11)}`,
  ],
  [
    'a fact moved',
    { parts: { approval: { contentHash: 'hash-1', at: hoursAgo(1), factsStand: false } } },
    'one of them changed',
  ],
])

truthTable('G19', [['switched off', { parts: { killSwitch: { isOn: true } } }, 'the kill switch is on']])
