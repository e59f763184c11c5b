import { describe, expect, test } from 'vitest'
import type { Json } from '#base/canonical.ts'
import { isSaid, isSame, numbersIn, unsaid } from './said.ts'

const own = (field: string, value: Json) => ({ field, value, isOwn: true })
const other = (field: string, value: Json) => ({ field, value, isOwn: false })

test.each<[string, number[]]>([
  ['1,200 people', [1200]],
  ['1.200 Leute', [1200]],
  ['1 200', [1200]],
  ["1’200 and 1'200", [1200, 1200]],
  ['1.200.000', [1_200_000]],
  ['12.5 %', [12.5]],
  ['12,5 %', [12.5]],
  ['1.2k', [1200]],
  ['3m, 3 mio, 3 Million, 3 Millionen', [3e6, 3e6, 3e6, 3e6]],
  ['4 thousand und 4 tausend', [4000, 4000]],
  ['2bn and 2 Billion', [2e9, 2e9]],
  ['$3 million and 40', [3_000_000, 40]],
  ['1.2345678', [1.235]],
  ['1234,567', [1234.567]],
  ['120,000 people', [120_000]],
  ['1200,', [1200]],
  ['12,34', [12.34]],
  ['１２', [12]],
  ['3 km', [3]],
  ['3 kilo', [3]],
  ['B2B and SAP4', []],
  ['nothing', []],
])('the figures of %s', (text, expected) => {
  expect(numbersIn(text)).toEqual(expected)
})

describe('the same, spelled otherwise', () => {
  test.each<[string, Json, Json, boolean]>([
    ['employees', 120, 120, true],
    ['employees', 120, '120 people', true],
    ['employees', 120, '120 to 130 people', false],
    ['employees', 120, 'many', false],
    ['employees', 0, 'none', false],
    ['employees', 1, true, false],
    ['hiring', true, 'Yes', true],
    ['hiring', true, ' ja ', true],
    ['hiring', false, 'nein', true],
    ['hiring', false, 'no', true],
    ['hiring', true, 'no', false],
    ['hiring', true, 'yes, many', false],
    ['hiring', true, 'say yes', false],
    ['hiring', null, null, true],
    ['hiring', null, false, false],
    ['city', 'Zürich', 'ZURICH', true],
    ['city', 'New  York!', 'new york', true],
    ['city', 'New York', 'Newark', false],
    ['technologies', 'C++', 'C', false],
    ['technologies', 'C#', 'c#', true],
    ['country', 'UK', 'United Kingdom', true],
    ['country', 'Atlantis', 'Utopia', false],
    ['country', 'Germany', 'FR', false],
    ['hiring', false, 'yes, many', false],
    ['hiring', false, 'say yes', false],
    ['phone', '12003456789', '123456789', false],
    ['city', 'UK', 'United Kingdom', false],
    ['phone', '+49 30 1234567', '0049-30-1234567', true],
    ['phone', '0049 123', '+49 (12) 3', false],
    ['phone', '1234567', '123-45-67', true],
    ['phone', '123 456', '12-34-56', false],
    ['phone', '1234567', '1234568', false],
    ['fax', '+49 30 1234567', '0049-30-1234567', false],
    ['website', 'https://www.acme.example/about', 'acme.example', true],
    ['domain', 'acme.example', 'http://acme.example', true],
    ['domain', 'acme.example', 'b.example', false],
    ['domain', 'none', 'nothing', false],
    ['name', 'acme.example', 'http://acme.example', false],
    ['foundedOn', '2020-01-02', '2020-01-02T00:00:00.000Z', true],
    ['foundedOn', ' 2020-01-02 ', '2020-01-02T10:00:00.000Z', true],
    ['foundedOn', '2020-01-02', '2020-02-01', false],
    ['foundedOn', '2020-01-02nd', '2020-01-02T00', false],
    ['foundedOn', 'since 2020-01-02', '2020-01-02T00', false],
    ['foundedOn', 'early', 'late', false],
  ])('%s: %j and %j: %j', (field, one, another, expected) => {
    expect(isSame(field, one, another)).toBe(expected)
    expect(isSame(field, another, one)).toBe(expected)
  })
})

describe('what somebody said', () => {
  test.each<[string, string, Json, ReturnType<typeof own>[], boolean]>([
    ['of the very field', 'city', 'Bonn', [own('city', 'Bonn')], true],
    ['of the same field of another', 'city', 'Bonn', [other('city', 'Bonn')], false],
    ['one of a list of it', 'city', 'Bonn', [own('city', ['Ulm', 'Bonn'])], true],
    [
      'each of a list',
      'technologies',
      ['SAP', 'Go'],
      [own('technologies', 'SAP'), own('technologies', 'Go')],
      true,
    ],
    ['one of a list alone', 'technologies', ['SAP', 'Go'], [own('technologies', 'SAP')], false],
    ['nothing, for an empty list', 'technologies', [], [], true],
    ['a head count, for its band', 'sizeBand', '51-200', [other('employees', 120)], true],
    ['a head count in words, for its band', 'sizeBand', '51-200', [other('employees', '120 people')], true],
    ['a head count, for another band', 'sizeBand', '11-50', [other('employees', 120)], false],
    ['a domain, for a name', 'name', 'acme.example', [other('domain', 'acme.example')], false],
    ['a website, for a name', 'name', 'acme.example', [other('website', 'acme.example')], false],
    ['another website, for a domain', 'domain', 'b.example', [other('website', 'acme.example')], false],
    ['a sign, for the same sign', 'industry', '…', [other('message', '…')], false],
    ['another number, for a band', 'sizeBand', '51-200', [other('foundedYear', 120)], false],
    ['a number of another field', 'revenueUsd', 120, [other('seats', 120)], false],
    ['an address, for a website', 'website', 'acme.example', [other('email', 'a@acme.example')], true],
    ['a domain, for a website', 'website', 'www.acme.example', [other('domain', 'acme.example')], true],
    ['a name, for a website', 'website', 'acme.example', [other('name', 'acme.example')], false],
    ['another’s domain, for a website', 'website', 'b.example', [other('domain', 'acme.example')], false],
    ['a website, for a domain', 'domain', 'acme.example', [other('website', 'https://acme.example/x')], true],
    ['an address, for a domain', 'domain', 'acme.example', [other('email', 'a@acme.example')], true],
    ['a location, for a domain', 'domain', 'acme.example', [other('location', 'acme.example')], true],
    ['a city, for a domain', 'domain', 'acme.example', [other('city', 'acme.example')], false],
    ['a title, for a role', 'role', 'cto', [other('title', 'CTO')], true],
    ['a role, for a title', 'title', 'CTO', [other('role', 'cto')], true],
    ['another title', 'title', 'CTO', [other('role', 'CEO')], false],
    ['a name, for a title', 'title', 'Miller', [other('name', 'Miller')], false],
    ['a location, for a title', 'title', 'Bonn', [other('location', 'Bonn')], false],
    ['a location, for its city', 'city', 'Porto', [other('location', 'Porto, Portugal')], true],
    ['a location with a bar', 'city', 'Porto', [other('location', 'Remote | Porto')], true],
    ['a location in brackets', 'country', 'PT', [other('location', 'Porto (Portugal)')], true],
    ['a part of a word of it', 'city', 'Port', [other('location', 'Porto, Portugal')], false],
    ['a country’s code, for its city', 'city', 'Portugal', [other('location', 'Porto; PT')], false],
    ['a figure, for a text', 'city', 'Porto', [other('location', 7)], false],
    ['a text, for a figure', 'city', 7, [other('location', 'Bonn, 7')], false],
    ['prose that holds it', 'industry', 'Robotics', [other('description', 'We do robotics, too.')], true],
    ['prose that holds a longer word', 'industry', 'Robot', [other('description', 'We do robotics.')], false],
    ['prose deep inside', 'industry', 'Robotics', [other('form', { a: [{ b: 'robotics' }] })], true],
    ['prose that holds the number', 'employees', 140, [other('message', 'We are 140.')], true],
    ['prose that holds another', 'employees', 14, [other('message', 'We are 140.')], false],
    ['prose, for a blank', 'industry', '…', [other('message', 'We are … 140.')], false],
    ['prose, for a yes', 'hiring', true, [other('message', 'true')], false],
    ['a closed field, for the same words', 'industry', 'Robotics', [other('name', 'Robotics')], false],
  ])('%s', (_sentence, field, value, sayings, expected) => {
    expect(isSaid(field, value, sayings)).toBe(expected)
  })
})

describe('what of a value nobody said', () => {
  test.each<[string, string, Json, ReturnType<typeof own>[], Json | undefined]>([
    ['nothing', 'city', 'Bonn', [own('city', 'Bonn')], undefined],
    ['all of a finding', 'industry', 'Robots for 40', [other('message', '40')], 'Robots for 40'],
    [
      'the figure of what an agent words',
      'description',
      'Pumps for 90 of 40 ships',
      [other('message', '40 ships')],
      90,
    ],
    ['none of its figures', 'nextStep', 'Show 40 ships', [other('message', '40 ships')], undefined],
    ['none, where a number is one', 'nextStep', 'Show 40', [other('employees', 40)], undefined],
    [
      'none, where one of a list is',
      'nextStep',
      'Show 40 and 41',
      [other('x', ['40 ships', '41'])],
      undefined,
    ],
    ['all of it, where nobody said anything', 'description', 'Pumps for ships', [], 'Pumps for ships'],
    ['a worded number', 'description', 7, [other('message', 'x')], 7],
  ])('%s', (_sentence, field, value, sayings, expected) => {
    expect(unsaid(field, value, sayings)).toEqual(expected)
  })
})
