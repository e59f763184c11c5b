import { sql } from 'kysely'
import { commit, type CommitAnswer } from '#commit/step.ts'
import type { CommitCase } from '#commit/case.ts'
import { clear } from '#gate/clear.ts'
import type { Crm } from '#ports/crm.ts'
import type { FaultLabel } from '#ports/faults.ts'
import type { Evidence } from '#records/evidence.ts'
import { AccountId, OwnerId, RunId } from '#records/ids.ts'
import type { Proposal } from '#records/proposal.ts'
import type { Cause } from '#records/run.ts'
import type { Db } from '#state/db.ts'
import { evidenceOf, now, rules } from '../fakes/gate-case.ts'
import { saidSomewhere } from './commit-said.ts'
import { cause, config, resetGateTables } from '../fakes/gate-world.ts'

// The world of the tests of commit and review, around a CRM with a memory.

export const runId = RunId.parse('run_aaaaaa')
const item = (place: { pass?: number; attempt?: number; epoch?: number } = {}) => ({
  id: 'work_1',
  runId,
  accountId: AccountId.parse('acc_1'),
  pass: 1,
  attempt: 1,
  epoch: 1,
  ...place,
})

export const commitCase = (place: { pass?: number; attempt?: number; epoch?: number } = {}): CommitCase => ({
  item: item(place),
  cause,
  config,
  ownerId: OwnerId.parse('own_1'),
  accountName: 'Acme Robotics',
})

/** The process that dies at the n-th passage of a label, as seen from inside: the line throws. */
export class Killed extends Error {}
export const diesAt = (label: FaultLabel, passage = 1) => {
  let seen = 0
  return {
    at(reached: FaultLabel) {
      if (reached === label && ++seen === passage) throw new Killed(`${label}:${passage}`)
    },
  }
}

export const worldOf = (db: Db, crm: Crm, faults: { at(label: FaultLabel): void } = { at: () => {} }) => ({
  db,
  crm,
  faults,
  clock: () => new Date(now),
})
/** The same world, later that day. */
export const later = (world: CommitWorld): CommitWorld => ({
  ...world,
  clock: () => new Date(new Date(now).getTime() + 3_600_000),
})
export type CommitWorld = ReturnType<typeof worldOf>

/** Judges with the real rules and commits. */
export const commitProposal = (
  world: CommitWorld,
  proposal: Proposal,
  more: { place?: Parameters<typeof commitCase>[0]; evidence?: Evidence; isLastTry?: boolean } = {},
): Promise<CommitAnswer> =>
  commit(world, {
    ...commitCase(more.place),
    gated: clear(proposal, more.evidence ?? evidenceOf(saidSomewhere), rules),
    briefHash: 'brief',
    isLastTry: more.isLastTry ?? false,
  })

/** Empty tables, one run with one claimed account. `owner` may truncate what the program may not even delete. */
export async function resetCommitTables(owner: Db, of: Cause = cause): Promise<void> {
  await resetGateTables(owner)
  await sql`truncate daybook.audit, daybook.memory, daybook.suggestion, daybook.account_flag, daybook.account_state,
              daybook.person, daybook.run cascade`.execute(owner)
  await sql`insert into daybook.run (id, key, cause, set_limit, status, started_at, mark, model, config_hash, ruleset,
              scored, excluded, feasibility, config)
            values (${runId}, 'key', ${JSON.stringify(of)}::jsonb, 1, 'running', ${now}, 1, 'offline', '', '', 1, '{}',
              '{}', '{}')`.execute(owner)
  await sql`insert into daybook.work_item (id, run_id, account_id, rank, state, epoch)
            values ('work_1', ${runId}, 'acc_1', 1, 'running', 1)`.execute(owner)
}

/** How many rows our tables hold: what a repetition must not change. */
export async function counts(db: Db): Promise<Readonly<Record<string, number>>> {
  const { rows } = await sql<Record<string, number>>`
    select (select count(*)::int from daybook.effect where key is not null) as keyed,
           (select count(*)::int from daybook.effect where state = 'pending') as pending,
           (select count(*)::int from daybook.outreach_order) as orders,
           (select count(*)::int from daybook.reservation) as reservations,
           (select count(*)::int from daybook.queue_item) as items,
           (select count(*)::int from daybook.memory) as memories,
           (select count(*)::int from daybook.account_flag) as flags`.execute(db)
  return rows[0] ?? {}
}
