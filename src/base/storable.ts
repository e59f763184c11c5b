/**
 * The places of a JSON value that no database can keep: texts and names with a NUL or half a letter (an unpaired
 * surrogate). Places are written as `actions.0.text`; the value itself is `''`. Bounded by the value's own size.
 */
export function unstorable(value: unknown, place = ''): readonly string[] {
  if (typeof value === 'string') return isStorable(value) ? [] : [place]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, inside]) => {
    const at = place === '' ? name : `${place}.${name}`
    return isStorable(name) ? unstorable(inside, at) : [at.toWellFormed().replaceAll('\0', '')]
  })
}

const isStorable = (text: string): boolean => !text.includes('\0') && text.isWellFormed()
