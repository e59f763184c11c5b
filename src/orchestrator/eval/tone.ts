import type { Draft } from '#records/action.ts'

/** One rule of tone that code can decide. `breaks` says what was found; undefined: nothing is wrong. */
interface ToneRule {
  readonly name: string
  readonly breaks: (draft: Draft, whole: string) => string | undefined
}

const most = { sentences: 8, words: 130, wordsInSentence: 40, subjectWords: 9, subjectLetters: 90 }

const wordCount = (text: string): number => text.split(/\s+/).filter(Boolean).length

const found = (pattern: RegExp) => (_draft: Draft, whole: string) => pattern.exec(whole)?.[0].trim()

const flattery =
  /\b(?:impress(?:ive|ed)|amazing|awesome|incredible|outstanding|fantastic|wonderful|remarkable|world[- ]class|brilliant|huge fan|love what|beeindruck\w+|großartig\w*|fantastisch\w*|hervorragend\w*|impressionnant\w*|formidable|impresionante|fantástic\w+|straordinari\w+|imponerande)\b/iu
const filler =
  /\b(?:just checking in|touching base|circling back|hope this (?:e-?mail|message) finds you|quick bump|synerg(?:y|ies)|game[- ]chang\w+|revolutionary|cutting[- ]edge)\b/iu
const placeholder =
  /\[[^\]]*\]|\{\{?[^}]*\}?\}|<[a-z_ ]+>|\b(?:XXX+|TBD|TODO|lorem ipsum|undefined|null|NaN|\[object)\b/u
const promise =
  /\b(?:discounts?|rebates?|special offer|price|pricing|free (?:trial|of charge|month)|guarantee[ds]?|rabatte?|preisnachlass|sonderangebot|preise?|kostenlos|garantier\w+|remise|gratuit\w*|descuento|sconto)\b|[$€£]\s?\d|\d\s?(?:€|EUR\b|USD\b|% off)/iu
const deadline =
  /\b(?:by|until|before|no later than|bis|avant)\s+(?:monday|tuesday|wednesday|thursday|friday|tomorrow|tonight|the end of|end of|montag|dienstag|mittwoch|donnerstag|freitag|morgen|ende|demain)\b|\b(?:last chance|act now|limited time|nur noch)\b/iu

const rules: readonly ToneRule[] = [
  {
    name: 'few sentences',
    breaks: ({ sentences }) =>
      sentences.length > most.sentences ? `${sentences.length}, at most ${most.sentences}` : undefined,
  },
  {
    name: 'short',
    breaks: (_draft, whole) =>
      wordCount(whole) > most.words ? `${wordCount(whole)} words, at most ${most.words}` : undefined,
  },
  {
    name: 'short sentences',
    breaks: ({ sentences }) =>
      sentences.find(({ text }) => wordCount(text) > most.wordsInSentence)?.text.slice(0, 80),
  },
  {
    name: 'short subject',
    breaks: ({ subject }) =>
      wordCount(subject) > most.subjectWords || subject.length > most.subjectLetters ? subject : undefined,
  },
  {
    name: 'a question',
    breaks: ({ sentences }) =>
      sentences.some(({ text }) => text.includes('?')) ? undefined : 'asks nothing',
  },
  { name: 'no exclamation mark', breaks: found(/[^.?!]{0,30}!/u) },
  { name: 'no flattery', breaks: found(flattery) },
  { name: 'no filler', breaks: found(filler) },
  { name: 'no placeholder', breaks: found(placeholder) },
  { name: 'no link', breaks: found(/https?:\/\/\S+|\bwww\.\S+/iu) },
  { name: 'no price or guarantee', breaks: found(promise) },
  { name: 'no deadline', breaks: found(deadline) },
]

/** Every rule of tone, asked of a message: name, and what breaks it. A word in quotes “so” is theirs, not ours. */
export function toneOf(
  draft: Draft,
): readonly { readonly name: string; readonly found: string | undefined }[] {
  const whole = [draft.subject, ...draft.sentences.map(({ text }) => text)]
    .join('\n')
    .replaceAll(/“[^”]*”|„[^“]*“/gu, '“”')
  return rules.map(({ name, breaks }) => ({ name, found: breaks(draft, whole) }))
}
