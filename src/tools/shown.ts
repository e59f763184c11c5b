import * as z from 'zod'
import { canonicalJson, type Json } from '#base/canonical.ts'
import { cut, seenText } from '#base/seen-text.ts'
import type { Fields } from '#records/fields.ts'
import { JsonValue } from '#records/fields.ts'

// Every answer is paid for again with every later turn of its conversation. So what is plain is left out: null and empty
// values, `tainted` and other flags that are false, the source of what stands in the account's own CRM record.

/** Characters one answer may have; what does not fit is counted in `left`, never cut in the middle of an item. */
const answerCap = 24_000

const yes = z.literal(true).optional()

/** Somebody's words, shown as data. `tainted`: an outsider's. `clipped`: the stored text goes on. */
export const Quoted = z.object({ quoted: z.string(), tainted: yes, clipped: yes })

export const quoted = (
  text: string,
  { tainted, max }: { readonly tainted: boolean; readonly max: number },
): z.infer<typeof Quoted> => ({
  quoted: cut(seenText(text), max),
  ...flags({ tainted, clipped: seenText(text).length > max }),
})

/** Only the flags that are raised. */
export const flags = <Name extends string>(named: Readonly<Record<Name, boolean>>): Record<string, true> =>
  Object.fromEntries(
    Object.entries(named).flatMap(([name, isRaised]) => (isRaised === true ? [[name, true]] : [])),
  )

/** What an answer left out at its end; nothing when it holds everything. */
export const leftOut = (left: number): { readonly left?: number } => (left > 0 ? { left } : {})

/** The UTC day of an instant, and its minute: finer than this nobody weighs. */
export const dayOnly = (at: string): string => at.slice(0, 10)
export const minuteOnly = (at: string): string => `${at.slice(0, 16)}Z`

/** A field's value as shown: an outsider's text is wrapped as a quote, everything else stands as it is. */
export const ShownValue = z.union([Quoted, JsonValue])

export function shownValue(value: Json, tainted: boolean): z.infer<typeof ShownValue> {
  if (typeof value !== 'string') return seenValue(value)
  return tainted || value.length > 1000 ? quoted(value, { tainted, max: 1000 }) : seenText(value)
}

/** The same value, every text in it as an eye reads it. */
export const seenValue = (value: Json): Json => {
  if (typeof value === 'string') return seenText(value)
  if (value === null || typeof value !== 'object') return value
  if (Array.isArray(value)) return value.map(seenValue)
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [seenText(name), seenValue(one)]))
}

/** The filled fields of a record; the names in `tainted` are shown as quotes. */
export const shownFields = (fields: Fields, tainted: ReadonlySet<string>) =>
  Object.fromEntries(
    Object.entries(fields)
      .filter(([, value]) => value !== null && value !== '')
      .map(([name, value]) => [seenText(name), shownValue(value, tainted.has(name))]),
  )

/** As many items, in order, as fit into one answer; `left` counts the rest. */
export function fitting<T>(
  items: readonly T[],
  cap = answerCap,
): { readonly fit: readonly T[]; readonly left: number } {
  let size = 0
  let count = 0
  for (const item of items) {
    size += canonicalJson(item).length + 1
    if (size > cap) break
    count += 1
  }
  return { fit: items.slice(0, count), left: items.length - count }
}
