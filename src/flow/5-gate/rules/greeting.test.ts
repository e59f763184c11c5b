import { describe, expect, test } from 'vitest'
import {
  contact,
  dossierOf,
  draftOf,
  evidenceOf,
  objection,
  proposalOf,
  send,
  sentence,
} from '#test/fakes/gate-case.ts'

const people = [
  contact('con_1', { firstName: 'Anna-Lena', lastName: 'Müller', email: 'anna@acme.example' }),
  contact('con_2', { firstName: 'Lionel', lastName: 'Grant', email: 'lionel@acme.example' }),
  contact('con_3', { firstName: 'Björn', lastName: 'Müller', email: 'bjorn@acme.example' }),
  contact('con_4', { firstName: 'Robert', lastName: 'O’Brien', email: 'rob@acme.example' }),
]
const evidence = evidenceOf({ record: { dossier: dossierOf({}, { contacts: people }), stage: 'working' } })
const said = (first: string, to = 'con_1', rest = 'Would a short call be welcome?') =>
  objection(
    'greeting',
    proposalOf([send], { draft: draftOf({ to, sentences: [sentence(first), sentence(rest)] }) }),
    evidence,
  )

describe('a greeting to somebody else', () => {
  test.each([
    // The case that made it: the colleague's name, rightly cited, in a mail to another.
    ['Hello Lionel,', 'Lionel'],
    ['hello lionel,', 'lionel'],
    ['Hi Lionel!', 'Lionel'],
    ['Dear Mr Grant,', 'Grant'],
    ['Dear Dr. Lionel Grant,', 'Lionel Grant'],
    ['Good morning Lionel', 'Lionel'],
    ['Hello Bjorn,', 'Bjorn'],
    ['Guten Tag Herr Grant,', 'Grant'],
    ['Sehr geehrter Herr Dr. Grant,', 'Grant'],
    ['Lieber Lionel,', 'Lionel'],
    ['Lionel, good to have you here.', 'Lionel'],
    ['Liebe Grüße vorab, Lionel.', 'Lionel'],
    ['Thank you for your time, Lionel!', 'Lionel'],
    ['Hello Björn Müller,', 'Björn Müller'],
    ['Hello Priscilla,', 'Priscilla'],
    ['Hello Xqz,', 'Xqz'],
    ['Sehr geehrte Frau Wieczorek,', 'Wieczorek'],
    ['Hello O’Brien,', 'O’Brien'],
  ])('%s', (text, name) => {
    expect(said(text)?.found).toBe(`one to “${name}”`)
  })

  test('the second sentence counts as well, and later ones do not', () => {
    expect(said('A short question.', 'con_1', 'Hello Lionel,')?.place?.sentence).toBe(1)
    const sentences = ['Hello,', 'One question.', 'Hello Lionel,'].map((text) => sentence(text))
    expect(
      objection('greeting', proposalOf([send], { draft: draftOf({ sentences }) }), evidence),
    ).toBeUndefined()
  })

  test('is marked, and mended where the form fits everybody', () => {
    expect(said('Hello Lionel, good to see you.')).toEqual({
      rule: 'greeting',
      needed: 'a greeting to Anna-Lena Müller, to whom it goes',
      found: 'one to “Lionel”',
      where: 'sentence 1: “Hello Lionel, good to see you.”',
      place: { sentence: 0, start: 6, end: 12 },
      repair: { kind: 'replace-sentence', sentence: 0, text: 'Hello Anna-Lena, good to see you.' },
    })
    expect(said('Dear Lionel Grant,')?.repair).toMatchObject({ text: 'Dear Anna-Lena Müller,' })
    for (const text of ['Dear Mr Grant,', 'Lieber Lionel,', 'Sehr geehrter Herr Grant,'])
      expect(said(text)?.repair).toBeUndefined()
  })
})

describe('look-alikes', () => {
  test.each([
    'Hello Anna-Lena,',
    'Hello Anna,',
    'Hi Lena,',
    'Hi AL,',
    'Hello A. Müller,',
    'Dear Ms Mueller,',
    'Dear Anna-Lena Muller,',
    'Sehr geehrte Frau Dr. Müller,',
    'Sehr geehrte Frau Prof. Dr. Müller, kurz gefragt:',
    'Liebe Anna-Lena, lieber Lionel,',
    'Hello Anna and Lionel,',
    'Hello Annna,',
    'Hello Acme,',
    'Dear Acme Robotics team,',
    'Hello team,',
    'Dear Grant Team,',
    'Hello Anna Grant,',
    'Hello Summit Wieczorek,',
    'Hello Xq,',
    'Hi there,',
    'Hi all,',
    'Good morning,',
    'Good morning!',
    'Good morning from Berlin,',
    'Hello from Hamburg!',
    'Greetings to Berlin!',
    'Sehr geehrte Damen und Herren,',
    'Guten Tag,',
    'Guten Tag zusammen,',
    'Liebe Kollegin,',
    'Hello again,',
    'Dear Sir or Madam,',
    'Anna, good to have you here.',
    'Lionel, your colleague, gave me your name.',
    'Lionel and I met in Berlin.',
    'Is Lionel with you, too?',
    'Founded in 1999, you have seen a lot.',
    'Berlin, I read, is your home.',
    'Best regards, Tom Keller',
    'Welcome Monday',
    'Hello, I hope you are well.',
  ])('%s', (text) => {
    expect(said(text)?.found).toBeUndefined()
  })

  test.each(['Hello Björn Wieczorek,', 'Hello Björn-Wieczorek,'])('a name they took on: %s', (text) => {
    expect(said(text, 'con_3')).toBeUndefined()
  })

  test.each([
    'Hi Bob,',
    'Hello Rob,',
    'Hello Robbie,',
    'Dear Mr OBrien,',
    "Dear Mr O'Brien,",
    'Hello Robert O Brien,',
  ])('to Robert O’Brien: %s', (text) => {
    expect(said(text, 'con_4')?.found).toBeUndefined()
  })

  /** What is said of a first sentence where these are the contacts; it goes to the first of them. */
  const among = (text: string, contacts: object[], account: object = {}) =>
    objection(
      'greeting',
      proposalOf([send], { draft: draftOf({ sentences: [sentence(text), sentence('Shall we talk?')] }) }),
      evidenceOf({ record: { dossier: dossierOf(account, { contacts }), stage: 'new' } }),
    )
  test('where the record knows no name, or no such contact, others say so', () => {
    expect(among('Hello Priscilla,', [contact('con_1', { email: 'a@acme.example' })])).toBeUndefined()
    expect(said('Hello Lionel,', 'con_9')).toBeUndefined()
  })

  test('two people of one name', () => {
    const anna = { firstName: 'Anna', lastName: 'Berg' }
    expect(among('Hello Anna Berg,', [contact('con_1', anna), contact('con_2', anna)])).toBeUndefined()
  })

  test('of whom one name is known, that one is said', () => {
    const grant = [contact('con_1', { lastName: 'Grant' })]
    expect(among('Hello Priscilla,', grant)?.needed).toBe('a greeting to Grant, to whom it goes')
    expect(among('Hello Priscilla Wieczorek,', grant)).toMatchObject({
      found: 'one to “Priscilla Wieczorek”',
    })
    expect(among('Hello Priscilla Wieczorek,', grant)).not.toHaveProperty('repair')
  })

  test('the account’s own name, whatever it is called', () => {
    const anna = [contact('con_1', { firstName: 'Anna' })]
    expect(among('Hello Zyntra,', anna, { name: 'Robotics Zyntra' })).toBeUndefined()
    expect(among('Hello Zyntra,', anna, { name: null })).toBeDefined()
  })
})
