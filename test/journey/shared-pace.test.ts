// Limits that hold over all processes: each caller below has a connection of its own, as a worker has.
import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import * as z from 'zod'
import { waitForRoom } from '#orchestrator/budget/shared-pace.ts'
import { takeTurn } from '#state/write/pace-turn.ts'
import { sleep } from '../../src/main/sleep.ts'
import { useDatabase } from '../setup/database.ts'

const database = useDatabase()

// What was given is noted where it is given, inside the same transaction: no sampling can miss one.
beforeAll(async () => {
  const { ownerDb } = database()
  await sql`create table public.given (name text, turn timestamptz, under_way int)`.execute(ownerDb)
  await sql`
    create function public.note_turn() returns trigger language plpgsql security definer as $$
    begin
      insert into public.given values (new.name, new.turns[cardinality(new.turns)], 0);
      return null;
    end $$`.execute(ownerDb)
  await sql`
    create function public.note_call() returns trigger language plpgsql security definer as $$
    begin
      insert into public.given select new.name, null, count(*) from daybook.pace_call c where c.name = new.name;
      return null;
    end $$`.execute(ownerDb)
  await sql`create trigger note after update on daybook.pace for each row execute function public.note_turn()`.execute(
    ownerDb,
  )
  await sql`create trigger note after insert on daybook.pace_call for each row execute function public.note_call()`.execute(
    ownerDb,
  )
})

async function given(name: string): Promise<{ turns: readonly number[]; underWay: readonly number[] }> {
  const { rows } = await sql`
    select extract(epoch from turn) * 1000 as turn, under_way from public.given where name = ${name} order by turn`.execute(
    database().ownerDb,
  )
  const parsed = z.array(z.object({ turn: z.coerce.number().nullable(), under_way: z.number() })).parse(rows)
  return {
    turns: parsed.flatMap(({ turn }) => (turn === null || turn === 0 ? [] : [turn])),
    underWay: parsed.flatMap(({ under_way: n }) => (n === 0 ? [] : [n])),
  }
}

test.each([
  { most: 1, windowMs: 20 },
  { most: 7, windowMs: 120 },
  { most: 40, windowMs: 1000 },
])('no window of $windowMs ms holds more than $most turns, whoever asks', async ({ most, windowMs }) => {
  const { db } = database()
  const name = `model/${most}`
  const count = most * 3
  await Promise.all(Array.from({ length: count }, () => takeTurn(db, { name, most, windowMs })))
  const { turns } = await given(name)
  expect(turns).toHaveLength(count)
  const spans = turns.slice(most).map((turn, at) => turn - (turns[at] ?? 0))
  // A microsecond of rounding: the database keeps that much.
  expect(Math.min(...spans)).toBeGreaterThan(windowMs - 0.01)
  // And it gives what it may: none waits for longer than the window makes it.
  expect(Math.max(...turns) - Math.min(...turns)).toBeLessThan(windowMs * 2 + 2000)
})

test('a limit that was not used for a while is whole again and gives no more than it may', async () => {
  const { db } = database()
  const limit = { name: 'vendor/rested', most: 3, windowMs: 50 }
  for (let n = 0; n < 3; n += 1) await takeTurn(db, limit)
  await sleep(120)
  const waits: number[] = []
  for (let n = 0; n < 4; n += 1) waits.push((await takeTurn(db, limit))?.waitMs ?? -1)
  expect(waits.slice(0, 3)).toEqual([0, 0, 0])
  expect(waits[3]).toBeGreaterThan(0)
})

test('never more at the same time than may be; a place that is not given back is free after its time', async () => {
  const { db } = database()
  const world = { db, sleep, random: Math.random }
  const limit = { name: 'vendor/narrow', most: 1000, windowMs: 1000, atOnce: { most: 4, holdMs: 400 } }
  let left = 0
  await Promise.all(
    Array.from({ length: 24 }, async (_, n) => {
      const leave = await waitForRoom(world, limit)
      await sleep(10)
      // Three of them die at it.
      if (n % 8 !== 0) await leave()
      left += 1
    }),
  )
  expect(left).toBe(24)
  const { underWay } = await given('vendor/narrow')
  expect(underWay).toHaveLength(24)
  expect(Math.max(...underWay)).toBe(4)
})
