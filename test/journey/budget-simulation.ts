// Random days over one ledger: many workers, random ceilings and usages, refusals, faults and deaths. A trigger in the
// database looks at every change of a budget, so that not even a moment over a cap is missed.
import { sql, type RawBuilder } from 'kysely'
import * as z from 'zod'
import { Fault, RunStop } from '#base/fault.ts'
import { between, seeded } from '#base/random.ts'
import { budgeted } from '#orchestrator/budget/budgeted.ts'
import { openLedger, type CallEnd, type Ledger } from '#orchestrator/budget/ledger.ts'
import { newPace } from '#orchestrator/budget/pace.ts'
import { patient } from '#orchestrator/budget/patient.ts'
import { noFaults } from '#ports/faults.ts'
import { ModelFault } from '#ports/model.ts'
import type { Model } from '#ports/model.ts'
import { addUsage, noUsage, type Usage } from '#records/spend.ts'
import type { Db } from '#state/db.ts'
import type { SpendScope } from '#state/write/spend-reserve.ts'
import { loseSpend } from '#state/write/spend-lose.ts'

const now = new Date('2026-11-21T09:00:00Z')
const soon = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, Math.min(ms, 2)))

/** Keeps the highest sum each budget ever had, seen from inside the database. Call once per database, as its owner. */
export async function watchBudgets(owner: Db): Promise<void> {
  await sql`create table daybook.peak (scope text, value text, micro_usd bigint, primary key (scope, value))`.execute(
    owner,
  )
  await sql`grant select, insert, update on daybook.peak to daybook_app`.execute(owner)
  await sql`
    create function daybook.note_peak() returns trigger language plpgsql as $$ begin
      insert into daybook.peak as p values (new.scope, new.value, new.spent_micro_usd + new.reserved_micro_usd)
      on conflict on constraint peak_pkey do update set micro_usd = greatest(p.micro_usd, excluded.micro_usd);
      return null;
    end $$`.execute(owner)
  await sql`create trigger watch after insert or update on daybook.budget for each row execute function daybook.note_peak()`.execute(
    owner,
  )
}

class Killed extends Error {}

/** What truly happened to one worker's newest call, whatever the wrappers made of it. */
interface Truth {
  end: CallEnd
}

/** A model that answers below its ceiling, or fails in every way a model can. */
function unruly(random: () => number, truth: Truth): Model {
  let ceiling = 0
  return {
    name: 'unruly',
    idOf: (tier) => `unruly-${tier}`,
    price: () => 0,
    ceiling() {
      ceiling = random() < 0.1 ? 0 : between(random, 1, 60_000)
      return ceiling
    },
    async answer() {
      truth.end = { kind: 'lost' }
      await soon(random() * 3)
      const dice = random()
      if (dice < 0.1) {
        truth.end = { kind: 'void' }
        if (dice < 0.03) throw new RunStop('refused', 'spend cap of the vendor', { stopCause: 'budget' })
        throw new ModelFault('throttled', 'slow down', { billed: 'nothing', retryAfterMs: 1 })
      }
      if (dice < 0.14) throw new ModelFault('down', 'hung up', { billed: 'unknown' })
      if (dice < 0.17) throw new Fault('down', 'nobody knows')
      const usage = {
        inputTokens: between(random, 0, 5000),
        outputTokens: between(random, 0, 2000),
        cacheReadTokens: between(random, 0, 9000),
        cacheWriteTokens: between(random, 0, 9000),
        modelCalls: 1,
        microUsd: dice < 0.3 ? ceiling : Math.floor(random() * (ceiling + 1)),
      }
      truth.end = { kind: 'answered', usage }
      return { content: [], stopReason: 'end-turn', usage }
    },
  }
}

interface Sums {
  calls: number
  usage: Usage
  lost: number
}

/** The ledger of a process that may die between an answer and its settlement; counts what the ledger should say. */
const mortal = (
  ledger: Ledger,
  random: () => number,
  { truth, sums }: { truth: Truth; sums: Sums },
): Ledger => ({
  reserve: (ask) => ledger.reserve(ask),
  async settle(reservation, end) {
    sums.calls += 1
    if (random() < 0.06) {
      sums.lost += reservation.ceilingMicroUsd
      throw new Killed()
    }
    if (truth.end.kind === 'answered') sums.usage = addUsage(sums.usage, truth.end.usage)
    if (truth.end.kind === 'lost') sums.lost += reservation.ceilingMicroUsd
    return ledger.settle(reservation, end)
  },
})

/** What one random run showed: everything but `calls` must be 0. Micro-USD and tokens. */
export interface Simulated {
  readonly calls: number
  /** The most any cap was exceeded by, at any moment. */
  readonly overCap: number
  /** Between what was used and what the ledger says, over every kind of token and money. */
  readonly difference: number
  /** Between the budgets and the sums of their calls. */
  readonly unbalanced: number
}

const count = async (query: RawBuilder<unknown>, db: Db): Promise<number> =>
  z.array(z.object({ n: z.coerce.number() })).parse((await query.execute(db)).rows)[0]?.n ?? 0

/** The sum of all differences between the budgets and their calls. */
const unbalancedNow = (db: Db, { runId, day }: Pick<Capped, 'runId' | 'day'>): Promise<number> =>
  count(
    sql`
    select sum(abs(b.spent_micro_usd - coalesce(s.spent, 0)) + abs(b.reserved_micro_usd - coalesce(s.reserved, 0)))::bigint as n
    from daybook.budget b left join lateral (
      select sum(s.micro_usd) filter (where s.state in ('settled', 'lost')) as spent,
             sum(s.ceiling_micro_usd) filter (where s.state = 'reserved') as reserved
      from daybook.spend s
      where (b.scope, b.value) in (('run', s.run_id), ('account', s.run_id || '/' || s.account_id), ('day', s.day::text))
    ) s on true
    where b.value in (${runId}, ${day}) or starts_with(b.value, ${`${runId}/`})`,
    db,
  )

/** The difference between the ledger's sums and what was truly used, kind by kind. */
const differenceOf = (db: Db, runId: string, { usage, lost }: Sums): Promise<number> =>
  count(
    sql`
    select abs(coalesce(sum(input_tokens), 0) - ${usage.inputTokens}) + abs(coalesce(sum(output_tokens), 0) - ${usage.outputTokens})
      + abs(coalesce(sum(cache_read_tokens), 0) - ${usage.cacheReadTokens})
      + abs(coalesce(sum(cache_write_tokens), 0) - ${usage.cacheWriteTokens})
      + abs(coalesce(sum(micro_usd) filter (where state = 'settled'), 0) - ${usage.microUsd})
      + abs(coalesce(sum(micro_usd) filter (where state = 'lost'), 0) - ${lost})
      + abs(count(*) filter (where state = 'settled') - ${usage.modelCalls})::bigint as n
    from daybook.spend where run_id = ${runId}`,
    db,
  )

interface Capped {
  readonly runId: string
  readonly day: string
  readonly caps: SpendScope['caps']
}

/** The highest excess of any budget of the run over its cap, as the trigger saw it. */
const excessOf = (db: Db, { runId, day, caps }: Capped): Promise<number> =>
  count(
    sql`
    select greatest(0, max(micro_usd - (${JSON.stringify(caps)}::jsonb ->> scope)::bigint))::bigint as n from daybook.peak
    where value in (${runId}, ${day}) or starts_with(value, ${`${runId}/`})`,
    db,
  )

/** A few turns of one worker, as long as the caps and its luck allow. */
async function workUntilStopped(model: Model, turns: number): Promise<void> {
  for (let turn = 0; turn < turns; turn += 1) {
    try {
      await model.answer({ tier: 'work', system: '', tools: [], messages: [], maxTokens: 1 })
    } catch (thrown) {
      if (!(thrown instanceof Fault || thrown instanceof Killed)) throw thrown
      if (thrown instanceof RunStop || thrown instanceof Killed) return
    }
  }
}

/** The `n`-th random run: two processes' ledgers, many workers, random caps. The database needs `watchBudgets`. */
export async function simulateRun(db: Db, n: number): Promise<Simulated> {
  const random = seeded(n)
  const runId = `run_sim${n}`
  const day = new Date(Date.UTC(2030, 0, 1 + n)).toISOString().slice(0, 10)
  const caps = {
    account: between(random, 20_000, 400_000),
    run: between(random, 50_000, 900_000),
    day: between(random, 50_000, 900_000),
  }
  const sums: Sums = { calls: 0, usage: noUsage, lost: 0 }
  const world = { db, clock: () => now, sleep: soon, random, faults: noFaults }
  const stop = new AbortController().signal
  const options = { stop, patienceMs: 20_000 }
  const ledgers = [openLedger(world, options), openLedger(world, options)] as const
  const accounts = between(random, 1, 6)
  const pace = newPace(world)
  const work = (worker: number): Promise<void> => {
    const scope = {
      day,
      runId,
      accountId: `acc_${worker % accounts}`,
      pass: 1,
      attempt: worker,
      segment: 's',
      caps,
    }
    const truth: Truth = { end: { kind: 'void' } }
    const ledger = mortal(ledgers[worker % 2 === 0 ? 0 : 1], random, { truth, sums })
    const model = patient(budgeted(unruly(random, truth), ledger, scope), pace)
    return workUntilStopped(model, between(random, 1, 5))
  }
  await Promise.all(Array.from({ length: between(random, 2, 12) }, (_, worker) => work(worker)))
  const unbalancedBefore = await unbalancedNow(db, { runId, day })
  await loseSpend(db, { before: new Date(now.getTime() + 1), now })
  return {
    calls: sums.calls,
    overCap: await excessOf(db, { runId, day, caps }),
    difference: await differenceOf(db, runId, sums),
    unbalanced: unbalancedBefore + (await unbalancedNow(db, { runId, day })),
  }
}
