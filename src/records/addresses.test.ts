import { expect, test } from 'vitest'
import { addressForms, domainForms } from './addresses.ts'

test.each([
  ['acme.example', ['acme.example']],
  ['WWW.Acme.example', ['acme.example']],
  ['https://mail.acme.example/path?x=1', ['mail.acme.example', 'acme.example']],
  ['Anna@Mail.Acme.example', ['mail.acme.example', 'acme.example']],
  ['acme.example.', ['acme.example']],
  ['acme', []],
  ['', []],
])('the domains of %j are %j', (text, expected) => {
  expect(domainForms(text)).toEqual(expected)
})

test.each([
  [' Anna@Acme.example ', ['anna@acme.example']],
  ['anna+crm@acme.example', ['anna+crm@acme.example', 'anna@acme.example']],
])('the mailbox %j may be listed as %j', (email, expected) => {
  expect(addressForms(email)).toEqual(expected)
})
