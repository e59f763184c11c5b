import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Account } from '#records/account.ts'
import type { Fields } from '#records/fields.ts'
import { attach } from './attach.ts'
import { changeOf } from './diff.ts'
import { candidateOf, decideAccount, identityOf, isFurtherKey } from './identity.ts'
import { pairsOf } from './pairs.ts'
import type { Row } from './row.ts'
import { SeenTexts } from './seen.ts'

const at = '2026-11-01T00:00:00.000Z'
const account = (id: string, key: string, fields: Fields = {}) =>
  Account.parse({ id, key, version: '1', ownerId: null, createdAt: at, updatedAt: at, fields, marks: {} })
const row = (said: Record<string, string>, fields: Fields): Row => ({
  row: 2,
  line: 2,
  said,
  fields,
  cells: new Map(),
  remarks: [],
  size: 0,
})
/** `further`: the keys that other sources gave the accounts, by account. */
const further: Readonly<Record<string, readonly string[]>> = { joined: ['yc:1'] }
const decide = (said: Record<string, string>, fields: Fields, accounts: readonly Account[]) => {
  const candidates = accounts.map((one) => candidateOf(one, further[one.id] ?? []))
  const identity = identityOf(row(said, fields), 'yc')
  return identity === undefined ? 'none' : (decideAccount(identity, candidates)?.account.id ?? 'new')
}
const acme = { name: 'Acme', domain: 'acme.example' }

describe('which account a row means', () => {
  test.each<[string, Record<string, string>, Fields, Account[], string]>([
    ['its own key', { key: '1' }, acme, [account('a', 'yc:1')], 'a'],
    [
      'its own key, whatever it is called now',
      { key: '1' },
      { name: 'New', domain: 'new.example' },
      [account('a', 'yc:1', acme)],
      'a',
    ],
    [
      'a domain, while the account has no key of this source',
      { key: '1' },
      acme,
      [account('a', 'hubspot:9', acme)],
      'a',
    ],
    [
      'not a domain whose account has another key of this source',
      { key: '2' },
      acme,
      [account('a', 'yc:1', acme)],
      'new',
    ],
    [
      'nor one that took another key of this source later',
      { key: '2' },
      acme,
      [account('joined', 'hubspot:9', acme)],
      'new',
    ],
    ['a key it took later', { key: '1' }, acme, [account('joined', 'hubspot:9', acme)], 'joined'],
    [
      'the key before the domain',
      { key: '1' },
      acme,
      [account('b', 'domain:acme.example', acme), account('a', 'yc:1')],
      'a',
    ],
    ['a domain, for a row without a key', {}, acme, [account('a', 'yc:1', acme)], 'a'],
    ['never a name', { key: '1' }, { name: 'Acme' }, [account('a', 'hubspot:9', { name: 'Acme' })], 'new'],
    [
      'nor a former name',
      { key: '1' },
      { name: 'Acme' },
      [account('a', 'hubspot:9', { formerNames: ['Acme'] })],
      'new',
    ],
    [
      'two with the domain: the one of that name',
      {},
      acme,
      [account('a', 'yc:1', { ...acme, name: 'Beta' }), account('b', 'yc:2', acme)],
      'b',
    ],
    [
      'two with domain and name: neither',
      {},
      acme,
      [account('a', 'yc:1', acme), account('b', 'yc:2', acme)],
      'new',
    ],
    [
      'a row with a name alone finds itself again',
      {},
      { name: 'ACME ' },
      [account('a', 'yc:name=acme')],
      'a',
    ],
    ['nothing to go by', {}, { city: 'Bonn' }, [], 'none'],
  ])('%s', (_sentence, said, fields, candidates, expected) => {
    expect(decide(said, fields, candidates)).toBe(expected)
  })

  test.each<[string, string, boolean]>([
    ['an account of another source remembers the key', 'hubspot:9', true],
    ['its own key needs no remembering', 'yc:1', false],
  ])('%s', (_sentence, key, isFurther) => {
    const identity = identityOf(row({ key: '1' }, acme), 'yc')
    if (identity === undefined) throw new Error('no identity')
    expect(isFurtherKey(identity, candidateOf(account('a', key), []))).toBe(isFurther)
  })
})

describe('what a row changes', () => {
  const now = { at: '2026-11-21T00:00:00.000Z', isDated: false, isRepeat: false }
  const mark = (by: 'import' | 'person' | 'agent', when = at) => ({ marks: { city: { at: when, by } } })
  const bonn = { fields: { city: 'Bonn' } }
  const cases: [
    string,
    { fields: Fields; marks: Account['marks'] },
    Fields,
    Partial<typeof now>,
    Fields,
    string[],
  ][] = [
    ['an empty field is filled', { fields: {}, marks: {} }, { city: 'Ulm' }, {}, { city: 'Ulm' }, []],
    ['an equal value is not written', { ...bonn, ...mark('import') }, { city: 'Bonn' }, {}, {}, []],
    ['an equal list is not written', { fields: { l: ['a', 'b'] }, marks: {} }, { l: ['a', 'b'] }, {}, {}, []],
    [
      'another value replaces an imported one',
      { ...bonn, ...mark('import') },
      { city: 'Ulm' },
      {},
      { city: 'Ulm' },
      [],
    ],
    ['an absent cell clears nothing', { ...bonn, ...mark('import') }, {}, {}, {}, []],
    [
      'a repeated row contradicts nothing',
      { ...bonn, ...mark('import') },
      { city: 'Ulm', zip: '1' },
      { isRepeat: true },
      { zip: '1' },
      ['doubtful'],
    ],
    [
      'an older value replaces no newer one',
      { ...bonn, ...mark('import') },
      { city: 'Ulm' },
      { isDated: true, at: '2026-10-01T00:00:00.000Z' },
      {},
      ['note'],
    ],
    [
      "a newer one does, also a person's",
      { ...bonn, ...mark('person') },
      { city: 'Ulm' },
      { isDated: true },
      { city: 'Ulm' },
      [],
    ],
    [
      "without a date a person's value stays",
      { ...bonn, ...mark('person') },
      { city: 'Ulm' },
      {},
      {},
      ['doubtful'],
    ],
    ['… and ours', { ...bonn, ...mark('agent') }, { city: 'Ulm' }, {}, {}, ['doubtful']],
  ]
  test.each(cases)('%s', (_sentence, record, fields, rules, changed, severities) => {
    const change = changeOf(record, row({}, fields), { ...now, ...rules })
    expect([change.fields, change.remarks.map(({ severity }) => severity)]).toEqual([changed, severities])
  })
})

describe('pairs that may be one company', () => {
  test.each<[string, Account[], string[]]>([
    [
      'a common domain',
      [account('b', 'yc:2', acme), account('a', 'yc:1', { ...acme, name: 'Beta' })],
      ['b a same-domain'],
    ],
    [
      'a common name, folded',
      [account('a', 'yc:1', { name: 'Apollo' }), account('b', 'yc:2', { name: 'APOLLO ' })],
      ['b a same-name'],
    ],
    [
      'a name in another form of Unicode',
      [account('a', 'yc:1', { name: 'A\u00a0B' }), account('b', 'yc:2', { name: 'a b' })],
      ['b a same-name'],
    ],
    [
      'both: said once, by domain',
      [account('a', 'yc:1', acme), account('b', 'yc:2', acme)],
      ['b a same-domain'],
    ],
    [
      'three of a name',
      ['a', 'b', 'c'].map((id) => account(id, id, { name: 'Eden' })),
      ['b a same-name', 'c a same-name', 'c b same-name'],
    ],
    ['no name and no domain', [account('a', 'yc:1'), account('b', 'yc:2')], []],
    ['one account found twice', [account('a', 'yc:1', acme), account('a', 'yc:1', acme)], []],
    [
      'a name of a crowd says nothing',
      Array.from({ length: 11 }, (_, i) => account(`a${i}`, `k${i}`, { name: 'Unknown' })),
      [],
    ],
  ])('%s', (_sentence, accounts, pairs) => {
    const shown = pairsOf(accounts).map(
      ({ accountId, duplicateOf, reason }) => `${accountId} ${duplicateOf} ${reason}`,
    )
    expect(shown.toSorted()).toEqual(pairs)
  })

  test('do not depend on the order of rows', () => {
    const name = fc.constantFrom('Acme', 'acme', 'Beta', '')
    const domain = fc.constantFrom('acme.example', 'beta.example', '')
    fc.assert(
      fc.property(fc.array(fc.tuple(name, domain), { maxLength: 8 }), (list) => {
        const accounts = list.map(([n, d], i) => account(`a${i}`, `k${i}`, { name: n, domain: d }))
        const key = (pairs: readonly unknown[]) => pairs.map((pair) => JSON.stringify(pair)).toSorted().length
        expect(key(pairsOf(accounts.toReversed()))).toEqual(key(pairsOf(accounts)))
      }),
      { seed: 3, numRuns: 200 },
    )
  })
})

describe('which account a person or deal belongs to', () => {
  const none = { key: undefined, domain: undefined, name: undefined, mailDomain: undefined }
  const book = [
    account('a', 'yc:1', { name: 'Acme', domain: 'acme.example' }),
    account('b', 'yc:2', { name: 'Acme', domain: 'acme.test' }),
    account('c', 'yc:3', { name: 'Beta' }),
  ]
  test.each([
    ['by key', { ...none, key: 'yc:3', domain: 'acme.example' }, 'c'],
    ['by domain', { ...none, domain: 'acme.test' }, 'b'],
    ['by name', { ...none, name: 'beta' }, 'c'],
    ['by mail', { ...none, mailDomain: 'acme.example' }, 'a'],
    ['a name of two is decided by the mail', { ...none, name: 'acme', mailDomain: 'acme.test' }, 'b'],
    ['a name of two and nothing more is nobody', { ...none, name: 'acme' }, 'many'],
    ['an unknown key falls back on the name', { ...none, key: 'yc:9', name: 'beta' }, 'c'],
    ['nothing known', { ...none, name: 'gamma' }, 'none'],
  ])('%s', (_sentence, refs, expected) => {
    const found = attach(
      refs,
      book.map((one) => candidateOf(one, [])),
    )
    expect(found.kind === 'one' ? found.account.id : found.kind).toBe(expected)
  })
})

test('what was seen is remembered, and nothing else', () => {
  const seen = new SeenTexts()
  const texts = Array.from({ length: 20_000 }, (_, i) => `key:${i}`)
  expect(texts.every((text) => seen.add(text))).toBe(true)
  expect(texts.some((text) => seen.add(text))).toBe(false)
  expect(texts.every((text) => seen.has(text))).toBe(true)
  expect(Array.from({ length: 20_000 }, (_, i) => `other:${i}`).some((text) => seen.has(text))).toBe(false)
})
