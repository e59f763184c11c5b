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

const mail = (language: string, ...texts: readonly string[]) =>
  proposalOf([send], { draft: draftOf({ language, sentences: texts.map((text) => sentence(text)) }) })
const spoken = (language: unknown) =>
  evidenceOf({
    record: {
      dossier: dossierOf({}, { contacts: [contact('con_1', { firstName: 'Anna', language })] }),
      stage: 'working',
    },
  })
const found = (language: string, texts: readonly string[], evidence = evidenceOf()) =>
  objection('language', mail(language, ...texts), evidence)?.found

describe('language', () => {
  test.each([
    ['one whose statements nobody checks', 'fr', ['Bonjour Anna,'], 'one in fr'],
    [
      'German said to be English',
      'en',
      ['Hello Anna,', 'mit einem Team von 120 Menschen ist die Abstimmung sicher viel Arbeit.'],
      'a sentence in de',
    ],
    [
      'English said to be German',
      'de',
      ['Hallo Anna,', 'With a team of 120 people, keeping everybody in step takes effort.'],
      'a sentence in en',
    ],
    [
      'French said to be English',
      'en',
      ['Bonjour Anna,', 'nous avons vu que votre équipe recrute en ce moment et nous aimerions vous parler.'],
      'text in fr',
    ],
    [
      'Spanish said to be German',
      'de',
      ['Hola Anna,', 'vimos que su equipo está contratando a muchas personas este mes y queremos hablar.'],
      'text in es',
    ],
    [
      'Dutch said to be English',
      'en',
      ['Dag Anna,', 'ik zag dat jullie mensen zoeken en ik wil graag weten hoe het gaat.'],
      'text in nl',
    ],
  ])('holds %s', (_sentence, language, texts, expected) => {
    expect(found(language, texts)).toBe(expected)
  })

  test.each([
    ['English', 'en', ['Hello Anna,', 'With a team of 120 people, keeping everybody in step takes effort.']],
    [
      'German',
      'de',
      ['Guten Tag Anna,', 'ich habe auch gesehen, dass Sie einstellen.', 'Viele Grüße, Tom Keller'],
    ],
    ['too short to tell', 'en', ['Guten Tag Anna,', 'danke!']],
    [
      'a quotation in another language',
      'en',
      ['I read that you say “wir planen die Schichten mit der Hand und das ist viel Arbeit für uns”.'],
    ],
    [
      'many foreign names',
      'en',
      [
        'Hello Anna,',
        'Jörg Müller, Käthe Jörgensen and the team at Öhlschläger Maschinenbau may want to join.',
      ],
    ],
    [
      'German full of English words',
      'de',
      [
        'Hallo Anna,',
        'unser Tool ist als SaaS Plattform für Sales und Marketing Teams gebaut und läuft im Browser.',
      ],
    ],
  ])('passes %s', (_sentence, language, texts) => {
    expect(found(language, texts)).toBeUndefined()
  })

  test.each([
    ['de', 'en', 'one in en'],
    ['German', 'en', 'one in en'],
    ['de-AT', 'en', 'one in en'],
    ['en', 'en', undefined],
    ['fr', 'en', 'one in en'],
    ['Français', 'de', 'one in de'],
    ['fi', 'en', 'one in en'],
    ['xx yy', 'en', undefined],
    [null, 'en', undefined],
    ['', 'en', undefined],
  ])('a recipient whose language is %j, written to in %s', (language, written, expected) => {
    expect(found(written, [written === 'de' ? 'Guten Tag Anna,' : 'Hello Anna,'], spoken(language))).toBe(
      expected,
    )
  })

  test.each([
    ['fr', undefined, 'one in en'],
    ['fr', 'en', undefined],
    ['en', 'fr', 'one in en'],
    [undefined, undefined, undefined],
  ])('an account whose language is %j, a recipient whose is %j', (account, language, expected) => {
    const people = [contact('con_1', { firstName: 'Anna', ...(language === undefined ? {} : { language }) })]
    const dossier = dossierOf(account === undefined ? {} : { language: account }, { contacts: people })
    const evidence = evidenceOf({ record: { dossier, stage: 'working' } })
    expect(found('en', ['Hello Anna,', 'Would a short call be welcome?'], evidence)).toBe(expected)
  })
})
