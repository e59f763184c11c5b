-- Turns of a conversation that were paid for, until the account is settled: whoever takes it over from a dead worker has
-- them again for nothing. Only what the model said is kept; what it was shown is read anew and must be the same.
create table daybook.paid_turn (
  run_id text not null,
  account_id text not null,
  spend_id bigint not null,         -- what it cost stands there
  pass int not null,
  attempt int not null,
  asked text not null,              -- hash of all that the model was shown
  answer text not null,             -- JSON; a text, for a model may say what jsonb cannot hold
  at timestamptz not null,
  primary key (run_id, account_id, spend_id)
);

-- Ends a reservation, with the journal's row of the call and its turn. Ended already: nothing changes. Gives the state before.
create or replace function daybook.settle_spend(ended bigint, answer jsonb) returns text language plpgsql as $$
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
  -- While the account is worked, by whomever: its end takes them away.
  if answer ? 'turn' then
    insert into daybook.paid_turn (run_id, account_id, spend_id, pass, attempt, asked, answer, at)
      select w.run_id, w.account_id, ended, before.pass, before.attempt, answer -> 'turn' ->> 'asked',
             answer -> 'turn' ->> 'answer', (answer ->> 'now')::timestamptz
      from daybook.work_item w
      where w.run_id = before.run_id and w.account_id = before.account_id and w.state = 'running';
  end if;
  -- The budgets last, so that their locks are held for the shortest time.
  perform daybook.move_budget(before,
    cost - case before.state when 'lost' then before.ceiling_micro_usd else 0 end,
    case before.state when 'reserved' then -before.ceiling_micro_usd else 0 end);
  return before.state;
end $$;

grant select on daybook.paid_turn to daybook_read;
grant select, insert, delete on daybook.paid_turn to daybook_app;
