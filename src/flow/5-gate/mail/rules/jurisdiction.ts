import { daysBetween } from '#base/clock.ts'
import type { Timeline } from '#records/dossier.ts'
import type { Evidence } from '#records/evidence.ts'
import type { MailKind } from '#records/inbound-reading.ts'
import type { Fields } from '#records/fields.ts'
import { countryOf } from '../country.ts'
import { check } from '../check.ts'
import type { Mail, MailRefusal } from '../mail.ts'
import { fieldsOf } from '../person.ts'

// Kinds of mail that are no conversation, or the end of one.
const noConversation = new Set<MailKind>(['automatic', 'out-of-office', 'unsubscribe', 'not-interested'])
const wordless = new Set<MailKind>(['automatic', 'out-of-office'])
const conversationDays = 365

/**
 * G2: the country's policy allows the message. `consent` is met by consent on the contact, by this person's own mail or
 * call within a year that did not ask us to stop, and by the account being a customer; consent that was refused is not
 * outweighed by them. An unknown country is denied.
 */
export const jurisdiction = check(
  ['clock', 'record', 'timeline', 'mailRead'],
  ({ mail, now, policy: { outreach } }, { record: { dossier, stage }, timeline, mailRead }) => {
    const contact = fieldsOf(mail, dossier)
    const country = countryOf(contact, dossier.account.fields)
    if (country.code === undefined) return unknownCountry(country.written)
    const { code } = country
    const rule = outreach.countries[code] ?? 'deny'
    if (rule === 'allow') return undefined
    const name = `${english.of(code) ?? code} (${code})`
    if (rule === 'deny')
      return {
        needed: 'a country whose people may be written to',
        found: `${name}, which outreach.countries does not allow`,
        where: 'to',
      }
    // Consent that was refused or withdrawn is an answer: no conversation speaks against it.
    if (contact['consent'] === false)
      return {
        needed: `consent: people in ${name} are written to with consent only`,
        found: 'it is refused or withdrawn on the contact',
        where: 'to',
      }
    const isFree =
      consents(contact, now) || stage === 'customer' || isInConversation({ mail, now, timeline, mailRead })
    return isFree
      ? undefined
      : {
          needed: `consent, a conversation within a year, or a customer: people in ${name} are written to with consent only`,
          found: 'none of them on the record',
          where: 'to',
        }
  },
)

const english = new Intl.DisplayNames(['en'], { type: 'region' })

const unknownCountry = (written: string | undefined): MailRefusal => ({
  needed: 'the country of the contact or the account, for its rules on first messages',
  found: written === undefined ? 'no country on the record' : `“${written}”, which is no country we know`,
  where: 'to',
})

/** The contact's `consent`: true, or the day it was given. */
function consents({ consent }: Fields, now: Date): boolean {
  if (typeof consent !== 'string') return consent === true
  return /^\d{4}-\d{2}-\d{2}/.test(consent) && Date.parse(consent) <= now.getTime()
}

interface Talk {
  readonly mail: Mail
  readonly now: Date
  readonly timeline: Timeline
  readonly mailRead: Extract<Evidence['mailRead'], { kind: 'known' }>['value']
}

/** This person wrote or called within a year, and their last word was no wish for no more mail. */
function isInConversation({ mail, now, timeline, mailRead }: Talk): boolean {
  const kinds = new Map(mailRead.map(({ activityId, kind }) => [activityId, kind]))
  const [last] = timeline.activities
    .filter(
      ({ type, direction, author, contactId, at, id }) =>
        (type === 'email' || type === 'call') &&
        direction === 'inbound' &&
        author === 'outsider' &&
        contactId === mail.contactId &&
        Date.parse(at) <= now.getTime() &&
        daysBetween(new Date(at), now) <= conversationDays &&
        !wordless.has(kinds.get(id) ?? 'other'),
    )
    .toSorted((a, b) => Date.parse(b.at) - Date.parse(a.at))
  return last !== undefined && !noConversation.has(kinds.get(last.id) ?? 'other')
}
