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
  ])('%s', (_sentence, text, expected) => {
    expect(names(text)).toContain(expected)
  })

  test.each([
    ['a dictionary word', 'They bought a Ladder for the summit.', 'ladder'],
    ['two dictionary words in small letters', 'a summit ladder for everybody', 'summit ladder'],
    ['a name across the end of a sentence', 'They like Summit. Ladder is next.', 'summit ladder'],
    ['a number', 'There are 140 of them.', '140'],
  ])('%s is none', (_sentence, text, expected) => {
    expect(names(text)).not.toContain(expected)
  })

  test('plain English has no candidate at all', () => {
    expect(names('we would like to hear how things are going with the team')).toEqual([])
  })
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
})
