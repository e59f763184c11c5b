/** A stretch of a text: from `start` up to `end`. */
export interface Clause {
  readonly text: string
  readonly start: number
}

// A full stop between digits belongs to the number; a comma between two words of a list does no harm as a border. `and`
// and `or` are borders only before somebody who says something new.
const border =
  /[;:!?]+|[.](?!\d)|,(?!\d)(?!\s(?:dass|ob|that|whether|wie viel|how)\s)|[–—]|\s-\s|(?<!nobody|no one|none|nothing|all)\s(?=but\s)|\s(?=(?:however|though|although|because|whereas|aber|doch|jedoch|sondern|weil)\s)|\s(?=(?:and|or|so|und|oder)\s+(?:yes|of course|we|i|our|it|you|wir|ich|unser\p{L}*|ja|sie)(?:['\s]|$))/gu

/** The parts of a sentence in which one speaker says one thing. */
export function clausesOf(text: string): readonly Clause[] {
  const clauses: Clause[] = []
  let start = 0
  for (const { 0: found, index } of text.matchAll(border)) {
    clauses.push({ text: text.slice(start, index), start })
    start = index + found.length
  }
  clauses.push({ text: text.slice(start), start })
  return clauses.filter((clause) => clause.text.trim() !== '')
}
