import * as z from 'zod'
import type { Json } from '#base/canonical.ts'
import { Lifecycle } from '#records/account.ts'
import type { Dossier } from '#records/dossier.ts'
import { standardFields, type FieldKind } from '#records/field-dictionary.ts'
import type { FieldMarks, Fields } from '#records/fields.ts'
import { SizeBand } from '#records/index-row.ts'
import type { Ref } from '#records/ref.ts'
import { shown } from '../texts.ts'

interface Fault {
  readonly needed: string
  readonly found: string
  readonly where: string
}
type FieldObject = keyof typeof standardFields

const text = z.string().trim().min(1).max(4000)
// What is longer together is no list that anybody reads, and every rule would have to read it.
const list = z
  .array(text)
  .max(200)
  .refine((texts) => texts.reduce((sum, one) => sum + one.length, 0) <= 20_000)
const kinds: Readonly<Record<FieldKind, { readonly says: string; readonly holds: z.ZodType }>> = {
  text: { says: 'a text of 1 to 4,000 characters', holds: text },
  number: { says: 'a number, not negative', holds: z.number().min(0) },
  date: { says: 'a day, YYYY-MM-DD', holds: z.iso.date() },
  flag: { says: 'true or false', holds: z.boolean() },
  list: { says: 'a list of texts, 20,000 characters together', holds: list },
}
// Fields whose values are a closed list or have a form of their own.
const closed: Readonly<Record<string, { readonly says: string; readonly holds: z.ZodType }>> = {
  'account.lifecycle': { says: `one of ${Lifecycle.options.join(', ')}`, holds: Lifecycle },
  'account.sizeBand': { says: `one of ${SizeBand.options.join(', ')}`, holds: SizeBand },
  'contact.email': { says: 'one e-mail address', holds: z.email() },
}
const custom = {
  says: 'a plain value, not empty',
  holds: z.union([text, z.number(), z.boolean(), list]),
}
// Standard everywhere although derived from another field.
const derived = new Set(['account.sizeBand'])

/** The record of this account that a reference names; undefined when it is somebody else's or nobody's. */
export function recordOf(
  { account, contacts, deals }: Dossier,
  ref: Pick<Ref, 'object' | 'id'>,
): { readonly fields: Fields; readonly marks: FieldMarks } | undefined {
  switch (ref.object) {
    case 'account':
      return ref.id === account.id ? account : undefined
    case 'contact':
      return contacts.find(({ id }) => id === ref.id)
    case 'deal':
      return deals.find(({ id }) => id === ref.id)
    case 'activity':
      return undefined
  }
}

/** What is wrong with giving that field of that record this value. */
export function fieldFault(
  ref: Ref,
  given: {
    readonly field: string
    readonly value: Json
    readonly dossier: Dossier
    /** An observation may be about something no record has a field for. */
    readonly mayBeNew?: boolean
  },
): Fault | undefined {
  const record = recordOf(given.dossier, ref)
  if (record === undefined || ref.object === 'activity')
    return {
      needed: 'a record of this account',
      found: `${ref.object} ${ref.id}`,
      where: `field ${given.field}`,
    }
  if (!given.mayBeNew && !isKnown(ref.object, given.field) && !Object.hasOwn(record.fields, given.field))
    return {
      needed: 'a field this record has',
      found: `no field ${given.field}`,
      where: `field ${given.field}`,
    }
  return valueFault(ref.object, given)
}

/** What is wrong with a new record of these values: unknown fields, wrong kinds, or nobody could tell whom it means. */
export function valuesFault(object: 'account' | 'contact', fields: Fields): Fault | undefined {
  const naming = object === 'contact' ? ['email', 'lastName'] : ['domain', 'name']
  if (!naming.some((name) => fields[name] !== undefined))
    return { needed: naming.join(' or '), found: `fields ${Object.keys(fields).join(', ')}`, where: 'fields' }
  for (const [field, value] of Object.entries(fields)) {
    if (!isKnown(object, field))
      return { needed: 'known fields', found: `no field ${field}`, where: `field ${field}` }
    const fault = valueFault(object, { field, value })
    if (fault !== undefined) return fault
  }
  return undefined
}

const isKnown = (object: FieldObject, field: string): boolean =>
  Object.hasOwn(standardFields[object], field) || derived.has(`${object}.${field}`)

function valueFault(
  object: FieldObject,
  { field, value }: { readonly field: string; readonly value: Json },
): Fault | undefined {
  const known = Object.hasOwn(standardFields[object], field) ? standardFields[object][field] : undefined
  const kind = closed[`${object}.${field}`] ?? (known === undefined ? custom : kinds[known.kind])
  return kind.holds.safeParse(value).success
    ? undefined
    : { needed: `${field}: ${kind.says}`, found: shown(value), where: `field ${field}` }
}
