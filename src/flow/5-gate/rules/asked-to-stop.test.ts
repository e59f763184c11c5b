import { describe, expect, test } from 'vitest'
import { plusDays } from '#base/clock.ts'
import {
  evidenceOf,
  held,
  note,
  now,
  objection,
  proposalOf,
  rules,
  send,
  unreadable,
} from '#test/fakes/gate-case.ts'
import { canOverride } from '../ruleset.ts'

const message = proposalOf([send])
const daysAgo = (days: number) => plusDays(new Date(now), -days).toISOString()
const found = (rule: string, values: object, proposal = message) =>
  objection(rule, proposal, evidenceOf({ ...values }))?.found

describe('asked-to-stop', () => {
  type Mail = readonly [id: string, days: number, read?: string | undefined, by?: string]
  const ways: Readonly<Record<string, object>> = {
    nobody: { type: 'email', direction: 'inbound', author: 'outsider' },
    us: { type: 'email', direction: 'outbound', author: 'agent' },
    'a person': { type: 'email', direction: 'outbound', author: 'person' },
    'the CRM': { type: 'email', direction: 'outbound', author: 'system' },
    'a third party': { type: 'email', direction: 'none', author: 'outsider' },
    'a colleague': { type: 'email', direction: 'inbound', author: 'person' },
    'by phone': { type: 'call', direction: 'outbound', author: 'person' },
  }
  const book = (...mails: readonly Mail[]) => ({
    timeline: {
      asOf: now,
      activities: mails.map(([id, days, , by = 'con_1']) => ({
        id,
        key: null,
        version: 'v1',
        accountId: 'acc_1',
        contactId: by.startsWith('con_') ? by : null,
        dealId: null,
        ownerId: null,
        ...(ways[by] ?? ways['nobody']),
        at: daysAgo(days),
        subject: '',
        body: 'some words',
        dueOn: null,
        done: null,
      })),
    },
    mailRead: mails.flatMap(([activityId, , kind]) =>
      kind === undefined ? [] : [{ activityId, kind, quote: 'some words' }],
    ),
  })
  const said = (kind: string) => `a mail read as ${kind}: “some words”`
  test.each<[string, ReturnType<typeof book>, string | undefined]>([
    ['no more mail, please', book(['m1', 3, 'unsubscribe']), said('unsubscribe')],
    ['no, thank you', book(['m1', 3, 'not-interested']), said('not-interested')],
    ['answered since', book(['m1', 3, 'unsubscribe'], ['m2', 2, undefined, 'us']), undefined],
    [
      'said again after our answer',
      book(['m2', 3, undefined, 'us'], ['m1', 2, 'not-interested']),
      said('not-interested'),
    ],
    ['a no, then interest', book(['m1', 3, 'not-interested'], ['m2', 1, 'interest']), undefined],
    ['a no, then a mail nobody has read', book(['m1', 3, 'not-interested'], ['m2', 1]), undefined],
    ['interest, then a no', book(['m1', 3, 'interest'], ['m2', 1, 'not-interested']), said('not-interested')],
    [
      'a no, then an absence notice',
      book(['m1', 3, 'not-interested'], ['m2', 1, 'out-of-office']),
      said('not-interested'),
    ],
    [
      'the recipient wants no more mail, a colleague asks',
      book(['m1', 3, 'unsubscribe'], ['m2', 1, 'question', 'con_2']),
      said('unsubscribe'),
    ],
    [
      'a colleague wanted no more mail, the recipient asks',
      book(['m1', 3, 'unsubscribe', 'con_2'], ['m2', 1, 'question']),
      undefined,
    ],
    [
      'nobody knows who wanted no more mail',
      book(['m1', 3, 'unsubscribe', 'nobody'], ['m2', 1, 'question']),
      said('unsubscribe'),
    ],
    [
      'a no, then a machine',
      book(['m1', 3, 'not-interested'], ['m2', 1, 'automatic']),
      said('not-interested'),
    ],
    [
      'a no in the newer of two, whatever their order',
      book(['m2', 1, 'not-interested'], ['m1', 3, 'interest']),
      said('not-interested'),
    ],
    ['a no of this very moment', book(['m1', 0, 'not-interested']), said('not-interested')],
    ['a no that lies ahead', book(['m1', -1, 'not-interested']), undefined],
    [
      'a no at the moment of our answer',
      book(['m1', 3, 'not-interested'], ['m2', 3, undefined, 'us']),
      undefined,
    ],
    [
      'a no, answered by a person of ours',
      book(['m1', 3, 'not-interested'], ['m2', 2, undefined, 'a person']),
      undefined,
    ],
    [
      'a no, then a mail the CRM sent',
      book(['m1', 3, 'not-interested'], ['m2', 2, undefined, 'the CRM']),
      said('not-interested'),
    ],
    ['a no that one of ours wrote down', book(['m1', 3, 'not-interested', 'a colleague']), undefined],
    [
      'a no, then a call',
      book(['m1', 3, 'not-interested'], ['m2', 2, undefined, 'by phone']),
      said('not-interested'),
    ],
    [
      'a no, then what a colleague wrote down',
      book(['m1', 3, 'not-interested'], ['m2', 2, undefined, 'a colleague']),
      said('not-interested'),
    ],
    ['a no that was only passed on', book(['m1', 3, 'not-interested', 'a third party']), undefined],
    ['a question', book(['m1', 3, 'question']), undefined],
    ['no mail at all', book(), undefined],
  ])('%s', (_sentence, values, expected) => {
    expect(found('asked-to-stop', values)).toBe(expected)
  })

  test('the reviewer reads what they wrote, and where', () => {
    const evidence = evidenceOf(book(['m1', 3, 'unsubscribe']))
    expect(objection('asked-to-stop', message, evidence)).toEqual({
      rule: 'asked-to-stop',
      needed: 'no open mail that asks us to stop',
      found: said('unsubscribe'),
      where: 'm1',
    })
  })

  test('without a draft nobody knows whose wish it was, and the last word counts', () => {
    const bare = proposalOf([send], { draft: undefined })
    const wished = book(['m1', 3, 'unsubscribe'], ['m2', 1, 'question', 'con_2'])
    expect(found('asked-to-stop', wished, bare)).toBeUndefined()
    expect(found('asked-to-stop', book(['m1', 3, 'unsubscribe']), bare)).toBe(said('unsubscribe'))
  })

  test('a note beside it goes through, and a person may set it aside', () => {
    const evidence = evidenceOf(book(['m1', 3, 'unsubscribe']))
    expect(held(proposalOf([note(), send]), evidence)).toEqual([[], ['asked-to-stop']])
    expect(canOverride(rules, 'asked-to-stop')).toBe(true)
  })

  test.each(['clock', 'timeline', 'mailRead'])('%s cannot be read: held', (part) => {
    const evidence = unreadable(evidenceOf(), part)
    expect(objection('asked-to-stop', message, evidence)?.found).toMatch(`could not check: ${part}`)
  })
})
