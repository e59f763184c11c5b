import { describe, expect, test } from 'vitest'
import { isDictionaryWord } from '#gate/dictionary.ts'
import type { SampleAccount } from '#orchestrator/sample-book/sample-account.ts'
import { type PlantedKind, PlantedKind as Kinds } from '#records/planted.ts'
import {
  accountsOf,
  book,
  byDomain,
  citable,
  daysAgo,
  fieldsOf,
  freshFacts,
  having,
  inbound,
  isFaulty,
  isLive,
  neighbours,
  newestNote,
  openDeals,
  plain,
  stemSet,
  textsOf,
  touches,
  waits,
} from './sample-book-record.ts'

describe('what is planted', () => {
  test.each([300, 400, 1000])('a book of %i has every kind at least once', (accounts) => {
    const there = new Set(accountsOf(accounts).flatMap(({ planted }) => planted.map(({ kind }) => kind)))
    expect(Kinds.options.filter((kind) => !there.has(kind))).toEqual([])
  })

  test('at 4,000 each kind is on 0.4 to 1.6 % of the accounts', () => {
    const counts = Kinds.options.map((kind) => [kind, having(kind).length] as const)
    expect(counts.filter(([, count]) => count < 16 || count > 64)).toEqual([])
  })

  test('no account carries two faults, and a fault carries no other label', () => {
    expect(book.filter((account) => isFaulty(account) && account.planted.length > 1)).toEqual([])
  })

  const conditions: readonly (readonly [PlantedKind, string, (account: SampleAccount) => boolean])[] = [
    [
      'stale-fact',
      'no citable fact is fresh, and some are there',
      (account) => {
        const stated = citable.filter((field) => field in fieldsOf(account))
        return stated.length >= 2 && freshFacts(account).length === 0
      },
    ],
    [
      'suppressed-contact',
      'the last correspondent is suppressed by address; others are not',
      (account) => {
        const [entry, ...more] = account.suppressions
        const last = account.activities.findLast(({ contact }) => contact !== undefined)
        return (
          entry?.scope === 'address' &&
          entry.value === last?.contact &&
          more.length === 0 &&
          account.contacts.length > 1
        )
      },
    ],
    [
      'domain-thread',
      'quiet itself, while a person wrote to the neighbour two days ago',
      (account) => {
        const [other, ...more] = neighbours(account)
        return (
          more.length === 0 &&
          other !== undefined &&
          !isLive(account) &&
          touches(other).some(({ at, type }) => type === 'email' && daysAgo(at) > 1 && daysAgo(at) < 3)
        )
      },
    ],
    [
      'twin-in-flight',
      'shares its domain with a cold twin',
      (account) => {
        const [twin, ...more] = neighbours(account)
        return (
          more.length === 0 &&
          twin?.planted[0]?.detail === account.planted[0]?.detail &&
          touches(account).length === 0 &&
          account.deals.length === 0 &&
          account.contacts.length > 0
        )
      },
    ],
    [
      'vendors-disagree',
      'two fresh claims far apart, and nothing in the record',
      (account) => {
        const values = account.claims.map(({ value }) => Number(value)).toSorted((a, b) => a - b)
        return (
          fieldsOf(account).employees === undefined &&
          values.length === 2 &&
          (values[1] ?? 0) > 2 * (values[0] ?? 0) &&
          account.claims.every(({ field, observedAt }) => field === 'employees' && daysAgo(observedAt) < 365)
        )
      },
    ],
    [
      'close-date-in-note',
      'one open deal and a note that gives it another day',
      (account) => {
        const day = /close date moves to (\d{4}-\d{2}-\d{2})/.exec(newestNote(account))?.[1]
        const [deal, ...more] = openDeals(account)
        return (
          day !== undefined && deal !== undefined && more.length === 0 && deal.fields['closeDate'] !== day
        )
      },
    ],
    [
      'foreign-paste',
      'the newest note names another account and its domain',
      (account) => {
        const domain = /[a-z]+\.(?:example|test)/.exec(newestNote(account))?.[0]
        const [other] = byDomain.get(domain ?? '') ?? []
        const name = String(fieldsOf(other ?? account).name).split(' ')[0] ?? ''
        return (
          other !== undefined &&
          other.key !== account.key &&
          newestNote(account).includes(name) &&
          !isDictionaryWord(name)
        )
      },
    ],
    [
      'closed-with-inbound',
      'disqualified, and somebody waits for an answer',
      (account) => fieldsOf(account).lifecycle === 'disqualified' && waits(account),
    ],
    [
      'garbled-quote',
      'the head count stands there only after tidying',
      (account) => {
        const mail = inbound(account).find(({ body }) => /We are now \d+ people/.test(plain(body)))
        return mail !== undefined && daysAgo(mail.at) < 110 && !/We are now \d+ people/.test(mail.body)
      },
    ],
    [
      'suppressed-account',
      'suppressed as a whole',
      ({ suppressions }) =>
        suppressions.length === 1 &&
        suppressions.every(({ scope }) => scope === 'account' || scope === 'domain'),
    ],
    [
      'live-thread',
      'one of ours is in touch, or a meeting is booked',
      (account) =>
        isLive(account) || touches(account).some(({ type, at }) => type === 'meeting' && daysAgo(at) < 0),
    ],
    [
      'dictionary-name',
      'the name is one ordinary word',
      (account) => isDictionaryWord(String(fieldsOf(account).name)),
    ],
    [
      'renamed',
      'a former name that is nobody else’s',
      (account) => {
        const [former] = fieldsOf(account).formerNames
        return typeof former === 'string' && !stemSet.has((former.split(' ')[0] ?? '').toLowerCase())
      },
    ],
    ['unicode-name', 'letters beyond ASCII', (account) => /[^ -~]/.test(String(fieldsOf(account).name))],
    [
      'injected-note',
      'a text that gives orders to a machine',
      (account) => /assistant|agents|\bAI\b|ignore all previous/i.test(textsOf(account)),
    ],
    ['unanswered-inbound', 'somebody waits for an answer', waits],
  ]

  test('every kind has its condition', () => {
    expect(conditions.map(([kind]) => kind).toSorted()).toEqual([...Kinds.options].toSorted())
  })

  test.each(conditions)('%s: %s', (kind, _sentence, holds) => {
    expect(
      having(kind)
        .filter((account) => !holds(account))
        .map(({ key }) => key),
    ).toEqual([])
  })
})
