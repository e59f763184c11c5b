import { describe, expect, test } from 'vitest'
import { candidatesOf } from './mentions.ts'

const names = (text: string) => candidatesOf([text]).names

describe('names worth looking up', () => {
  test.each([
    ['a word that is in no dictionary', 'They moved to Vercel last year.', 'vercel'],
    ['the same in small letters', 'they moved to vercel last year', 'vercel'],
    ['two dictionary words written as a name', 'They know Summit Ladder well.', 'summit ladder'],
    ['a name with a joining word', 'A note from Bank of Ash about it.', 'bank of ash'],
    ['a dictionary word with its legal form', 'We met Ladder Inc yesterday.', 'ladder inc'],
    ['a name without the form the book has', 'We met Vercel yesterday.', 'vercel gmbh'],
    ['a name with a form the book has not', 'We met Vercel GmbH.', 'vercel'],
    ['a name in other alphabets', 'Das weiß Müßig Öl schon.', 'müßig öl'],
    ['a name that owns something', 'That is Vercel’s idea.', 'vercel'],
    ['a name broken over a line of blanks', 'the Summit   Ladder team', 'summit ladder'],
    ['a name with a dash', 'we asked Zyx-Corp for it', 'zyx-corp'],
    ['six words', 'at Sun Hill Farm Milk Bread House today', 'sun hill farm milk bread house'],
    ['a name with a comma before its form', 'We met Vercel yesterday.', 'vercel, inc.'],
    ['a name that its form follows behind a comma', 'We met Vercel, Inc. yesterday.', 'vercel'],
    ['two joining words', 'a note from Bank of the West', 'bank of the west'],
    ['a name in wide letters', 'Ｖｅｒｃｅｌ is here', 'vercel'],
    ['three letters', 'We asked Qxz.', 'qxz'],
    ['a name with a figure', 'We asked Q7x.', 'q7x'],
    ['a name across a comma', 'They like Summit, Ladder and more.', 'summit, ladder'],
    ['a name at the end of another', 'They like Old Summit Ladder.', 'summit ladder'],
  ])('%s', (_sentence, text, expected) => {
    expect(names(text)).toContain(expected)
  })

  test.each([
    ['a dictionary word', 'They bought a Ladder for the summit.', 'ladder'],
    ['two dictionary words in small letters', 'a summit ladder for everybody', 'summit ladder'],
    ['a name across the end of a sentence', 'They like Summit. Ladder is next.', 'summit ladder'],
    ['a number', 'There are 140 of them.', '140'],
    ['two letters', 'We asked Qx.', 'qx'],
    ['signs alone', 'It was 12-34.', '12-34'],
    ['seven words', 'at Sun Hill Farm Milk Bread House Door today', 'sun hill farm milk bread house door'],
    ['a name and what joins it', 'A note from Bank of it.', 'bank of'],
    ['a name across a small word', 'They like Summit with Ladder.', 'summit with ladder'],
    ['what is left of a form', 'We met Ladder Inc yesterday.', 'ladder'],
    ['a name across a bracket', 'They like Summit (Ladder).', 'summit (ladder'],
    ['a name across a line', 'They like Summit\nLadder.', 'summit ladder'],
    ['a name across a quote', 'They like “Summit” Ladder.', 'summit” ladder'],
    ['a name across a question', 'You like Summit? Ladder is next.', 'summit? ladder'],
    ['a name across a colon', 'They like Summit: Ladder.', 'summit: ladder'],
  ])('%s is none', (_sentence, text, expected) => {
    expect(names(text)).not.toContain(expected)
  })

  test('plain English has no candidate at all', () => {
    expect(names('we would like to hear how things are going with the team')).toEqual([])
  })
})

test('what is left of a form is looked up with any form', () => {
  expect(names('We met Ladder Inc yesterday.')).toEqual(
    expect.arrayContaining(['ladder gmbh', 'ladder, ltd']),
  )
  expect(names('We met Summit Ladder Inc.')).toContain('summit ladder')
})

test('each once, in small letters, of all texts together', () => {
  const { emails, domains, tokens } = candidatesOf([
    'Bob@Fourth.example, BOB@fourth.example',
    'ZQK-4471-AB or zqk-4471-ab at fourth.example',
  ])
  expect(emails).toEqual(['bob@fourth.example'])
  expect(domains).toEqual(['fourth.example'])
  expect(tokens.filter((token) => token === 'zqk-4471-ab')).toEqual(['zqk-4471-ab'])
})

test('domains are found bare, in links, in addresses, and above their subdomains', () => {
  const { domains, emails } = candidatesOf([
    'See https://www.Other.example/x, mail.third.example, or Bob@fourth.example.',
  ])
  expect(domains).toEqual(
    expect.arrayContaining(['other.example', 'third.example', 'mail.third.example', 'fourth.example']),
  )
  expect(emails).toEqual(['bob@fourth.example'])
})

test('a long text makes a bounded question', () => {
  const text = Array.from({ length: 4000 }, (_value, at) => `Zq${at} Xv${at}`).join(' ')
  expect(candidatesOf([text]).names.length).toBeLessThan(30_000)
  const codes = ['a', 'b', 'c'].map((one) =>
    Array.from({ length: 200 }, (_value, at) => `zq${one}${at}x-4471-ab`).join(', '),
  )
  expect(candidatesOf(codes).tokens).toHaveLength(400)
})
