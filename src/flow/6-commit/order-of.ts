import { hashOf, idOf } from '#base/hash.ts'
import type { Draft } from '#records/action.ts'
import type { Evidence } from '#records/evidence.ts'
import { textOf } from '#records/fields.ts'
import { OrderId, type ContactId, type OwnerId, type ProposalId } from '#records/ids.ts'
import type { Order } from '#records/order.ts'
import type { Proposal } from '#records/proposal.ts'
import type { SenderProfile } from '#records/sender.ts'

/** The address of a contact on the record the gate looked at; undefined when there is none. */
function addressOf(evidence: Evidence, contactId: ContactId): string | undefined {
  if (evidence.record.kind === 'unreadable') return undefined
  const contact = evidence.record.value.dossier.contacts.find(({ id }) => id === contactId)
  return contact && textOf(contact.fields, 'email')
}

/** What an approval binds to: from, to, subject, the text as shown, and the facts it stands on. */
const orderHash = (from: string, to: string, draft: Draft): string =>
  hashOf({ from, to, subject: draft.subject, language: draft.language, sentences: draft.sentences })

/** The order a cleared `send-email` becomes. Its id comes from its key: the same intent is the same order. */
export function orderOf(
  ask: {
    readonly proposal: Proposal
    readonly proposalId: ProposalId
    readonly evidence: Evidence
    readonly ownerId: OwnerId | null
    readonly sender: SenderProfile
    readonly now: Date
  },
  key: string,
): Order {
  const { draft, accountId, runId, skill } = ask.proposal
  const to = draft && addressOf(ask.evidence, draft.to)
  if (draft === undefined || to === undefined)
    throw new Error('the gate cleared a message without a draft or an address')
  const from = `${ask.sender.name} <${ask.sender.email}>`
  return {
    id: OrderId.parse(idOf('order', key)),
    key,
    accountId,
    contactId: draft.to,
    ownerId: ask.ownerId,
    runId,
    proposalId: ask.proposalId,
    purpose: skill,
    from,
    to,
    subject: draft.subject,
    language: draft.language,
    sentences: draft.sentences,
    hash: orderHash(from, to, draft),
    state: 'waiting',
    createdAt: ask.now.toISOString(),
  }
}
