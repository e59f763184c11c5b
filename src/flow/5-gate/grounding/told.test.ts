import { describe, expect, test } from 'vitest'
import { heldToken } from '#test/fakes/grounded.ts'

// What a message of theirs says and a draft tells of it. The account stands in test/fakes/grounded.ts.

describe('fields of the book’s own: the thing counted is told in any word that is not another field’s', () => {
  test.each([
    ['titlesPerYear', '140 books a year want to be printed.', 'en'],
    ['titlesPerYear', 'Hundertvierzig Bücher im Jahr, das will gedruckt sein.', 'de'],
    ['bottlesPerYear', 'Not far off half a million bottles a year is a lot.', 'en'],
    ['bottlesPerYear', 'Rund eine halbe Million Flaschen im Jahr ist viel.', 'de'],
    ['members', 'A co-op with 940 members needs patience.', 'en'],
    ['employees', '115-odd people, one plan.', 'en'],
  ])('%s passes: %s', (cites, text, language) => {
    expect(heldToken({ text, cites: [cites], language })).toBeUndefined()
  })
  test.each([
    ['titlesPerYear', '150 books a year want to be printed.', '150 books'],
    ['titlesPerYear', '140 books a month want to be printed.', '140 books'],
    ['titlesPerYear', '140 employees want to be paid.', '140 employees'],
    ['titlesPerYear', '140 members want to be paid.', '140 members'],
    ['members', 'Paying 940 employees takes patience.', '940 employees'],
  ])('%s is held: %s', (cites, text, token) => {
    expect(heldToken({ text, cites: [cites] })).toBe(token)
  })
})

describe('a denial denies what stands in its own clause', () => {
  test.each([
    [
      'Not shopping right now but ask me again in the fall.',
      'you asked me to check back in the fall, so here I am.',
    ],
    [
      'I need my brother to look at it before I sign.',
      'there is no deadline on our side, so please take the time your brother needs.',
    ],
    [
      'Am meisten Arbeit machen die Honorare, nicht die Druckereien.',
      'Sie schrieben, dass die Honorare mehr Arbeit machen als die Druckereien.',
    ],
  ])('%s → %s', (message, text) => {
    expect(heldToken({ text, message, language: /Sie/.test(text) ? 'de' : 'en' })).toBeUndefined()
  })
})

describe('who did it', () => {
  const swaps = 'Hi Sam. Hygienists swap shifts and Anna finds out on payday.'
  test.each([
    [swaps, 'Jörg says he only finds out about the swaps on payday.', 'Jörg'],
    ['Herr Berg entscheidet im Februar.', 'Sie schrieben, dass Sie im Februar entscheiden.', undefined],
    [
      'Danke für das Angebot. Herr Müller entscheidet im Februar.',
      'Sie schrieben, dass Sie im Februar entscheiden.',
      'entscheiden',
    ],
    ['Got the proposal, it looks fair to all of us here.', 'Jörg has read the proposal.', 'Jörg'],
    [swaps, 'You find out on payday, is what I read.', undefined],
  ])('%s → %s', (message, text, token) => {
    expect(heldToken({ text, message, language: /Sie/.test(text) ? 'de' : 'en' })).toBe(token)
  })
})

test('who wrote it did not say it of themselves', () => {
  const text = 'Jörg says he only finds out about the swaps on payday.'
  const message = 'Hi Sam. Hygienists swap shifts and Anna finds out on payday.'
  expect(heldToken({ text, message, by: 'con_2' })).toBe('finds')
})

describe('done, or only thought of', () => {
  test.each([
    [
      'Jörg would have to approve any new tool here.',
      'since Jörg has already approved a new tool, shall we set a date?',
      'approved',
    ],
    [
      'I need my brother to look at it before I sign anything.',
      'Anna has signed off on the proposal.',
      'signed off',
    ],
    [
      'Svenja überlegt, auch die Mühle messen zu lassen.',
      'vielen Dank für Ihre Bestellung.',
      'Dank für Ihre Bestellung',
    ],
    [
      'Everything is running fine with the payroll here.',
      'since you told me you would recommend us, may I name you?',
      'would recommend',
    ],
    [
      'We lose about two hours a day with all of this.',
      'You have set aside a budget for a new tool.',
      'set aside a budget',
    ],
    [
      'Good news: the board approved the new tool on Monday.',
      'since the board has approved the new tool, shall we set a date?',
      undefined,
    ],
    ['Wir bestellen hiermit den Zähler für die Mühle.', 'vielen Dank für Ihre Bestellung.', undefined],
    ['Everything is running fine with the payroll here.', 'Would you recommend us?', undefined],
    [
      'Everything is running fine with the payroll here.',
      'We have booked the room for the call with you.',
      undefined,
    ],
  ])('%s → %s', (message, text, token) => {
    expect(heldToken({ text, message, language: /Dank/.test(text) ? 'de' : 'en' })).toBe(token)
  })
})

describe('how often, how long, and of how many', () => {
  const count = 'We count twice a year, by hand, and it takes the whole weekend.'
  const derby = 'The Derby count took forty minutes with the scanners, it used to take all Sunday.'
  test.each([
    [count, 'counting by hand every single month must be brutal on your people.', 'every single month'],
    [count, 'counting once a year is hard on your people.', 'once a year'],
    [count, 'counting twice a year is hard on your people.', undefined],
    [
      'Frau Berg will die Zahlen jetzt jeden Monat sehen.',
      'Sie wollen die Zahlen jede Woche sehen.',
      'jede Woche',
    ],
    [
      'Frau Berg will die Zahlen jetzt jeden Monat sehen.',
      'Sie wollen die Zahlen monatlich sehen.',
      undefined,
    ],
    [derby, 'counting Derby now takes fourteen minutes there.', 'fourteen minutes'],
    [derby, 'counting Derby now takes forty minutes.', undefined],
    [derby, 'A demo takes 25 minutes, and I would show you Derby.', undefined],
    [derby, 'so every single person at Acme Robotics loves the scanners.', 'every single person'],
    [
      'Everyone here loves the scanners and the new count.',
      'so every single person at Acme Robotics loves the scanners.',
      undefined,
    ],
  ])('%s → %s', (message, text, token) => {
    expect(heldToken({ text, message, language: /Sie/.test(text) ? 'de' : 'en' })).toBe(token)
  })
})

describe('told otherwise than written', () => {
  const fair = 'Unsere Anlagen laufen durch. Vor der Messe habe ich aber keine Zeit.'
  const notice = 'Our register is a spreadsheet and last year we missed the notice date on the photocopiers.'
  const tool = 'The board wants one run. HubSpot cannot do it. I will write again.'
  test.each([
    [fair, 'Sie hatten ja geschrieben, dass es vor der Messe gut passt.', 'vor der Messe'],
    [fair, 'Sie schrieben, dass Sie vor der Messe keine Zeit haben.', undefined],
    [
      'After the trade fair I am reachable again.',
      'you wrote that the days before the trade fair suit you.',
      'before the trade',
    ],
    [
      notice,
      'you told me that you missed the notice date on the heating contract last year.',
      'the heating contract',
    ],
    [notice, 'you told me that you missed the notice date on the photocopiers last year.', undefined],
    [tool, 'HubSpot already does it in one run, you said.', 'HubSpot already does'],
    [tool, 'HubSpot cannot do it in one run, you said.', undefined],
  ])('%s → %s', (message, text, token) => {
    expect(
      heldToken({ text, message, cites: ['technologies'], language: /Sie/.test(text) ? 'de' : 'en' }),
    ).toBe(token)
  })
  test.each([
    ['con_1.title', 'as a partner at Acme Robotics you will have your own view.', 'partner'],
    ['con_1.title', 'as a CTO at Acme Robotics you will have your own view.', undefined],
    [
      'hiring',
      'I see you are recruiting, so you must be opening a second branch.',
      'opening a second branch',
    ],
    ['hiring', 'I see you are recruiting, so you must be busy.', undefined],
  ])('%s: %s', (cites, text, token) => {
    expect(heldToken({ text, cites: [cites] })).toBe(token)
  })
})

describe('the same in other words', () => {
  const hates =
    'We plan all shifts on a whiteboard and Raj hates it. The night shift is the worst. Maybe something next year.'
  const fine = 'Payroll is running fine with the new people we have here.'
  test.each([
    [hates, 'you wrote that Raj is fed up with the whiteboard.', undefined],
    [hates, 'you mentioned that the night shift gives you the most trouble.', undefined],
    [hates, 'you are planning to look at something next year.', undefined],
    [hates, 'you still plan your shifts by hand, on a whiteboard.', undefined],
    [fine, 'you struggle with payroll.', 'struggle'],
    [fine, 'you are planning to buy payroll anew.', 'planning to buy'],
    [fine, 'you still run payroll by hand.', 'by hand'],
  ])('%s → %s', (message, text, token) => {
    expect(heldToken({ text, message })).toBe(token)
  })
  test.each([
    ['employees', 'a good 100 people keep you busy.', undefined],
    ['offices', 'Your people are spread over three sites.', undefined],
    ['employees', 'a good 70 people keep you busy.', '70 people'],
  ])('%s: %s', (cites, text, token) => {
    expect(heldToken({ text, cites: [cites] })).toBe(token)
  })
})
