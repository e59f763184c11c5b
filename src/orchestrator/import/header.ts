/** A header as it is compared: words in lower case, one blank between them. `OwnerId`, `owner_id`: `owner id`. */
export const headerWords = (header: string): string =>
  header
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

/** The header as the name of a field: `GICS Sub-Industry` is gicsSubIndustry. Letters and digits only, at most 60. */
export function fieldName(header: string, nth: number): string {
  const words = headerWords(header).split(' ').filter(Boolean)
  const joined = words
    .map((word, i) => (i === 0 ? word : word.slice(0, 1).toUpperCase() + word.slice(1)))
    .join('')
  const safe = joined.slice(0, 60)
  return safe === '' ? `column${nth + 1}` : /^\p{L}/u.test(safe) ? safe : `column${safe}`.slice(0, 60)
}

export interface Column {
  /** As the file spells it, trimmed; a repeated name carries its number, an empty one its place. */
  readonly name: string
  readonly index: number
}

/** The columns of a header record, each with a name of its own. */
export function columnsOf(cells: readonly string[]): readonly Column[] {
  const taken = new Set<string>()
  return cells.map((cell, index) => {
    const given = cell.normalize('NFC').trim() || `Column ${index + 1}`
    let name = given
    for (let n = 2; taken.has(name); n++) name = `${given} ${n}`
    taken.add(name)
    return { name, index }
  })
}
