import type { FieldMark, Fields } from '#records/fields.ts'
import type { OwnerId } from '#records/ids.ts'
import type { ActivityItem } from '#ports/crm.ts'
import type { Claim } from '#records/claim.ts'
import type { PlantedKind } from '#records/planted.ts'
import type { Suppression } from '#records/suppression.ts'
import type { Instant } from '#records/time.ts'

// One account of a sample book as it will be written, before any CRM has given it an id: everything is named by key.

/** Fields that one author entered at one moment. */
export interface FieldGroup {
  readonly fields: Fields
  readonly by: FieldMark['by']
  readonly at: Instant
}

/** `key` is the address, lower case. */
export interface SampleContact extends FieldGroup {
  readonly key: string
  readonly createdAt: Instant
}

export interface SampleDeal extends FieldGroup {
  readonly key: string
  readonly createdAt: Instant
}

/** `contact` and `deal` are keys. */
export interface SampleActivity extends Pick<
  ActivityItem,
  'type' | 'direction' | 'author' | 'at' | 'subject' | 'body' | 'dueOn' | 'done'
> {
  readonly key: string
  readonly contact?: string
  readonly deal?: string
}

export type SampleClaim = Omit<Claim, 'id' | 'accountId'>

/** `value` null stands for the account's id, which the CRM gives. */
export interface SampleSuppression extends Omit<Suppression, 'value'> {
  readonly value: string | null
}

export interface SamplePlanted {
  readonly kind: PlantedKind
  readonly detail: string
}

export interface SampleAccount {
  readonly key: string
  readonly ownerId: OwnerId | null
  readonly createdAt: Instant
  /** The first group creates the record; the groups hold different fields. */
  readonly groups: readonly [FieldGroup, ...FieldGroup[]]
  readonly contacts: readonly SampleContact[]
  readonly deals: readonly SampleDeal[]
  readonly activities: readonly SampleActivity[]
  readonly claims: readonly SampleClaim[]
  readonly suppressions: readonly SampleSuppression[]
  readonly planted: readonly SamplePlanted[]
}

/** The key of the account with that index: `sample-0001234`. */
export const accountKey = (index: number): string => `sample-${String(index).padStart(7, '0')}`
