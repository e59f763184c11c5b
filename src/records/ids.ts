import * as z from 'zod'

// An account, contact, deal or activity is named by the id its CRM gave it; one book has one CRM, so the bare id is
// unique inside the book. Our own nouns carry a prefix and a hash (see base/hash.ts).
const crmId = z
  .string()
  .regex(/^[A-Za-z0-9_.:-]{1,80}$/, 'expected a CRM id of 1-80 letters, digits or _ . : -')

export const AccountId = crmId.brand<'AccountId'>()
export type AccountId = z.infer<typeof AccountId>
export const ContactId = crmId.brand<'ContactId'>()
export type ContactId = z.infer<typeof ContactId>
export const DealId = crmId.brand<'DealId'>()
export type DealId = z.infer<typeof DealId>
export const ActivityId = crmId.brand<'ActivityId'>()
export type ActivityId = z.infer<typeof ActivityId>
export const OwnerId = crmId.brand<'OwnerId'>()
export type OwnerId = z.infer<typeof OwnerId>

const own = (prefix: string) =>
  z.string().regex(new RegExp(`^${prefix}_[a-z0-9]{6,32}$`), `expected an id like ${prefix}_1a2b3c`)

export const FactId = own('fact').brand<'FactId'>()
export type FactId = z.infer<typeof FactId>
export const ClaimId = own('claim').brand<'ClaimId'>()
export type ClaimId = z.infer<typeof ClaimId>
export const RunId = own('run').brand<'RunId'>()
export type RunId = z.infer<typeof RunId>
export const ProposalId = own('prop').brand<'ProposalId'>()
export type ProposalId = z.infer<typeof ProposalId>
export const ItemId = own('item').brand<'ItemId'>()
export type ItemId = z.infer<typeof ItemId>
export const OrderId = own('order').brand<'OrderId'>()
export type OrderId = z.infer<typeof OrderId>

/** The CRM's own change mark of one record; only equality means anything. */
export const Version = z.string().min(1).max(100).brand<'Version'>()
export type Version = z.infer<typeof Version>
