-- Addresses that were suppressed with a tag (anna+news@…): they stop the mailbox itself, which is looked up without it.
create index suppression_tagged on daybook.suppression (regexp_replace(value, '\+[^@]*@', '@'))
  where value like '%+%@%';
