-- Archived records: out of every read, kept for whoever looks in the database. Under a freed key a new record takes the row.
alter table crm.account add column archived_at timestamptz;
alter table crm.contact add column archived_at timestamptz;
alter table crm.deal add column archived_at timestamptz;
alter table crm.activity add column archived_at timestamptz;
