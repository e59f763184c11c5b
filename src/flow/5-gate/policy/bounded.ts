import type { Json } from '#base/canonical.ts'
import { maxItems, maxTextLength } from './names.ts'

/** A list as long as can be looked through; throws beyond, and what cannot be looked at is held. */
export function items<T>(name: string, list: readonly T[]): readonly T[] {
  if (list.length > maxItems) throw new Error(`${list.length} ${name}, at most ${maxItems} can be looked at`)
  return list
}

/** A text as long as can be looked through; throws beyond. */
export function bounded(value: string): string {
  if (value.length > maxTextLength)
    throw new Error(`a text of ${value.length} characters, at most ${maxTextLength} can be looked at`)
  return value
}

/** A JSON value as text. */
export const asText = (value: Json): string =>
  bounded(typeof value === 'string' ? value : value === null ? '' : JSON.stringify(value))
