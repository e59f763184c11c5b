/** A column: its title, its width in characters, and the side its values stand on. */
export interface Column {
  readonly title: string
  readonly width: number
  readonly right?: true
}

/** The text cut to the width, with an ellipsis where something is missing. Counts characters, not code units. */
export function fitted(text: string, width: number): string {
  const letters = [...text]
  return letters.length <= width ? text : `${letters.slice(0, width - 1).join('')}…`
}

function cell(text: string, { width, right }: Column): string {
  const cut = fitted(text, width)
  const blanks = ' '.repeat(Math.max(0, width - [...cut].length))
  return right === true ? blanks + cut : cut + blanks
}

/** Lines of a table, its titles first; two blanks between columns, none at the end of a line. */
export function table(columns: readonly Column[], rows: readonly (readonly string[])[]): readonly string[] {
  const line = (cells: readonly string[]): string =>
    columns
      .map((column, n) => cell(cells[n] ?? '', column))
      .join('  ')
      .trimEnd()
  return [line(columns.map(({ title }) => title)), ...rows.map(line)]
}
