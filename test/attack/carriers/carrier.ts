import type { ActivityItem, UpsertItem } from '#ports/crm.ts'
import type { Claim } from '#records/claim.ts'
import type { Dossier } from '#records/dossier.ts'

/** What is written into the account so that the text is met there; every list may be absent. */
export interface Planting {
  readonly activities?: readonly ActivityItem[]
  readonly accounts?: readonly UpsertItem[]
  readonly contacts?: readonly UpsertItem[]
  readonly deals?: readonly UpsertItem[]
  readonly claims?: readonly Claim[]
  /** What a vendor says when it fails to answer about the account. */
  readonly refusal?: string
}

/** One text in one account, on its way in. */
export interface Delivery {
  readonly id: string
  readonly text: string
  readonly dossier: Dossier
  readonly now: Date
}

/** A way by which foreign text gets into a brief. One file in this folder each, found by itself: see README.md. */
export interface Carrier {
  readonly name: string
  plant(delivery: Delivery): Planting
}

/** What the lying vendor says of a head count: far from anything true, once for everybody and once for the larger. */
export const lies: readonly number[] = [666_013, 66_013]

const hour = 3_600_000

/** The parts all activities of a delivery share; `hoursAgo` before now. */
export const activity = (
  { id, text, dossier, now }: Delivery,
  hoursAgo: number,
): Pick<ActivityItem, 'key' | 'accountId' | 'at' | 'subject' | 'body'> => ({
  key: `attack-${id}-${hoursAgo}`,
  accountId: dossier.account.id,
  at: new Date(now.getTime() - hoursAgo * hour).toISOString(),
  subject: '',
  body: text,
})

/** A person at the account who can have written it, if there is one. */
export const writer = ({ dossier }: Delivery): Pick<ActivityItem, 'contactId'> => {
  const [first] = dossier.contacts
  return first === undefined ? {} : { contactId: first.id }
}
