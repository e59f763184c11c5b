import { made, seen, truthTable } from '#test/fakes/mail-case.ts'

truthTable('G14', [
  ['a feigned reply', { mail: { subject: 'Re: our talk' } }, '“Re: our talk”'],
  ['a feigned forward in German', { mail: { subject: 'WG: AW: Termin' } }, '“WG: AW: Termin”'],
  ['a wide colon', { mail: { subject: 're： our talk' } }, '“re： our talk”'],
  ['a subject that only begins so', { mail: { subject: 'Reworking the plan' } }, undefined],
  [
    'a real thread without its references',
    { mail: { subject: 'Re: Our talk' }, parts: seen({ subject: 'our talk' }) },
    'none',
  ],
  [
    'a real thread',
    {
      mail: { subject: 'Re: Our talk' },
      made: { headers: { ...made.headers, References: '<1@acme.example>' } },
      parts: { ...seen({ subject: 'our talk' }), thread: ['<1@acme.example>'] },
    },
    undefined,
  ],
  [
    'references to something else',
    {
      mail: { subject: 'Re: Our talk' },
      made: { headers: { ...made.headers, References: '<2@acme.example>' } },
      parts: { ...seen({ subject: 'our talk' }), thread: ['<1@acme.example>'] },
    },
    '<2@acme.example>',
  ],
  [
    'references in small letters, under the subject as they wrote it',
    {
      mail: { subject: 'Re:  OUR talk ' },
      made: { headers: { ...made.headers, references: '<1@acme.example> <2@acme.example>' } },
      parts: { ...seen({ subject: 'RE: Our talk' }), thread: ['<1@acme.example>', '<2@acme.example>'] },
    },
    undefined,
  ],
  [
    'one reference of two to something else',
    {
      mail: { subject: 'Re: Our talk' },
      made: { headers: { ...made.headers, References: '<1@acme.example> <3@acme.example>' } },
      parts: { ...seen({ subject: 'our talk' }), thread: ['<1@acme.example>'] },
    },
    '<1@acme.example> <3@acme.example>',
  ],
  [
    'references without an id',
    {
      mail: { subject: 'Re: Our talk' },
      made: { headers: { ...made.headers, References: '1@acme.example' } },
      parts: { ...seen({ subject: 'our talk' }), thread: ['1@acme.example'] },
    },
    '1@acme.example',
  ],
  [
    'a call under that subject',
    { mail: { subject: 'Re: Our talk' }, parts: seen({ subject: 'our talk', type: 'call' }) },
    '“Re: Our talk”',
  ],
  [
    'another subject',
    { mail: { subject: 'Re: Our talk' }, parts: seen({ subject: 'our walk' }) },
    '“Re: Our talk”',
  ],
  [
    'a mark under a mail without a subject',
    { mail: { subject: 'Re: ' }, parts: seen({ subject: '' }) },
    '“Re: ”',
  ],
  [
    'a thread with a colleague',
    {
      mail: { subject: 'Re: Our talk' },
      made: { headers: { ...made.headers, References: '<1@acme.example>' } },
      parts: { ...seen({ subject: 'our talk', contactId: 'con_9' }), thread: ['<1@acme.example>'] },
    },
    '“Re: Our talk”',
  ],
])

truthTable('G15', [
  [
    'a broken subject',
    { mail: { subject: 'Hi\r\nBcc: x@evil.example' } },
    '“Hi[U+000D][U+000A]Bcc: x@evil.example”',
  ],
  ['a broken name', { mail: { names: ['Anna\nBcc: x'] } }, '“Anna[U+000A]Bcc: x”'],
  ['a broken address', { mail: { to: ['anna@acme.example\n'] } }, '“acme.example[U+000A]”'],
  [
    'a broken header',
    { made: { headers: { ...made.headers, 'X-A': 'b\r\nBcc: c' } } },
    '“b[U+000D][U+000A]Bcc: c”',
  ],
  ['a link', { mail: { sentences: ['See evil.example now.'] } }, 'the link “evil.example” to evil.example'],
  [
    'their own domain, of which a mail program makes a link',
    { mail: { sentences: ['See acme.example now.'] } },
    'the link “acme.example” to acme.example',
  ],
  ['our own domain', { mail: { sentences: ['See daybook.example now.'] } }, undefined],
  [
    'an allowed host',
    {
      mail: { sentences: ['See docs.other.example now.'] },
      policy: { linkHosts: ['docs.other.example'] },
    },
    undefined,
  ],
  ['a name with a break in the sender’s', { made: { from: { name: 'a\nb', address: 'c' } } }, '“a[U+000A]b”'],
  [
    'a broken name of a header',
    { made: { headers: { ...made.headers, 'X\r\nY': 'z' } } },
    '“X[U+000D][U+000A]Y”',
  ],
  [
    'an encoded word in a header, which mailers make',
    { made: { headers: { ...made.headers, X: '=?utf-8?B?QmNj?=' } } },
    undefined,
  ],
  ['an attachment', { made: { attachments: 1 } }, '1'],
  ['HTML', { made: { hasHtml: true } }, 'a part in HTML'],
  ['100 kB', { made: { bytes: 100_000 } }, '100000'],
  ['just below', { made: { bytes: 99_999 } }, undefined],
])
