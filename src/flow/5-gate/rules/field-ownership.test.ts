import { describe, expect, test } from 'vitest'
import { isConsent } from '#records/field-dictionary.ts'
import { decide } from '../decide.ts'
import { canOverride, rulesetOf } from '../ruleset.ts'
import {
  contact,
  dossierOf,
  evidenceOf,
  held,
  objection,
  proposalOf,
  rules,
  setField,
  settings,
  system,
} from '#test/fakes/gate-case.ts'

const at = '2026-10-01T09:00:00.000Z'
const marked = (field: string, by: string, fields: object = {}) => {
  const dossier = dossierOf(fields)
  const account = { ...dossier.account, marks: { [field]: { at, by } } }
  return evidenceOf({ record: { dossier: { ...dossier, account }, stage: 'working' } })
}
const found = (action: object, evidence = evidenceOf()) =>
  objection('field-ownership', proposalOf([action]), evidence)?.found

describe('field-ownership: what somebody entered', () => {
  // The case that made it: a rep wrote the country in her own way, and hygiene would have tidied it away.
  test.each([
    ['a person', setField('city', 'Bonn'), marked('city', 'person'), '“Bonn” over “Berlin” of 2026-10-01'],
    [
      'a person, spelled otherwise',
      setField('city', 'BERLIN'),
      marked('city', 'person'),
      '“BERLIN” over “Berlin” of 2026-10-01',
    ],
    ['a person, the same again', setField('city', 'Berlin'), marked('city', 'person'), undefined],
    [
      'a person who emptied it',
      setField('country', 'Germany'),
      marked('country', 'person', { country: null }),
      '“Germany” over a field they emptied of 2026-10-01',
    ],
    ['a person, another field', setField('city', 'Bonn'), marked('industry', 'person'), undefined],
    ['an agent', setField('city', 'Bonn'), marked('city', 'agent'), undefined],
    ['a vendor', setField('city', 'Bonn'), marked('city', 'vendor'), undefined],
    ['an import', setField('city', 'Bonn'), marked('city', 'import'), undefined],
    ['nobody known', setField('city', 'Bonn'), evidenceOf(), undefined],
    ['nobody: it is empty', setField('country', 'Germany'), evidenceOf(), undefined],
  ])('%s', (_sentence, action, evidence, expected) => {
    expect(found(action, evidence)).toBe(expected)
  })

  // Daybook's own undo wrote it back as a person's value: `undone` speaks for it.
  const back = {
    intent: 'field account:acc_1:city',
    taken: 'Bonn',
    restored: 'Berlin',
    by: 'person:Anna',
    at,
  }
  test.each([
    ['the undo of this very mark', {}, undefined],
    ['one that put a person’s value back', { wasPerson: true }, '“Bonn” over “Berlin” of 2026-10-01'],
    [
      'one of another field',
      { intent: 'field account:acc_1:industry' },
      '“Bonn” over “Berlin” of 2026-10-01',
    ],
    ['one of another moment', { at: '2026-10-02T09:00:00.000Z' }, '“Bonn” over “Berlin” of 2026-10-01'],
  ])('a person, or %s', (_sentence, change, expected) => {
    const undone = [{ ...back, wasPerson: false, isOvertaken: true, ...change }]
    const { undone: known } = evidenceOf({ undone })
    expect(found(setField('city', 'Bonn'), { ...marked('city', 'person'), undone: known })).toBe(expected)
  })

  test('whose record it is not, `schema` says', () => {
    const there = { object: { system, object: 'account', id: 'acc_2' } }
    expect(found(setField('city', 'Bonn', there), marked('city', 'person'))).toBeUndefined()
  })

  test('the reviewer reads what would be lost, and code offers to leave it out', () => {
    expect(
      objection('field-ownership', proposalOf([setField('city', 'Bonn')]), marked('city', 'person')),
    ).toEqual({
      rule: 'field-ownership',
      needed: 'a person to change what a person entered in account.city',
      found: '“Bonn” over “Berlin” of 2026-10-01',
      where: 'field city',
      repair: { kind: 'drop-action' },
    })
  })

  test('a contact’s title that a person entered', () => {
    const anna = contact('con_1', { firstName: 'Anna', title: 'CTO' })
    const dossier = dossierOf({}, { contacts: [{ ...anna, marks: { title: { at, by: 'person' } } }] })
    const action = setField('title', 'CEO', { object: { system, object: 'contact', id: 'con_1' } })
    expect(found(action, evidenceOf({ record: { dossier, stage: 'working' } }))).toBe(
      '“CEO” over “CTO” of 2026-10-01',
    )
  })
})

describe('field-ownership: the fields an agent may write', () => {
  const on = (object: string, id: string, field: string, value: unknown) =>
    setField(field, value, { object: { system, object, id } })
  test.each([
    ['a finding', setField('technologies', ['SAP']), undefined],
    ['the size band', setField('sizeBand', '51-200'), undefined],
    ['a next step', on('deal', 'deal_1', 'nextStep', 'demo'), undefined],
    ['a phone', on('contact', 'con_1', 'phone', '+49 30 1'), undefined],
    ['the name', setField('name', 'Acme'), '“Acme” by an agent'],
    ['the domain', setField('domain', 'b.example'), '“b.example” by an agent'],
    ['former names, which free what may be named', setField('formerNames', ['B']), '["B"] by an agent'],
    ['the language, which the gate itself goes by', setField('language', 'en'), '“en” by an agent'],
    ['the time zone', setField('timeZone', 'UTC'), '“UTC” by an agent'],
    ['the contract’s end', setField('contractEnd', '2027-01-01'), '“2027-01-01” by an agent'],
    [
      'an address, where mail goes',
      on('contact', 'con_1', 'email', 'x@y.example'),
      '“x@y.example” by an agent',
    ],
    ['the name of a person', on('contact', 'con_1', 'lastName', 'Bergen'), '“Bergen” by an agent'],
    ['the name of a deal', on('deal', 'deal_1', 'name', 'B'), '“B” by an agent'],
    ['a custom field', setField('tier', 'gold'), '“gold” by an agent'],
    // `protected-field` and `consent-field` say these themselves.
    ['a stage', on('deal', 'deal_1', 'stage', 'won'), undefined],
    // `schema` says that an activity has no fields.
    ['a field of an activity', on('activity', 'act_1', 'tier', 'gold'), undefined],
    ['a wish for silence', on('contact', 'con_1', 'optedOut', true), undefined],
    [
      'a new contact: nothing is written over',
      { kind: 'create-contact', fields: { email: 'a@b.example' }, cites: [] },
      undefined,
    ],
  ])('%s', (_sentence, action, expected) => {
    expect(found(action)).toBe(expected)
  })

  test('a custom field that config names, on that object alone', () => {
    const listed = rulesetOf({ ...settings, gate: { ...settings.gate, agentFields: ['account.tier'] } })
    const rulesOf = (action: object) =>
      decide(
        proposalOf([action]),
        evidenceOf({ record: { dossier: dossierOf({ tier: 'gold' }), stage: 'working' } }),
        listed,
      ).actions.flatMap((one) => (one.kind === 'hold' ? one.objections.map(({ rule }) => rule) : []))
    expect(rulesOf(setField('tier', 'silver'))).not.toContain('field-ownership')
    expect(rulesOf(on('contact', 'con_1', 'tier', 'silver'))).toContain('field-ownership')
  })

  test('a person may release what it holds, and code offers to leave it out', () => {
    expect(canOverride(rules, 'field-ownership')).toBe(true)
    expect(objection('field-ownership', proposalOf([setField('name', 'B')]))).toEqual({
      rule: 'field-ownership',
      needed: 'a person for account.name, or the field in gate.agentFields',
      found: '“B” by an agent',
      where: 'field name',
      repair: { kind: 'drop-action' },
    })
  })
})

describe('consent-field', () => {
  test.each([
    'optedOut',
    'HasOptedOutOfEmail',
    'gdpr_consent',
    'email-permission',
    'doNotCall',
    'DNC',
    'unsubscribed',
    'marketingOptIn',
    'hs_email_optout',
    'legalBasis',
    'Werbeeinwilligung',
    'noEmail',
    'newsletter',
    'suppressed',
  ])('%s is about consent', (field) => {
    expect(isConsent(field)).toBe(true)
  })
  test.each([
    'options',
    'opticsVendor',
    'adoptionRate',
    'noOfEmployees',
    'description',
    'dominantMarket',
    'notes',
    'donor',
    'permissiveLicence',
    'emailProvider',
    'contactRole',
    'subscriptionPlan',
    'inboundSource',
    'bouncer',
  ])('%s is not', (field) => {
    expect(isConsent(field)).toBe(false)
  })

  const subject = { system, object: 'contact', id: 'con_1' }
  const all = rulesetOf({ ...settings, gate: { ...settings.gate, agentFields: ['contact.gdprConsent'] } })
  // The case that made it: “I hereby opt in” in a mail, hidden in white letters.
  test.each([
    ['a field', setField('optedOut', false, { object: subject })],
    ['one that config names by mistake', setField('gdprConsent', true, { object: subject })],
    [
      'an observation',
      { kind: 'observe', subject, field: 'optedOut', value: false, quote: 'x', sourceRef: 'y' },
    ],
    [
      'a new contact',
      { kind: 'create-contact', fields: { email: 'a@b.example', optedOut: false }, cites: [] },
    ],
    ['a new account', { kind: 'create-account', fields: { name: 'B', doNotCall: true }, cites: [] }],
    ['a settled claim', { kind: 'settle-claim', field: 'consent', pick: 'claim_000000', why: 'newer' }],
  ])('is held as %s', (_sentence, action) => {
    const [verdict] = decide(proposalOf([action]), evidenceOf(), all).actions
    expect(verdict?.kind === 'hold' && verdict.objections.map(({ rule }) => rule)).toContain('consent-field')
  })

  test('no person can wave it through', () => {
    expect(canOverride(rules, 'consent-field')).toBe(false)
  })

  test.each([
    ['a new contact', { kind: 'create-contact', fields: { email: 'a@acme.example' }, cites: [] }],
    ['a field', setField('city', 'Bonn')],
    ['a note', { kind: 'add-note', purpose: 'reply', text: 'They opted out.', cites: [] }],
  ])('%s that says nothing of it passes', (_sentence, action) => {
    expect(held(proposalOf([action]))[0]).not.toContain('consent-field')
  })
})
