import { describe, expect, test } from 'vitest'
import { heldToken } from '#test/fakes/grounded.ts'

// What they wrote, told again: every word of a statement is borne, as far as it goes there, by whom and in which order.

const shifts =
  'Hi, we plan all three sites in one Excel file. The night shift in Toledo is short by four people most weeks. Our old sodium lamps will be replaced by LED in February. Does your board cope with chocolate?'
const units =
  'Two of the nine units show a red light since Monday. The meter at the second roaster was swapped. We would like to look at tools, not the pumps.'

describe('held: a word, a reach, a speaker or an order that is not theirs', () => {
  test.each([
    ['a word nobody said', shifts, 'you wrote that the night shift in Toledo is overpaid.', 'overpaid'],
    [
      'a word behind a connector',
      units,
      'Two units show a red light, which shows that the filters are worn.',
      'filters',
    ],
    [
      'taken for granted in a question',
      shifts,
      'since your planners quarrelled, when may I call?',
      'planners',
    ],
    ['all of them', units, 'sorry to hear that all nine units show a red light.', 'all nine units'],
    ['always', units, 'you said that the units constantly show a red light.', 'constantly'],
    [
      'new for old',
      shifts,
      'you are swapping the LED lamps for sodium ones.',
      'swapping the LED lamps for sodium ones',
    ],
    ['another one of its kind', units, 'is the meter at the third roaster running?', 'third roaster'],
    ['asked, not said', shifts, 'you confirmed that our board copes with chocolate.', undefined],
  ])('%s', (_name, message, text, token) => {
    const held = heldToken({ text, message })
    if (token === undefined) expect(held).toBeDefined()
    else expect(held).toBe(token)
  })

  test('somebody else wrote it', () => {
    const text = 'thanks for your mail about the night shift.'
    expect(heldToken({ text, message: shifts, by: 'con_2' })).toBe('your mail')
    expect(heldToken({ text, message: shifts, by: 'con_1' })).toBeUndefined()
  })

  test('our own bookkeeping', () => {
    const text = 'we have you down in our forecast for March.'
    expect(heldToken({ text, cites: ['contractEnd'] })).toBe('our forecast')
  })

  test('the reason of a note', () => {
    const text = 'Anna wrote that they will leave because of the night shift.'
    expect(heldToken({ text, kind: 'add-note', message: shifts })).toBe('leave')
  })
})

describe('not held: the same in other words', () => {
  test.each([
    ['a synonym', shifts, 'you told me that Toledo lacks four people at night in most weeks.'],
    ['the same reach', shifts, 'you plan all three sites in a single spreadsheet.'],
    ['the same order', shifts, 'you wrote that LED replaces the sodium lamps in February.'],
    ['the same one', units, 'is the meter at the second roaster running?'],
    ['an offer of ours', units, 'I would gladly show you our scanners over a coffee.'],
    ['a guess', units, 'the red lights must be maddening.'],
    ['a day of the talk', units, 'in November you wrote that two units show a red light.'],
    ['worked out: nine less two', units, 'that makes 7 units without a red light.'],
  ])('%s', (_name, message, text) => {
    expect(heldToken({ text, message })).toBeUndefined()
  })
})
