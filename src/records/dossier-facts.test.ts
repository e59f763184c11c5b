import { expect, test } from 'vitest'
import { factsOfDossier } from './dossier-facts.ts'
import { Dossier } from './dossier.ts'

const at = '2026-11-01T09:00:00.000Z'
const record = (id: string, fields: object, marks: object = {}) => ({
  id,
  key: null,
  version: 'v1',
  accountId: 'a1',
  ownerId: null,
  createdAt: at,
  updatedAt: at,
  fields,
  marks,
})
const dossier = (account: object, marks: object = {}) =>
  Dossier.parse({
    account: record('a1', account, marks),
    contacts: [record('c1', { title: 'CEO' })],
    deals: [record('d1', { amount: 100 })],
  })

test('every field of the account, its contacts and its deals is a fact of that record', () => {
  const facts = factsOfDossier(dossier({ name: 'Acme', employees: 12 }), 'crm-local')
  expect(facts.map(({ subject, field, value }) => [subject.object, subject.id, field, value])).toEqual([
    ['account', 'a1', 'employees', 12],
    ['account', 'a1', 'name', 'Acme'],
    ['contact', 'c1', 'title', 'CEO'],
    ['deal', 'd1', 'amount', 100],
  ])
  expect(new Set(facts.map(({ accountId }) => accountId))).toEqual(new Set(['a1']))
})

test('an empty value is no fact; false and 0 are', () => {
  const facts = factsOfDossier(dossier({ name: null, hiring: false, employees: 0 }), 'crm-local')
  expect(facts.filter(({ subject }) => subject.id === 'a1').map(({ field }) => field)).toEqual([
    'employees',
    'hiring',
  ])
})

test.each([
  ['a person', 'human'],
  ['a vendor', 'vendor'],
  ['an import', 'crm'],
  ['an agent', 'crm'],
] as const)('a value entered by %s is trusted as %s, and as old as its mark', (by, trust) => {
  const marks = { name: { at: '2026-01-01T00:00:00.000Z', by: by.split(' ')[1] } }
  const [fact] = factsOfDossier(dossier({ name: 'Acme' }, marks), 'crm-local')
  expect(fact).toMatchObject({ trust, observedAt: '2026-01-01T00:00:00.000Z' })
})

test('a value without a mark is as old as the record', () => {
  expect(factsOfDossier(dossier({ name: 'Acme' }), 'crm-local')[0]).toMatchObject({
    trust: 'crm',
    observedAt: at,
    tainted: false,
  })
})

test('what a stranger typed into a form is tainted', () => {
  expect(factsOfDossier(dossier({ message: 'call me' }), 'crm-local')[0]?.tainted).toBe(true)
})

test('a changed value is another fact, the same value the same one', () => {
  const idOf = (name: string) => factsOfDossier(dossier({ name }), 'crm-local')[0]?.id
  expect(idOf('Acme')).toBe(idOf('Acme'))
  expect(idOf('Acme')).not.toBe(idOf('Acme Inc'))
})
