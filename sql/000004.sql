-- The ledger: every call that may cost money is reserved here before it is made, at an upper bound, and settled from
-- what it used. A reservation whose worker died stays counted at its bound. Amounts are whole micro-dollars.

-- What may still be spent, per scope. One row per run, per (run, account) and per day of the book's calendar.
create table daybook.budget (
  scope text not null check (scope in ('run', 'account', 'day')),
  value text not null,              -- run id · run id/account id · YYYY-MM-DD
  spent_micro_usd bigint not null default 0,
  reserved_micro_usd bigint not null default 0 check (reserved_micro_usd >= 0),
  primary key (scope, value)
) with (fillfactor = 50);           -- two rows take every call: room for their next versions on the same page

--   reserved  the call may be under way; leaves by: answered -> settled, refused before any work -> void, no word of it -> lost
--   lost      nobody knows what it cost: its bound counts as spent; leaves by: its answer comes after all -> settled
create table daybook.spend (
  id bigint generated always as identity primary key,
  day date not null,
  run_id text,
  account_id text,
  pass int,
  attempt int,
  kind text not null check (kind in ('model', 'vendor')),
  name text not null,               -- model id or vendor
  tier text check (tier in ('plan', 'work', 'classify')),
  skill text,
  segment text,
  state text not null check (state in ('reserved', 'settled', 'void', 'lost')),
  ceiling_micro_usd bigint not null check (ceiling_micro_usd >= 0),
  micro_usd bigint not null default 0,  -- of a lost one: its bound, so that sums need no cases
  input_tokens bigint not null default 0,
  output_tokens bigint not null default 0,
  cache_read_tokens bigint not null default 0,
  cache_write_tokens bigint not null default 0,
  reserved_at timestamptz not null,
  settled_at timestamptz
);
create index spend_by_run on daybook.spend (run_id, account_id);
create index spend_by_day on daybook.spend (day);
create index spend_open on daybook.spend (reserved_at) where state = 'reserved';

alter table daybook.journal add column cache_write_tokens int not null default 0;

-- The budgets a call counts against, in the one order in which they are ever locked: the busiest last.
create function daybook.budgets_of(run_id text, account_id text, day date)
returns table (place int, scope text, value text) language sql immutable as $$
  select * from (values (1, 'account', run_id || '/' || account_id), (2, 'run', run_id), (3, 'day', day::text))
    as b (place, scope, value)
  where value is not null order by place
$$;

-- Reserves the ceiling against every cap or against none, in one statement of its own: locks live as long as it does.
-- Gives the id, or the cap that stands in the way: one that is spent rather than one that is only reserved.
create function daybook.reserve_spend(ask jsonb)
returns table (spend_id bigint, scope text, spent bigint, reserved bigint) language plpgsql as $$
declare
  wanted bigint := (ask ->> 'ceiling')::bigint;
  to_day date := (ask ->> 'day')::date;
  cap bigint;
  key record;
  held record;
begin
  if wanted > 0 then
    for key in select * from daybook.budgets_of(ask ->> 'run', ask ->> 'account', to_day) loop
      insert into daybook.budget (scope, value) values (key.scope, key.value) on conflict do nothing;
      select b.spent_micro_usd as spent, b.reserved_micro_usd as reserved into strict held
        from daybook.budget b where b.scope = key.scope and b.value = key.value for update;
      cap := (ask -> 'caps' ->> key.scope)::bigint;
      if cap is null then
        raise exception 'no cap was given for the budget %', key.scope;
      end if;
      if held.spent + held.reserved + wanted > cap and (reserve_spend.scope is null or held.spent + wanted > cap) then
        reserve_spend.scope := key.scope;
        reserve_spend.spent := held.spent;
        reserve_spend.reserved := held.reserved;
      end if;
    end loop;
    if reserve_spend.scope is not null then
      return next;
      return;
    end if;
    update daybook.budget b set reserved_micro_usd = reserved_micro_usd + wanted
      from daybook.budgets_of(ask ->> 'run', ask ->> 'account', to_day) k
      where b.scope = k.scope and b.value = k.value;
  else
    -- No money hangs on a free call: it need not wait for the disk.
    perform set_config('synchronous_commit', 'off', true);
  end if;
  insert into daybook.spend (day, run_id, account_id, pass, attempt, kind, name, tier, skill, segment, state,
                             ceiling_micro_usd, reserved_at)
    values (to_day, ask ->> 'run', ask ->> 'account', (ask ->> 'pass')::int, (ask ->> 'attempt')::int, ask ->> 'kind',
            ask ->> 'name', ask ->> 'tier', ask ->> 'skill', ask ->> 'segment', 'reserved', wanted,
            (ask ->> 'now')::timestamptz)
    returning id into spend_id;
  return next;
end $$;

-- Moves what a call counts for from reserved to spent.
create function daybook.move_budget(of daybook.spend, spent bigint, reserved bigint)
returns void language plpgsql as $$
declare
  key record;
begin
  if spent = 0 and reserved = 0 then
    return;
  end if;
  for key in select * from daybook.budgets_of(of.run_id, of.account_id, of.day) loop
    insert into daybook.budget as b (scope, value, spent_micro_usd, reserved_micro_usd)
      values (key.scope, key.value, spent, greatest(reserved, 0))
      on conflict on constraint budget_pkey do update
      set spent_micro_usd = b.spent_micro_usd + move_budget.spent,
          reserved_micro_usd = b.reserved_micro_usd + move_budget.reserved;
  end loop;
end $$;

-- Ends a reservation, with the journal's row of the call. Ended already: nothing changes. Gives the state before.
create function daybook.settle_spend(ended bigint, answer jsonb) returns text language plpgsql as $$
declare
  before daybook.spend;
  state_now text := answer ->> 'state';
  cost bigint;
begin
  -- If the server dies before this is on disk, the reservation is found and counts at its bound: dearer, never cheaper.
  perform set_config('synchronous_commit', 'off', true);
  select * into strict before from daybook.spend where id = ended for update;
  if before.state in ('settled', 'void') or before.state = state_now then
    return before.state;
  end if;
  cost := case state_now when 'settled' then (answer ->> 'microUsd')::bigint when 'lost' then before.ceiling_micro_usd else 0 end;
  update daybook.spend
    set state = state_now, micro_usd = cost, settled_at = (answer ->> 'now')::timestamptz,
        input_tokens = coalesce((answer ->> 'inputTokens')::bigint, 0),
        output_tokens = coalesce((answer ->> 'outputTokens')::bigint, 0),
        cache_read_tokens = coalesce((answer ->> 'cacheReadTokens')::bigint, 0),
        cache_write_tokens = coalesce((answer ->> 'cacheWriteTokens')::bigint, 0)
    where id = ended;
  if answer ? 'journal' then
    insert into daybook.journal (run_id, account_id, pass, attempt, kind, name, hash, input_tokens, output_tokens,
                                 cache_read_tokens, cache_write_tokens, micro_usd, latency_ms, at)
      values (before.run_id, before.account_id, before.pass, before.attempt, 'model', before.name,
              answer -> 'journal' ->> 'hash', (answer ->> 'inputTokens')::int, (answer ->> 'outputTokens')::int,
              (answer ->> 'cacheReadTokens')::int, (answer ->> 'cacheWriteTokens')::int, cost,
              (answer -> 'journal' ->> 'latencyMs')::int, (answer ->> 'now')::timestamptz);
  end if;
  -- The budgets last, so that their locks are held for the shortest time.
  perform daybook.move_budget(before,
    cost - case before.state when 'lost' then before.ceiling_micro_usd else 0 end,
    case before.state when 'reserved' then -before.ceiling_micro_usd else 0 end);
  return before.state;
end $$;

-- Reservations of workers that died: nobody will settle them. Gives how many there were and what they now count for.
create function daybook.lose_spend(older_than timestamptz, at timestamptz)
returns table (calls int, micro_usd bigint) language plpgsql as $$
declare
  gone bigint[];
  key record;
begin
  select array_agg(s.id) into gone from (
    select id from daybook.spend where state = 'reserved' and reserved_at < older_than order by id for update skip locked
  ) s;
  update daybook.spend s set state = 'lost', micro_usd = s.ceiling_micro_usd, settled_at = at where s.id = any(gone);
  for key in
    select b.scope, b.value, sum(s.ceiling_micro_usd)::bigint as cost
    from daybook.spend s cross join lateral daybook.budgets_of(s.run_id, s.account_id, s.day) b
    where s.id = any(gone) and s.ceiling_micro_usd > 0
    group by b.place, b.scope, b.value order by b.place, b.value
  loop
    update daybook.budget b
      set spent_micro_usd = b.spent_micro_usd + key.cost, reserved_micro_usd = b.reserved_micro_usd - key.cost
      where b.scope = key.scope and b.value = key.value;
  end loop;
  return query select count(*)::int, coalesce(sum(s.ceiling_micro_usd), 0)::bigint
    from daybook.spend s where s.id = any(gone);
end $$;

grant select on daybook.budget, daybook.spend to daybook_read;
grant select, insert, update on daybook.budget, daybook.spend to daybook_app;
