-- What people took back. One row per command's scope: the same command again is the same undo, and goes on with it.
create table daybook.undo (
  id text primary key,              -- hash(run, account or all)
  run_id text not null,
  account_id text,                  -- null: the whole run
  by text not null,
  started_at timestamptz not null,
  ended_at timestamptz              -- null: not through yet; the same command goes on
);
create index undo_by_run on daybook.undo (run_id);

-- One thing of a run that is taken back, once for good whoever asks how often.
--   pending  the CRM is being asked; leaves by: it answered -> done | left
--   left     somebody changed it since, or it cannot return: `why`; leaves by: undone again -> pending | done
create table daybook.undo_step (
  id text primary key,              -- the effect, the queue item, or next-touch/run/account
  undo_id text not null references daybook.undo,
  run_id text not null,
  account_id text not null,
  kind text not null,               -- kind of action, queue-item or next-touch
  intent text not null,             -- what was intended, without wording and cause: not done again until something newer is known
  state text not null check (state in ('pending', 'done', 'left')),
  asked jsonb,                      -- what the CRM is asked; null: our own tables
  taken jsonb,                      -- of a field: the value that was written
  restored jsonb,                   -- of a field: the value that stands again
  was_person boolean not null,      -- a person had entered the restored value
  why text,
  found jsonb,                      -- what stands there instead
  by text not null,
  at timestamptz not null,
  confirmed_at timestamptz
);
create index undo_step_by_run on daybook.undo_step (run_id, account_id);
create index undo_step_by_account on daybook.undo_step (account_id) where state <> 'left';

alter table daybook.effect add column undone_at timestamptz;
alter table daybook.outreach_order add column void_reason text;

grant select on daybook.undo, daybook.undo_step to daybook_read;
grant select, insert, update on daybook.undo, daybook.undo_step to daybook_app;
