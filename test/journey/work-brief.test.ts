import { sql } from 'kysely'
import { beforeEach, describe, expect, test } from 'vitest'
import { makeBrief, readRecord } from '#brief/step.ts'
import { noFaults } from '#ports/faults.ts'
import { EnrichmentConfig, SelectConfig } from '#records/config.ts'
import { AccountId, RunId } from '#records/ids.ts'
import type { Crm } from '#ports/crm.ts'
import { ask } from '#state/read/question.ts'
import { briefClaims } from '#state/read/brief-claims.ts'
import { writeJournal } from '#state/write/journal.ts'
import { now, readingOf, shippedPlaybook, shippedSkills } from '../fakes/model-brief.ts'
import { useDatabase } from '../setup/database.ts'

const database = useDatabase()
const runId = RunId.parse('run_abcdef')
const accountId = AccountId.parse('a-1')
const reading = readingOf({ activities: [{ daysAgo: 3, body: 'Hello?' }] })

/** Only what a brief reads; anything else would be a bug and fails. */
const crm = {
  system: 'crm-local',
  dossier: async (id: string) => (id === 'a-1' ? reading.dossier : undefined),
  timeline: async () => reading.timeline,
  dealStages: async () => reading.dealStages,
} as unknown as Crm

const brief = async (id = accountId) => {
  const record = await readRecord(crm, id)
  if (record === undefined) return undefined
  return makeBrief(
    { crm, clock: () => now, vendors: [], faults: noFaults, db: database().db },
    {
      runId,
      accountId: id,
      reasons: ['an unanswered message'],
      config: {
        sender: { name: 'M', email: 'm@s.example', company: 'S', domain: 's.example', about: 'x' },
        language: 'en',
        select: SelectConfig.parse({}),
        enrichment: EnrichmentConfig.parse({}),
      },
      spend: { day: '2026-11-20', caps: { account: 0, run: 0, day: 0 } },
      playbook: shippedPlaybook(),
      skills: shippedSkills(),
    },
    record,
  )
}

beforeEach(() =>
  sql`truncate daybook.fact, daybook.claim, daybook.memory, daybook.suppression, daybook.journal`.execute(
    database().ownerDb,
  ),
)

const factRows = async () =>
  (
    await sql<{
      id: string
      stored: boolean
      value: unknown
    }>`select id, stored, value from daybook.fact order by id`.execute(database().db)
  ).rows

describe('a brief from fresh reads', () => {
  test('every fact in it is recorded as offered, once, however often it is made', async () => {
    const first = await brief()
    const second = await brief()
    expect(second).toEqual(first)
    const rows = await factRows()
    expect(rows.map(({ id }) => id)).toEqual(first?.facts.map(({ id }) => String(id)).toSorted())
    expect(rows.every(({ stored }) => !stored)).toBe(true)
  })

  test('an account the CRM no longer has gives none, and nothing is recorded', async () => {
    expect(await brief(AccountId.parse('a-9'))).toBeUndefined()
    expect(await factRows()).toEqual([])
  })

  test('claims, memories, stored facts and suppressions of this account are in it; those of others are not', async () => {
    const { db } = database()
    await sql`insert into daybook.claim (id, account_id, field, value, vendor, observed_at) values
      ('claim_aaaaaa', 'a-1', 'technologies', '["Kafka"]', 'v1', ${now}), ('claim_bbbbbb', 'a-2', 'technologies', '["Odoo"]', 'v1', ${now})`.execute(
      db,
    )
    await sql`insert into daybook.memory (key, account_id, topic, text, cites, tainted, run_id, at) values
      ('k1', 'a-1', 'champion', 'Ines writes.', '[]', false, 'run_1', ${now}), ('k2', 'a-2', 'champion', 'Bo writes.', '[]', false, 'run_1', ${now})`.execute(
      db,
    )
    await sql`insert into daybook.fact (id, account_id, subject, field, value, source, source_ref, observed_at, trust, tainted, stored, recorded_at) values
      ('fact_aaaaaa', 'a-1', '{"system":"crm-local","object":"account","id":"a-1"}', 'employees', '140', 'mail', 'a-1-x0', ${now}, 'web', true, true, ${now})`.execute(
      db,
    )
    await sql`insert into daybook.suppression (scope, value, reason, at) values ('domain', 'harbor-lantern.example', 'asked', ${now})`.execute(
      db,
    )
    const made = await brief()
    expect(
      made?.facts
        .filter(({ source }) => source !== 'crm')
        .map(({ id, value, tainted }) => [id === 'fact_aaaaaa', value, tainted]),
    ).toEqual([
      [false, ['Kafka'], false],
      [true, 140, true],
    ])
    expect(made?.memory.map(({ text }) => text)).toEqual(['Ines writes.'])
    expect(made?.policy.suppressedContacts).toEqual(['a-1-c0'])
    expect((await factRows()).filter(({ stored }) => stored).map(({ id }) => id)).toEqual(['fact_aaaaaa'])
    expect(await ask(db, briefClaims(accountId))).toHaveLength(1)
  })

  test('a flag of an earlier run that still stands is a signal; one that has run out is not', async () => {
    const { ownerDb } = database()
    await ownerDb.transaction().execute(async (tx) => {
      await sql`set local session_replication_role = replica`.execute(tx) // no proposal row stands behind these two
      await sql`insert into daybook.effect (id, run_id, account_id, proposal_id, action_index, kind, action, state, decided_at) values
        ('e1', 'run_1', 'a-1', 'p', 0, 'raise-flag', '{"flag":"expansion","until":"2026-12-01","why":"x"}', 'done', ${now}),
        ('e2', 'run_1', 'a-1', 'p', 1, 'raise-flag', '{"flag":"churn-risk","until":"2026-11-01","why":"x"}', 'done', ${now})`.execute(
        tx,
      )
    })
    const made = await brief()
    expect(made?.signals.map(({ kind, detail }) => `${kind} ${detail}`)).toEqual([
      'unanswered-inbound 1 inbound without an answer since 2026-11-17',
      'flag expansion',
    ])
  })
})

test('the journal keeps the tool answers of a turn, in their order', async () => {
  const { db } = database()
  const at = now.toISOString()
  const entries = ['record', 'facts'].map((name, index) => ({
    name,
    hash: `h${index}`,
    latencyMs: index,
    at,
  }))
  await writeJournal({ db }, { runId, accountId, pass: 1, attempt: 2 }, entries)
  await writeJournal({ db }, { runId, accountId, pass: 1, attempt: 2 }, [])
  const { rows } =
    await sql`select kind, name, attempt, hash, latency_ms, at from daybook.journal order by seq`.execute(db)
  expect(rows).toEqual([
    { kind: 'tool', name: 'record', attempt: 2, hash: 'h0', latency_ms: 0, at: now },
    { kind: 'tool', name: 'facts', attempt: 2, hash: 'h1', latency_ms: 1, at: now },
  ])
})
