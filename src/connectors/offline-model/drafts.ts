import { cut } from '#base/seen-text.ts'
import { accountFact, businessForMail, factOf, named } from './citable.ts'
import type { Intent, MailSentence } from './intents.ts'
import { bestContact, languageFor } from './people.ts'
import type { Known } from './reading.ts'

/** Why we write: it picks the subject, the opening and how much is said. */
export type Reason = 'first' | 'follow' | 'reply' | 'renewal' | 'lapsed' | 'deal' | 'again'

const subjects = {
  first: 'subjectFirst',
  follow: 'subjectFollow',
  reply: 'subjectReply',
  renewal: 'subjectFollow',
  lapsed: 'subjectFollow',
  deal: 'subjectFollow',
  again: 'subjectAgain',
} as const

function opening(known: Known, reason: Reason): MailSentence | undefined {
  const company = named(known)
  if (reason === 'reply' || company === undefined) return { phrase: 'openReply', values: {}, cites: [] }
  const { name, cites } = company
  if (reason === 'renewal') {
    const end = accountFact(known, 'contractEnd')
    if (end !== undefined && typeof end.value === 'string')
      return { phrase: 'openRenewal', values: { name, end: end.value }, cites: [...cites, end.id] }
  }
  if (reason === 'deal') {
    const deal = known.deals.find(({ isOpen }) => isOpen)
    const title = deal && factOf(known, deal.id, 'name')
    if (title !== undefined && typeof title.value === 'string')
      return { phrase: 'openDeal', values: { deal: title.value }, cites: [title.id] }
  }
  if (reason === 'again') return { phrase: 'openAgain', values: { name }, cites }
  if (reason === 'first') return { phrase: 'openFirst', values: { name }, cites }
  return { phrase: reason === 'lapsed' ? 'openLapsed' : 'openFollow', values: { name }, cites }
}

function greeting(known: Known, contactId: string): MailSentence {
  const first = factOf(known, contactId, 'firstName')
  return first !== undefined && typeof first.value === 'string'
    ? { phrase: 'greeting', values: { first: first.value }, cites: [first.id] }
    : { phrase: 'greetingPlain', values: {}, cites: [] }
}

/** A message to the best contact; undefined when there is nobody with an address. */
export function draftTo(known: Known, reason: Reason): Intent | undefined {
  const contact = bestContact(known)
  const open = opening(known, reason)
  if (contact === undefined || open === undefined) return undefined
  const company = named(known)
  return {
    kind: 'send-email',
    to: contact.id,
    language: languageFor(known, contact),
    subject: {
      phrase: company === undefined ? 'subjectReply' : subjects[reason],
      values: { name: cut(company?.name ?? '', 80) },
      cites: [],
    },
    sentences: [
      greeting(known, contact.id),
      open,
      ...businessForMail(known, reason === 'first' ? 2 : 1),
      { phrase: 'ask', values: {}, cites: [] },
      { phrase: 'sign', values: { sender: known.sender.name }, cites: [] },
    ],
  }
}
