// The fit stands twice: as a tool that gives its reasons, and in the one statement that scores the book. Both must say the
// same of every account, or a subagent argues with the ranking.
import fc from 'fast-check'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import * as z from 'zod'
import { IdealCustomer, SelectConfig } from '#records/config.ts'
import { AccountId } from '#records/ids.ts'
import { SizeBand } from '#records/index-row.ts'
import { scoreParts } from '#state/read/score-parts.ts'
import { refreshIndex } from '#state/write/refresh-index.ts'
import { fit } from '#tools/fit/fit.ts'
import { memoryWorkspace } from '../fakes/model.ts'
import { briefOf } from '../fakes/model-brief.ts'
import { bookOfTools } from '../fakes/tool-book.ts'
import { useDatabase } from '../setup/database.ts'
import { emptyBook } from './select-book.ts'

const database = useDatabase()
const now = new Date('2026-11-20T09:00:00Z')
const words = ['Logistics', 'logistics', 'Robotics & Co', "L'Oréal", '']
const word = fc.constantFrom(...words, null)
// Both sides of every border between bands.
const employees = fc.constantFrom(null, -1, 0, 1, 10, 11, 50, 51, 200, 201, 1000, 1001, 90_000)
const accounts = fc.array(fc.record({ industry: word, country: word, employees }), {
  minLength: 20,
  maxLength: 40,
})
const wanted = fc.record({
  industries: fc.subarray(words),
  sizeBands: fc.subarray([...SizeBand.options]),
  countries: fc.subarray(words),
})
const Answer = z.object({
  strength: z.number(),
  parts: z.array(z.object({ field: z.string(), value: z.string().nullable(), is: z.string() })),
})

test('the tool and the scoring say the same of every account and every ideal customer', async () => {
  const { db, ownerDb } = database()
  await fc.assert(
    fc.asyncProperty(accounts, wanted, async (given, ideal) => {
      await emptyBook(ownerDb)
      const idealCustomer = IdealCustomer.parse(ideal)
      const select = SelectConfig.parse({ idealCustomer })
      const rows = given.map((fields, at) => ({ id: `a-${at}`, ...fields }))
      await sql`
        insert into daybook.feed_account (id, name, industry, country, employees, hiring, created_at, updated_at)
        select id, id, nullif(industry, ''), nullif(country, ''), employees, false, ${now}::timestamptz, ${now}::timestamptz
        from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
          as r(id text, industry text, country text, employees int)`.execute(db)
      await refreshIndex(db, { accountIds: rows.map(({ id }) => AccountId.parse(id)), now, select })
      const points = scoreParts(select, now).fit
      const scored = await sql<{ id: string; points: number }>`
        select i.account_id as id, ${points} as points from daybook.book_index i where i.valid_to is null`.execute(
        db,
      )
      const byId = new Map(scored.rows.map((row) => [row.id, row.points / select.weights.fit]))
      for (const { id, ...fields } of rows) {
        const session = {
          brief: briefOf({ id, fields }),
          book: { ...bookOfTools, idealCustomer },
          workspace: memoryWorkspace(),
        }
        const { strength, parts } = Answer.parse((await fit.run(session, {})).value)
        expect(strength, JSON.stringify([fields, ideal])).toBeCloseTo(byId.get(id) ?? -1, 2)
        // Not known is never a no, and never has a value.
        for (const part of parts)
          expect(part.is === 'unknown').toBe(part.is !== 'in' && part.is !== 'any' && part.value === null)
      }
    }),
    { numRuns: 25 },
  )
})
