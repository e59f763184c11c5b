import { expect, test } from 'vitest'
import { fitOf } from './fit.ts'

const ideal = { industries: ['Logistics'], sizeBands: ['51-200'], countries: [] }

test.each([
  ['in every list', { industry: 'Logistics', sizeBand: '51-200', country: 'DE' }, 1, ['in', 'in', 'any']],
  [
    'not in the sizes',
    { industry: 'Logistics', sizeBand: '1-10', country: null },
    2 / 3,
    ['in', 'out', 'any'],
  ],
  ['unknown', { industry: null, sizeBand: 'unknown', country: null }, 1 / 3, ['out', 'out', 'any']],
  [
    'in other letters',
    { industry: 'logistics', sizeBand: '51-200', country: 'DE' },
    2 / 3,
    ['out', 'in', 'any'],
  ],
])('an account %s', (_sentence, basis, strength, is) => {
  const fit = fitOf(ideal, basis)
  expect([fit.strength, fit.parts.map((part) => part.is)]).toEqual([strength, is])
})
