import * as z from 'zod'
import type { Crm } from '#ports/crm.ts'
import type { CrmSetup } from '#ports/crm-setup.ts'
import { Owner } from '#records/owner.ts'
import { DealStage } from '#records/stage.ts'
import { together } from './together.ts'
import type { Ask } from './writing.ts'

/** Owners and deal stages: few rows, read whole, written whole. */
export const owners = (ask: Ask): Pick<Crm, 'owners' | 'dealStages'> & CrmSetup => {
  // Every account asks for the few stages: those that ask at the same moment share one answer.
  const stagesOnce = together<'stages', readonly DealStage[]>(async (askers) => {
    const rows = await ask('select id, label, place as order, kind from crm.deal_stage order by place, id')
    const stages = z.array(DealStage).parse(rows)
    return askers.map(() => stages)
  }, Infinity)
  return {
    async owners() {
      const rows = await ask(
        'select id, name, email, active, delegate_id as "delegateId" from crm.owner order by id',
      )
      return z.array(Owner).parse(rows)
    },
    dealStages: async () => [...((await stagesOnce(['stages']))[0] ?? [])],
    async putOwners(list) {
      await ask(
        `insert into crm.owner (id, name, email, active, delegate_id)
       select id, name, email, active, "delegateId"
       from jsonb_to_recordset($1::jsonb) as o(id text, name text, email text, active boolean, "delegateId" text)
       on conflict (id) do update
       set name = excluded.name, email = excluded.email, active = excluded.active, delegate_id = excluded.delegate_id`,
        [JSON.stringify(list)],
      )
    },
    async putDealStages(stages) {
      await ask(
        `insert into crm.deal_stage (id, label, place, kind)
       select id, label, "order", kind
       from jsonb_to_recordset($1::jsonb) as s(id text, label text, "order" int, kind text)
       on conflict (id) do update set label = excluded.label, place = excluded.place, kind = excluded.kind`,
        [JSON.stringify(stages)],
      )
    },
  }
}
