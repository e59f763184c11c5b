// What the database sees of every process, told by the database itself: the auditor's own ears.
import type { Pool } from 'pg'

const app = `current_setting('application_name')`

const own = [
  `create sequence public.seen`,
  `create table public.claim_seen (
     seq bigint default nextval('public.seen'), item text, run text, account text, epoch int, was text, state text, app text, at timestamptz)`,
  `create table public.wrote_seen (
     seq bigint default nextval('public.seen'), id text, run text, account text, app text)`,
  `create function public.note_item() returns trigger language plpgsql security definer as $$
   begin
     insert into public.claim_seen (item, run, account, epoch, was, state, app, at)
     values (new.id, new.run_id, new.account_id, new.epoch, old.state, new.state, ${app}, clock_timestamp());
     return null;
   end $$`,
  `create trigger note_item after update on daybook.work_item for each row
   when (new.state <> old.state or new.epoch <> old.epoch) execute function public.note_item()`,
  `create function public.note_proposal() returns trigger language plpgsql security definer as $$
   begin
     insert into public.wrote_seen (id, run, account, app)
     values (new.id, new.run_id, new.account_id, ${app});
     return null;
   end $$`,
  `create trigger note_proposal after insert on daybook.proposal for each row
   when (new.pass > 0) execute function public.note_proposal()`,
]

const ofCrm = [
  `create table public.crm_seen (seq bigserial primary key, op text, object text, id text, was jsonb, now jsonb, app text)`,
  `create function public.note_crm() returns trigger language plpgsql security definer as $$
   begin
     insert into public.crm_seen (op, object, id, was, now, app)
     values (lower(tg_op), tg_table_name, coalesce(new.id, old.id),
             case when tg_op = 'INSERT' then null else to_jsonb(old) end,
             case when tg_op = 'DELETE' then null else to_jsonb(new) end, ${app});
     return null;
   end $$`,
  ...['account', 'contact', 'deal', 'activity'].map(
    (object) => `create trigger note_crm after insert or update or delete on crm.${object}
                 for each row execute function public.note_crm()`,
  ),
]

/** From here on everything is noted: claims and settlements with the process that made them, and the CRM's own changes. */
export async function watch(owner: Pick<Pool, 'query'>): Promise<void> {
  for (const statement of [...own, ...ofCrm]) await owner.query(statement)
}
