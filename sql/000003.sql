-- The ids that further sources gave to an account whose own key came from elsewhere (orchestrator/import). Without it a
-- row that joined an account by domain could not find it again once the domain changed.
create table daybook.import_key (
  key text primary key,             -- `source:id`
  account_id text not null
);
create index import_key_by_account on daybook.import_key (account_id);

grant select on daybook.import_key to daybook_read;
grant select, insert, update, delete on daybook.import_key to daybook_app;
