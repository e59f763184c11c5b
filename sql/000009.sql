-- Messages are counted by mailbox, by person and by the recipient's domain before another one is made.
create index outreach_order_by_mailbox on daybook.outreach_order (lower(substring(sender from '<([^<>]*)>')))
  where state in ('waiting', 'approved', 'deferred', 'sending');
create index outreach_order_by_contact on daybook.outreach_order (contact_id, created_at);
create index outreach_order_by_domain on daybook.outreach_order (split_part(lower(recipient), '@', 2), created_at);
