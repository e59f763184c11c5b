/** JSON without functions, dates or undefined: what may be stored, hashed and sent. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }

/**
 * One spelling per value: keys sorted by code unit, no blanks. The same value gives the same bytes on every
 * machine, so it may be hashed and compared. `undefined` members are left out, as JSON does.
 */
export function canonicalJson(value: unknown): string {
  if (!isObject(value)) return JSON.stringify(value) ?? 'null'
  let parts = ''
  if (Array.isArray(value)) {
    for (const item of value) parts += parts === '' ? canonicalJson(item) : `,${canonicalJson(item)}`
    return `[${parts}]`
  }
  for (const key of Object.keys(value).toSorted()) {
    const member = value[key]
    if (member === undefined) continue
    parts += `${parts === '' ? '' : ','}${JSON.stringify(key)}:${canonicalJson(member)}`
  }
  return `{${parts}}`
}

/** With members of its own; a date is a text to JSON. */
const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !(value instanceof Date)
