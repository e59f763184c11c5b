import { describe, expect, test } from 'vitest'
import { domainOf, domainOfEmail, emailOf } from './domain.ts'

describe('whose domain a website is', () => {
  test.each([
    ['a plain address', 'https://acme.com', 'Acme', 'acme.com'],
    [
      'www, capitals, path, query and fragment fall away',
      'HTTP://WWW.Acme.COM/de/?utm_source=x#top',
      'Acme',
      'acme.com',
    ],
    ['no scheme', 'acme.io', 'Acme', 'acme.io'],
    ['blanks around', '  https://acme.com \t', 'Acme', 'acme.com'],
    ['a sub-domain belongs to the registrable one', 'https://app.shop.acme.com', 'Acme', 'acme.com'],
    ['two-level public endings', 'http://www.acme.com.br', 'Acme', 'acme.com.br'],
    ['… and another', 'https://shop.acme.co.in/x', 'Acme', 'acme.co.in'],
    ['a port', 'http://acme.com:8080', 'Acme', 'acme.com'],
    ['letters beyond ASCII in one spelling', 'https://münchen.de', 'München', 'xn--mnchen-3ya.de'],
    ['a mistyped scheme', 'htp://acme.com', 'Acme', 'acme.com'],
    ['names kept for tests', 'https://acme.example', 'Acme', 'acme.example'],
    ['a suffix that sells names like a registry', 'acme.uk.com', 'Acme', 'acme.uk.com'],
    ['a trailing dot', 'https://acme.com./', 'Acme', 'acme.com'],
    ['who owns a shared host', 'https://www.ycombinator.com/', 'Y Combinator', 'ycombinator.com'],
    ['… by its name', 'https://producthunt.com', 'Product Hunt', 'producthunt.com'],
    ['… with a legal form', 'https://www.amazon.com', 'Amazon.com, Inc.', 'amazon.com'],
    ['a site builder itself', 'http://weebly.com', 'Weebly', 'weebly.com'],
    ['… and another', 'https://webflow.com', 'Webflow', 'webflow.com'],
    ['… and a publisher', 'https://substack.com', 'Substack', 'substack.com'],
    ['… even on a private suffix', 'https://webflow.io', 'Webflow', 'webflow.io'],
  ])('%s', (_sentence, cell, name, domain) => {
    expect(domainOf(cell, name)).toMatchObject({ kind: 'owned', domain })
  })

  test.each([
    ['https://github.com/acme', 'Acme'],
    ['https://acme.webflow.io', 'Acme'],
    ['https://acme.github.io/site', 'Acme'],
    ['https://googleblog.blogspot.com', 'Google Blog'],
    ['https://sites.google.com/view/acme', 'Acme'],
    ['https://play.google.com/store/apps/details?id=com.acme', 'Acme'],
    ['https://apps.apple.com/app/acme', 'Acme'],
    ['https://itunes.apple.com/us/app/acme', 'Acme'],
    ['linktr.ee/acme', 'Acme'],
    ['https://angel.co/acme', 'Acme'],
    ['https://www.crunchbase.com/organization/acme', 'Acme'],
    ['https://www.facebook.com/acme', 'Acme'],
    ['http://m.me/acme', 'Acme'],
    ['https://lnkd.in/abc', 'Acme'],
    ['https://www.linkedin.com/company/acme', 'LinkedIn'],
    ['https://www.producthunt.com/posts/acme', 'Product Hunt'],
    ['https://www.ycombinator.com', 'Startup School'],
    ['https://acme.substack.com', 'Substack'],
    ['https://acme.weebly.com', 'Acme'],
  ])("%s is nobody's for %s", (cell, name) => {
    expect(domainOf(cell, name).kind).toBe('shared')
  })

  test.each([
    ['http://'],
    ['https://'],
    ['http://url'],
    ['https://a.com https://b.com'],
    ['https://a.com, https://b.com'],
    ['n/a'],
    ['coming soon'],
    ['localhost'],
    ['10.0.0.1'],
    ['http://[::1]/'],
    ['acme.notatld'],
    ['jo@acme.com'],
    ['mailto:jo@acme.com'],
    ['com'],
    ['co.uk'],
    ['ftp://acme.com'],
    ['https://%zz'],
  ])('%s says nothing', (cell) => {
    expect(domainOf(cell, 'Acme').kind).toBe('unusable')
  })
})

test.each([
  ['Jo@Acme.Example', 'jo@acme.example'],
  ['  jo@acme.example ', 'jo@acme.example'],
  ['Jo Doe <Jo@acme.example>', 'jo@acme.example'],
  ['mailto:jo@acme.example', 'jo@acme.example'],
  ['jo+tag@acme.example', 'jo+tag@acme.example'],
  ['jo@acme', undefined],
  ['jo acme.example', undefined],
  ['a@b.example, c@d.example', undefined],
  ['a@b.example;c@d.example', undefined],
  ['@acme.example', undefined],
])('the address in %s', (cell, address) => {
  expect(emailOf(cell)).toBe(address)
})

test.each([
  ['jo@mail.acme.example', 'acme.example'],
  ['jo@acme.co.uk', 'acme.co.uk'],
  ['jo@gmail.com', undefined],
  ['jo@googlemail.com', undefined],
  ['jo@acme.github.io', undefined],
])('the company behind %s', (address, domain) => {
  expect(domainOfEmail(address)).toBe(domain)
})
