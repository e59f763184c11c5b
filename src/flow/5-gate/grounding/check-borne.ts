import { isLight, wordsFor } from './about.ts'
import type { Finding, Ground } from './ground.ts'
import { formsOf } from './plain.ts'
import { isPlainWord } from './plain-words.ts'
import { proseIn } from './prose.ts'
import type { Lexeme, Reading } from './reading.ts'
import { sensesOf } from './same-sense.ts'
import { segmentsOf, type Segment } from './segments.ts'
import type { Stated } from './stated.ts'

// What is told of them word by word: in a statement every word of substance is said by a source, or is one that states
// nothing. Chosen against: a story of small, likely words that no list of bad words holds. Accepted instead: now and then a
// paraphrase in words we do not know is held.

/** The first word of a statement about them that no source bears. */
export function borneFindings(reading: Reading, ground: Ground): readonly Finding[] {
  if (ground.isTask || ground.isSubject || ground.cited.length === 0) return []
  const prose = proseIn(ground).filter(({ readings }) =>
    readings.some((one) => isGerman(one) === (ground.language === 'de')),
  )
  const [nearest = ground.cited[0]] = prose
  if (nearest === undefined) return []
  if (prose.length === 0) return []
  const parts = segmentsOf(reading, ground).map((part) => behindReport(reading.text, part))
  if (parts.length === 0) return []
  const taken = [...reading.numbers, ...reading.dates, ...reading.links]
  for (const { start, end } of parts)
    for (const word of reading.words) {
      if (word.start < start || word.end > end || isKnown(word, ground)) continue
      if (taken.some((one) => one.start <= word.start && word.end <= one.end)) continue
      return [
        {
          token: word.text,
          start: word.start,
          end: word.end,
          found: `${nearest.label} is cited: it does not say this`,
        },
      ]
    }
  return []
}

// Who said it when is for other checks: `before Christmas you mentioned that …`.
const report =
  /(?<![\p{L}])(?:you|she|he|they|\p{Lu}\p{L}+)\s(?:also\s|have\s|had\s)?(?:mentioned|told (?:me|us)|tells (?:me|us)|wrote|said|says|asked|explained|reported)(?:\s(?:that|me|us))*(?![\p{L}])|(?:sagten|schrieben|erwähnten|fragten|erzählten|berichteten|teilten|sprachen)(?:\s(?:Sie|mir|uns|davon))*,?\s(?:dass|ob)?/u
function behindReport(text: string, { start, end }: Segment): Segment {
  const match = report.exec(text.slice(start, end))
  const from = match === null ? 0 : match.index + match[0].length
  return from + 8 > end - start ? { start, end } : { start: start + from, end }
}
const ordinal =
  /^(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|mid|zweite[nrsm]?|dritte[nrsm]?|vierte[nrsm]?|fünfte[nrsm]?|sechste[nrsm]?|\d+(?:st|nd|rd|th))$/i

function isKnown({ text, key }: Lexeme, ground: Ground): boolean {
  if (key.length < 3 || ordinal.test(text) || /^\d/.test(key) || isLight(key) || isPlainWord(text))
    return true
  const forms = [key, ...formsOf(text)]
  if (forms.some((form) => ground.names.has(form) || ground.known().has(form))) return true
  const sources = [...ground.cited, ...ground.own]
  if (
    sources.some((stated) => forms.some((form) => stated.forms.has(form) || stated.fieldForms.includes(form)))
  )
    return true
  if (
    ground.cited.some(({ fact }) => {
      const manner = fact && wordsFor(fact.field, fact.subject.object === 'deal')
      return manner !== undefined && forms.some((form) => manner.has(form))
    })
  )
    return true
  const senses = sensesOf(text)
  if (senses.length > 0 && sources.some((stated) => sensesIn(stated).some((sense) => senses.includes(sense))))
    return true
  return key.length > 5 && sources.some(({ forms: said }) => isPartOf(key, said))
}

const known = new WeakMap<Stated, readonly number[]>()
function sensesIn(stated: Stated): readonly number[] {
  const before = known.get(stated)
  if (before !== undefined) return before
  const senses = [...stated.forms, ...stated.fieldForms].flatMap(sensesOf)
  known.set(stated, senses)
  return senses
}

/** `Rechnungen` is said by `Eingangsrechnungen`, `rewritten` by `rewrote`. */
const isPartOf = (key: string, forms: ReadonlySet<string>): boolean => {
  const stem = key.slice(0, Math.max(5, key.length - 3))
  for (const form of forms)
    if (
      form.length > 4 &&
      (form.startsWith(stem) || isNear(form, key) || form.includes(key.slice(0, -1)) || key.includes(form))
    )
      return true
  return false
}

/** `dunkel` and `dunkle`, `spend` and `spent`: the same beginning, and little behind it. */
function isNear(one: string, other: string): boolean {
  let same = 0
  while (same < one.length && one[same] === other[same]) same += 1
  return same > 3 && same >= Math.max(one.length, other.length) - 2
}

/** A fact in the other language says the same in words that cannot be compared. */
const isGerman = ({ text }: Reading): boolean =>
  /(?<![\p{L}])(?:der|die|das|und|ist|sind|nicht|mit|ein|eine[nmrs]?|wir|ich|für|von|bei|im|auf|seit|werden|wird)(?![\p{L}])/iu.test(
    text,
  )
