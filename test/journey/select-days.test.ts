import { beforeEach, expect, test } from 'vitest'
import { plusDays } from '#base/clock.ts'
import { between, oneOf, seeded } from '#base/random.ts'
import { SelectConfig } from '#records/config.ts'
import { type AccountId, RunId } from '#records/ids.ts'
import type { Selection } from '#records/selection.ts'
import { select } from '#select/step.ts'
import { insertSegmentShares } from '#state/write/places.ts'
import { refreshIndex } from '#state/write/refresh-index.ts'
import { useDatabase } from '../setup/database.ts'
import {
  decideItem,
  emptyBook,
  ownersNamed,
  putAccount,
  putHumanMail,
  putItem,
  putWorked,
} from './select-book.ts'

const database = useDatabase()
const start = new Date('2026-01-01T00:00:00Z')
const sizes = [5, 30, 100, 500, 0]

beforeEach(() => emptyBook(database().ownerDb))

// The days of compose.test.ts once more, on a real index: what the run finds there was written by refreshIndex from the
// feeds and from what runs leave behind. The oracle counts days of waiting by hand.
test.each([1, 2])(
  '120 days on Postgres, book %i: no promise is broken without a word the run before',
  async (seed) => {
    const { db } = database()
    const random = seeded(seed)
    const limit = between(random, 6, 9)
    const config = SelectConfig.parse({
      segments: [
        { name: 'small', sizeBand: ['1-10', '11-50'], floor: 1 },
        { name: 'big', sizeBand: ['51-200', '201-1000'], floor: 1 },
      ],
      maxDarkRuns: 3,
      maxWaitDays: oneOf(random, [12, 18, 25]),
      liveThreadDays: 4,
      ownerCapacity: 6,
    })
    const owners = ownersNamed(3)
    const ids: AccountId[] = []
    for (let n = 0; n < 36; n++)
      ids.push(
        await putAccount(db, {
          id: `acc-${n}`,
          owner: `own-${n % 3}`,
          at: plusDays(start, -n * 9),
          employees: oneOf(random, sizes),
        }),
      )
    const waited = new Map(ids.map((id) => [id, 0]))
    const quietUntil = new Map<AccountId, number>()
    const inReview = new Set<AccountId>()
    const dark = new Map<string, number>()
    let before: Selection | undefined
    let [feasible, short] = [0, 0]
    const says = (selection: Selection | undefined, promise: string) =>
      selection?.feasibility.shortfalls.some((one) => one.promise === promise) === true
    for (let day = 0; day < 120; day++) {
      const now = plusDays(start, day)
      const { mark } = await refreshIndex(db, { accountIds: ids, now, select: config })
      const isWaiting = (id: AccountId) => !inReview.has(id) && (quietUntil.get(id) ?? 0) <= day
      for (const id of ids.filter(isWaiting))
        if ((waited.get(id) ?? 0) > config.maxWaitDays)
          expect([day, id, says(before, 'max-wait')]).toEqual([day, id, true])
      const selection = await select({ db }, { config, owners, now, mark, limit })
      for (const { accountId, waitedDays } of selection.chosen)
        expect(waitedDays).toBeCloseTo(waited.get(accountId) ?? -1, 6)
      for (const { segment, floor, chosen, dark: said } of selection.segments) {
        dark.set(segment, chosen >= floor ? 0 : (dark.get(segment) ?? 0) + 1)
        expect([segment, said]).toEqual([segment, dark.get(segment)])
        if (said >= config.maxDarkRuns) expect(says(selection, 'max-dark-runs')).toBe(true)
      }
      if (selection.feasibility.feasible) feasible++
      else short++
      const chosen = selection.chosen.map(({ accountId }) => accountId)
      const runId = RunId.parse(`run_${String(day).padStart(6, '0')}`)
      await putWorked(db, { runId, accountIds: chosen, at: now })
      await insertSegmentShares(db, runId, selection.segments)
      for (const id of ids) {
        if (inReview.has(id) && random() < 0.4) {
          await decideItem(db, id)
          inReview.delete(id)
          await refreshIndex(db, { accountIds: [id], now: plusDays(now, 1), select: config })
          quietUntil.set(id, Math.max(quietUntil.get(id) ?? 0, day + 1))
        } else if (chosen.includes(id)) {
          waited.set(id, 0)
          if (random() < 0.4) {
            await putItem(db, { accountId: id, runId, owner: `own-${ids.indexOf(id) % 3}`, at: now })
            inReview.add(id)
            await refreshIndex(db, { accountIds: [id], now, select: config })
          } else waited.set(id, 1)
        } else if (isWaiting(id)) {
          if (random() < 0.02) {
            await putHumanMail(db, id, now)
            await refreshIndex(db, { accountIds: [id], now, select: config })
            quietUntil.set(id, day + 4)
          } else waited.set(id, (waited.get(id) ?? 0) + 1)
        }
      }
      before = selection
    }
    expect(feasible + short).toBe(120)
    expect(feasible).toBeGreaterThan(0)
  },
)
