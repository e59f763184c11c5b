-- What must go when a person is to be forgotten, and what a restored database may not do again.

-- The key of hashes that stand for an address or an id. Nobody but the function below can read it.
create table daybook.secret (
  one boolean primary key default true check (one),
  key text not null
);
insert into daybook.secret (key) values (gen_random_uuid()::text || gen_random_uuid()::text);
revoke all on daybook.secret from daybook_app, daybook_read;

-- What stands in the place of an address or id that was forgotten: it still stops whoever writes there, and tells nobody.
create function daybook.keyed(value text) returns text language sql stable strict security definer
set search_path = pg_catalog as $$
  select 'keyed:' || encode(sha256(convert_to(key || encode(sha256(convert_to(key || value, 'UTF8')), 'hex'), 'UTF8')), 'hex')
  from daybook.secret
$$;
create index suppression_keyed on daybook.suppression (scope) where value like 'keyed:%';

-- What a stored hash of a value is made with, so that the value cannot be guessed from it once both are erased.
alter table daybook.effect add column salt text default gen_random_uuid()::text;

-- When its content was erased because a person was forgotten. Its ids and its verdict's rules stay.
alter table daybook.proposal add column erased_at timestamptz;
alter table daybook.effect add column erased_at timestamptz;

-- The two tables the program cannot change, changed for one purpose: a person's words go, that there were some stays.
create function daybook.erase_decision(item text, version int, emptied jsonb) returns void language sql
security definer set search_path = pg_catalog as $$
  update daybook.decision d set decision = emptied
  where d.item_id = erase_decision.item and d.version = erase_decision.version and d.decision is distinct from emptied
$$;
create function daybook.erase_suppression(scope text, value text) returns boolean language plpgsql
security definer set search_path = pg_catalog as $$
declare
  put int;
  taken int;
begin
  insert into daybook.suppression (scope, value, reason, at)
    values (erase_suppression.scope, daybook.keyed(erase_suppression.value), 'forgotten', now())
    on conflict do nothing;
  get diagnostics put = row_count;
  delete from daybook.suppression s
    where s.scope = erase_suppression.scope and s.value = erase_suppression.value;
  get diagnostics taken = row_count;
  return put + taken > 0;
end $$;
revoke execute on function daybook.keyed, daybook.erase_decision, daybook.erase_suppression from public;
grant execute on function daybook.keyed to daybook_app, daybook_read;
grant execute on function daybook.erase_decision, daybook.erase_suppression to daybook_app;

--   unknown   the database was restored before the CRM's answer was written down; nobody acts on it again
alter table daybook.effect drop constraint effect_state_check;
alter table daybook.effect add constraint effect_state_check
  check (state in ('pending', 'done', 'conflict', 'refused', 'unknown'));

-- Each time this database was found to be older than what is kept outside it, or was made from a backup. While one is not
-- accepted nothing is written to the CRM and nothing leaves.
create table daybook.restored (
  id bigint generated always as identity primary key,
  at timestamptz not null,
  why text not null,
  effects int not null,             -- unfinished ones that became unknown
  orders int not null,
  accepted_by text,
  accepted_at timestamptz
);
grant select on daybook.restored to daybook_read;
grant select, insert, update on daybook.restored to daybook_app;
