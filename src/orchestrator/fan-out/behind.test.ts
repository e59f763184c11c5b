import fc from 'fast-check'
import { expect, test } from 'vitest'
import { behind } from './behind.ts'

test('one round at a time, everything once and in order, however it comes', async () => {
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), fc.array(fc.nat(), { maxLength: 20 }), async (scheduler, items) => {
      const rounds: (readonly number[])[] = []
      let underWay = 0
      const queue = behind<number>(async (some) => {
        expect(++underWay).toBe(1)
        await scheduler.schedule(Promise.resolve(), 'the work')
        rounds.push(some)
        underWay -= 1
      })
      const added = items.map((item) =>
        scheduler.schedule(Promise.resolve(), `add ${item}`).then(() => {
          queue.add(item)
          return item
        }),
      )
      await scheduler.waitFor(Promise.all(added))
      await scheduler.waitFor(queue.done())
      expect(rounds.flat().toSorted()).toEqual(items.toSorted())
      expect(rounds.every((some) => some.length > 0)).toBe(true)
    }),
    { seed: 7, numRuns: 100 },
  )
})

test('a crowded database is no failure, anything else is told at the end, and the rest is done all the same', async () => {
  const did: string[] = []
  const queue = behind<string>(async ([item = '']) => {
    if (item === 'crowded') throw Object.assign(new Error('lock timeout'), { code: '55P03' })
    if (item === 'broken') throw new Error('broken')
    did.push(item)
  })
  for (const item of ['a', 'crowded', 'b']) {
    queue.add(item)
    await queue.done()
  }
  queue.add('broken')
  await expect(queue.done()).rejects.toThrow('broken')
  queue.add('c')
  await expect(queue.done()).rejects.toThrow('broken')
  expect(did).toEqual(['a', 'b', 'c'])
})

test('what is added while a round gathers belongs to it, and the end waits for no more', async () => {
  const rounds: (readonly string[])[] = []
  let gathered = Promise.withResolvers<void>()
  const queue = behind<string>(
    async (items) => void rounds.push(items),
    (hurry) => Promise.race([gathered.promise, new Promise<void>((end) => (hurry.onabort = () => end()))]),
  )
  queue.add('a')
  queue.add('b')
  gathered.resolve()
  await gathered.promise
  gathered = Promise.withResolvers()
  await new Promise(setImmediate)
  queue.add('c')
  queue.add('d')
  await queue.done()
  expect(rounds).toEqual([
    ['a', 'b'],
    ['c', 'd'],
  ])
})
