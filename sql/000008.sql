-- The book's own rules, written in CEL. Both tables only grow: a version never changes, and what is switched on is the
-- newest switch of a name. Storing a version holds nothing; only a person with a proof makes a switch.
create table daybook.policy_version (
  seq bigint generated always as identity unique,  -- the order in which they were stored
  name text not null,
  version text not null,             -- hash of the policy's text, cases included
  policy jsonb not null,
  author text not null,
  at timestamptz not null,
  primary key (name, version)
);

create table daybook.policy_switch (
  seq bigint generated always as identity primary key,
  name text not null,
  version text not null,
  mode text not null check (mode in ('disabled', 'shadow', 'enabled')),
  set_by text not null,
  set_at timestamptz not null,
  foreign key (name, version) references daybook.policy_version
);
create index policy_switch_by_name on daybook.policy_switch (name, seq desc);

-- What a policy held, and would have held, is counted from the verdicts, newest first.
create index proposal_by_time on daybook.proposal (at);

-- The settings behind each version of the ruleset: with them a verdict can be given again from its stored evidence.
create table daybook.ruleset (
  version text primary key,
  settings jsonb not null,
  at timestamptz not null
);

grant select on daybook.ruleset to daybook_read;
grant select, insert on daybook.ruleset to daybook_app;
grant select on daybook.policy_version, daybook.policy_switch to daybook_read;
grant select, insert on daybook.policy_version, daybook.policy_switch to daybook_app;
