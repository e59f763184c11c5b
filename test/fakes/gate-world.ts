import { sql } from 'kysely'
import { Fault } from '#base/fault.ts'
import type { gate, GateOrder } from '#gate/step.ts'
import type { Crm } from '#ports/crm.ts'
import { noFaults } from '#ports/faults.ts'
import { BookConfig } from '#records/config.ts'
import type { Dossier, Timeline } from '#records/dossier.ts'
import type { Proposal } from '#records/proposal.ts'
import type { Cause } from '#records/run.ts'
import type { Db } from '#state/db.ts'
import { insertFacts } from '#state/write/fact-insert.ts'
import { dossierOf, facts, note, now, proposalOf, system } from './gate-case.ts'

// The world around the clean case of gate-case.ts, for tests of the gate on a real database.

export const cause: Cause = { kind: 'routine', routine: 'daily', day: '2026-11-20' }
export const config = BookConfig.parse({
  name: 'Test',
  kind: 'sample',
  sender: {
    name: 'Tom Keller',
    email: 'tom@daybook.example',
    company: 'Northwind',
    domain: 'daybook.example',
    about: '',
  },
})
const skill = {
  name: 'follow-up' as const,
  description: '',
  body: '',
  tools: [],
  sections: [],
  actions: ['send-email', 'add-note', 'set-field', 'none'],
}

/** A CRM that holds one account; what the gate has no business to ask is a bug. */
export const crmHolding = (dossier: Dossier, down: readonly string[] = []): Crm => {
  const answer = async <T>(what: string, value: T): Promise<T> => {
    if (down.includes(what)) throw new Fault('down', `the CRM gave no ${what}`)
    return value
  }
  const timeline: Timeline = { activities: [], asOf: now }
  const never = () => {
    throw new Error('the gate asked for something it does not need')
  }
  return {
    system,
    caps: { optimistic: 'native', maxBatch: 100, feed: 'poll' },
    dossier: (id) => answer('dossier', id === dossier.account.id ? dossier : undefined),
    timeline: () => answer('timeline', timeline),
    dealStages: () => answer('dealStages', [{ id: 'open', label: 'Open', order: 1, kind: 'open' as const }]),
    scan: never,
    get: never,
    match: never,
    owners: never,
    upsert: never,
    addActivities: never,
    archive: never,
  }
}

export const gateWorld = (db: Db, crm: Crm = crmHolding(dossierOf())) => ({
  crm,
  clock: () => new Date(now),
  faults: noFaults,
  db,
})
export const order = (proposal: Proposal, change: Partial<GateOrder> = {}): GateOrder => ({
  proposal,
  brief: { dossier: dossierOf(), playbook: '', sender: config.sender, skill, gaps: [] },
  answers: [],
  cause,
  config,
  ...change,
})
export const heldIn = ({ verdict }: Awaited<ReturnType<typeof gate>>) =>
  verdict.actions.map((said) => (said.kind === 'hold' ? said.objections.map(({ rule }) => rule) : []))
export const feedAccount = (db: Db, id: string, [name, domain]: readonly [string, string | null]) =>
  sql`
  insert into daybook.feed_account (id, name, domain, hiring, created_at, updated_at)
  values (${id}, ${name}, ${domain}, false, ${now}, ${now})`.execute(db)

export const indexRow = (db: Db, id: string, [touch, meeting]: readonly [string | null, string | null]) =>
  sql`
  insert into daybook.book_index (valid_from, arrived_at, changed_at, eligible_from, waited_days, unanswered_count,
    inbound_count30, contact_count, suppressed, in_review, hiring, account_id, segment, stage, size_band, flags, name,
    last_human_touch_at, next_meeting_at)
  values (1, ${now}, ${now}, ${now}, 0, 0, 0, 0, false, false, false, ${id}, 's', 'new', 'unknown', '{}', ${id},
    ${touch}, ${meeting})`.execute(db)

/** Empties what the gate reads, then knows the clean account and every fact its brief offered. `owner` may truncate. */
export async function resetGateTables(owner: Db): Promise<void> {
  await sql`
    truncate daybook.feed_account, daybook.feed_contact, daybook.book_index, daybook.reservation, daybook.fact,
      daybook.suppression, daybook.autonomy, daybook.outreach_order, daybook.claim, daybook.effect, daybook.decision,
      daybook.queue_item, daybook.proposal, daybook.inbound_mail, daybook.inbound_reading`.execute(owner)
  await insertFacts(
    { db: owner },
    { facts, stored: false, runId: proposalOf([note()]).runId, now: new Date(now) },
  )
  await feedAccount(owner, 'acc_1', ['Acme Robotics', 'acme.example'])
}
