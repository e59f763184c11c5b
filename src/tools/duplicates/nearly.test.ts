import { expect, test } from 'vitest'
import { isNearly } from './nearly.ts'

test.each([
  ['another letter', 'kestrelfoundry', 'kestralfoundry', true],
  ['a letter left out', 'kestrelfoundry', 'kestrelfondry', true],
  ['a letter put in at the end', 'kestrelfoundry', 'kestrelfoundrys', true],
  ['another first letter', 'kestrelfoundry', 'bestrelfoundry', true],
  ['the same', 'kestrelfoundry', 'kestrelfoundry', false],
  ['two letters', 'kestrelfoundry', 'kastralfoundry', false],
  ['two letters swapped', 'kestrelfoundry', 'ketsrelfoundry', false],
  ['a short name', 'acme', 'acne', false],
  ['two letters longer', 'kestrelfoundry', 'kestrelfoundryag', false],
])('%s: %s and %s', (_sentence, one, other, wanted) => {
  expect([isNearly(one, other), isNearly(other, one)]).toEqual([wanted, wanted])
})
