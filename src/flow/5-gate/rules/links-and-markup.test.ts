import { describe, expect, test } from 'vitest'
import {
  contact,
  dossierOf,
  draftOf,
  evidenceOf,
  note,
  objection,
  proposalOf,
  rules,
  saying,
  send,
  sentence,
  setField,
  unreadable,
} from '#test/fakes/gate-case.ts'
import { canOverride, rulesetOf } from '../ruleset.ts'
import { settings } from '#test/fakes/gate-case.ts'

const rule = 'links-and-markup'
const said = (action: object, values: object = {}) =>
  objection(rule, proposalOf([action]), evidenceOf({ ...values }))?.found
const message = (change: object, values: object = {}) =>
  objection(rule, proposalOf([send], { draft: draftOf(change) }), evidenceOf({ ...values }))
const create = (fields: object) => ({ kind: 'create-contact', fields, cites: [] })
const observe = (field: string, value: unknown) => ({
  kind: 'observe',
  subject: { system: 'crm-local', object: 'account', id: 'acc_1' },
  field,
  value,
  quote: 'x',
  sourceRef: 'y',
})

describe('a message', () => {
  test('the clean one passes', () => {
    expect(message({})).toBeUndefined()
  })

  test('a link that ends a sentence is marked and can be left out', () => {
    const draft = saying('With a team of 120 people you may read more at https://evil.example/x.')
    expect(objection(rule, proposalOf([send], { draft }))).toMatchObject({
      found: 'the link “https://evil.example/x” to evil.example',
      where: 'sentence 2',
      place: { sentence: 1, start: 47, end: 69 },
      repair: { kind: 'replace-sentence', sentence: 1, text: 'With a team of 120 people you may read more.' },
    })
  })

  test('a sentence that is nothing without its link is dropped', () => {
    const draft = saying('What https://evil.example says helps teams.')
    expect(objection(rule, proposalOf([send], { draft }))).toMatchObject({
      repair: { kind: 'drop-sentence', sentence: 1 },
    })
  })

  test('the opening is not dropped', () => {
    const { sentences } = draftOf()
    const held = message({ sentences: sentences.with(0, sentence('evil.example')) })
    expect(held).toMatchObject({ where: 'sentence 1' })
    expect(held?.repair).toBeUndefined()
  })

  test('a feigned reply loses its mark', () => {
    expect(message({ subject: 'Re: A question' })).toMatchObject({
      where: 'subject',
      place: { sentence: null, start: 0, end: 4 },
      repair: { kind: 'replace-subject', text: 'A question' },
    })
  })

  test('a mark and nothing behind it is left to a person', () => {
    expect(message({ subject: 'Re:' })).toMatchObject({ found: '“Re:”' })
    expect(message({ subject: 'Re:' })?.repair).toBeUndefined()
  })

  test('all that is wrong is said, the headline first', () => {
    expect(message({ subject: 'Re: see evil.example' })?.found).toBe(
      '“Re: see evil.example”; also: the link “evil.example” to evil.example',
    )
  })

  test.each([
    [
      'their domain, which a mail program makes a link of',
      'See acme.example.',
      'the link “acme.example” to acme.example',
    ],
    ['our own domain', 'See daybook.example.', undefined],
    ['our own address', 'Write to tom@daybook.example.', undefined],
    ['their own address', 'Is anna@acme.example still right?', 'the address “anna@acme.example”'],
    ['an invisible character', 'Would a sh\u200bort call be welcome?', '“Would a sh[U+200B]ort call be ”'],
    ['a placeholder', 'How is {{company}}?', 'a placeholder: “{{”'],
  ])('%s', (_sentence, text, expected) => {
    const { sentences } = draftOf()
    expect(message({ sentences: sentences.with(3, sentence(text)) })?.found).toBe(expected)
  })

  test('a company called like its domain may be named', () => {
    const values = (domain: string) => ({
      record: {
        dossier: dossierOf(
          { name: 'Acme.example', domain },
          { contacts: [contact('con_1', { firstName: 'Anna', email: `anna@${domain}` })] },
        ),
        stage: 'working',
      },
    })
    const draft = { subject: 'How Acme.example plans' }
    expect(message(draft, values('acme.example'))).toBeUndefined()
    expect(message(draft, values('other.example'))?.found).toBe('the link “Acme.example” to acme.example')
    expect(message({ subject: 'acme.example/login' }, values('acme.example'))?.found).toBe(
      'the link “acme.example/login” to acme.example',
    )
  })

  test('an allowed host may be linked to, and no other one below it', () => {
    const more = rulesetOf({ ...settings, gate: { ...settings.gate, linkHosts: ['docs.other.example'] } })
    const judge = (text: string) => {
      const proposal = proposalOf([send], { draft: draftOf({ subject: text }) })
      const [action] = proposal.actions
      const one = more.rules.find(({ name }) => name === rule)
      return action && one?.objects({ index: 0, action }, proposal, evidenceOf())?.found
    }
    expect(judge('See https://docs.other.example/a')).toBeUndefined()
    expect(judge('See https://docs.other.example/a?b=c')).toMatch('carries more than a path')
    expect(judge('See https://x.docs.other.example/a')).toMatch('to x.docs.other.example')
  })

  test('a name on the record that breaks a header', () => {
    const values = {
      record: {
        dossier: dossierOf(
          {},
          {
            contacts: [
              contact('con_1', { firstName: 'Anna\r\nBcc: x@evil.example', email: 'anna@acme.example' }),
            ],
          },
        ),
        stage: 'working',
      },
    }
    expect(message({}, values)).toMatchObject({
      where: 'to',
      found: '“Anna[U+000D][U+000A]Bcc: x@evil.example”',
    })
  })
})

describe('what is kept for people', () => {
  test.each([
    ['a note with a link', note({ text: 'See evil.example.' }), 'the link “evil.example” to evil.example'],
    [
      'a note with their own site',
      note({ text: 'See https://www.acme.example/about and anna@acme.example.' }),
      undefined,
    ],
    [
      'their site with a query',
      note({ text: 'See acme.example/?x=1.' }),
      'the link “acme.example/?x=1”, which carries more than a path',
    ],
    [
      'a task with a placeholder',
      { kind: 'add-task', purpose: 'reply', text: 'Answer [First Name].', cites: [] },
      'a placeholder: “[First Name]”',
    ],
    [
      'what is remembered',
      { kind: 'remember', topic: 'preference', text: 'Prefers <b>calls</b>.', cites: [] },
      'a tag: “<b>”',
    ],
    [
      'a text field',
      setField('description', 'Robots. Visit evil.example'),
      'the link “evil.example” to evil.example',
    ],
    ['a website', setField('website', 'https://other.example/start'), undefined],
    [
      'a website with a query',
      setField('website', 'https://other.example/?s=1'),
      'the link “https://other.example/?s=1”, which carries more than a path',
    ],
    [
      'a website that is a script',
      setField('website', 'javascript:alert(1)'),
      'the link “javascript:alert(1”',
    ],
    [
      'a website that is a shorter script',
      setField('website', 'javascript:run'),
      'the link “javascript:run”',
    ],
    [
      'a website and words',
      setField('website', 'see other.example'),
      'the link “other.example” to other.example',
    ],
    ['a website that is none', setField('website', 'soon'), undefined],
    [
      'two websites',
      setField('website', 'https://a.example https://b.example'),
      'the link “https://a.example” to a.example',
    ],
    ['a domain', observe('domain', 'other.example'), undefined],
    ['a number', setField('employees', 130), undefined],
    ['the address of a new contact', create({ firstName: 'Mo', email: 'mo@other.example' }), undefined],
    [
      'two addresses',
      create({ email: 'mo@other.example, x@evil.example' }),
      'the address “mo@other.example”',
    ],
    [
      'a name with a link',
      create({ firstName: 'Mo evil.example' }),
      'the link “evil.example” to evil.example',
    ],
    [
      'deep inside a list',
      observe('technologies', ['SAP', 'see evil.example']),
      'the link “evil.example” to evil.example',
    ],
    ['a list of technologies', observe('technologies', ['Node.js', 'ASP.NET', 'C#', 'A/B tests']), undefined],
  ])('%s', (_sentence, action, expected) => {
    expect(said(action)).toBe(expected)
  })

  test('nothing of a move of a stage', () => {
    expect(said({ kind: 'move-stage', deal: 'deal_1', to: 'evil.example', cites: [] })).toBeUndefined()
  })
})

test.each(['record', 'sender', 'timeline'])('%s cannot be read: a message is held', (part) => {
  expect(objection(rule, proposalOf([send]), unreadable(evidenceOf(), part))?.found).toBe(
    `could not check: ${part}: the vendor is down`,
  )
})

test('a note needs no timeline', () => {
  expect(objection(rule, proposalOf([note()]), unreadable(evidenceOf(), 'timeline'))).toBeUndefined()
})

test('nobody sets it aside', () => {
  expect(canOverride(rules, rule)).toBe(false)
})
