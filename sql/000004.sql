-- The ledger: every call that may cost money is reserved here before it is made, at an upper bound, and settled from
-- what it used. A reservation whose worker died stays counted at its bound. Amounts are whole micro-dollars.

-- What may still be spent, per scope. One row per run, per (run, account) and per day of the book's calendar.
create table daybook.budget (
  scope text not null check (scope in ('run', 'account', 'day')),
  value text not null,              -- run id · run id/account id · YYYY-MM-DD
  spent_micro_usd bigint not null default 0,
  reserved_micro_usd bigint not null default 0,
  primary key (scope, value)
);

--   reserved  the call may be under way; leaves by: answered -> settled, refused before any work -> void, no word of it -> lost
--   lost      nobody knows what it cost: its bound counts as spent
create table daybook.spend (
  id text primary key,
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
  ceiling_micro_usd bigint not null,
  micro_usd bigint not null default 0,
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

grant select on daybook.budget, daybook.spend to daybook_read;
grant select, insert, update on daybook.budget, daybook.spend to daybook_app;
