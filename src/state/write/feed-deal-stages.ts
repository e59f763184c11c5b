import { sql } from 'kysely'
import type { DealStage } from '#records/stage.ts'
import type { Db } from '../db.ts'

/** The CRM's pipeline as it is now. Accounts with deals in a stage whose kind changed are touched. Idempotent. */
export async function putFeedDealStages(trx: Db, stages: readonly DealStage[]): Promise<void> {
  const rows = JSON.stringify(stages.map(({ id, kind }) => ({ id, kind })))
  await sql`
    with given as (select * from jsonb_to_recordset(${rows}::jsonb) as g(id text, kind text)),
    changed as (
      insert into daybook.feed_deal_stage as s (id, kind) select id, kind from given
      on conflict (id) do update set kind = excluded.kind where s.kind <> excluded.kind
      returning id
    ), lost as (
      delete from daybook.feed_deal_stage where id not in (select id from given) returning id
    )
    insert into daybook.feed_touched (account_id)
    select distinct account_id from daybook.feed_deal
    where account_id is not null and stage in (select id from changed union all select id from lost)
    on conflict (account_id) do nothing`.execute(trx)
}
