import { describe, expect, test } from 'vitest'
import { statementIn } from './statements.ts'
import { vocabulary } from './word.ts'

const own = vocabulary([
  'Acme Robotics',
  'Anna',
  'Berg-Müller',
  'Tom Keller',
  'Northwind saves 30 minutes and 12% of cost',
])
const said = (sentence: string, language = 'en') =>
  statementIn(sentence, { own, accountName: 'Acme Robotics', language })

describe('a statement that must be cited', () => {
  test.each([
    ['With 120 people you must be busy.', 'the number 120'],
    ['The round of $5M caught my eye.', 'the amount $5M'],
    ['Costs fell by 40 %.', 'the amount 40 %'],
    ['Some 3 million parts leave the plant.', 'the amount 3 million'],
    ['The contract ends on 2026-12-31.', 'the number 2026-12-31'],
    ['Since March things have changed.', 'the name March'],
    ['The new office in Berlin looks great.', 'the name Berlin'],
    ['We met at Orange.', 'the name Orange'],
    ['Most teams replace Zapier first.', 'the name Zapier'],
    ['I saw that you are hiring.', 'a claim about them: “you are”'],
    ["It seems you're hiring.", "a claim about them: “you're”"],
    ['Did you know you have offices abroad?', 'a claim about them: “you have”'],
    ['Your contract ends soon.', 'a claim about them: “Your contract ends”'],
    ['Your sales team grew a lot.', 'a claim about them: “Your sales team grew”'],
    ['Acme Robotics uses robots.', 'a claim about them: “Acme Robotics uses”'],
    ['Did the $5M round close?', 'the amount $5M'],
  ])('%s', (sentence, expected) => {
    expect(said(sentence)).toBe(expected)
  })

  test.each([
    ['Sie suchen neue Kollegen.', 'a claim about them: “Sie suchen”'],
    ['Ihr Vertrag endet bald.', 'a claim about them: “Ihr Vertrag endet”'],
    ['Der Umsatz lag bei 5 Mio.', 'the amount 5 Mio'],
  ])('in German: %s', (sentence, expected) => {
    expect(said(sentence, 'de')).toBe(expected)
  })
})

describe('a sentence that states nothing', () => {
  test.each([
    'Hello Anna,',
    'Dear Dr. Berg-Müller,',
    'Would a short call be welcome?',
    'Would 20 minutes on Tuesday at 14:30 suit you?',
    'Could we talk in early March?',
    'Is the 3rd of next month better?',
    'I would be glad to show you how it works.',
    'I hope you are well.',
    'I hope that you are well.',
    'If you are interested, just reply.',
    'Let me know when you have a moment.',
    'You are welcome to call me at any time.',
    'Your reply is appreciated.',
    'Thank you for your message, and sorry for the wait.',
    'I came across Acme Robotics and would like to introduce myself.',
    'At Northwind we save 30 minutes and 12% of cost.',
    'I am writing as Head of Sales.',
    'Best regards, Tom Keller',
  ])('%s', (sentence) => {
    expect(said(sentence)).toBeUndefined()
  })

  test.each([
    'wäre ein kurzes Gespräch willkommen?',
    'hätten Sie einen Moment für ein Gespräch?',
    'Wenn Sie haben, was Sie brauchen, freut mich das.',
    'Viele Grüße, Tom Keller',
  ])('in German: %s', (sentence) => {
    expect(said(sentence, 'de')).toBeUndefined()
  })
})
