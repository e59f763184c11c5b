import { describe, expect, test } from 'vitest'
import {
  draftOf,
  evidenceOf,
  now,
  objection,
  proposalOf,
  saying,
  send,
  setField,
} from '#test/fakes/gate-case.ts'
import { Activity } from '#records/activity.ts'

const rule = 'links-and-markup'
const written = (subject: string) =>
  Activity.parse({
    id: 'act_1',
    key: null,
    version: 'act_1-v1',
    accountId: 'acc_1',
    contactId: 'con_1',
    dealId: null,
    ownerId: 'own_1',
    type: 'email',
    direction: 'inbound',
    author: 'outsider',
    at: '2026-09-01T09:00:00.000Z',
    subject,
    body: '',
    dueOn: null,
    done: null,
  })
const under = (subject: string, earlier?: string) =>
  objection(
    rule,
    proposalOf([send], { draft: draftOf({ subject }) }),
    evidenceOf({ timeline: { activities: earlier === undefined ? [] : [written(earlier)], asOf: now } }),
  )

describe('a subject that says it answers', () => {
  test.each([
    'Ré: your question',
    'Ｒｅ：your question',
    'R\u0435: your question',
    'AW: your question',
    'W G: your question',
  ])('%s: feigned without such a mail, real with one', (subject) => {
    expect(under(subject)).toMatchObject({ repair: { kind: 'replace-subject', text: 'your question' } })
    expect(under(subject, 'Another question')).toBeDefined()
  })
  test.each([
    ['Re: Your question', 'your question'],
    ['AW: Ihre Frage', 'Ihre Frage'],
    ['Re: Your question', 'RE: AW: Your question'],
    ['WG: AW: Ihre Frage', 'Re: Ihre Frage'],
  ])('%s stands under the mail %s', (subject, earlier) => {
    expect(under(subject, earlier)).toBeUndefined()
  })
})

describe('a link without a scheme or a dot', () => {
  const found = (text: string) => objection(rule, proposalOf([send], { draft: saying(text) }))?.found
  test.each([
    ['See //evil now.', 'the link “//evil”'],
    ['See //evil/x?y now.', 'the link “//evil/x?y”'],
    ['See \\\\evil now.', 'the link “\\\\evil”'],
    ['See //[::1]/x now.', 'the link “//[::1]/x”'],
  ])('%s', (text, expected) => {
    expect(found(text)).toBe(expected)
  })
  test.each(['You plan and/or build.', 'You use TCP//IP.', 'One // two.', 'A 24//7 plant.'])(
    '%s is none',
    (text) => {
      expect(found(text)).toBeUndefined()
    },
  )
})

test('a text longer than is checked is held for its length', () => {
  const long = proposalOf([setField('description', 'word '.repeat(2_100))])
  expect(objection(rule, long)?.found).toBe('10500')
  expect(objection('schema', long)?.needed).toBe('description: a text of 1 to 4,000 characters')
  const list = proposalOf([
    setField(
      'technologies',
      Array.from({ length: 50 }, (_, at) => `${'x'.repeat(500)}${at}`),
    ),
  ])
  expect(objection('schema', list)?.needed).toBe('technologies: a list of texts, 20,000 characters together')
})
