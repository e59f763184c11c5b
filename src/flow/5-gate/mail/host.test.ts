import { describe, expect, test } from 'vitest'
import { plainAddress, sameMailbox } from './address.ts'
import { asciiHost, looksLikeAnother, unicodeHost, withParents } from './host.ts'
import { isRoleMailbox } from './role-address.ts'

test.each([
  ['acme.example', 'acme.example'],
  [' ACME.Example. ', 'acme.example'],
  ['acme。example。', 'acme.example'],
  ['müller.example', 'xn--mller-kva.example'],
  ['1.2.3.4', '1.2.3.4'],
  ['acme', 'acme'],
  ['', undefined],
  [' . ', undefined],
  ['acme example', undefined],
  ['acme.example/x', undefined],
  ['acme.example:80', undefined],
  ['a@acme.example', undefined],
  ['acme.example?x', undefined],
  ['acme%2eexample', undefined],
  ['[::1]', undefined],
  ['999.1.1.1', undefined],
])('the host %s is %s', (written, expected) => {
  expect(asciiHost(written)).toBe(expected)
  // Asked again, it is remembered.
  expect(asciiHost(written)).toBe(expected)
})

test.each([
  ['mail.acme.example', ['mail.acme.example', 'acme.example']],
  ['acme.example', ['acme.example']],
  ['a.b.c.example', ['a.b.c.example', 'b.c.example', 'c.example']],
  ['example', []],
])('%s and what lies above it', (host, expected) => {
  expect(withParents(host)).toEqual(expected)
})

// Names of RFC 3492 and of the registries; all of them stand for letters.
test.each([
  ['xn--mller-kva.example', 'müller.example'],
  ['xn--bcher-kva.xn--fiqs8s', 'bücher.中国'],
  ['xn--80ak6aa92e.com', 'аррӏе.com'],
  ['xn--ihqwcrb4cv8a8dqg056pqjye', '他们为什么不说中文'],
  ['xn--wgv71a119e', '日本語'],
  ['xn--n3h', '☃'],
  ['xn--ls8h', '💩'],
  ['xn--maana-pta', 'mañana'],
  ['xn--d1abbgf6aiiy.xn--p1ai', 'президент.рф'],
  ['acme.example', 'acme.example'],
  ['xn--\u00e9', 'xn--\u00e9'],
  ['xn--99999999', 'xn--99999999'],
  ['xn--a-', 'a'],
  ['xn--a:', 'xn--a:'],
])('%s is written %s', (host, expected) => {
  expect(unicodeHost(host)).toBe(expected)
})

describe('a host that looks like another one', () => {
  test.each([
    ['acme.example', false],
    ['ACME-2.example', false],
    ['müller.example', false],
    ['dvořák.example', false],
    ['bücher.中国', false],
    ['日本語.jp', false],
    ['пример.рф', false],
    ['ελλάδα.ελ', false],
    ['пример.com', true],
    ['аcme.example', true],
    ['ελλάδα.com', true],
    ['асме.example', true],
    ['ɑcme.example', true],
    ['аррӏе.com', true],
    ['xn--80ak6aa92e.com', true],
    ['שלום.com', false],
    ['xn--99999999.com', true],
    ['acme☃.example', true],
    ['123.example', false],
    ['שسل.com', true],
    ['bad host.example', true],
  ])('%s: %j', (host, expected) => {
    expect(looksLikeAnother(host)).toBe(expected)
  })
})

describe('one plain address', () => {
  test.each([
    ['anna@acme.example', 'anna', 'acme.example'],
    ['Anna.Berg+crm@ACME.Example', 'anna.berg+crm', 'acme.example'],
    ["o'brien@acme.example", "o'brien", 'acme.example'],
    ['anna@müller.example', 'anna', 'xn--mller-kva.example'],
    [`${'a'.repeat(64)}@acme.example`, 'a'.repeat(64), 'acme.example'],
    [`a@${'b'.repeat(63)}.example`, 'a', `${'b'.repeat(63)}.example`],
  ])('%s', (text, local, domain) => {
    expect(plainAddress(text)).toEqual({ kind: 'address', local, domain })
  })

  const [local, domain] = ['its mailbox is not a plain one', 'its domain is none']
  test.each([
    ['anna', 'it has no @'],
    ['', 'it has no @'],
    ['@acme.example', local],
    ['.anna@acme.example', local],
    ['anna..b@acme.example', local],
    ['anna%x@acme.example', local],
    ['anna!x@acme.example', local],
    [`${'a'.repeat(65)}@acme.example`, local],
    ['änna@acme.example', 'its mailbox is not written in plain letters'],
    ['anna@', domain],
    ['anna@acme', domain],
    ['anna@1.2.3.4', domain],
    ['anna@acme.e', domain],
    ['anna@-acme.example', domain],
    ['anna@acme-.example', domain],
    [`a@${'b'.repeat(64)}.example`, domain],
    [`a@${'b.'.repeat(124)}example`, domain],
    ['anna@acme:80', domain],
    ['anna@пример.com', 'its domain looks like another one'],
    ['a@b@acme.example', 'it holds more than one @'],
    ['anna berg@acme.example', 'a space stands in it'],
    ['anna(x)@acme.example', 'quotes, brackets or a comment stand in it'],
    ['"anna"@acme.example', 'quotes, brackets or a comment stand in it'],
    ['mailto:anna@acme.example', 'it is a link'],
    ['anna@acme.example;b@c.example', 'it holds more than one address'],
    ['Anna <anna@acme.example>', 'a display name or angle brackets stand in it'],
    ['anna\n@acme.example', 'a control character stands in it'],
    ['an\u200bna@acme.example', 'an invisible character stands in it'],
  ])('not %s', (text, why) => {
    expect(plainAddress(text)).toEqual({ kind: 'not-plain', why })
  })
})

test.each([
  ['Anna+News@ACME.example', 'anna@acme.example', true],
  [' anna@acme.example ', 'anna@acme.example', true],
  ['ａnna@acme.example', 'anna@acme.example', true],
  ['anna@müller.example', 'anna@xn--mller-kva.example', true],
  ['anna+a+b@acme.example', 'anna@acme.example', true],
  ['anna@acme.example', 'anna@b.example', false],
  ['anna@acme.example', 'ann@acme.example', false],
  ['@acme.example', 'acme.example', true],
  ['anna@no host', 'anna@no  host', false],
])('%s and %s are one mailbox: %j', (one, other, expected) => {
  expect(sameMailbox(one) === sameMailbox(other)).toBe(expected)
})

describe('whose mailbox it is', () => {
  test.each<[string, string[], boolean]>([
    ['info', [], true],
    ['info+x', [], true],
    ['sales2', [], true],
    ['no-reply', [], true],
    ['no.reply', [], true],
    ['sales.uk', [], true],
    ['sales_team', [], true],
    ['support-emea-2', [], true],
    ['uk.emea', [], false],
    ['uk', [], false],
    ['anna', [], false],
    ['mark.sales', [], false],
    ['inf2o', [], false],
    ['sales..uk', [], true],
    ['infomann', [], false],
    ['post', ['Post'], false],
    ['post', ['Anna', 'Post'], false],
    ['post2', ['Post'], false],
    ['post', ['Anna'], true],
    ['post', [], true],
    ['info', ['Info'], true],
    ['buro', [], true],
    ['', [], false],
  ])('%s of %j is a function’s: %j', (local, owners, expected) => {
    expect(isRoleMailbox(local, owners)).toBe(expected)
  })
})
