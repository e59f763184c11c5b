import { refuseRestored } from '#orchestrator/backup/restored.ts'
import { Fault, worthRetrying } from '#base/fault.ts'
import { idOf } from '#base/hash.ts'
import type { World } from '#ports/world.ts'
import type { BookConfig } from '#records/config.ts'
import type { AccountId, RunId } from '#records/ids.ts'
import type { ProvenPerson } from '#records/person.ts'
import type { WithDb } from '#state/db.ts'
import { placeOf } from '#state/read/place.ts'
import { countUndoable, isInRun, undoableAccounts, type UndoScope } from '#state/read/undo-accounts.ts'
import { isWorkedNow } from '#state/read/undo-busy.ts'
import { leftSteps, type LeftStep } from '#state/read/undo-of-run.ts'
import { beginUndo, endUndo } from '#state/write/undo-begin.ts'
import { counted, noCounts, type UndoCounts } from './counts.ts'
import { undoAccount, type AccountUndo, type EndedStep, type UndoWorld } from './undo-account.ts'

type Needs = UndoWorld & Pick<World, 'sleep'>

export interface UndoRunAsk {
  readonly runId: RunId
  /** Only this account of the run. */
  readonly accountId: AccountId | undefined
  /** Who takes it back; undefined: a dry run, which changes nothing. */
  readonly person: ProvenPerson | undefined
  readonly config: BookConfig
  /** Aborted: the accounts in hand are finished, the same call goes on with the rest. */
  readonly stop: AbortSignal
  onAccount(done: number, of: number): void
}

/** What this call brought back, and all that stays as it is, whichever call found that out. */
export interface UndoneRun extends UndoCounts {
  readonly run: RunId
  readonly isDryRun: boolean
  readonly isInterrupted: boolean
  /** Accounts that still held something of the run. */
  readonly accounts: number
  readonly left: readonly LeftStep[]
}

/** Accounts in hand at the same time: the CRM is asked for each, and they do not wait for one another. */
const lanes = 4
const tries = 5

/** A CRM that asks for patience gets it: everything in here may be repeated. */
async function patiently<T>(world: Needs, work: () => Promise<T>, attempt = 1): Promise<T> {
  try {
    return await work()
  } catch (thrown) {
    if (!(thrown instanceof Fault) || !worthRetrying(thrown.kind) || attempt === tries) throw thrown
    await world.sleep(250 * 2 ** attempt)
    return patiently(world, work, attempt + 1)
  }
}

/** Fault `refused` where an undo would race with the run itself, or is asked of an account that is not in it. */
async function refuseWrongTime({ db }: WithDb, { runId, accountId }: UndoScope): Promise<void> {
  if (accountId !== undefined && !(await isInRun(db, runId, accountId)))
    throw new Fault(
      'refused',
      `the account ${accountId} has no place in ${runId}`,
      `see: daybook runs ${runId}`,
    )
  if (await isWorkedNow(db, runId))
    throw new Fault(
      'refused',
      `${runId} is being worked at this moment`,
      'stop it with Ctrl-C, or wait for its end; then undo it',
    )
}

/** Works the accounts in some lanes. The first failure stops them all, after what each has in hand. */
async function eachAccount(
  accounts: AsyncGenerator<AccountId>,
  stop: AbortSignal,
  work: (accountId: AccountId) => Promise<void>,
): Promise<void> {
  let hasFailed = false
  const lane = async (): Promise<void> => {
    for await (const accountId of { [Symbol.asyncIterator]: () => ({ next: () => accounts.next() }) }) {
      await work(accountId).catch((thrown: unknown) => {
        hasFailed = true
        throw thrown
      })
      if (hasFailed || stop.aborted) return
    }
  }
  const ends = await Promise.allSettled(Array.from({ length: lanes }, lane))
  for (const end of ends) if (end.status === 'rejected') throw end.reason
}

/** What stays, as a dry run found it. */
async function wouldStay(world: WithDb, runId: RunId, steps: readonly EndedStep[]): Promise<LeftStep[]> {
  const names = new Map<string, string>()
  const found: LeftStep[] = []
  for (const { accountId, kind, asked, why, found: value } of steps) {
    const name = names.get(accountId) ?? (await placeOf(world.db, runId, accountId)).name
    names.set(accountId, name)
    found.push({ accountId, accountName: name, kind, asked, why: why ?? '', found: value })
  }
  return found
}

/**
 * Takes back what a run did: every field nobody changed since, our untouched notes, tasks and records, open messages,
 * what waits for a person, and our own rows. Costs what the run did, an account at a time. Idempotent: what is back is
 * not looked at again, what was left is tried again. Safe to be killed anywhere and to run twice at once. Throws Fault
 * when the CRM gives no answer; the same call continues.
 */
export async function undoRun(world: Needs, ask: UndoRunAsk): Promise<UndoneRun> {
  const { runId, accountId, person, config, stop } = ask
  const scope: UndoScope = { runId, accountId }
  if (person !== undefined) await refuseRestored(world)
  await refuseWrongTime(world, scope)
  const accounts = await countUndoable(world.db, scope)
  const isDryRun = person === undefined
  const by = person === undefined ? 'nobody' : `person:${person.name}`
  const undoId = idOf('undo', runId, accountId ?? 'all')
  if (!isDryRun && accounts > 0) await beginUndo(world.db, { ...scope, id: undoId, by, now: world.clock() })
  let counts = noCounts
  let done = 0
  const stays: EndedStep[] = []
  await eachAccount(undoableAccounts(world.db, scope), stop, async (id) => {
    const one: AccountUndo = { undoId, runId, accountId: id, by, config, isDryRun }
    const steps = await patiently(world, () => undoAccount(world, one))
    counts = counted(counts, steps)
    if (isDryRun) stays.push(...steps.filter(({ state }) => state === 'left'))
    done += 1
    ask.onAccount(done, accounts)
  })
  const isInterrupted = stop.aborted && done < accounts
  if (!isDryRun && !isInterrupted) await endUndo(world.db, undoId, world.clock())
  const left = isDryRun ? await wouldStay(world, runId, stays) : await leftSteps(world.db, scope)
  return { run: runId, isDryRun, isInterrupted, accounts, ...counts, left }
}
