import { Lifecycle, type Account } from '#records/account.ts'
import type { Activity } from '#records/activity.ts'
import type { Contact } from '#records/contact.ts'
import type { Deal } from '#records/deal.ts'
import { numberOf, textOf } from '#records/fields.ts'
import { LocalDate } from '#records/time.ts'
import type { FeedRow } from '#state/write/feed-upsert.ts'

// A field a CRM fills with something unexpected counts as empty: a broken date must not stop the book.
export const accountRow = ({ id, ownerId, fields, createdAt, updatedAt }: Account): FeedRow => ({
  id,
  name: textOf(fields, 'name') ?? textOf(fields, 'domain') ?? id,
  domain: textOf(fields, 'domain')?.toLowerCase() ?? null,
  owner_id: ownerId,
  lifecycle: Lifecycle.safeParse(fields['lifecycle']).data ?? null,
  industry: textOf(fields, 'industry') ?? null,
  country: textOf(fields, 'country') ?? null,
  employees: numberOf(fields, 'employees') ?? null,
  lead_source: textOf(fields, 'leadSource') ?? null,
  contract_end: LocalDate.safeParse(fields['contractEnd']).data ?? null,
  hiring: fields['hiring'] === true,
  created_at: createdAt,
  updated_at: updatedAt,
})

export const contactRow = ({ id, accountId, fields, createdAt }: Contact): FeedRow => ({
  id,
  account_id: accountId,
  email: textOf(fields, 'email')?.toLowerCase() ?? null,
  opted_out: fields['optedOut'] === true,
  created_at: createdAt,
})

export const dealRow = ({ id, accountId, fields }: Deal): FeedRow => ({
  id,
  account_id: accountId,
  stage: textOf(fields, 'stage') ?? null,
  amount: numberOf(fields, 'amount') ?? null,
  currency: textOf(fields, 'currency') ?? null,
})

export const activityRow = ({ id, accountId, at, type, direction, author }: Activity): FeedRow => ({
  id,
  account_id: accountId,
  at,
  type,
  direction,
  author,
})
