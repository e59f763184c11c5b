-- What another account's facts say must not come out at this one (rule `foreign-content`). Looked up are only tokens that
-- tell something: ids, addresses, long numbers. Found by one index, so that a book of 100,000 accounts answers as fast.
-- The same words are made in src/flow/5-gate/tokens.ts.
create function daybook.tokens_of(value jsonb) returns text[]
language sql immutable parallel safe as $$
  with said as (select lower(value #>> '{}') as text)
  select coalesce(array_agg(distinct token), '{}')
  from (
    select btrim(piece, '._+-') as token from said, regexp_split_to_table(said.text, '[^[:alnum:]@._+-]+') as piece
    union
    select regexp_replace(found[1], '[^0-9]', '', 'g') from said, regexp_matches(said.text, '([0-9][0-9 ()/.-]{7,}[0-9])', 'g') as found
  ) as tokens
  where length(token) between 8 and 80 and token ~ '[0-9@]|q[^u]'
$$;
create index fact_by_token on daybook.fact using gin (daybook.tokens_of(value));
