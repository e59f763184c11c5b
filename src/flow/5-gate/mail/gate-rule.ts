import type { Draft } from '#records/action.ts'
import type { Evidence, Part } from '#records/evidence.ts'
import { textOf } from '#records/fields.ts'
import type { Proposal } from '#records/proposal.ts'
import type { Refusal, Rule } from '../rule.ts'
import { judgeMail, neededFor, type MailObjection } from './judge.ts'
import type { Mail, MailPolicy, MailSnapshot } from './mail.ts'
import { contactOf } from './person.ts'
import type { MailRuleName } from './table.ts'

const later: Part<never> = { kind: 'unreadable', reason: 'known only where a message leaves' }
const notYet = {
  mailbox: later,
  authentication: later,
  unsubscribe: later,
  approval: later,
  requests: later,
  thread: later,
  killSwitch: later,
}

/** A rule of the gate that judges messages by its share of the nineteen rules. */
export function mailRule(
  text: Pick<Rule, 'version' | 'canOverride'> & { readonly name: MailRuleName },
  policy: MailPolicy,
): Rule {
  return {
    ...text,
    needs: neededFor(text.name),
    judges: ({ kind }) => kind === 'send-email',
    objects: (_subject, proposal, evidence) => messageRefused(text.name, proposal, { evidence, policy }),
  }
}

/** What a rule of the gate says of a proposal's message; undefined where it does not object. Pure. */
export function messageRefused(
  at: MailRuleName,
  proposal: Proposal,
  { evidence, policy }: { readonly evidence: Evidence; readonly policy: MailPolicy },
): Refusal | undefined {
  const { draft } = proposal
  if (draft === undefined) return undefined // `schema` says so
  const snapshot: MailSnapshot = { ...evidence, ...notYet }
  const mail = mailOf(proposal, draft, evidence)
  return asRefusal(judgeMail(at, { mail, snapshot, policy, now: new Date(evidence.now) }))
}

function mailOf({ accountId }: Proposal, draft: Draft, { record, sender }: Evidence): Mail {
  const bare = {
    accountId,
    contactId: draft.to,
    subject: draft.subject,
    sentences: draft.sentences.map(({ text }) => text),
    made: undefined,
  }
  const ours = sender.kind === 'known' ? [sender.value.name, sender.value.email] : []
  const contact = record.kind === 'known' ? contactOf(bare, record.value.dossier) : undefined
  if (contact === undefined) return { ...bare, to: [], names: ours }
  const text = (name: string) => textOf(contact.fields, name) ?? []
  return {
    ...bare,
    to: [text('email')].flat(),
    names: [...ours, text('firstName'), text('lastName')].flat(),
  }
}

/** The first refusal is the headline, with its place and repair; what the others found stands behind it. */
function asRefusal([first, ...others]: readonly MailObjection[]): Refusal | undefined {
  if (first === undefined) return undefined
  const { rule: _id, effect: _effect, ...refusal } = first
  const more = [...new Set(others.map(({ found }) => found))].filter((found) => found !== first.found)
  return more.length === 0 ? refusal : { ...refusal, found: `${first.found}; also: ${more.join('; ')}` }
}
