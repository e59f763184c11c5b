import * as z from 'zod'
import type { Json } from '#base/canonical.ts'
import { Instant } from './time.ts'

/** Any JSON value, parsed. */
export const JsonValue: z.ZodType<Json> = z.json()

/** The named values of one CRM record. Empty cells are absent or null, never ''. */
export const Fields = z.record(z.string(), JsonValue)
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
