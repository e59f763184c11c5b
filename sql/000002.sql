-- The book index: what ranking needs to know of every account, and the thin copies it is computed from. All of it is a
-- cache of the CRM and of our own tables: dropping it and syncing again gives the same rows (waits start anew).

-- The feeds: of every CRM record only what the index's aggregates need. Fed by Crm.scan, never by a join.
create table daybook.feed_account (
  id text primary key,
  name text not null,
  domain text,
  owner_id text,
  lifecycle text,
  industry text,
  country text,
  employees double precision,
  lead_source text,
  contract_end date,
  hiring boolean not null,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index feed_account_by_domain on daybook.feed_account (domain);
create index feed_account_by_name on daybook.feed_account (lower(name));

create table daybook.feed_contact (
  id text primary key,
  account_id text,
  email text,
  opted_out boolean not null,
  created_at timestamptz not null
);
create index feed_contact_by_account on daybook.feed_contact (account_id);
create index feed_contact_by_email on daybook.feed_contact (email);

create table daybook.feed_deal (
  id text primary key,
  account_id text,
  stage text,
  amount double precision,
  currency text
);
create index feed_deal_by_account on daybook.feed_deal (account_id);

create table daybook.feed_activity (
  id text primary key,
  account_id text,
  at timestamptz not null,
  type text not null,
  direction text not null,
  author text not null
);
create index feed_activity_by_account on daybook.feed_activity (account_id, at);

create table daybook.feed_deal_stage (
  id text primary key,
  kind text not null check (kind in ('open', 'won', 'lost'))
);

-- How far each object was scanned. Moves in the transaction that stores the page, and only from the mark the page was
-- read at. `own`: the moment up to which our own tables were looked at; `config`: hash of the settings rows were made with.
create table daybook.feed_cursor (
  object text primary key check (object in ('account', 'contact', 'deal', 'activity', 'own', 'config')),
  mark text
);
insert into daybook.feed_cursor (object)
values ('account'), ('contact'), ('deal'), ('activity'), ('own'), ('config');

-- Accounts whose feed moved and whose index row was not recomputed yet: survives a crash between the two.
create table daybook.feed_touched (account_id text primary key);

-- What earlier runs left behind for ranking.
create table daybook.account_state (
  account_id text primary key,
  next_touch date,
  run_id text,
  at timestamptz not null
);

create table daybook.account_flag (
  account_id text not null,
  flag text not null,
  until date not null,
  why text not null,
  run_id text not null,
  at timestamptz not null,
  primary key (account_id, flag)
);

-- The newest mark. Its row lock makes writers of the index wait for each other, so that marks are committed in order:
-- whoever reads at mark M sees everything up to M, for ever.
create table daybook.index_mark (
  one boolean primary key default true check (one),
  mark bigint not null
);
insert into daybook.index_mark (mark) values (0);

-- records/index-row.ts. A version holds for the marks [valid_from, valid_to); valid_to null: current. Numbers and times
-- stand before texts, so that scoring reads them without walking over the texts.
create table daybook.book_index (
  valid_from bigint not null,
  valid_to bigint,
  arrived_at timestamptz not null,
  changed_at timestamptz not null,
  eligible_from timestamptz not null,
  waited_days double precision not null,
  unanswered_count int not null,
  inbound_count30 int not null,
  contact_count int not null,
  suppressed boolean not null,
  in_review boolean not null,
  hiring boolean not null,
  account_id text not null,
  segment text not null,
  stage text not null,
  size_band text not null,
  owner_id text,
  last_human_touch_at timestamptz,
  next_meeting_at timestamptz,
  last_agent_touch_at timestamptz,
  unanswered_since timestamptz,
  newest_contact_at timestamptz,
  last_worked_at timestamptz,
  contract_end date,
  next_touch date,
  snoozed_until date,
  industry text,
  country text,
  flags text[] not null,
  lifecycle text,
  lead_source text,
  employees double precision,
  open_deal_amount_usd double precision,
  open_deal_stage text,
  domain text,
  name text not null,
  -- when the mere passing of time changes this row (a meeting begins, a flag ends, a lead is no longer new); null: never
  refresh_at timestamptz,
  primary key (account_id, valid_from)
);
create unique index book_index_current on daybook.book_index (account_id) where valid_to is null;
create index book_index_in_review on daybook.book_index (account_id) where valid_to is null and in_review;
create index book_index_refresh on daybook.book_index (refresh_at) where valid_to is null and refresh_at is not null;

-- Whether an account was worked, and what an owner still holds, are asked by account and owner.
create index work_item_by_account on daybook.work_item (account_id);
create index outreach_order_by_account on daybook.outreach_order (account_id);

grant select on all tables in schema daybook to daybook_read;
revoke all on daybook.person from daybook_read;
grant select, insert, update, delete on
  daybook.feed_account, daybook.feed_contact, daybook.feed_deal, daybook.feed_activity,
  daybook.feed_deal_stage, daybook.feed_cursor, daybook.feed_touched, daybook.account_state, daybook.account_flag,
  daybook.index_mark, daybook.book_index
  to daybook_app;
