import { describe, expect, test } from 'vitest'
import { candidatesOf } from '#gate/mentions.ts'
import type { SampleAccount } from '#orchestrator/sample-book/sample-account.ts'
import { contactFields } from '#records/field-dictionary.ts'
import {
  book,
  byDomain,
  daysAgo,
  domainOf,
  fieldsOf,
  freshFacts,
  having,
  inbound,
  isFaulty,
  notes,
  plain,
  stemsIn,
  textsOf,
  touches,
  waits,
} from './sample-book-record.ts'

describe('an account without a planted fault is clean', () => {
  const clean = book.filter((account) => !isFaulty(account))
  const excluded = new Set([...having('live-thread'), ...having('suppressed-account')].map(({ key }) => key))

  test.each<readonly [string, (account: SampleAccount) => boolean]>([
    ['at least two fresh citable facts', (account) => freshFacts(account).length >= 2],
    ['nobody suppressed', ({ key, suppressions }) => excluded.has(key) || suppressions.length === 0],
    [
      'vendors agree or say nothing',
      ({ claims }) => new Set(claims.map(({ value }) => JSON.stringify(value))).size <= 1,
    ],
    [
      'no live thread, no booked meeting',
      (account) => excluded.has(account.key) || touches(account).every(({ at }) => daysAgo(at) >= 8),
    ],
    [
      'nothing closed waits for an answer',
      (account) => fieldsOf(account).lifecycle !== 'disqualified' || !waits(account),
    ],
    [
      'a head count in a mail can be quoted as it stands',
      (account) =>
        inbound(account).every(
          ({ body }) => !/we are now \d+ people/i.test(plain(body)) || /We are now \d+ people/.test(body),
        ),
    ],
    ['no note moves a close date', (account) => !/close date/i.test(textsOf(account))],
    [
      'titles are young enough to be cited',
      ({ contacts }) => contacts.every(({ at }) => daysAgo(at) < (contactFields['title']?.freshDays ?? 0)),
    ],
    [
      'not both open and suppressed by the record',
      ({ contacts }) => contacts.every(({ fields }) => fields['optedOut'] === undefined),
    ],
  ])('%s', (_sentence, holds) => {
    expect(clean.filter((account) => !holds(account)).map(({ key }) => key)).toEqual([])
  })

  test('its texts name no other account of the book', () => {
    const foreign = clean.filter((account) => {
      const own = stemsIn(
        `${String(domainOf(account))} ${account.contacts.map(({ key }) => key).join(' ')} ${JSON.stringify(fieldsOf(account))}`,
      )
      return [...stemsIn(textsOf(account))].some((stem) => !own.has(stem))
    })
    expect(foreign.map(({ key }) => key)).toEqual([])
  })

  test('nothing that a summary repeats reads like the name of another account', () => {
    const owners = Map.groupBy(book, (account) => String(fieldsOf(account).name).toLowerCase())
    const foreign = clean.filter((account) => {
      const repeated = [
        ...notes(account).map(({ body }) => body),
        ...account.deals.map(({ fields }) => String(fields['name'])),
        ...Object.values(fieldsOf(account)).filter((value) => typeof value === 'string'),
      ]
      return candidatesOf(repeated).names.some((name) =>
        (owners.get(name) ?? []).some(({ key }, _at, all) => all.length === 1 && key !== account.key),
      )
    })
    expect(foreign.map(({ key }) => key)).toEqual([])
  })

  test('only planted pairs share a domain, and nobody shares an address', () => {
    const shared = [...byDomain.values()].filter((group) => group.length > 1).flat()
    const unplanned = shared.filter(
      ({ planted }) =>
        !planted.some(({ kind }) => ['twin-in-flight', 'domain-thread', 'live-thread'].includes(kind)),
    )
    expect(unplanned.map(({ key }) => key)).toEqual([])
    const addresses = book.flatMap(({ contacts }) => contacts.map(({ key }) => key))
    expect(new Set(addresses).size).toBe(addresses.length)
  })

  test('names are their own, but for those that are ordinary words', () => {
    const names = book
      .filter(({ planted }) => !planted.some(({ kind }) => kind === 'dictionary-name'))
      .map((account) => String(fieldsOf(account).name))
    expect(new Set(names).size).toBe(names.length)
  })
})
