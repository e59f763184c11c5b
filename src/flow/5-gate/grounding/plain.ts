import { stemmer } from 'stemmer'
import { memo } from './memo.ts'

// One spelling for what is said in many: the same text in other type, spacing or dashes gives the same verdict.

/** A text to be read, and where each of its characters stood in what was written. */
export interface Plain {
  readonly text: string
  /** The place in the original of a place in `text`. */
  at(index: number): number
}

const odd = /[^\t\n\x20-\x7e\u00c0-\u024f–—“”„’€£]/u
const invisible = /[\u00ad\u200b-\u200f\u2060-\u2064\ufeff\u{e0000}-\u{e007f}]/gu
const cluster = /\P{M}\p{M}*/gsu

const unified = (text: string): string =>
  text
    .normalize('NFKC')
    .replaceAll(invisible, '')
    .replaceAll(/[\u2010-\u2012\u2212]/g, '-')
    .replaceAll(/['‘‛`´′]/g, '’')
    .replaceAll(/[«»″‟]/g, '"')
    .replaceAll(/[^\S\n]/gu, ' ')

/** The text as the gate reads it: NFKC, without invisible characters, one kind of blank, hyphen and apostrophe. */
export function plainOf(text: string): Plain {
  if (!odd.test(text)) return { text: text.replaceAll('\t', ' ').replaceAll("'", '’'), at: (index) => index }
  const places: number[] = []
  let plain = ''
  for (const { 0: found, index } of text.matchAll(cluster)) {
    const said = unified(found)
    for (let unit = 0; unit < said.length; unit += 1) places.push(index)
    plain += said
  }
  places.push(text.length)
  return { text: plain, at: (index) => places[index] ?? text.length }
}

const umlauts: Readonly<Record<string, string>> = {
  ä: 'ae',
  ö: 'oe',
  ü: 'ue',
  ß: 'ss',
  ø: 'oe',
  æ: 'ae',
  å: 'aa',
}
const ascii = /^[a-z0-9]*$/

/** Lower case, umlauts written out, no diacritics and no apostrophes: `Müller` and `Mueller`, `O'Neill` and `ONeill`. */
export const fold = memo(4000, (word: string): string => {
  const lower = word.toLowerCase()
  if (ascii.test(lower)) return lower
  return lower
    .normalize('NFC')
    .replaceAll(/[äöüßøæå]/g, (letter) => umlauts[letter] ?? letter)
    .normalize('NFD')
    .replaceAll(/[\p{M}'’.]/gu, '')
    .replaceAll('ł', 'l')
})

const bare = (word: string): string =>
  word
    .toLowerCase()
    .normalize('NFD')
    .replaceAll(/[\p{M}'’.]/gu, '')

const germanEnd = /(?:innen|in|ern|em|en|er|es|e|n|s)$/

/** All the forms under which a word is looked up: folded, without its umlaut, and its English and German stems. */
export const formsOf = memo(4000, (word: string): readonly string[] => {
  const folded = fold(word)
  const light = folded.length > 5 ? folded.replace(germanEnd, '') : folded
  return [...new Set([folded, bare(word), stemmer(folded), light])].filter((form) => form !== '')
})

const verbEnd = /(?:ing|ed|es|s|ten|te|en|est|et|st|t|e|n)$/
/** The stem of a verb, English or German: `decides`, `decided`; `entscheidet`, `entscheiden`. */
export const verbStem = (word: string): string => fold(word).replace(verbEnd, '')
