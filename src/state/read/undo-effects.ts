import { sql } from 'kysely'
import * as z from 'zod'
import { Effect } from '#records/effect.ts'
import type { AccountId, RunId } from '#records/ids.ts'
import { SkillName } from '#records/words.ts'
import type { Db } from '../db.ts'

const instant = z.date().transform((at) => at.toISOString())
const Row = Effect.omit({ confirmedAt: true, decidedAt: true }).extend({
  decidedAt: instant,
  confirmedAt: instant,
  skill: SkillName,
  /** To whom its proposal's draft went. */
  to: z.string().nullable(),
  /** Of a field: who had entered what stood there when the gate looked. */
  markedBy: z.string().nullable(),
})
/** An effect of a run that changed something and was not taken back. */
export type Undoable = z.infer<typeof Row>

/**
 * What a run did at one account and is not taken back yet, in the order in which it was done. Holds the rows until the
 * transaction ends.
 */
export async function undoableEffects(
  trx: Db,
  { runId, accountId }: { readonly runId: RunId; readonly accountId: AccountId },
): Promise<readonly Undoable[]> {
  const { rows } = await sql`
    select e.id, e.key, e.run_id as "runId", e.account_id as "accountId", e.proposal_id as "proposalId",
           e.action_index as "actionIndex", e.kind, e.action, e.state, e.result, e.ref, e.before, e.after, e.version,
           e.decided_at as "decidedAt", e.confirmed_at as "confirmedAt", p.skill, p.proposal -> 'draft' ->> 'to' as "to",
           (select r -> 'marks' -> (e.action ->> 'field') ->> 'by'
            from jsonb_path_query(p.evidence, '$.record.value.dossier.*') part,
                 jsonb_path_query(part, '$[*]') r
            where r ->> 'id' = e.action -> 'object' ->> 'id' limit 1) as "markedBy"
    from daybook.effect e join daybook.proposal p on p.id = e.proposal_id
    where e.run_id = ${runId} and e.account_id = ${accountId} and e.state = 'done' and e.undone_at is null and e.erased_at is null
      and e.result in ('created', 'updated')
    order by e.decided_at, e.id
    for no key update of e`.execute(trx)
  return z.array(Row).parse(rows)
}
