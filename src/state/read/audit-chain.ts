import { sql } from 'kysely'
import * as z from 'zod'
import type { WithDb } from '../db.ts'

// The moment with all its digits: as a Date, a change of the last three would not be seen.
const moment = z.string().transform((at) => (at.endsWith('000') ? `${at.slice(0, -3)}Z` : `${at}Z`))

const Rows = z.array(
  z.object({
    seq: z.coerce.number(),
    at: moment,
    actor: z.string(),
    kind: z.string(),
    accountId: z.string().nullable(),
    runId: z.string().nullable(),
    body: z.unknown(),
    previous: z.string(),
    hash: z.string(),
  }),
)
/** A row of the chain as it is hashed. Its body is whatever stands there: the hash says whether it is what was written. */
export type ChainRow = z.infer<typeof Rows>[number]

/** The next rows after `after`, in order; undefined: from the first one, whatever its place says. */
async function page({ db }: WithDb, after: number | undefined, size: number): Promise<readonly ChainRow[]> {
  const { rows } = await sql`
    select seq, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US') as at, actor, kind,
           account_id as "accountId", run_id as "runId", body, previous, hash
    from daybook.audit where ${after === undefined ? sql`true` : sql`seq > ${after}`} order by seq limit ${size}`.execute(
    db,
  )
  return Rows.parse(rows)
}

/** The whole chain in pages, in bounded memory; the next page is read while the one before is worked on. */
export async function* auditChain(world: WithDb, size: number): AsyncGenerator<readonly ChainRow[], void> {
  let coming = page(world, undefined, size)
  for (;;) {
    const rows = await coming
    const last = rows.at(-1)
    if (last === undefined) return
    coming = page(world, last.seq, size)
    coming.catch(() => {}) // it is thrown where it is awaited; whoever stops before needs no answer
    yield rows
  }
}
