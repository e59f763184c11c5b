import { describe, expect, test } from 'vitest'
import { heldToken } from '#test/fakes/grounded.ts'

// Dates and spans. The account stands in test/fakes/grounded.ts; today is 20 November 2026.

describe('dates and spans, English: what passes', () => {
  test.each([
    ['foundedYear', 'You have been building robots since 2018.'],
    ['foundedYear', 'Founded in 2018, you know the market.'],
    ['foundedYear', 'For eight years you have been in business.'],
    ['contractEnd', 'Your contract ends on 14 March 2027.'],
    ['contractEnd', 'Your contract ends in March.'],
    ['contractEnd', 'Your contract ends on 2027-03-14.'],
    ['contractEnd', 'Your contract is up for renewal in mid-March.'],
    ['contractEnd', 'Your contract ends in about four months.'],
    ['contractEnd', 'Your contract ends in Q1 2027.'],
    ['contractEnd', 'Your contract ends next year.'],
    ['contractEnd', 'As your contract ends in March, could we talk next week?'],
    ['contractEnd', 'Your renewal is due on March 14th, 2027.'],
    ['contractEnd', 'Your renewal date, 14 March, is not far off.'],
    ['contractEnd', 'Before your contract ends in March, shall we talk?'],
    ['contractEnd', 'The agreement expires on 3/14/2027.'],
    ['contractEnd', 'Your contract runs out in the first quarter of 2027.'],
    ['contractEnd', 'Your subscription is up for renewal next March.'],
    ['contractEnd', 'Your contract ends on Sunday, 14 March 2027.'],
    ['deal_1.closeDate', 'You wanted to decide by 18 December.'],
    ['deal_1.closeDate', 'You planned to sign before the end of the year.'],
    ['foundedYear', 'Since 2018 you have come a long way.'],
    ['foundedYear', 'You started in 2018.'],
    ['foundedYear', 'Eight years in business is something to be proud of.'],
    ['foundedYear', 'You have been around for more than five years.'],
  ])('%s: %s', (cites, text) => {
    expect(heldToken({ text, cites: cites.split(' ').filter(Boolean) })).toBeUndefined()
  })
})

describe('dates and spans, German: what passes', () => {
  test.each([
    ['contractEnd', 'Ihr Vertrag endet am 14.03.2027.'],
    ['contractEnd', 'Ihr Vertrag läuft bis zum 14. März 2027.'],
    ['contractEnd', 'Ihr Vertrag endet im März.'],
    ['contractEnd', 'da der Vertrag von Acme Robotics bis 2027-03-14 läuft, ist jetzt ein guter Moment.'],
    ['foundedYear', 'Sie bestehen seit 2018.'],
    ['foundedYear', 'Gegründet 2018, sind Sie längst kein Neuling mehr.'],
    ['contractEnd', 'Ihr Vertrag endet in knapp vier Monaten.'],
    ['contractEnd', 'Ihr Vertrag läuft Mitte März aus.'],
    ['contractEnd', 'der Vertrag von Acme Robotics endet am 14. März.'],
    ['contractEnd', 'da Ihr Vertrag im Frühjahr endet, würde ich gern nächste Woche sprechen.'],
  ])('%s: %s', (cites, text) => {
    expect(heldToken({ text, cites: cites.split(' ').filter(Boolean), language: 'de' })).toBeUndefined()
  })
})

describe('dates and spans, English: what is held', () => {
  test.each([
    ['foundedYear', 'You have been building robots since 2019.', '2019'],
    ['foundedYear', 'Founded in 2017, you know the market.', '2017'],
    ['foundedYear', 'For twenty years you have been in business.', 'twenty years'],
    ['contractEnd', 'Your contract ends on 15 March 2027.', '15 March 2027'],
    ['contractEnd', 'Your contract ends in April.', 'April'],
    ['contractEnd', 'Your contract ends next month.', 'next month'],
    ['contractEnd', 'Your contract ends in two weeks.', 'in two weeks'],
    ['contractEnd', 'Your contract ended in March.', 'March'],
    ['contractEnd', 'You were founded on 14 March 2027.', '14 March 2027'],
    ['contractEnd', 'Your contract ends on 2027-04-14.', '2027-04-14'],
    ['deal_1.closeDate', 'Your contract ends on 18 December.', '18 December'],
    ['foundedYear', 'You have 2018 employees.', '2018 employees'],
    ['employees foundedYear', 'You have 2018 employees.', '2018 employees'],
    ['contractEnd', 'Your contract runs until summer 2027, on 14 June.', 'summer 2027'],
    ['contractEnd', 'Your contract ends in 2028.', '2028'],
    ['contractEnd', 'Your contract expires next week.', 'next week'],
    ['contractEnd', 'Your contract ends soon, on 4 March.', 'soon'],
    ['contractEnd', 'Your contract ends at the end of March.', 'March'],
    ['contractEnd', 'Your contract ends on Friday, 14 March 2027.', 'Friday, 14 March 2027'],
    ['contractEnd', 'Your contract expires in ten days.', 'in ten days'],
    ['contractEnd', 'Your contract ends in Q2.', 'Q2'],
    ['contractEnd', 'Your contract ended last week.', 'last week'],
    ['foundedYear', 'You have been around for more than twenty years.', 'twenty years'],
    ['foundedYear', 'Your contract ends in 2018.', '2018'],
    ['foundedYear', 'You started three years ago.', 'three years'],
    ['deal_1.closeDate', 'You planned to sign before the end of the month.', 'the month'],
  ])('%s: %s', (cites, text, token) => {
    expect(heldToken({ text, cites: cites.split(' ').filter(Boolean) })).toBe(token)
  })
})

describe('dates and spans, German: what is held', () => {
  test.each([
    ['contractEnd', 'Ihr Vertrag endet im Mai.', 'Mai'],
    ['foundedYear', 'Sie bestehen seit 2008.', '2008'],
    ['foundedYear', 'Gegründet 2019, sind Sie noch jung.', '2019'],
    ['contractEnd', 'Ihr Vertrag endet nächsten Monat.', 'nächsten Monat'],
    ['contractEnd', 'Ihr Vertrag endet in zwei Wochen.', 'in zwei Wochen'],
    ['contractEnd', 'Ihr Vertrag endet am 14.04.2027.', '14.04.2027'],
    ['contractEnd', 'Ihr Vertrag ist im März ausgelaufen.', 'März'],
  ])('%s: %s', (cites, text, token) => {
    expect(heldToken({ text, cites: cites.split(' ').filter(Boolean), language: 'de' })).toBe(token)
  })
})
