import { describe, expect, test } from 'vitest'
import { dossierOf } from '#test/fakes/gate-case.ts'
import { linksOfMail, linksOfRecord } from './allowed-links.ts'
import { readings } from './decoded.ts'
import { headerFaultIn } from './headers.ts'
import { visible } from './text-fault.ts'

describe('how a program may read a text', () => {
  test.each([
    ['a figure for a letter', 'a&#46;b', 'a.b'],
    ['without its end', 'a&#46b', 'a.b'],
    ['of seven figures', 'a&#0000046;b', 'a.b'],
    ['in hexadecimal', 'a&#x2E;b', 'a.b'],
    ['of six figures', 'a&#X00002e b', 'a. b'],
    ['a name', 'a&Period;b', 'a.b'],
    ['a name nobody knows', 'a&dot;b*', 'a&dot;b'],
    ['a control stays as it is written', 'a&#31;b*', 'a&#31;b'],
    ['the first that is none', 'a&#32;b', 'a b'],
    ['no letter at all', 'a&#1114112;b*', 'a&#1114112;b'],
    ['a picture', 'a&#128512;b', 'a😀b'],
    ['twice', 'a&amp;#46;b', 'a.b'],
    ['an escape of a program', 'a\\u002eb', 'a.b'],
    ['in brackets', 'a\\u{2e}b', 'a.b'],
    ['a short one', 'a\\x2Eb', 'a.b'],
    ['an escape of a blank stays', 'a\\x20b*', 'a\\x20b'],
    ['an escape of a letter beyond stays', 'a\\x7fb*', 'a\\x7fb'],
    ['the last plain sign', 'a\\x7eb', 'a~b'],
    ['as in a web address', 'a%2Eb', 'a.b'],
    ['as in a mail', 'a=2Eb', 'a.b'],
    ['a blank as in a web address stays', 'a%20b*', 'a%20b'],
    ['a dot of another script', 'a。b', 'a.b'],
    ['a dot between letters', 'a·b', 'a.b'],
    ['a slash that is none', 'a⁄b', 'a/b'],
    ['a colon that is none', 'a：b', 'a:b'],
    ['wide letters', 'ａｂ', 'ab'],
    ['what nobody sees', 'a\u200bb', 'ab'],
    ['a comment', 'a<!-- x -->b&', 'ab&'],
    ['a comment over two lines', 'a<!-- x\ny -->b&', 'ab&'],
    ['a tag', 'a<b class="c">b&', 'ab&'],
    ['marks of emphasis', 'a**b**_c_`d`~~e', 'abcde'],
    ['an escaped sign', 'a\\.b', 'a.b'],
    ['an escaped letter stays', 'a\\nb*', 'a\\nb'],
    ['accents', 'ábç', 'abc'],
  ])('%s', (_sentence, text, expected) => {
    expect(readings(text)).toContain(expected)
    expect(readings(text)).not.toContain(text)
  })

  test.each(['', 'plain words.', 'a-b (c) <d> [e] {f}'])('%j has one reading', (text) => {
    expect(readings(text)).toEqual([])
  })

  test('each reading once', () => {
    expect(readings('a&#46;b')).toEqual(['a.b'])
    expect(readings('a•')).toEqual([])
  })
})

describe('what may be linked to', () => {
  const sender = {
    name: 'Tom',
    email: 'Tom@Daybook.example',
    company: 'N',
    domain: 'daybook.example',
    about: '',
  }
  const links = (
    make: typeof linksOfMail,
    account: object,
    linkHosts: readonly string[] = ['Docs.Other.example'],
  ) => {
    const { hosts, addresses, named } = make({ sender, linkHosts, dossier: dossierOf(account) })
    return { hosts: [...hosts].toSorted(), addresses: [...addresses].toSorted(), named: [...named] }
  }
  const ours = ['daybook.example', 'docs.other.example', 'www.daybook.example']
  test('in a message: allowed hosts, our own domain and our own address', () => {
    expect(links(linksOfMail, {})).toEqual({ hosts: ours, addresses: ['tom@daybook.example'], named: [] })
    expect(links(linksOfMail, {}, ['no host']).hosts).toEqual(['daybook.example', 'www.daybook.example'])
  })

  test.each<[string, object, string[]]>([
    ['its domain', { name: 'Acme.example', domain: 'acme.example' }, ['acme.example']],
    [
      'its website',
      { name: 'Acme.example', domain: null, website: 'https://acme.example/x' },
      ['acme.example'],
    ],
    ['its website with www', { name: 'www.acme.example', domain: 'acme.example' }, ['www.acme.example']],
    ['something else', { name: 'Acme.example', domain: 'b.example' }, []],
    ['no host', { name: 'Acme Robotics', domain: 'acme.example' }, []],
    ['nothing', { name: null, domain: 'acme.example' }, []],
  ])('an account that is called like %s', (_sentence, account, named) => {
    expect(links(linksOfMail, account).named).toEqual(named)
  })

  test('in what is kept also the account’s hosts and its people’s addresses', () => {
    const account = { domain: 'acme.example', website: 'http://www.müller.example' }
    expect(links(linksOfRecord, account)).toEqual({
      hosts: [
        'acme.example',
        ...ours.slice(0, 2),
        'www.acme.example',
        'www.daybook.example',
        'www.xn--mller-kva.example',
        'xn--mller-kva.example',
      ],
      addresses: ['anna@acme.example', 'tom@daybook.example'],
      named: [],
    })
  })
})

test.each([
  ['=?utf-8?B?QmNj?=', 'an encoded word: “=?utf-8?B?QmNj?=”'],
  ['Hi =?iso-8859-1?q?a?=', 'an encoded word: “Hi =?iso-8859-1?q?a?=”'],
])('a header %j holds an encoded word', (text, found) => {
  expect(headerFaultIn(text)).toEqual({
    needed: 'a header in plain words',
    found,
    start: 0,
    end: text.length,
  })
})
test.each(['a=?b', '=?utf-8?x?a?=', '=? ?q?', 'what =?'])('a header %j holds none', (text) => {
  expect(headerFaultIn(text)).toBeUndefined()
})
test('a break in a header is marked, with what stands around it', () => {
  const text = `${'a'.repeat(20)}\n${'b'.repeat(40)}`
  expect(headerFaultIn(text)).toEqual({
    needed: 'a header without line breaks or controls',
    found: `“${'a'.repeat(12)}[U+000A]${'b'.repeat(29)}”`,
    start: 20,
    end: 21,
  })
})

test('at most 80 characters of a text are shown', () => {
  expect(visible('x'.repeat(80))).toBe(`“${'x'.repeat(80)}”`)
  expect(visible('x'.repeat(81))).toBe(`“${'x'.repeat(80)}…”`)
})
