import { sql } from 'kysely'
import * as z from 'zod'
import { JsonValue } from '#records/fields.ts'
import { UndoAsk, UndoStep, type UndoEnd } from '#records/undo-step.ts'
import type { Db } from '../db.ts'

const instant = z.date().transform((at) => at.toISOString())
const Row = UndoStep.extend({
  at: instant,
  asked: UndoAsk.nullable(),
  taken: JsonValue,
  /** It was not known before: neither waiting for the CRM nor left. */
  isNew: z.boolean(),
})
export type ClaimedStep = z.infer<typeof Row>

/**
 * Claims what is taken back now. One that waits for the CRM since a crash stays as it was claimed first, so that both
 * write the same; one that was left is tried again. Gives the rows as they stand.
 */
export async function claimSteps(
  trx: Db,
  undoId: string,
  steps: readonly UndoStep[],
): Promise<readonly ClaimedStep[]> {
  if (steps.length === 0) return []
  const { rows } = await sql`
    insert into daybook.undo_step as s (id, undo_id, run_id, account_id, kind, intent, state, asked, taken, restored,
                                        was_person, why, found, by, at, confirmed_at)
    select id, ${undoId}::text, "runId", "accountId", kind, intent, state, asked, taken, restored, "wasPerson", why, found,
           by, at, case when state = 'pending' then null else at end
    from jsonb_to_recordset(${JSON.stringify(steps)}::jsonb) as row(
      id text, "runId" text, "accountId" text, kind text, intent text, state text, asked jsonb, taken jsonb,
      restored jsonb, "wasPerson" boolean, why text, found jsonb, by text, at timestamptz)
    order by id
    on conflict (id) do update
    set state = case s.state when 'left' then excluded.state else s.state end,
        asked = case s.state when 'left' then excluded.asked else s.asked end,
        -- Why it was left stays until the CRM has answered: so it shows whether the answer is news.
        why = case when s.state = 'left' and excluded.state <> 'pending' then excluded.why else s.why end,
        found = case when s.state = 'left' and excluded.state <> 'pending' then excluded.found else s.found end,
        confirmed_at = case s.state when 'left' then excluded.confirmed_at else s.confirmed_at end,
        by = case s.state when 'left' then excluded.by else s.by end,
        at = case s.state when 'left' then excluded.at else s.at end
    returning id, run_id as "runId", account_id as "accountId", kind, intent, state, asked, taken, restored,
              was_person as "wasPerson", why, found, by, at, xmax = 0 as "isNew"`.execute(trx)
  return z.array(Row).parse(rows)
}

/**
 * Writes down how steps ended. Only one that waits takes an answer, so that of two undos at once each thing counts once.
 * `isKnown`: it was left for the same reason before.
 */
export async function confirmSteps(
  trx: Db,
  ends: readonly UndoEnd[],
  now: Date,
): Promise<readonly { readonly id: string; readonly isKnown: boolean }[]> {
  if (ends.length === 0) return []
  const { rows } = await sql`
    with said as (
      select * from jsonb_to_recordset(${JSON.stringify(ends)}::jsonb) as row(
        id text, state text, why text, found jsonb)
    ), waiting as (
      select s.id, s.why from daybook.undo_step s join said using (id)
      where s.state = 'pending' order by s.id for update of s
    )
    update daybook.undo_step s
    set state = said.state, why = said.why, found = said.found, confirmed_at = ${now}::timestamptz
    from said, waiting
    where s.id = said.id and s.id = waiting.id
    returning s.id, s.why is not null and s.why = waiting.why as "isKnown"`.execute(trx)
  return z.array(z.object({ id: z.string(), isKnown: z.boolean().nullable().transform(Boolean) })).parse(rows)
}

/** Marks effects as taken back. Their keys stand, so that nothing adds them anew under the same cause. */
export async function markUndone(trx: Db, effectIds: readonly string[], now: Date): Promise<void> {
  if (effectIds.length === 0) return
  await sql`
    update daybook.effect set undone_at = ${now}::timestamptz
    where id = any(${[...effectIds]}::text[]) and undone_at is null`.execute(trx)
}
