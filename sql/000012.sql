-- Many processes work one book: who they are, and what they share beside the accounts.
alter table daybook.worker
  add column name text not null default '',
  add column host text not null default '',
  add column pid int,
  add column program text not null default '',  -- version of Daybook
  add column run_id text,                       -- the run it works; null: it waits for one
  add column refuses text;                      -- why it does not join a run, and what to do
create index worker_present on daybook.worker (lock_id) where ended_at is null;

-- What whoever joins the run must have, too: a worker with other settings would do other work. '' in older runs.
alter table daybook.run add column program text not null default '';
create index run_under_way on daybook.run (started_at) where status = 'running';

-- What all workers together may ask of a vendor or of a model's tier. The row's lock is the line they stand in.
create table daybook.pace (
  name text primary key,                        -- vendor/<name> · model/<tier>
  turns timestamptz[] not null default '{}'     -- the newest, oldest first: as many as its window allows
);

-- A call under way, where only so many may be at once. A worker that died keeps its place until `until`.
create table daybook.pace_call (
  id bigint generated always as identity primary key,
  name text not null references daybook.pace,
  until timestamptz not null
);
create index pace_call_by_name on daybook.pace_call (name);

-- Takes the next free turn: never more than `most` in any `windowMs`, by the database's clock. Gives how long to wait for
-- it, and the call to end afterwards where `concurrent` is limited. No row: as many as may be are under way; ask again.
create function daybook.take_turn(asked jsonb) returns table (call bigint, wait_ms double precision)
language plpgsql as $$
declare
  limit_name text := asked ->> 'name';
  most int := (asked ->> 'most')::int;
  held timestamptz[];
  given int;
  moment timestamptz;
  turn timestamptz;
begin
  -- A lost turn costs nothing: it need not wait for the disk.
  perform set_config('synchronous_commit', 'off', true);
  insert into daybook.pace (name) values (limit_name) on conflict do nothing;
  select p.turns into strict held from daybook.pace p where p.name = limit_name for update;
  given := cardinality(held);
  moment := clock_timestamp();
  if asked ? 'concurrent' then
    delete from daybook.pace_call c where c.name = limit_name and c.until < moment;
    if (select count(*) from daybook.pace_call c where c.name = limit_name) >= (asked ->> 'concurrent')::int then
      return;
    end if;
  end if;
  turn := moment;
  if given > 0 then
    turn := greatest(turn, held[given]);
  end if;
  if given >= most then
    turn := greatest(turn, held[given - most + 1] + (asked ->> 'windowMs')::double precision * interval '1 millisecond');
  end if;
  update daybook.pace p set turns = (held || turn)[greatest(1, given + 2 - most):] where p.name = limit_name;
  if asked ? 'concurrent' then
    insert into daybook.pace_call (name, until)
      values (limit_name, turn + (asked ->> 'holdMs')::double precision * interval '1 millisecond')
      returning id into call;
  end if;
  wait_ms := extract(epoch from turn - moment) * 1000;
  return next;
end $$;

grant select on daybook.pace, daybook.pace_call to daybook_read;
grant select, insert, update on daybook.pace to daybook_app;
grant select, insert, delete on daybook.pace_call to daybook_app;
