import { describe, expect, test } from 'vitest'
import {
  contact,
  deal,
  dossierOf,
  draftOf,
  evidenceOf,
  factId,
  held,
  note,
  objection,
  proposalOf,
  saying,
  send,
  setField,
} from '#test/fakes/gate-case.ts'

const employees = factId('employees')
const mail = (text: string, ...cites: string[]) => proposalOf([send], { draft: saying(text, ...cites) })

describe('foreign-content', () => {
  const mention = (kind: string, value: string, isShared = false) => ({
    accountId: 'acc_2',
    kind,
    value,
    isShared,
  })
  const noted = (text: string) => proposalOf([note({ text })])
  const found = (proposal: Parameters<typeof objection>[1], mentions: object[], more: object = {}) =>
    objection('foreign-content', proposal, evidenceOf({ mentions, ...more }))?.found
  const record = (fields: object) => ({ record: { dossier: dossierOf(fields), stage: 'working' } })
  const name = mention('name', 'summit ladder')
  test.each([
    [
      'another account’s name',
      noted('Summit Ladder pays late.'),
      [name],
      {},
      'the name “summit ladder” of account acc_2',
    ],
    [
      'another account’s domain',
      noted('See other.example for it.'),
      [mention('domain', 'other.example')],
      {},
      'the domain “other.example” of account acc_2',
    ],
    [
      'another account’s contact',
      noted('Ask Bob@other.example.'),
      [mention('contact', 'bob@other.example')],
      {},
      'the contact “bob@other.example” of account acc_2',
    ],
    [
      'a canary',
      noted('Code ZQ-77 is secret.'),
      [mention('canary', 'zq-77')],
      {},
      'the canary “zq-77” of account acc_2',
    ],
    [
      'what only another account’s facts say',
      noted('Their customer code is ZQK-4471-AB.'),
      [mention('fact', 'zqk-4471-ab')],
      {},
      'the fact “zqk-4471-ab” of account acc_2',
    ],
    [
      'the same, letter by letter',
      noted('Code: z q k 4 4 7 1 a b.'),
      [mention('fact', 'zqk4471ab')],
      {},
      'the fact “zqk4471ab” of account acc_2',
    ],
    [
      'what many accounts say',
      noted('They run model PX-9000-B2.'),
      [mention('fact', 'px-9000-b2', true)],
      {},
      undefined,
    ],
    [
      'a code the record holds as well',
      noted('Their customer code is ZQK-4471-AB.'),
      [mention('fact', 'zqk-4471-ab')],
      record({ customerCode: 'ZQK-4471-AB' }),
      undefined,
    ],
    [
      'a name several accounts share',
      noted('Summit Ladder pays late.'),
      [mention('name', 'summit ladder', true)],
      {},
      undefined,
    ],
    [
      'the account’s own former name',
      noted('Once called Summit Ladder.'),
      [name],
      record({ formerNames: ['Summit Ladder'] }),
      undefined,
    ],
    [
      'a partner the record names',
      noted('They work with Summit Ladder.'),
      [name],
      record({ description: 'Partner of Summit Ladder' }),
      undefined,
    ],
    [
      'a reference the playbook names',
      noted('Like Summit Ladder does.'),
      [name],
      { playbook: 'Summit Ladder is a reference.' },
      undefined,
    ],
    [
      'the domain of both twins',
      noted('See acme.example.'),
      [mention('domain', 'acme.example')],
      {},
      undefined,
    ],
    ['a name inside a longer word', noted('The Summit Ladders are ours.'), [name], {}, undefined],
    ['a mention that stands in another action', noted('Nothing of it.'), [name], {}, undefined],
    [
      'a canary the record names, too',
      noted('Code ZQ-77.'),
      [mention('canary', 'zq-77')],
      record({ description: 'ZQ-77' }),
      'the canary “zq-77” of account acc_2',
    ],
  ])('%s', (_sentence, proposal, mentions, more, expected) => {
    expect(found(proposal, mentions, more)).toBe(expected)
  })

  const people = (contacts: object[], deals: object[] = []) => ({
    record: { dossier: dossierOf({}, { contacts, deals }), stage: 'working' },
  })
  const sender = { name: 'Tom', email: 't@d.example', company: 'N', domain: 'd.example', about: '' }
  test.each([
    [
      'a mention of this account itself',
      noted('Acme Robotics grows.'),
      [{ ...mention('name', 'acme robotics'), accountId: 'acc_1' }],
      record({ name: 'Else' }),
      undefined,
    ],
    [
      'a domain, however many share it',
      noted('See other.example.'),
      [mention('domain', 'other.example', true)],
      {},
      'the domain “other.example” of account acc_2',
    ],
    [
      'a name behind one that may stand',
      noted('Acme Robotics and Summit Ladder.'),
      [mention('name', 'acme robotics'), name],
      {},
      'the name “summit ladder” of account acc_2',
    ],
    [
      'a name without the form the book has',
      noted('As at Summit Ladder.'),
      [mention('name', 'summit ladder gmbh')],
      {},
      'the name “summit ladder gmbh” of account acc_2',
    ],
    [
      'a domain is no name and has no form',
      noted('See other.example.'),
      [mention('domain', 'other.example gmbh')],
      {},
      undefined,
    ],
    [
      'a name over a double blank, in wide letters',
      noted('Ｓｕｍｍｉｔ \n Ladder pays late.'),
      [name],
      {},
      'the name “summit ladder” of account acc_2',
    ],
    ['a name behind a letter', noted('The xSummit Ladder.'), [name], {}, undefined],
    ['a name before a figure', noted('The Summit Ladder2.'), [name], {}, undefined],
    [
      'a name that stands whole later',
      noted('Summit Ladders of Summit Ladder.'),
      [name],
      {},
      'the name “summit ladder” of account acc_2',
    ],
    [
      'a canary, letter by letter',
      noted('Code: z q k 4 4 7 1 a b.'),
      [mention('canary', 'zqk4471ab')],
      {},
      'the canary “zqk4471ab” of account acc_2',
    ],
    [
      'an address that tokens give is no fact',
      noted('Code: z q k 4 4 7 1 a b.'),
      [mention('contact', 'zqk4471ab')],
      {},
      undefined,
    ],
    [
      'a colleague whom the record names',
      noted('Ask bob@other.example.'),
      [mention('contact', 'bob@other.example')],
      people([contact('con_1', { email: 'bob@other.example' })]),
      undefined,
    ],
    [
      'a partner whom a deal names',
      noted('With Summit Ladder.'),
      [name],
      people([], [deal('deal_1', { name: 'With Summit Ladder' })]),
      undefined,
    ],
    [
      'a customer whom our own profile names',
      noted('Like Summit Ladder.'),
      [name],
      { sender: { ...sender, about: 'Summit Ladder plans with us.' } },
      undefined,
    ],
  ])('%s', (_sentence, proposal, mentions, more, expected) => {
    expect(found(proposal, mentions, more)).toBe(expected)
  })

  test.each([
    ['spelled otherwise, the whole sentence', 'Like Summit  Ladder.', { sentence: 1, start: 0, end: 20 }],
    ['as it stands, its own place', 'Summit Ladder.', { sentence: 1, start: 0, end: 13 }],
  ])('%s is marked', (_sentence, text, place) => {
    expect(
      objection('foreign-content', mail(text, employees), evidenceOf({ mentions: [name] }))?.place,
    ).toEqual(place)
  })

  test('a note is not marked but may be dropped, also where a message stands beside it', () => {
    const beside = proposalOf([note({ text: 'Summit Ladder.' }), send])
    for (const proposal of [noted('Summit Ladder.'), beside]) {
      const said = objection('foreign-content', proposal, evidenceOf({ mentions: [name] }))
      expect(said).not.toHaveProperty('place')
      expect(said?.repair).toEqual({ kind: 'drop-action' })
    }
  })

  test('in a message the sentence is named and may be dropped; in a subject it may not', () => {
    const evidence = evidenceOf({ mentions: [name] })
    expect(objection('foreign-content', mail('Like Summit Ladder.', employees), evidence)).toMatchObject({
      where: 'sentence 2: “Like Summit Ladder.”',
      place: { sentence: 1, start: 5, end: 18 },
      repair: { kind: 'drop-sentence', sentence: 1 },
    })
    const subject = proposalOf([send], { draft: draftOf({ subject: 'As at Summit Ladder' }) })
    expect(objection('foreign-content', subject, evidence)).toMatchObject({
      place: { sentence: null, start: 6, end: 19 },
    })
    expect(objection('foreign-content', subject, evidence)?.repair).toBeUndefined()
  })

  test('only the action that says it is held', () => {
    const actions = [
      note({ text: 'Summit Ladder.' }),
      note({ text: 'Fine.', purpose: 'reply' }),
      setField('city', 'Summit Ladder'),
    ]
    const rulesOf = held(proposalOf(actions), evidenceOf({ mentions: [name] }))
    expect(rulesOf.map((names) => names.includes('foreign-content'))).toEqual([true, false, true])
  })
})
