import type { Target } from './targets.ts'

// Headers that mean the same in lists of every kind.
export const ids =
  'id, record id, key, external id, guid, uuid, unique id, crm id, source id, hs object id, system id'
export const dates: readonly Target[] = [
  {
    field: 'createdAt',
    kind: 'moment',
    words:
      'created, created at, create date, created date, createdate, created on, creation date, date created, created time, add time, added, added on, added at, date added, launched at',
  },
  {
    field: 'updatedAt',
    kind: 'moment',
    words:
      'updated, updated at, last modified, last modified date, lastmodifieddate, last modified at, modified, modified at, modified on, date modified, last updated, last update, update time, updated on, hs lastmodifieddate, system modstamp',
  },
]
export const owners =
  'owner, owner name, owner email, owner id, hubspot owner id, assigned to, assignee, sales rep, rep, salesperson, account manager, account executive, ae'
