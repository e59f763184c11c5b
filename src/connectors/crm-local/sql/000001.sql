-- The built-in CRM: its tables are named in this folder only; everybody else speaks the port. daybook_crm alone has
-- rights here, so that not even a mistaken query of the program can join it. Times are UTC.
create schema if not exists crm;
grant usage on schema crm to daybook_crm;

-- The number of the last change. Its row lock is what writers queue at: see writing.ts.
create table crm.counter (
  one boolean primary key default true check (one),
  last bigint not null
);
insert into crm.counter (last) values (0);

-- `version` is the number of the record's last change: what a scan follows. `fields` and `marks` as in records/fields.ts;
-- a cleared field is absent from `fields` and keeps its mark. `match_*` are what match() looks for. Ids sort by code.
create table crm.account (
  id text collate "C" primary key,
  key text not null unique,
  version bigint not null,
  owner_id text,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  fields jsonb not null,
  marks jsonb not null,
  match_domain text,
  match_name text
);
create unique index account_changes on crm.account (version);
-- Hash indexes: they hold a value of any length, where a btree refuses one over 2,700 bytes.
create index account_by_domain on crm.account using hash (match_domain);
create index account_by_name on crm.account using hash (match_name);

create table crm.contact (
  id text collate "C" primary key,
  key text not null unique,
  version bigint not null,
  account_id text references crm.account,
  owner_id text,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  fields jsonb not null,
  marks jsonb not null,
  match_email text
);
create unique index contact_changes on crm.contact (version);
create index contact_by_account on crm.contact (account_id, id);
create index contact_by_email on crm.contact using hash (match_email);

create table crm.deal (
  id text collate "C" primary key,
  key text not null unique,
  version bigint not null,
  account_id text references crm.account,
  owner_id text,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  fields jsonb not null,
  marks jsonb not null
);
create unique index deal_changes on crm.deal (version);
create index deal_by_account on crm.deal (account_id, id);

create table crm.activity (
  id text collate "C" primary key,
  key text unique,
  version bigint not null,
  account_id text not null references crm.account,
  contact_id text references crm.contact,
  deal_id text references crm.deal,
  owner_id text,
  type text not null check (type in ('email', 'call', 'meeting', 'note', 'task')),
  direction text not null check (direction in ('inbound', 'outbound', 'none')),
  author text not null check (author in ('person', 'outsider', 'agent', 'system')),
  at timestamptz not null,
  subject text not null,
  body text not null,
  due_on date,
  done boolean
);
create unique index activity_changes on crm.activity (version);
create index activity_timeline on crm.activity (account_id, at desc, id);

-- Intents that were carried out; the record each led to answers every repeat.
create table crm.applied (
  object text not null check (object in ('account', 'contact', 'deal', 'activity')),
  action_id text not null,
  record_id text not null,
  primary key (object, action_id)
);

-- `owner_id` above names no row here on purpose: records outlive the reps who left.
create table crm.owner (
  id text collate "C" primary key,
  name text not null,
  email text not null,
  active boolean not null,
  delegate_id text
);

create table crm.deal_stage (
  id text collate "C" primary key,
  label text not null,
  place int not null,
  kind text not null check (kind in ('open', 'won', 'lost'))
);
insert into crm.deal_stage (id, label, place, kind) values
  ('qualification', 'Qualification', 1, 'open'),
  ('discovery', 'Discovery', 2, 'open'),
  ('proposal', 'Proposal', 3, 'open'),
  ('negotiation', 'Negotiation', 4, 'open'),
  ('won', 'Closed won', 5, 'won'),
  ('lost', 'Closed lost', 6, 'lost');

grant select on all tables in schema crm to daybook_crm;
grant insert, update on crm.account, crm.contact, crm.deal, crm.activity, crm.owner, crm.deal_stage to daybook_crm;
grant insert on crm.applied to daybook_crm;
grant update on crm.counter to daybook_crm;
