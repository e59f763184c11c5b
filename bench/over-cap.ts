import { Fault } from '#base/fault.ts'
import { seeded, type Random } from '#base/random.ts'
import { openLedger, type CallEnd, type Ledger } from '#orchestrator/budget/ledger.ts'
import { noFaults } from '#ports/faults.ts'
import { noUsage } from '#records/spend.ts'
import type { Db } from '#state/db.ts'
import type { SpendScope } from '#state/write/spend-reserve.ts'

type Caps = SpendScope['caps']

const whole = (random: Random, low: number, high: number): number =>
  low + Math.floor(random() * (high - low + 1))

/** What calls truly cost, whatever the ledger came to know of it, against what was allowed. */
interface Truth {
  readonly caps: Caps
  run: number
  readonly accounts: Map<string, number>
  calls: number
}

/** One call of an account: reserved at its bound, made, and settled, void or lost. false: a cap did not allow it. */
async function call(
  ledger: Ledger,
  truth: Truth,
  of: { scope: SpendScope; random: Random },
): Promise<boolean> {
  const { scope, random } = of
  const ceilingMicroUsd = whole(random, 1, 1000)
  try {
    const paid = { kind: 'model' as const, name: 'simulated', tier: 'work' as const }
    const reservation = await ledger.reserve({ scope, call: paid, ceilingMicroUsd })
    await new Promise(setImmediate)
    const cost = random() < 0.2 ? ceilingMicroUsd : whole(random, 0, ceilingMicroUsd)
    const luck = random()
    const end: CallEnd =
      luck < 0.1
        ? { kind: 'void' }
        : luck < 0.25
          ? { kind: 'lost' }
          : { kind: 'answered', usage: { ...noUsage, modelCalls: 1, microUsd: cost } }
    if (end.kind !== 'void') {
      const account = scope.accountId ?? ''
      truth.run += cost
      truth.accounts.set(account, (truth.accounts.get(account) ?? 0) + cost)
    }
    truth.calls += 1
    // A worker that dies here leaves its reservation open: it stays counted.
    if (random() > 0.02) await ledger.settle(reservation, end)
    return true
  } catch (thrown) {
    if (thrown instanceof Fault) return false
    throw thrown
  }
}

async function oneRun(db: Db, number: number, seed: number): Promise<Truth> {
  const random = seeded(seed * 100_003 + number)
  const sleep = (ms: number) => new Promise<void>((resolve) => void setTimeout(resolve, ms / 500))
  const stop = new AbortController().signal
  const ledgers = [1, 2].map(() =>
    openLedger({ db, clock: () => new Date(), sleep, random, faults: noFaults }, { stop, patienceMs: 5000 }),
  )
  const caps = {
    account: whole(random, 100, 4000),
    run: whole(random, 100, 8000),
    day: whole(random, 100, 9000),
  }
  const truth: Truth = { caps, run: 0, accounts: new Map(), calls: 0 }
  // A day of its own: what other simulated runs spend must not stop this one.
  const day = new Date(Date.UTC(3000, 0, number)).toISOString().slice(0, 10)
  const accounts = Array.from({ length: whole(random, 1, 6) }, async (_, index) => {
    const scope = {
      day,
      caps,
      runId: `simulated_${number}`,
      accountId: `account_${index}`,
      pass: 1,
      attempt: 1,
    }
    const ledger = ledgers[index % 2]
    for (let turns = whole(random, 1, 5); turns > 0 && ledger; turns--)
      if (!(await call(ledger, truth, { scope, random }))) return
  })
  await Promise.all(accounts)
  return truth
}

/**
 * Many short random runs over the ledger's own SQL, two processes' worth of ledgers each: the largest amount in
 * micro-USD by which true costs went over any cap, and how many calls were granted.
 */
export async function overCap(
  db: Db,
  { runs, seed }: { readonly runs: number; readonly seed: number },
): Promise<{ readonly microUsd: number; readonly calls: number; readonly stopped: number }> {
  let next = 0
  let worst = 0
  let calls = 0
  let stopped = 0
  const work = async () => {
    while (next < runs) {
      const { caps, run, accounts, calls: made } = await oneRun(db, ++next, seed)
      worst = Math.max(
        worst,
        run - caps.run,
        run - caps.day,
        ...[...accounts.values()].map((spent) => spent - caps.account),
      )
      calls += made
      if (run > 0.5 * Math.min(caps.run, caps.day)) stopped += 1
    }
  }
  await Promise.all(Array.from({ length: 8 }, work))
  return { microUsd: worst, calls, stopped }
}
