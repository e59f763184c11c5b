-- What another account's facts say must not come out at this one (rule `foreign-content`). Kept are only words that tell
-- whose they are: ids, addresses, long numbers (src/records/tokens.ts); most facts hold none and are in no index.
-- null: kept before words were made; they are made when the fact is seen again. No pending list: every look-up would read it.
alter table daybook.fact add column tokens text[];
create index fact_by_token on daybook.fact using gin (tokens) with (fastupdate = off) where tokens <> '{}';
