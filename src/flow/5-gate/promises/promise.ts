import { clausesOf, type Clause } from './clauses.ts'
import {
  isBenefit,
  isDenied,
  isGranted,
  isNamedByThem,
  isOurs,
  isReported,
  isTakenBack,
  isYes,
  speakerAt,
} from './speaker.ts'
import { formsOf } from '../grounding/plain.ts'
import { sensesOf } from '../grounding/same-sense.ts'
import { isPlainWord } from '../grounding/plain-words.ts'
import type { PromiseKind, Term } from './ways.ts'
import { termsIn } from './tried.ts'

// Whether a sentence binds us. Chosen against: a price, a date or an assurance that nobody of ours gave. What they said
// themselves, what we deny and what is said of them is no promise. Accepted instead: now and then a sentence is held
// that a person would have read as harmless.

/** A promise, in their text from `start` to `end`. */
export interface Promised {
  readonly kind: PromiseKind
  readonly start: number
  readonly end: number
}

/** What a sentence is read against. All texts are folded. */
export interface Around {
  /** What stands before the sentence. */
  readonly before: string
  /** The kinds that are asked for. */
  readonly isAsked: (kind: PromiseKind) => boolean
  /** Sentences of the playbook and the sender profile: what they say may be said. */
  readonly ours: readonly string[]
  /** Values of the untainted facts about the account and its people that the sentence cites. */
  readonly cited: readonly string[]
  /** The sentence before told what they asked for, of this kind. */
  readonly asked?: PromiseKind
}

/** What people promise to be polite: to be brief, and to leave them in peace. */
const peace =
  'not (?:to )?(?:\\p{L}+ ){0,2}?(?:ring|call|phone|write|mail|bother|disturb|pester|spam|bore|push|press|nag|chase|interrupt|waste|be|take (?:more|long|up|much)|keep you|send (?:more|another|you))(?!\\p{L})'
const courtesy = new RegExp(
  `\\bpromise (?:to be (?:brief|short|quick)|to keep (?:it|this|things|my \\p{L}+)|to take (?:only|no more)|${peace}|(?:that )?(?:this|it)(?:'s| is| will be) (?:the |my |our |going to be )?(?:last|short|brief|quick|only|just)|(?:that )?i(?:'ll| will) (?:be (?:brief|short|quick)|keep (?:it|this|my)|only|${peace}))|\\bversprech(?:e|en),? (?:mich kurz|es kurz|dass ich mich kurz|sie nicht)`,
  'gu',
)

/** The promises of a sentence, and of which kind it says that they asked. */
export function promisesIn(
  sentence: string,
  around: Around,
): { readonly promises: readonly Promised[]; readonly asked?: PromiseKind } {
  const small = sentence.toLowerCase()
  const lower = small.length === sentence.length ? small : sentence
  const terms = termsIn(lower).filter(({ kind }) => around.isAsked(kind))
  if (terms.length === 0 && around.asked === undefined) return { promises: [] }
  const text = lower.replaceAll(courtesy, (found) => '.'.repeat(found.length))
  const isQuestion = /\?["'”’)]*\s*$/.test(text)
  const promises: Promised[] = []
  let { asked } = around
  for (const clause of clausesOf(text)) {
    const { start } = clause
    if (
      asked !== undefined &&
      isYes(clause.text) &&
      !isToldIn(text.slice(start + clause.text.length), around.ours)
    )
      promises.push({ kind: asked, start, end: start + clause.text.length })
    for (const { term, found } of foundIn(clause, terms)) {
      const at = { clause, term, found }
      if (isTheirWord(at, text)) asked = term.kind
      else if (isQuestion && isTheirFigure(at, text)) continue
      else if (isPromise(at, isQuestion) && !mayBeSaid(text, at, around))
        promises.push({
          kind: term.kind,
          start: start + found.index,
          end: start + found.index + found[0].length,
        })
      // One is enough to hold a sentence.
      if (promises.length > 0) return { promises }
    }
  }
  return { promises, ...(asked === undefined || asked === around.asked ? {} : { asked }) }
}

interface Found {
  readonly term: Term
  readonly found: RegExpExecArray
}
interface At extends Found {
  readonly clause: Clause
}

const foundIn = (clause: Clause, terms: readonly Term[]): readonly Found[] =>
  terms.flatMap((term) => [...clause.text.matchAll(term.expression)].map((found) => ({ term, found })))

/** What they asked or said: in this clause before the promise, and not granted anywhere in the sentence. */
const isTheirWord = ({ clause: { text }, found: { index, 0: said } }: At, sentence: string): boolean =>
  isReported(text.slice(0, index + said.length)) && !isGranted(sentence)

/** `Is the £8,000 you mentioned still right?` A question about their figure that says nothing of us. */
const isTheirFigure = ({ clause, found: { index, 0: said } }: At, sentence: string): boolean =>
  isNamedByThem(sentence.slice(clause.start + index + said.length)) &&
  !isOurs(sentence) &&
  !isGranted(sentence)

/** What a question may offer; a question about the rest asks what they need. */
const offered: ReadonlySet<PromiseKind> = new Set([
  'price',
  'discount',
  'free offer',
  'deadline',
  'exclusivity',
])

function isPromise({ clause: { text }, term, found }: At, isQuestion: boolean): boolean {
  const { index } = found
  if (term.isNegative !== true && isDenied(text.slice(0, index))) return false
  if (term.kind === 'guarantee' && isTakenBack(text.slice(index + found[0].length))) return false
  const speaker = speakerAt(text, index)
  // “Shall we finish this next week?”
  if (isQuestion && term.kind === 'deadline' && term.says === 'ours') return false
  if (speaker === 'us') return true
  if (speaker === 'them') return isBenefit(text) && !(term.says === 'ours' && isQuestion)
  if (isQuestion) return term.says === 'bare' && offered.has(term.kind)
  return term.says === 'bare' || isOurs(text) || isBenefit(text)
}

/** Our own words, or a fact of theirs told without a word of ours. */
function mayBeSaid(sentence: string, { clause, term, found }: At, { ours, cited, before }: Around): boolean {
  const said = found[0]
  // One word like `guarantee` is not yet what is guaranteed.
  const after = clause.text.slice(found.index + said.length)
  const words = term.says === 'ours' ? said + (/^(?:\s+\S+){0,2}/u.exec(after)?.[0] ?? '') : said
  const numbers = clause.text.match(/\d+(?:[.,]\d+)*/gu) ?? []
  const isOwn = ours.some((own) => {
    const at = own.indexOf(words)
    return at >= 0 && numbers.every((number) => own.includes(number)) && !isDenied(own.slice(0, at))
  })
  if (
    isOwn ||
    isBacked(clause.text, ours) ||
    (term.kind === 'free offer' && isFreeWithUs(sentence, before, ours))
  )
    return true
  if (isOurs(sentence) || isGranted(sentence)) return false
  const told = said.match(/\d+(?:[.,]\d+)*/gu) ?? [said]
  return cited.some((value) => told.every((part) => holds(value, part)))
}

const filler = new Set(
  'that this with your have from they them what into sind haben ihre ihren einen eine wird oder auch noch please bitte bei uns und der die das ein ist the and for our are will can you dem den des für mit'.split(
    ' ',
  ),
)
const stemsOf = (text: string): readonly string[] =>
  (text.match(/[\p{L}\p{N}]+/gu) ?? [])
    .filter((word) => (word.length > 2 || /\d/.test(word)) && !filler.has(word))
    .flatMap((word) => formsOf(word).at(-1) ?? [])

/** Said the other way round it is the same: `kostet nichts` and `ist kostenlos`. */
const free =
  /(?<!\p{L})(?:kostet nichts|costs? nothing|(?:is|are) free(?: of charge)?|ist kostenlos|sind kostenlos|kostenfrei|gratis|at no (?:cost|charge)|without charge|umsonst)(?!\p{L})/gu
const even = (text: string): string => text.replaceAll(free, ' gratis ')

/** Whether one sentence of ours holds all that a clause says in words of substance. */
const isBacked = (clause: string, ours: readonly string[]): boolean => {
  const wanted = stemsOf(even(clause))
  if (wanted.length < 2) return false
  return ours.some((own) => {
    const held = new Set(stemsOf(even(own)))
    return wanted.every((stem) => held.has(stem)) && isDenied(even(own)) === isDenied(even(clause))
  })
}

/** What our own texts say costs nothing may be offered so in other words: the same thing, for no longer and no more of it. */
const isFreeWithUs = (sentence: string, before: string, ours: readonly string[]): boolean => {
  const things = stemsOf(`${before} ${sentence}`).filter(
    (stem) =>
      stem.length > 2 &&
      !isPlainWord(stem) &&
      !/^(?:cost|charg|fee|pric|free|noth|kost|gratis|nicht)/.test(stem),
  )
  const measures = sentence.match(measure) ?? []
  return ours.some((own) => {
    const at = own.search(freely)
    if (at < 0 || (isDenied(own.slice(0, at)) && !/nothing|no |nichts/.test(own.slice(at, at + 8))))
      return false
    const held = stemsOf(own)
    return (
      things.some((stem) => !freely.test(stem) && held.some((one) => isSameThing(one, stem))) &&
      measures.every((one) => held.some((stem) => formsOf(one).includes(stem)))
    )
  })
}
/** `Messung` is said by `Probemessung`. */
const isSameThing = (one: string, other: string): boolean =>
  one === other ||
  sensesOf(one).some((sense) => sensesOf(other).includes(sense)) ||
  (one.length > 5 && other.length > 5 && (one.endsWith(other) || other.endsWith(one)))
const freely =
  /(?<!\p{L})(?:free|nothing|no (?:cost|charge)|without charge|kostenlos\p{L}*|kostenfrei\p{L}*|gratis|nichts|unentgeltlich\p{L}*)(?!\p{L})/u
const measure =
  /(?<!\p{L})(?:days?|months?|years?|quarters?|forever|lifetime|tage?n?|monate?n?|jahre?n?|\d+)(?!\p{L})/gu

/** `Yes, we sign …`: the yes is to what follows, and our own texts say that. */
const isToldIn = (after: string, ours: readonly string[]): boolean =>
  isBacked(clausesOf(after)[0]?.text ?? '', ours)

const holds = (value: string, part: string): boolean =>
  value.includes(part) || value.replaceAll(/[.,\s]/g, '').includes(part.replaceAll(/[.,\s]/g, ''))
