/** A text as rules compare it, and where each of its units came from. */
export interface Folded {
  readonly text: string
  /** For each UTF-16 unit of `text`, and one past its end, the index in the text it was made from. */
  readonly origin: (index: number) => number
}

const simple = /^[\x20-\x7e]*$/
const invisible = /^[\p{Cf}\p{Mn}\u034f\u115f\u3164]$/u

const plainOf = (character: string): string => {
  if (/\s/u.test(character)) return ' '
  if (/[‘’‛′`´]/u.test(character)) return "'"
  if (/[‐‑‒]/u.test(character)) return '-'
  return character.normalize('NFKC')
}

/** The text with compatibility forms, odd blanks, quotes and hyphens made plain and what cannot be seen left out. */
export function folded(text: string): Folded {
  if (simple.test(text)) return { text, origin: (index) => index }
  const composed = text.normalize('NFC') === text ? [...text] : [...text.normalize('NFC')]
  const isSame = composed.join('').length === text.length
  const origins: number[] = []
  let [made, at] = ['', 0]
  for (const character of composed) {
    const plain = invisible.test(character) ? '' : plainOf(character)
    for (let unit = 0; unit < plain.length; unit += 1) origins.push(at)
    made += plain
    at += character.length
  }
  origins.push(at)
  // A text in decomposed letters is rare: its places are then those of the composed text, cut to its length.
  return { text: made, origin: (index) => Math.min(origins[index] ?? at, isSame ? at : text.length) }
}
