import { sql } from 'kysely'
import * as z from 'zod'
import { canonicalJson } from '#base/canonical.ts'
import { Action } from '#records/action.ts'
import { itemMoves } from '#records/item-moves.ts'
import { Decision } from '#records/decision.ts'
import {
  erased,
  erasedAction,
  erasedDecision,
  erasedEvidence,
  erasedHeld,
  erasedProposal,
  erasedVerdict,
} from '#records/erased.ts'
import type { Forgotten } from '#records/forgotten.ts'
import { AccountId, ItemId } from '#records/ids.ts'
import { Proposal } from '#records/proposal.ts'
import { ActionVerdict, Verdict } from '#records/verdict.ts'
import { speaksOf } from '../read/forget-about.ts'
import type { Db } from '../db.ts'
import { literals } from '../states.ts'
import type { ForgottenRows } from './forget-rows.ts'

const Stored = z.object({
  id: z.string(),
  account_id: AccountId,
  proposal: Proposal,
  verdict: Verdict,
  now: z.string(),
})

const pageSize = 20

/** Empties a page of proposals; an account's evidence is large, so it is never read. Gives those that were emptied. */
async function pageOfProposals(trx: Db, person: Forgotten, now: Date) {
  const text = sql`concat_ws(' ', proposal, evidence, verdict)`
  const { rows } = await sql`
    select id, account_id, proposal, verdict, evidence ->> 'now' as now from daybook.proposal
    where erased_at is null and ${speaksOf(person, { text, account: sql.ref('account_id') })}
    order by id limit ${pageSize}`.execute(trx)
  const found = z.array(Stored).parse(rows)
  const emptied = found.map(({ id, proposal, verdict, now: seen }) => ({
    id,
    proposal: erasedProposal(proposal),
    verdict: erasedVerdict(verdict),
    evidence: erasedEvidence({ now: seen }),
  }))
  await sql`
    update daybook.proposal p
    set proposal = e.proposal, verdict = e.verdict, evidence = e.evidence, erased_at = ${now}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(emptied)}::jsonb) as e(id text, proposal jsonb, verdict jsonb, evidence jsonb)
    where p.id = e.id`.execute(trx)
  return found
}

const EffectRow = z.object({ id: z.string(), account_id: AccountId, action: Action })

async function emptyEffects(
  trx: Db,
  person: Forgotten,
  { proposals, now }: { readonly proposals: readonly string[]; readonly now: Date },
) {
  const text = sql`concat_ws(' ', action, before, after)`
  const { rows } = await sql`
    select id, account_id, action from daybook.effect
    where erased_at is null and (proposal_id = any(${[...proposals]}::text[])
      or ${speaksOf(person, { text, account: sql.ref('account_id') })})`.execute(trx)
  const found = z.array(EffectRow).parse(rows)
  const emptied = found.map(({ id, action }) => ({ id, action: erasedAction(action) }))
  await sql`
    update daybook.effect f
    set action = e.action, before = null, after = null, salt = null, erased_at = ${now}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(emptied)}::jsonb) as e(id text, action jsonb)
    where f.id = e.id`.execute(trx)
  return found
}

const ItemRow = z.object({
  id: ItemId,
  account_id: AccountId,
  held: z.array(ActionVerdict),
  failure: z.string().nullable(),
})

/** Items are emptied and, where they still wait, closed: nothing is left that a person could decide on. */
async function emptyItems(trx: Db, person: Forgotten, proposals: readonly string[]) {
  const text = sql`concat_ws(' ', held, failure)`
  const { rows } = await sql`
    select id, account_id, held, failure from daybook.queue_item
    where proposal_id = any(${[...proposals]}::text[]) or ${speaksOf(person, { text, account: sql.ref('account_id') })}
    order by id for update`.execute(trx)
  const found = z.array(ItemRow).parse(rows)
  const emptied = found.map(({ id, held, failure }) => ({
    id,
    held: erasedHeld(held),
    failure: failure === null ? null : erased,
  }))
  await sql`
    update daybook.queue_item q
    set held = e.held, failure = e.failure, snoozed_until = null,
        version = q.version + case when q.state in (${literals(itemMoves.expire.from)}) then 1 else 0 end,
        state = case when q.state in (${literals(itemMoves.expire.from)}) then 'expired' else q.state end
    from jsonb_to_recordset(${JSON.stringify(emptied)}::jsonb) as e(id text, held jsonb, failure text)
    where q.id = e.id`.execute(trx)
  return found
}

const DecisionRow = z.object({
  item_id: z.string(),
  version: z.number(),
  account_id: AccountId,
  decision: Decision,
})

async function emptyDecisions(trx: Db, person: Forgotten, items: readonly string[]) {
  const about = speaksOf(person, { text: sql`d.decision::text`, account: sql`q.account_id` })
  const { rows } = await sql`
    select d.item_id, d.version, q.account_id, d.decision
    from daybook.decision d join daybook.queue_item q on q.id = d.item_id
    where d.item_id = any(${[...items]}::text[]) or ${about}`.execute(trx)
  const found = z
    .array(DecisionRow)
    .parse(rows)
    .map((row) => ({ ...row, emptied: erasedDecision(row.decision) }))
    .filter(({ decision, emptied }) => canonicalJson(decision) !== canonicalJson(emptied))
  for (const { item_id, version, emptied } of found)
    await sql`select daybook.erase_decision(${item_id}, ${version}, ${JSON.stringify(emptied)}::jsonb)`.execute(
      trx,
    )
  return found
}

/**
 * Empties every proposal whose content speaks of the person, with its evidence and verdict, and what hangs on it: effects,
 * queue items, decisions. Their ids, keys and counts stay, so that nothing is done twice. Idempotent.
 */
export async function forgetProposals(trx: Db, person: Forgotten, now: Date): Promise<ForgottenRows> {
  const proposals: z.infer<typeof Stored>[] = []
  for (;;) {
    const page = await pageOfProposals(trx, person, now)
    proposals.push(...page)
    if (page.length < pageSize) break
  }
  const ids = proposals.map(({ id }) => id)
  const effects = await emptyEffects(trx, person, { proposals: ids, now })
  const items = await emptyItems(trx, person, ids)
  const decisions = await emptyDecisions(
    trx,
    person,
    items.map(({ id }) => id),
  )
  const found = { proposals, effects, 'queue items': items, decisions }
  const counts = Object.fromEntries(
    Object.entries(found).flatMap(([what, rows]) => (rows.length === 0 ? [] : [[what, rows.length]])),
  )
  const accountIds = Object.values(found).flatMap((rows) => rows.map(({ account_id }) => account_id))
  return { counts, accountIds: new Set(accountIds) }
}
