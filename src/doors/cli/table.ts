/** A column: its title, its width on the screen, and the side its values stand on. */
export interface Column {
  readonly title: string
  readonly width: number
  readonly right?: true
}

// Chinese, Japanese and Korean letters take two columns of a terminal.
const isWide = (letter: string): boolean =>
  /[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFF00-\uFF60\u{20000}-\u{3FFFD}]/u.test(letter)
const widthOf = (text: string): number => [...text].reduce((sum, letter) => sum + (isWide(letter) ? 2 : 1), 0)

/** The text cut to so many columns of the screen, with an ellipsis where something is missing. */
function fitted(text: string, width: number): string {
  if (widthOf(text) <= width) return text
  let [kept, used] = ['', 0]
  for (const letter of text) {
    used += widthOf(letter)
    if (used > width - 1) break
    kept += letter
  }
  return `${kept}…`
}

function cell(text: string, { width, right }: Column): string {
  const cut = fitted(text, width)
  const blanks = ' '.repeat(Math.max(0, width - widthOf(cut)))
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
