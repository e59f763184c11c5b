import { describe, expect, test } from 'vitest'
import type { VendorAnswer } from '#ports/enrichment.ts'
import { aboutTheRightOne } from './about.ts'

const question = (domain: string | undefined, name?: string, alsoKnownAs: string[] = []) => ({
  domain,
  name,
  alsoKnownAs,
  fields: ['employees'],
})
const answer = (domain?: string, name?: string): VendorAnswer => ({
  about: { domain, name },
  claims: [],
  microUsd: 30,
  ref: 'r',
})
const isRight = (asked: ReturnType<typeof question>, given: VendorAnswer): boolean => {
  try {
    return aboutTheRightOne('atlas', asked, given) === given
  } catch {
    return false
  }
}

describe('an answer is about the company asked for', () => {
  test.each([
    ['the same domain', question('acme.example'), answer('acme.example')],
    [
      'the same domain, otherwise spelled',
      question('acme.example'),
      answer('https://www.Acme.example/', 'Acme'),
    ],
    [
      'the same domain and name',
      question('acme.example', 'Acme Ltd'),
      answer('acme.example', 'ACME Limited'),
    ],
    [
      'a name in full',
      question('acme.example', 'Acme'),
      answer('acme.example', 'Acme Robotics Holding GmbH'),
    ],
    ['accents left out', question('kelvaro.example', 'Kélvärö Works'), answer('kelvaro.example', 'kelvaro')],
    [
      'a name in two scripts',
      question('kelvaro.example', '株式会社Kelvaro物流'),
      answer('kelvaro.example', 'Kelvaro'),
    ],
    ['words written together', question('a.example', 'Harbor Lantern'), answer('a.example', 'HarborLantern')],
    [
      'a name it had before',
      question('a.example', 'Nova Grid', ['Halden Works']),
      answer('a.example', 'Halden'),
    ],
    ['no domain asked, the same name', question(undefined, 'Acme Robotics'), answer('acme.example', 'acme')],
    [
      'nothing distinctive, the same words',
      question('a.example', 'The Group'),
      answer('a.example', 'the group'),
    ],
  ])('%s', (_sentence, asked, given) => {
    expect(isRight(asked, given)).toBe(true)
  })
})

describe('an answer is about another company', () => {
  test.each([
    ['another domain', question('acme.example', 'Acme'), answer('acme-tools.example', 'Acme')],
    ['another ending', question('acme.example'), answer('acme.test')],
    ['no domain, though one was asked for', question('acme.example', 'Acme'), answer(undefined, 'Acme')],
    ['the domain and a stranger’s name', question('acme.example', 'Acme'), answer('acme.example', 'Globex')],
    [
      'names that share a common word only',
      question('a.example', 'Acme Group'),
      answer('a.example', 'Globex Group'),
    ],
    ['no domain asked and another name', question(undefined, 'Acme'), answer('globex.example', 'Globex')],
    ['no domain asked and no name given', question(undefined, 'Acme'), answer('acme.example')],
    [
      'nothing distinctive, other words',
      question('a.example', 'The Group'),
      answer('a.example', 'The Company'),
    ],
  ])('%s', (_sentence, asked, given) => {
    expect(isRight(asked, given)).toBe(false)
  })

  test('it is a fault that is not tried again, names nobody, and cost what it cost', () => {
    expect(() => aboutTheRightOne('atlas', question('a.example'), answer('b.example', 'Secret Co'))).toThrow(
      expect.objectContaining({
        message: 'atlas answered about another company',
        kind: 'nonsense',
        isFinal: true,
        microUsd: 30,
      }),
    )
  })
})
