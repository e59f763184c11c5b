import * as z from 'zod'
import type { Json } from '#base/canonical.ts'
import { Instant } from './time.ts'

/** Any JSON value that a model may write: its schema can be shown. */
export const GivenJson: z.ZodType<Json> = z.json()
const GivenObject: z.ZodType<Record<string, Json>> = z.record(z.string(), GivenJson)

/** Any JSON value, parsed. What is plainly JSON stays the object it is; about the rest GivenJson has the say. */
export const JsonValue: z.ZodType<Json> = plainly(isJson, GivenJson)
/** The same, for objects alone. */
export const JsonObject: z.ZodType<Record<string, Json>> = plainly(isJsonObject, GivenObject)

/** The named values of one CRM record. Empty cells are absent or null, never ''. */
export const Fields: z.ZodType<Record<string, Json>> = plainly(isJsonObject, GivenObject)
export type Fields = z.infer<typeof Fields>

/** Who entered a field's value last, and when. `person` values are not overwritten by agents. */
export const FieldMark = z.object({ at: Instant, by: z.enum(['person', 'import', 'agent', 'vendor']) })
export type FieldMark = z.infer<typeof FieldMark>
export const FieldMarks = z.record(z.string(), FieldMark)
export type FieldMarks = z.infer<typeof FieldMarks>

/** The value as text; undefined when absent, null or not a text. */
export const textOf = (fields: Fields, name: string): string | undefined => {
  const value = fields[name]
  return typeof value === 'string' && value !== '' ? value : undefined
}

/** The value as a number; undefined when absent or not a number. */
export const numberOf = (fields: Fields, name: string): number | undefined => {
  const value = fields[name]
  return typeof value === 'number' ? value : undefined
}

/** Nothing stands there: absent, null, or blanks alone. */
export const isEmptyValue = (value: Json | undefined): boolean =>
  value === undefined || value === null || (typeof value === 'string' && value.trim() === '')

// By hand: a schema that holds itself is walked by Zod with a memory of every object it met, and rows, answers and
// evidence are full of these values.
function plainly<T>(isPlain: (value: unknown) => value is T, slow: z.ZodType<T>): z.ZodType<T> {
  return z.unknown().transform((value, context): T => {
    if (isPlain(value)) return value
    const { data, error } = slow.safeParse(value)
    if (error === undefined) return data
    for (const { message, path } of error.issues) context.addIssue({ code: 'custom', message, path })
    return z.NEVER
  })
}

function isJson(value: unknown): value is Json {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return true
  if (typeof value === 'number') return Number.isFinite(value)
  if (!Array.isArray(value)) return isJsonObject(value)
  // Not `every`, which passes over holes.
  for (const item of value) if (!isJson(item)) return false
  return true
}

function isJsonObject(value: unknown): value is Record<string, Json> {
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype)
    return false
  return Object.entries(value).every(([name, member]) => name !== '__proto__' && isJson(member))
}
