export type Delimiter = ',' | ';' | '\t' | '|'

const candidates: readonly Delimiter[] = [',', ';', '\t', '|']

const outsideQuotes = (text: string): string => text.replaceAll(/"[^"]*"/g, '')

const countOf = (text: string, mark: string): number => text.split(mark).length - 1

/**
 * The delimiter that splits the header, judged by the first lines: most columns in the header, ties by how many of the
 * lines have as many. A file of one column has none and is read with commas.
 */
export function findDelimiter(lines: readonly string[]): Delimiter {
  const bare = lines.slice(0, 20).map(outsideQuotes)
  const scored = candidates.map((mark) => {
    const columns = countOf(bare[0] ?? '', mark)
    const agreeing = bare.filter((line) => countOf(line, mark) === columns).length
    return { mark, columns, agreeing }
  })
  const usable = scored.filter(({ columns }) => columns > 0)
  const best = usable.toSorted((a, b) => b.columns * b.agreeing - a.columns * a.agreeing)[0]
  return best?.mark ?? ','
}
