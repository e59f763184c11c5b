import { sql } from 'kysely'
import { commit } from '#commit/step.ts'
import { clear } from '#gate/clear.ts'
import { undoRun } from '#orchestrator/undo/undo-run.ts'
import { noFaults, type Faults } from '#ports/faults.ts'
import type { RunId } from '#records/ids.ts'
import type { Proposal } from '#records/proposal.ts'
import type { Db } from '#state/db.ts'
import { dossierOf, evidenceOf, note, now, proposalOf, rules, send, setField } from '../fakes/gate-case.ts'
import { config } from '../fakes/gate-world.ts'
import { commitCase, resetCommitTables, runId, worldOf, type CommitWorld } from './commit-world.ts'
import { memoryCrm, type MemoryCrm } from './memory-crm.ts'
import { anna } from './undo-world.ts'

// One account of one run that did one of everything, and the undo of it.

/** Empty tables, one run with one claimed account, and its place in the run. */
export async function resetUndoTables(owner: Db): Promise<void> {
  await resetCommitTables(owner)
  await sql`truncate daybook.undo, daybook.undo_step`.execute(owner)
  await sql`insert into daybook.run_selection (run_id, account_id, rank, seat, segment, name, score, parts, waited_days,
              reasons, selected_at)
            values (${runId}, 'acc_1', 1, 'score', 's', 'Acme Robotics', 1, '{}', 0, '[]', ${now})`.execute(
    owner,
  )
}

// One of every kind of effect. The rules have tests of their own: here everything is cleared.
export const full = proposalOf(
  [
    note(),
    { kind: 'add-task', purpose: 'follow-up', text: 'Call Anna', due: '2026-11-25', cites: [] },
    setField('industry', 'Industrial robotics'),
    setField('country', 'Germany'),
    send,
    { kind: 'raise-flag', flag: 'hot-lead', until: '2026-12-20', why: 'they are hiring' },
    { kind: 'remember', topic: 'preference', text: 'Prefers calls', cites: [] },
    { kind: 'create-contact', fields: { email: 'Ben@acme.example', firstName: 'Ben' }, cites: [] },
  ],
  { confidence: 1, nextTouch: '2026-12-01' },
)

export const commitCleared = (
  world: CommitWorld,
  proposal: Proposal,
  more: { pass?: number; industry?: string } = {},
) => {
  const dossier = dossierOf(more.industry === undefined ? {} : { industry: more.industry })
  const evidence = evidenceOf({ record: { dossier, stage: 'working' } })
  return commit(world, {
    ...commitCase(more.pass === undefined ? {} : { pass: more.pass }),
    gated: clear(proposal, evidence, { ...rules, rules: [] }),
    briefHash: 'brief',
  })
}

export async function calm(db: Db) {
  const crm = memoryCrm()
  await commitCleared(worldOf(db, crm), full)
  return { crm }
}

export const undoOn =
  (db: Db) =>
  (crm: MemoryCrm, more: { faults?: Faults; dryRun?: boolean; at?: string; run?: RunId } = {}) =>
    undoRun(
      {
        ...worldOf(db, crm, more.faults ?? noFaults),
        clock: () => new Date(more.at ?? now),
        sleep: async () => {},
      },
      {
        runId: more.run ?? runId,
        accountId: undefined,
        person: more.dryRun === true ? undefined : anna,
        config,
        stop: new AbortController().signal,
        onAccount: () => {},
      },
    )
