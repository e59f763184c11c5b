import { domainForms } from '#records/addresses.ts'
import { textOf } from '#records/fields.ts'
import type { Suppression } from '#records/suppression.ts'
import { sameMailbox } from '../address.ts'
import { check } from '../check.ts'
import { asciiHost, withParents } from '../host.ts'
import { fieldsOf, isSet } from '../person.ts'

const needed = 'nobody who asked to be left alone'

/** G1: nothing of the recipient stands on the list: the mailbox, its domain or one above, the account, the person. */
export const notSuppressed = check(
  ['record', 'suppressions'],
  ({ mail }, { record: { dossier }, suppressions }) => {
    const mailboxes = mail.to.map(sameMailbox)
    const domain = textOf(dossier.account.fields, 'domain') ?? ''
    const hosts = new Set(
      [...mailboxes.map((one) => one.slice(one.lastIndexOf('@') + 1)), domain].flatMap(hostsOf),
    )
    const person = [mail.contactId.toLowerCase(), ...mailboxes]
    const isHit = ({ scope, value }: Suppression): boolean => {
      switch (scope) {
        case 'address':
          return mailboxes.includes(sameMailbox(value))
        case 'domain':
          return hosts.has(hostsOf(value)[0] ?? '')
        case 'account':
          return value.trim().toLowerCase() === mail.accountId.toLowerCase()
        case 'person':
          return person.includes(value.trim().toLowerCase())
      }
    }
    const hit = suppressions.find(isHit)
    return hit && { needed, found: `${hit.scope} ${hit.value} is suppressed: ${hit.reason}`, where: 'to' }
  },
)

/** The host a text names and those above it, in ASCII. */
function hostsOf(text: string): readonly string[] {
  const [written] = domainForms(text.normalize('NFKC').replace(/^@/, ''))
  return written === undefined ? [] : withParents(asciiHost(written) ?? written)
}

// Names under which records keep a person's objection.
const objections = ['optedOut', 'doNotContact', 'doNotEmail', 'erasureRequested']

/** G18 by the record: the contact has not opted out, and neither contact nor account objects to mail. */
export const noObjectionOnRecord = check(['record'], ({ mail }, { record: { dossier } }) => {
  const { account } = dossier
  const person = objections.find((name) => isSet(fieldsOf(mail, dossier), name))
  if (person !== undefined)
    return {
      needed,
      found: `contact ${mail.contactId} has ${person === 'optedOut' ? 'opted out' : `${person} set`}`,
      where: 'to',
    }
  const whole = objections.find((name) => isSet(account.fields, name))
  return whole === undefined
    ? undefined
    : { needed, found: `account ${account.id} has ${whole} set`, where: 'to' }
})

/** G18 where it leaves: no request of this person is open that the record does not show yet. */
export const noOpenRequest = check(['requests'], (_ask, { requests }) => {
  const [open] = requests
  return open === undefined
    ? undefined
    : { needed: 'no open request of this person', found: open, where: 'to' }
})
