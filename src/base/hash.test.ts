import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { canonicalJson } from './canonical.ts'
import { idOf } from './hash.ts'
import { sha256 } from './sha256.ts'

describe('sha256', () => {
  test.each([
    ['the empty text', '', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
    ['abc', 'abc', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
  ])('%s has the standard digest', (_what, text, digest) => {
    expect(sha256(text)).toBe(digest)
  })

  test('any text, any length: the same digest as node:crypto', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (text) => {
        expect(sha256(text)).toBe(createHash('sha256').update(text, 'utf8').digest('hex'))
      }),
      { numRuns: 300, seed: 1 },
    )
  })
})

describe('canonical JSON', () => {
  test('the order in which keys were written does not matter', () => {
    expect(canonicalJson({ b: 1, a: [{ d: 2, c: undefined }] })).toBe('{"a":[{"d":2}],"b":1}')
    expect(idOf('x', { b: 1, a: 2 })).toBe(idOf('x', { a: 2, b: 1 }))
  })
})
