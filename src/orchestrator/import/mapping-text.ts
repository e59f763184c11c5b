import { leftOut, type MapEntry, type MappedColumn } from './mapping.ts'

const needsQuotes = /[=,"#\n]|^\s|\s$/

const quoted = (text: string): string => (needsQuotes.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

/** The mapping as --map takes it: `Company name=name,Website=website`. */
export const mappingText = (mapped: readonly MappedColumn[]): string =>
  mapped.map(({ column, field }) => `${quoted(column.name)}=${field}`).join(',')

const entryShape =
  /\s*(?:"((?:[^"]|"")*)"|([^=,"\n#][^=,"\n]*?)|)\s*=\s*([A-Za-z][A-Za-z0-9]{0,59}|-)\s*(?:,|\n|$)/y

/**
 * Reads `Column=field` pairs, separated by commas or line breaks; a column name with `,` or `=` stands in quotes; a line
 * that begins with # is a remark. Gives the text at fault instead when it cannot be read.
 */
export function readMapping(text: string): { entries: readonly MapEntry[] } | { fault: string } {
  const bare = text
    .replaceAll('\r\n', '\n')
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.trimStart().startsWith('#'))
    .join('\n')
  const entries: MapEntry[] = []
  entryShape.lastIndex = 0
  while (entryShape.lastIndex < bare.length) {
    const from = entryShape.lastIndex
    const found = entryShape.exec(bare)
    const column = found?.[1]?.replaceAll('""', '"') ?? found?.[2]
    const field = found?.[3]
    if (column === undefined || field === undefined) return { fault: bare.slice(from, from + 60) }
    entries.push({ column: column.normalize('NFC').trim(), field })
  }
  return { entries }
}

/** Two columns for one field, or a column twice: said by mistake. */
export function doubleEntry(entries: readonly MapEntry[]): string | undefined {
  const seen = new Set<string>()
  for (const { column, field } of entries) {
    const marks = field === leftOut ? [`column ${column}`] : [`column ${column}`, `field ${field}`]
    const twice = marks.find((mark) => seen.has(mark))
    if (twice !== undefined) return twice
    for (const mark of marks) seen.add(mark)
  }
  return undefined
}
