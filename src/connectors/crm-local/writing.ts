import type { Pool, PoolClient } from 'pg'
import * as z from 'zod'
import { Fault } from '#base/fault.ts'
import { faultOf } from '#connectors/postgres/fault-of.ts'

/** One statement with its answer. Both a pool and a client in a transaction can do it. */
export type Ask = (text: string, values?: readonly unknown[]) => Promise<readonly unknown[]>

const asking =
  (on: Pool | PoolClient): Ask =>
  async (text, values) => {
    const { rows } = await on.query<Record<string, unknown>>(text, [...(values ?? [])])
    return rows
  }

// Waited too long for another's turn to end, or chosen as the one who gives way. Nothing was written.
const Crowded = z.object({ code: z.enum(['55P03', '40P01', '40001']) })

/** What the outside did wrong as a Fault; a bug of ours as it is. */
function told(thrown: unknown): unknown {
  const { success, data } = Crowded.safeParse(thrown)
  if (success) return new Fault('throttled', `too many write to the built-in CRM at once (${data.code})`)
  return faultOf(thrown, 'the built-in CRM') ?? thrown
}

/** Reads outside a transaction; an unreachable database is a Fault. */
export const reader =
  (pool: Pool): Ask =>
  async (text, values) => {
    try {
      return await asking(pool)(text, values)
    } catch (thrown) {
      throw told(thrown)
    }
  }

const Counter = z.object({ last: z.number() })

/** Hands out the numbers of changes, one per changed record. */
export interface Versions {
  next(): number
}

/**
 * One short writing transaction. The counter's row is locked first and until the commit, so writers queue up and change
 * numbers become visible in their order: a scan that read up to number N has seen everything up to N, for ever. Without
 * the lock a slow writer could commit a smaller number after a scan had passed it.
 */
export async function writing<T>(pool: Pool, work: (ask: Ask, versions: Versions) => Promise<T>): Promise<T> {
  const client = await pool.connect().catch((thrown: unknown) => {
    throw told(thrown)
  })
  let broken = false
  try {
    const ask = asking(client)
    await client.query('begin')
    const start = Counter.parse((await ask('select last from crm.counter for update'))[0]).last
    let last = start
    const done = await work(ask, { next: () => ++last })
    if (last > start) await ask('update crm.counter set last = $1', [last])
    await client.query('commit')
    return done
  } catch (thrown) {
    broken = await client.query('rollback').then(
      () => false,
      () => true,
    )
    throw told(thrown)
  } finally {
    client.release(broken)
  }
}
