import { describe, expect, test } from 'vitest'
import { linkIn } from './link-fault.ts'
import { linksIn } from './links.ts'
import { spelledLink } from './spelled-link.ts'

const found = (text: string) =>
  linksIn(text).map(({ raw, kind, host, isBare, carries }) =>
    [kind, raw, host ?? '-', ...(isBare ? ['bare'] : []), ...(carries ? ['carries'] : [])].join(' '),
  )

describe('what a program or a reader would follow', () => {
  test.each<[string, string[]]>([
    ['See acme.example now.', ['web acme.example acme.example bare']],
    ['See acme.example/a/b.', ['web acme.example/a/b acme.example']],
    ['See ACME.Example, please', ['web ACME.Example acme.example bare']],
    ['(https://acme.example)', ['web https://acme.example acme.example']],
    ['https://acme.example/a?b=c', ['web https://acme.example/a?b=c acme.example carries']],
    ['https://acme.example/a?', ['web https://acme.example/a acme.example']],
    ['https://acme.example:8443/a', ['web https://acme.example:8443/a acme.example carries']],
    [
      'https://a@acme.example/',
      ['web https://a@acme.example/ acme.example carries', 'mail //a@acme.example acme.example bare'],
    ],
    [
      'https://a:b@acme.example/',
      ['web https://a:b@acme.example/ acme.example carries', 'mail b@acme.example acme.example bare'],
    ],
    [
      'https://:b@acme.example/',
      ['web https://:b@acme.example/ acme.example carries', 'mail b@acme.example acme.example bare'],
    ],
    ['https://acme.example\\x', ['web https://acme.example\\x acme.example carries']],
    ['acme.example:8080/x', ['web acme.example:8080/x acme.example carries', 'other example:8080/x -']],
    ['a.b.acme.example:8080', ['web a.b.acme.example:8080 a.b.acme.example carries']],
    ['(see acme.example).', ['web acme.example acme.example bare']],
    ['“acme.example?!”', ['web acme.example acme.example bare']],
    ['ftp://acme.example/x', ['other ftp://acme.example/x -']],
    ['javascript:run', ['other javascript:run -']],
    ['write to Bob@Acme.example!', ['mail Bob@Acme.example acme.example bare']],
    ['a@b.example and c.example', ['mail a@b.example b.example bare', 'web c.example c.example bare']],
    ['c.example, then a@b.example', ['web c.example c.example bare', 'mail a@b.example b.example bare']],
    ['//evil/x', ['other //evil/x -']],
    ['1.2.3.4', ['other 1.2.3.4 - bare']],
    ['localhost:3000', ['other localhost:3000 -']],
    ['see müller.example', ['web müller.example xn--mller-kva.example bare']],
    [
      'acme.example acme.example',
      ['web acme.example acme.example bare', 'web acme.example acme.example bare'],
    ],
    ['https://999.1.1.1/', ['other https://999.1.1.1/ - carries']],
  ])('%s', (text, expected) => {
    expect(found(text)).toEqual(expected)
  })

  test.each([
    'no link at all',
    'a sentence. Another one.',
    'the team.We grew',
    'report.pdf and a.JS',
    'ASP.NET and asp.net',
    'z.B. or d.h. or i.e.',
    'u.a.m. and so on',
    'from 10.30 on',
    '3.Quartal and 10.am',
    'version 2.10.1',
    'u.a.am Montag',
    'see x.qq now',
    'my.report.pdf',
    'the team.Our plan',
    'a/b and 24/7',
  ])('%s: none', (text) => {
    expect(found(text)).toEqual([])
  })

  test.each([
    ['the team.Io grew', 'team.Io'],
    ['see 3.de now', '3.de'],
    ['see x.io now', 'x.io'],
    ['see ab.qq now', 'ab.qq'],
    ['see 3.acme.am now', '3.acme.am'],
    ['see a3.am now', 'a3.am'],
    ['see 3a.am now', '3a.am'],
    ['see team.WeGrew now', 'team.WeGrew'],
    ['see team.iOs now', 'team.iOs'],
    ['see teaM.Our now', 'teaM.Our'],
  ])('%s: a host that only looks like something else', (text, raw) => {
    expect(linksIn(text).map((link) => link.raw)).toEqual([raw])
  })
})

describe('what is wrong with a link', () => {
  const allowed = {
    hosts: new Set(['docs.example']),
    addresses: new Set(['tom@daybook.example']),
    named: new Set(['cal.com']),
  }
  const needed = 'links to allowed hosts only, without anything that is carried along'
  test.each([
    ['See https://docs.example/a and Tom@Daybook.example.', undefined],
    ['Write to any@docs.example.', undefined],
    ['How does cal.com plan?', undefined],
    ['How does cal.com/x plan?', 'the link “cal.com/x” to cal.com'],
    [
      'See https://docs.example/a?b=c now',
      'the link “https://docs.example/a?b=c”, which carries more than a path',
    ],
    ['See ftp://docs.example/a now', 'the link “ftp://docs.example/a”'],
    ['Write to eve@daybook.example now', 'the address “eve@daybook.example”'],
    ['See docs.example, then evil.example now', 'the link “evil.example” to evil.example'],
    ['See evil dot com now', 'a link in words: “evil dot com”'],
    ['See evil&#46;example now', 'hidden by its spelling, the link “evil.example” to evil.example'],
    ['See evil &#100;ot com now', 'a link in words: “See evil dot com now”'],
  ])('%s', (text, expected) => {
    expect(linkIn(text, allowed)?.found).toBe(expected)
    if (expected !== undefined) expect(linkIn(text, allowed)?.needed).toBe(needed)
  })

  test.each<[string, string | undefined]>([
    ['You can read more about our plan at evil.example.', 'You can read more about our plan.'],
    ['You can read more about our plan: evil.example', 'You can read more about our plan.'],
    ['You can read more, see evil.example!', 'You can read more!'],
    ['Our plan (evil.example) helps teams like yours.', 'Our plan helps teams like yours.'],
    ['Our plan ( evil.example ) helps teams', 'Our plan helps teams'],
    ['Read more evil.example.', undefined],
    ['What evil.example says helps teams like yours.', undefined],
    ['You can read more at evil.example or b.example.', undefined],
    ['evil.example', undefined],
    ['You see docs.example and more at evil.example', undefined],
  ])('%s without its link', (text, expected) => {
    expect(linkIn(text, allowed)?.rest).toBe(expected)
  })

  test('its place is marked, and the whole text where it is hidden', () => {
    expect(linkIn('See evil.example now', allowed)).toMatchObject({ start: 4, end: 16 })
    expect(linkIn('See evil&#46;example now', allowed)).toMatchObject({ start: 0, end: 24 })
    expect(linkIn('See evil dot com now', allowed)).toMatchObject({ start: 4, end: 16 })
  })
})

describe('a link in words', () => {
  test.each([
    ['See evil dot com now', 'evil dot com'],
    ['See evil[.]com now', 'evil[.]com'],
    ['See evil (dot) com now', 'evil (dot) com'],
    ['See evil punkt com now', 'evil punkt com'],
    ['See evil. com/x now', 'evil. com'],
    ['See evil .com now', 'evil .com'],
    ['See www evil com now', 'www evil com'],
    ['See hxxps://evil now', 'hxxps://'],
    ['See h t t p : / / x now', 'h t t p : / /'],
    ['See java script:x now', 'java script:x'],
    ['See eve (at) evil.com now', 'eve (at) evil.c'],
    ['See eve at evil dot com now', 'evil dot com'],
    ['See e v i l . c o m now', 'e v i l . c o m'],
  ])('%s', (text, expected) => {
    const place = spelledLink(text)
    expect(place && text.slice(place.start, place.end)).toBe(expected)
  })

  test.each([
    'the dot com era',
    'evil dot com bubble',
    'in the dot com business',
    'a b c d e f g',
    'look (at) it',
  ])('%s is none', (text) => {
    expect(spelledLink(text)).toBeUndefined()
  })
})
