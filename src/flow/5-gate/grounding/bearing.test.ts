import { describe, expect, test } from 'vitest'
import { grounded, heldToken } from '#test/fakes/grounded.ts'

// Each statement beside the one sentence that bears it best. The rows of the contract stand in docs/gate.md, too.

const phone =
  'Hi, we lose two hours a day re-planning jobs by phone. I could look at something in the new year, not before January. Does your tool run without signal?'
const kegs =
  'Average rounds went from 212 km to 198 km. Fermoy suppliers complain about night collections. The contract will be renewed in March. Anna reports to Jörg. Samples came. The kraft one tore at the handle.'

describe('not held: theirs word by word', () => {
  test.each([
    ['the person turned', phone, 'You wrote that you lose two hours a day re-planning jobs by phone.'],
    ['a hedge that stands there', phone, 'You could look at something in the new year, not before January.'],
    ['two numbers in their order', kegs, 'Your average rounds went from 212 km to 198 km.'],
    ['what stands for a word was named before', kegs, 'The kraft sample tore at the handle.'],
    ['asked, and told as asked', phone, 'You asked whether our tool runs without signal.'],
    ['a deed still to come', kegs, 'The contract will be renewed in March.'],
    ['a part of it alone', phone, 'You lose two hours a day.'],
  ])('%s', (_name, message, text) => {
    expect(heldToken({ text, message })).toBeUndefined()
  })
})

describe('held: theirs but for one thing', () => {
  test.each([
    ['another word', kegs, 'You wrote that Fermoy farmers complain about night collections.', 'farmers'],
    [
      'a word of another sentence',
      kegs,
      'You wrote that Fermoy suppliers complain about night samples.',
      'samples',
    ],
    [
      'another number',
      phone,
      'You wrote that you lose five hours a day re-planning jobs by phone.',
      'five hours',
    ],
    ['a denial lost', phone, 'You could look at something in the new year, before January.', undefined],
    [
      'a denial put in',
      phone,
      'You do not lose two hours a day re-planning jobs by phone.',
      'You do not lose two hours a day re-planning jobs by phone.',
    ],
    [
      'a hedge lost',
      phone,
      'You look at something in the new year, not before January.',
      'You look at something in the new year, not before January.',
    ],
    ['the other side of the verb', kegs, 'Jörg reports to Anna.', undefined],
    [
      'still to come there',
      kegs,
      'The contract has already been renewed in March.',
      'The contract has already been renewed in March.',
    ],
    ['asked there', phone, 'Our tool runs without signal.', undefined],
    ['the opposite', kegs, 'Your average rounds rose from 198 km to 212 km.', undefined],
    [
      'a cause of our own',
      `${phone} ${kegs}`,
      'You lose two hours a day re-planning jobs by phone because the kraft sample tore.',
      'because',
    ],
    ['a day of another sentence', kegs, 'The contract will be renewed in May.', 'May'],
  ])('%s', (_name, message, text, token) => {
    const held = heldToken({ text, message })
    if (token === undefined) expect(held, text).toBeDefined()
    else expect(held).toBe(token)
  })

  test('their own word is the repair', () => {
    const held = grounded({
      text: 'You wrote that Fermoy farmers complain about night collections.',
      message: kegs,
    })
    expect(held?.repair).toEqual({
      kind: 'replace-sentence',
      sentence: 1,
      text: 'You wrote that Fermoy suppliers complain about night collections.',
    })
  })
})

describe('the rows of the contract in docs/gate.md', () => {
  const mail =
    'We lose two hours a day re-planning jobs by phone. Our drivers could test a tool in March, not before.'
  test.each([
    ['You wrote that you lose two hours a day re-planning jobs by phone.', false],
    ['Your drivers could test a tool in March, not before.', false],
    ['May I come back to you then?', false],
    ['Re-planning costs your dispatchers ten hours a week.', true],
    ['Your drivers will test a tool in March, not before.', true],
    ['Because you lose two hours a day, your drivers could test a tool in March.', true],
  ])('%s', (text, isHeld) => {
    expect(heldToken({ text, message: mail }) !== undefined).toBe(isHeld)
  })
})
