import * as z from 'zod'
import type { Brief } from '#records/brief.ts'
import { ShownValue, dayOnly, fitting, flags, leftOut, shownFields } from '../shown.ts'
import { args, tool } from '../tool.ts'

const Output = z.object({
  contacts: z.array(
    z.object({
      id: z.string(),
      createdAt: z.string(),
      suppressed: z.literal(true).optional(),
      fields: z.record(z.string(), ShownValue),
    }),
  ),
  left: z.number().optional(),
})

/** Names of the tainted fields of one record of the brief. */
const taintedOf = ({ facts }: Brief, id: string): ReadonlySet<string> =>
  new Set(facts.filter((fact) => fact.tainted && fact.subject.id === id).map((fact) => fact.field))

/** The people at the account. */
export const contacts = tool({
  name: 'contacts',
  description:
    'The people at the account: id, fields, and whether they are suppressed (nobody may write to them).',
  input: args({}),
  output: Output,
  find({ brief }) {
    const suppressed = new Set(brief.policy.suppressedContacts)
    const { fit, left } = fitting(
      brief.dossier.contacts.map((contact) => ({
        id: contact.id,
        createdAt: dayOnly(contact.createdAt),
        ...flags({ suppressed: suppressed.has(contact.id) }),
        fields: shownFields(contact.fields, taintedOf(brief, contact.id)),
      })),
    )
    const isTainted = fit.some(({ id }) => taintedOf(brief, id).size > 0)
    return { tainted: isTainted, value: { contacts: fit, ...leftOut(left) } }
  },
})
