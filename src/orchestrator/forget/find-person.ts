import { Fault } from '#base/fault.ts'
import type { World } from '#ports/world.ts'
import { textOf } from '#records/fields.ts'
import type { Contact } from '#records/contact.ts'
import type { Forgotten } from '#records/forgotten.ts'
import type { ContactId } from '#records/ids.ts'
import type { WithDb } from '#state/db.ts'
import { contactsInFeed } from '#state/read/forget-contacts.ts'

const mailbox = /^[^@\s]+@[^@\s]+\.[^@\s]+$/

/** Shorter ones stand in anybody's text. */
const shortestMark = 5

function marksOf({ fields }: Contact): readonly string[] {
  const [first, last] = [textOf(fields, 'firstName'), textOf(fields, 'lastName')]
  const whole = first !== undefined && last !== undefined ? [`${first} ${last}`, `${last}, ${first}`] : []
  const said = ['name', 'phone', 'mobile', 'linkedin'].flatMap((name) => textOf(fields, name) ?? [])
  return [...whole, ...said].filter((mark) => mark.trim().length >= shortestMark)
}

const mailOf = ({ fields }: Contact): readonly string[] =>
  Object.values(fields).flatMap((value) =>
    typeof value === 'string' && mailbox.test(value.trim()) ? [value.trim().toLowerCase()] : [],
  )

const unique = <T>(values: readonly T[]): readonly T[] => [...new Set(values)]

/** Who is meant, and which of their contacts the CRM still holds. */
export interface Found {
  readonly person: Forgotten
  readonly inCrm: readonly ContactId[]
}

/**
 * Finds somebody by contact id or e-mail address: in the CRM, and in our copies of it where it has them no more. An
 * address nobody has is a person all the same; an id nobody has is refused.
 */
export async function findPerson({ crm, db }: Pick<World, 'crm'> & WithDb, who: string): Promise<Found> {
  const isMail = mailbox.test(who)
  const asked = isMail ? [who.toLowerCase()] : []
  const contacts = isMail ? await crm.match('contact', 'email', asked) : await crm.get('contact', [who])
  const copies = await contactsInFeed(db, who)
  if (!isMail && contacts.length === 0 && copies.length === 0)
    throw new Fault(
      'refused',
      `no contact has the id ${JSON.stringify(who)}`,
      'name them by their e-mail address, or look the id up with: daybook account ID',
    )
  const person: Forgotten = {
    contactIds: unique([...contacts, ...copies].map(({ id }) => id)),
    emails: unique([
      ...asked,
      ...contacts.flatMap(mailOf),
      ...copies.flatMap(({ email }) => (email === null ? [] : [email.toLowerCase()])),
    ]),
    marks: unique(contacts.flatMap(marksOf)),
    accountIds: unique([...contacts, ...copies].flatMap(({ accountId }) => accountId ?? [])),
  }
  return { person, inCrm: contacts.map(({ id }) => id) }
}
