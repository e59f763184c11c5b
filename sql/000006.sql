-- What the small tier understood of inbound mail. A text is read once: the key is its content, whoever sent it to whom.
--   claimed     one process reads it, until `lease`; leaves by: answered -> read | unreadable, failed -> row deleted,
--               process gone -> claimed anew after the lease
--   unreadable  the answer did not stand (no literal quote, refused, cut off): not asked again of this model
create table daybook.inbound_reading (
  hash text not null,               -- sha256 of the normalised subject and body
  model text not null,
  state text not null check (state in ('claimed', 'read', 'unreadable')),
  claim text not null,
  lease timestamptz not null,
  reading jsonb,
  at timestamptz not null,
  primary key (hash, model)
);

-- Which mail holds which text, with what ranking needs of its reading; kind null: nothing could be read from it.
create table daybook.inbound_mail (
  activity_id text primary key,
  account_id text not null,
  hash text not null,
  model text not null,
  kind text,
  urgency text,
  until date,
  at timestamptz not null
);
create index inbound_mail_by_account on daybook.inbound_mail (account_id);
create index inbound_mail_by_time on daybook.inbound_mail (at);

-- Of the unanswered mail: the weightiest reading and its day. weight null: something is unread, and counts in full.
alter table daybook.book_index
  add column mail_weight double precision,
  add column mail_kind text,
  add column mail_at timestamptz;

grant select on daybook.inbound_reading, daybook.inbound_mail to daybook_read;
grant select, insert, update, delete on daybook.inbound_reading, daybook.inbound_mail to daybook_app;
