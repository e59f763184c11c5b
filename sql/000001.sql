-- The state of one book: what ran, what was proposed, judged, written, held, approved. The CRM stays the truth about
-- accounts. Times are UTC; ids are text made by us (base/hash.ts); JSON columns hold records/ shapes, parsed on read.
create schema if not exists daybook;
grant usage on schema daybook to daybook_app, daybook_read;

-- The book itself: one row.
create table daybook.book (
  one boolean primary key default true check (one),
  id text not null,
  name text not null,
  kind text not null check (kind in ('sample', 'imported', 'connected')),
  created_at timestamptz not null
);

-- A person who may release things. Only a scrypt hash of the secret is kept.
create table daybook.person (
  id text primary key,
  name text not null,
  salt text not null,
  scrypt_hash text not null,
  created_at timestamptz not null
);

-- Raised by a person only; the newest row per (skill, kind) counts. No row: the default of the book's kind.
create table daybook.autonomy (
  seq bigint generated always as identity primary key,
  skill text not null,
  kind text not null,
  level text not null check (level in ('watch', 'review', 'auto')),
  set_by text not null,
  set_at timestamptz not null
);

-- Who must not be written to. INSERT-only for the program: removal is an administrator's work.
create table daybook.suppression (
  scope text not null check (scope in ('address', 'domain', 'account', 'person')),
  value text not null,
  reason text not null,
  at timestamptz not null,
  primary key (scope, value)
);

-- Facts that stand in no CRM field (vendor answers, observations, what people told us), and every fact that was ever
-- offered to a subagent, so that a cited id can always be looked up. `current`: vendor and observed facts in force.
create table daybook.fact (
  id text primary key,
  account_id text not null,
  subject jsonb not null,
  field text not null,
  value jsonb not null,
  source text not null,
  source_ref text not null,
  observed_at timestamptz not null,
  trust text not null check (trust in ('human', 'crm', 'vendor', 'web')),
  tainted boolean not null,
  stored boolean not null,          -- true: kept here as truth; false: seen in a brief, the CRM holds it
  run_id text,
  recorded_at timestamptz not null
);
create index fact_by_account on daybook.fact (account_id) where stored;

create table daybook.claim (
  id text primary key,
  account_id text not null,
  field text not null,
  value jsonb not null,
  vendor text not null,
  observed_at timestamptz not null,
  settled_by text                   -- the proposal or person that picked among the claims of this field
);
create index claim_by_account on daybook.claim (account_id);

create table daybook.memory (
  key text primary key,             -- hash(account, topic, cause): no wording
  account_id text not null,
  topic text not null,
  text text not null,
  cites jsonb not null,
  tainted boolean not null,
  run_id text not null,
  at timestamptz not null
);
create index memory_by_account on daybook.memory (account_id);

-- Two accounts that may be one company; a person decides.
create table daybook.suggestion (
  account_id text not null,
  duplicate_of text not null,
  reason text not null,
  detail text not null,
  state text not null default 'open' check (state in ('open', 'merged', 'dismissed')),
  at timestamptz not null,
  primary key (account_id, duplicate_of)
);

-- One execution. The unique key is (book, cause): the same cause continues the same run.
create table daybook.run (
  id text primary key,
  key text not null unique,
  cause jsonb not null,
  set_limit int not null,
  pass int not null default 1,
  status text not null check (status in ('running', 'paused', 'interrupted', 'done')),
  paused_for text,
  started_at timestamptz not null,
  ended_at timestamptz,
  mark bigint not null,
  model text not null,
  config_hash text not null,
  ruleset text not null,
  scored int not null,
  excluded jsonb not null,
  feasibility jsonb not null,
  config jsonb not null             -- the select part, so that the selection can be recomputed
);

create table daybook.run_selection (
  run_id text not null references daybook.run,
  account_id text not null,
  rank int not null,
  seat text not null check (seat in ('floor', 'reserve', 'score')),
  segment text not null,
  owner_id text,
  name text not null,
  score double precision not null,
  parts jsonb not null,
  waited_days double precision not null,
  reasons jsonb not null,
  selected_at timestamptz not null,
  primary key (run_id, account_id)
);
create index run_selection_by_account on daybook.run_selection (account_id);

create table daybook.run_segment (
  run_id text not null references daybook.run,
  segment text not null,
  accounts int not null,
  eligible int not null,
  floor int not null,
  chosen int not null,
  dark int not null,
  primary key (run_id, segment)
);

-- A process that works accounts. `lock_id` names a session advisory lock (77, lock_id) it holds while it lives.
create table daybook.worker (
  lock_id int generated always as identity primary key,
  started_at timestamptz not null,
  seen_at timestamptz not null,
  ended_at timestamptz,
  note text not null
);

-- One account's place in a run. This row is the truth; the queue's ticket only says "look here".
--   queued    waits; leaves by: claimed -> running
--   running   held by one worker under one epoch; leaves by: settled -> done | human, failed once -> queued, worker gone -> queued
--   done      has an outcome; a new pass (--again) -> queued
--   human     failed twice, or crashed three times; a queue item says so; the next run of the key -> queued
create table daybook.work_item (
  id text primary key,
  run_id text not null references daybook.run,
  account_id text not null,
  rank int not null,
  pass int not null default 1,
  state text not null check (state in ('queued', 'running', 'done', 'human')),
  epoch int not null default 0,
  worker int,
  lease timestamptz,
  ticket text,                      -- the queue's ticket of the running attempt
  ticket_attempt int,
  model_failures int not null default 0,
  crashes int not null default 0,
  outcome text check (outcome in ('failed', 'held', 'committed', 'none')),
  reason text,
  held_by jsonb not null default '[]',
  settled_at timestamptz,
  unique (run_id, account_id)
);
create index work_item_open on daybook.work_item (run_id, state);
create index work_item_running on daybook.work_item (account_id) where state = 'running';

-- What a subagent handed in, with the evidence and the verdict: enough to recompute the verdict without a model.
create table daybook.proposal (
  id text primary key,              -- hash(run, account, pass, attempt)
  run_id text not null,
  account_id text not null,
  pass int not null,
  attempt int not null,
  skill text not null,
  proposal jsonb not null,
  brief_hash text not null,
  evidence jsonb not null,
  verdict jsonb not null,
  ruleset text not null,
  at timestamptz not null
);
create index proposal_by_account on daybook.proposal (account_id, at);
create index proposal_by_run on daybook.proposal (run_id, account_id);

-- Effects on the CRM: claim -> act -> confirm. Effects that add carry a unique key without wording.
--   pending   decided, in the same transaction as the verdict; leaves by: the CRM answered -> done, record moved -> conflict
--   conflict  a field that matters moved since; the account went back to the gate
create table daybook.effect (
  id text primary key,              -- hash(proposal, action index)
  key text unique,                  -- null for field writes, which converge by diff
  run_id text not null,
  account_id text not null,
  proposal_id text not null references daybook.proposal,
  action_index int not null,
  kind text not null,
  action jsonb not null,
  state text not null check (state in ('pending', 'done', 'conflict', 'refused')),
  result text check (result in ('created', 'updated', 'unchanged')),
  ref jsonb,
  before jsonb,
  after jsonb,
  version text,
  decided_at timestamptz not null,
  confirmed_at timestamptz
);
create index effect_pending on daybook.effect (run_id, account_id) where state = 'pending';
create index effect_by_account on daybook.effect (account_id, decided_at);

-- Who is held for outreach by what. The rule duplicate-in-flight explains; this key guarantees.
create table daybook.reservation (
  scope text not null check (scope in ('contact', 'account', 'domain')),
  value text not null,
  order_key text not null,
  run_id text not null,
  account_id text not null,
  until timestamptz not null,
  primary key (scope, value)
);

-- The review queue. One item per (account, purpose, cause): `version` rises with every decision.
create table daybook.queue_item (
  id text primary key,
  key text not null unique,
  account_id text not null,
  account_name text not null,
  run_id text not null,
  proposal_id text,
  held jsonb not null,
  failure text,
  owner_id text,
  assigned_to text,
  state text not null check (state in ('open', 'snoozed', 'approved', 'fixed', 'edited', 'rejected', 'expired')),
  version int not null default 1,
  snoozed_until date,
  created_at timestamptz not null,
  expires_at timestamptz not null
);
create index queue_item_open on daybook.queue_item (account_id) where state in ('open', 'snoozed');

create table daybook.decision (
  item_id text not null references daybook.queue_item,
  version int not null,
  kind text not null,
  by text not null,
  decision jsonb not null,
  at timestamptz not null,
  primary key (item_id, version)
);

-- Messages that wait for a person's yes.
create table daybook.outreach_order (
  id text primary key,
  key text not null unique,
  account_id text not null,
  contact_id text not null,
  owner_id text,
  run_id text not null,
  proposal_id text not null,
  purpose text not null,
  sender text not null,
  recipient text not null,
  subject text not null,
  language text not null,
  sentences jsonb not null,
  hash text not null,
  state text not null check (state in ('waiting', 'approved', 'deferred', 'sending', 'sent', 'unknown', 'void')),
  created_at timestamptz not null
);
create index outreach_order_open on daybook.outreach_order (owner_id) where state in ('waiting', 'approved', 'deferred');

-- Every model call and tool answer.
create table daybook.journal (
  seq bigint generated always as identity primary key,
  run_id text not null,
  account_id text not null,
  pass int not null,
  attempt int not null,
  kind text not null check (kind in ('model', 'tool')),
  name text not null,
  hash text not null,
  input_tokens int not null default 0,
  output_tokens int not null default 0,
  cache_read_tokens int not null default 0,
  micro_usd bigint not null default 0,
  latency_ms int not null,
  at timestamptz not null
);
create index journal_by_run on daybook.journal (run_id, account_id);

-- Append-only and chained: hash = sha256(canonical(row) || previous hash). INSERT-only for the program.
create table daybook.audit (
  seq bigint primary key,
  at timestamptz not null,
  actor text not null,
  kind text not null,
  account_id text,
  run_id text,
  body jsonb not null,
  previous text not null,
  hash text not null
);

-- The queue's own schema: its tables are made and migrated by pg-boss, as the application role.
create schema if not exists pgboss authorization daybook_app;

grant select on all tables in schema daybook to daybook_read;
grant select, insert, update, delete on all tables in schema daybook to daybook_app;
grant usage on all sequences in schema daybook to daybook_app;
revoke update, delete on daybook.audit, daybook.suppression, daybook.decision, daybook.autonomy from daybook_app;
revoke delete on daybook.run, daybook.proposal, daybook.effect, daybook.queue_item, daybook.outreach_order, daybook.journal from daybook_app;
revoke insert, update, delete on daybook.migration from daybook_app;
revoke all on daybook.person from daybook_read;
