-- The end of the audit chain in one step. Everybody waits from the lock to the commit, so between the two lies nothing but
-- this: no way back to the program for the head, no second one with the rows. The program hands over what a row's hash is
-- over up to its place ("[{…},{…},"); the place and the hash before it are known only here.
create function daybook.append_audit(entries jsonb) returns void language plpgsql as $$
declare
  head record;
  entry jsonb;
  next_seq bigint;
  before text;
  own text;
begin
  perform pg_advisory_xact_lock(78, 1);
  select seq, hash into head from daybook.audit order by seq desc limit 1;
  next_seq := coalesce(head.seq, 0);
  before := coalesce(head.hash, '');
  for entry in select value from jsonb_array_elements(entries) loop
    next_seq := next_seq + 1;
    own := encode(sha256(convert_to((entry ->> 'text') || next_seq || ',"' || before || '"]', 'UTF8')), 'hex');
    -- A plain insert: a second row with the same seq is a broken lock, and must fail loudly.
    insert into daybook.audit (seq, at, actor, kind, account_id, run_id, body, previous, hash)
      values (next_seq, (entry ->> 'at')::timestamptz, entry ->> 'actor', entry ->> 'kind', entry ->> 'accountId',
              entry ->> 'runId', entry -> 'body', before, own);
    before := own;
  end loop;
end $$;
