// A stored run once more with today's code and no model: the same places, the same verdicts. `npm run golden` for more.
import { expect, test } from 'vitest'
import type { Difference } from '#orchestrator/replay/replay-ask.ts'
import { useDatabase } from '../setup/database.ts'
import {
  chosenToday,
  judgedToday,
  placesChanged,
  readHistory,
  verdictsChanged,
  writeHistory,
} from './history.ts'
import { recorded } from './record.ts'

const database = useDatabase()
const mode = process.env['GOLDEN']
const wayOut =
  'If this is meant: npm run golden -- --accept, and commit the file with the change that explains it.'

const told = (found: readonly Difference[]): string =>
  found.length === 0
    ? ''
    : [
        ...found.map(({ account, what, was, is }) => `${account} ${what}\n  was ${was}\n  is  ${is}`),
        wayOut,
      ].join('\n')

test.runIf(mode === 'record')('the history is recorded anew', { timeout: 240_000 }, async () => {
  writeHistory(await recorded())
})

test.runIf(mode === 'accept')('what is different is accepted', async () => {
  const history = readHistory()
  const { ownerDb } = database()
  const accepted = [...(await placesChanged(ownerDb, history)), ...verdictsChanged(history)]
  writeHistory({
    ...history,
    chosen: await chosenToday(ownerDb, history),
    proposals: judgedToday(history),
  })
  process.stdout.write(`${accepted.length} differences accepted\n${told(accepted).replace(wayOut, '')}\n`)
})

test('the history is worth keeping: accounts of many kinds of work, held by many rules, and clear ones', () => {
  const { proposals, chosen, index } = readHistory()
  expect([index.length, proposals.length]).toEqual([600, 40])
  expect(chosen.length).toBeGreaterThan(100)
  const held = proposals.flatMap(({ verdict }) =>
    verdict.actions.flatMap((one) => (one.kind === 'hold' ? one.objections.map(({ rule }) => rule) : [])),
  )
  expect(new Set(proposals.map(({ proposal }) => proposal.skill)).size).toBeGreaterThanOrEqual(5)
  expect(new Set(held).size, 'rules that hold something').toBeGreaterThanOrEqual(8)
  expect(
    proposals.filter(({ verdict }) => verdict.actions.every(({ kind }) => kind === 'clear')).length,
  ).toBeGreaterThanOrEqual(12)
})

test('every verdict is the same', () => expect(told(verdictsChanged(readHistory()))).toBe(''))

test('every place is the same', async () => {
  expect(told(await placesChanged(database().ownerDb, readHistory()))).toBe('')
})

test('a changed verdict names its account, what it was, what it is, and the way out', () => {
  const history = readHistory()
  const strict = { ...history.settings.gate, thresholds: { 'add-note': 1 } }
  const changed = verdictsChanged({ ...history, settings: { ...history.settings, gate: strict } })
  expect(changed.length).toBeGreaterThan(5)
  expect(told(changed)).toMatch(
    /^acc_\S+ verdict\n {2}was clear[^]*is {2}held by confidence[^]*npm run golden/,
  )
})
