-- What vendors said, when each was asked, and how they behave.

alter table daybook.claim
  add column range_min double precision,
  add column range_max double precision,        -- null beside a range_min: no upper bound
  add column unit text,
  add column confidence double precision,       -- the vendor's own, 0..1
  add column micro_usd bigint not null default 0,
  add column ref text;                          -- the vendor's id of the answer

-- One row per question put to a vendor about one field of one account, the newest: who was asked lately is not asked again.
--   answered   a claim about the field came with it
--   nothing    the vendor knows nothing about the field, or no such company
--   failed     no answer that can be used; counts for its run only, so that the next run asks again
create table daybook.vendor_asked (
  account_id text not null,
  vendor text not null,
  field text not null,
  run_id text not null,
  at timestamptz not null,
  outcome text not null check (outcome in ('answered', 'nothing', 'failed')),
  why text,
  primary key (account_id, vendor, field)
);

-- How each vendor behaved for the process that asked it last: written when its breaker turns and when a run ends.
create table daybook.vendor_state (
  vendor text primary key,
  state text not null check (state in ('closed', 'open', 'half-open')),
  calls int not null,
  failures int not null,
  rejected int not null,
  last_error text,
  at timestamptz not null
);

grant select on daybook.vendor_asked, daybook.vendor_state to daybook_read;
grant select, insert, update on daybook.vendor_asked, daybook.vendor_state to daybook_app;
