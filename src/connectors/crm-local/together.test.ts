import fc from 'fast-check'
import { expect, test } from 'vitest'
import { together } from './together.ts'

test('every caller gets the results of its own items, in its order, and no round is larger than allowed', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.scheduler(),
      fc.array(fc.array(fc.nat(), { maxLength: 6 }), { maxLength: 12 }),
      async (scheduler, calls) => {
        let [underWay, largest] = [0, 0]
        const ask = together<number, string>(async (items) => {
          expect(++underWay).toBe(1)
          largest = Math.max(largest, items.length)
          await scheduler.schedule(Promise.resolve(), 'the round')
          underWay -= 1
          return items.map((item) => `did ${item}`)
        }, 8)
        const asked = calls.map((items) =>
          scheduler.schedule(Promise.resolve(), 'a call').then(() => ask(items)),
        )
        const results = await scheduler.waitFor(Promise.all(asked))
        expect(results).toEqual(calls.map((items) => items.map((item) => `did ${item}`)))
        expect(largest).toBeLessThanOrEqual(8)
      },
    ),
    { seed: 5, numRuns: 100 },
  )
})

test('what a round throws, all of that round get, and the next one is asked all the same', async () => {
  const ask = together<number, number>(async (items) => {
    await Promise.resolve()
    if (items.includes(13)) throw new Error('the database went away')
    return items
  }, 10)
  const said = await Promise.allSettled([ask([1]), ask([2, 13]), ask([3])])
  expect(said.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected'])
  expect(await ask([4])).toEqual([4])
})
