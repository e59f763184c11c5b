import { guess, isConditional } from './claim-part.ts'
import type { Ground } from './ground.ts'
import type { Reading } from './reading.ts'

// The stretches of a text that state something of them, whoever is the subject: what they told, what is thanked for, what
// a question takes for granted. Offers, wishes, guesses, conditions and what we say of ourselves state nothing.

export interface Segment {
  readonly start: number
  readonly end: number
}

const sentenceEnd = /(?<=[\p{Ll}\d)”"%]{2}|\p{L}\p{Lu}{2})[.!?;:]\s+(?=[\p{Lu}“„"]|\d|$)|[!?;]\s+|\n+/gu

/** The sentences of a text, with the mark that ends each. */
function sentencesOf(text: string): readonly (Segment & { readonly isQuestion: boolean })[] {
  const out: (Segment & { isQuestion: boolean })[] = []
  let from = 0
  const push = (to: number, end: number): void => {
    if (text.slice(from, to).trim() !== '')
      out.push({
        start: from,
        end: to,
        isQuestion: text.slice(to, end).includes('?') || /\?["”’)\s]*$/.test(text.slice(from, to)),
      })
    from = end
  }
  for (const { 0: found, index } of text.matchAll(sentenceEnd)) push(index, index + found.length)
  push(text.length, text.length)
  return out
}

const mark = /[,;:–—()]\s|\s(?:so|but|and|although|while|und|aber|sondern|doch)\s/giu
function clausesOf(text: string, { start, end }: Segment): readonly Segment[] {
  const out: Segment[] = []
  let from = start
  for (const { 0: found, index } of text.slice(start, end).matchAll(mark)) {
    if (start + index > from) out.push({ start: from, end: start + index })
    from = start + index + found.length
  }
  if (end > from) out.push({ start: from, end })
  return out
}

const us =
  /(?<![\p{L}])(?:I|we|us|our|ours|my|me|mine|I’m|I’d|I’ll|I’ve|we’d|we’ll|we’ve|ich|wir|uns|mir|mich|mein\p{L}*|unser\p{L}*|let|demos?|walkthrough|probemessung)(?![\p{L}’])/iu
const hearsay =
  /(?<![\p{L}])(?:(?:I|we)(?:\s(?:also|just|have|had|recently))?\s(?:hear|heard|see|saw|seen|read|know|knew|understand|understood|gather|gathered|learn(?:ed|t)?|notice[d]?|am told|was told|remember|recall|found|believe)|you (?:also |once |just )?(?:said|wrote|mentioned|explained|told)|told (?:me|us)|tells (?:me|us)|(?:ich|wir)\s(?:höre|hören|hörte|sehe|sehen|sah|lese|las|lasen|weiß|wissen|verstehe|erfuhr|habe (?:gehört|gelesen|gesehen|erfahren))|(?:sagte|sagten|schrieb|schrieben|erzählte|erzählten) (?:mir|uns)|teilten? (?:mir|uns) mit)(?![\p{L}])/iu
const ourOwn = /^\s*(?:(?:and|but|so|und|aber)\s)?(?:I|we|ich|wir)(?![\p{L}])/iu
const asking =
  /^["'“„(\s]*(?:please|bitte|shall|let|could|would|can|may|might|will|do|does|did|is|are|was|were|has|have|had|how|what|when|where|who|which|why|whether|darf|dürfen|dürfte|können|könnten|könnte|wollen|sollen|soll|haben|hätten|ist|sind|wäre|wären|passt|wie|was|wann|wo|wer|welche\p{L}*|ob)(?![\p{L}])/iu
const supposed =
  /(?<![\p{L}])(?:seems?|appears? to|scheint|scheinen|wäre[nt]?|hätten?|kämen?|ginge[nt]?|gäbe|bräuchten?|müssten?|sollten?|dürften?|ließe[nt]?|lohnt\p{L}*)(?![\p{L}])/iu
const taken =
  /(?<![\p{L}])(?:since|now that|given that|seeing that|considering that|as|because|after|nachdem|weil|da|seit|wo)\s(?=(?:you|your|the|they|their|\p{Lu}\p{L}+|Sie|Ihre?\p{L}?|die|der|das)(?![\p{L}]))/gu
const presuming =
  /^["'“„(\s]*(?:why (?:did|do|have|has|are|is|were|was)|how come|what made|when did|since when|how long (?:have|has) you|how did you (?:come|manage|like|find)|warum|weshalb|wieso|seit wann)(?![\p{L}])/iu

/** What a question takes for granted: `since you cancelled, when …?`, `why did you leave?` */
function takenIn(text: string, { start, end }: Segment): readonly Segment[] {
  const part = text.slice(start, end)
  if (presuming.test(part)) return [{ start, end }]
  return [...part.matchAll(taken)].map(({ index }) => {
    const from = start + index
    const comma = text.slice(from, end).search(/[,?–—]\s/)
    return { start: from, end: comma < 0 ? end : from + comma }
  })
}

/** The stretches that state something. */
export function segmentsOf(reading: Reading, ground: Ground): readonly Segment[] {
  const { text } = reading
  const claims = reading.claims(ground.accountName)
  return sentencesOf(text).flatMap((sentence) => {
    if (sentence.isQuestion) return takenIn(text, sentence)
    const part = text.slice(sentence.start, sentence.end)
    const own = claims.filter(({ start }) => start >= sentence.start && start < sentence.end)
    if (isConditional(part) && own.length === 0) return []
    const isTold = ground.isForColleagues || hearsay.test(part)
    const clauses = clausesOf(text, sentence).filter((clause) => {
      const said = text.slice(clause.start, clause.end)
      if (own.some(({ start, end }) => start < clause.end && clause.start < end)) return true
      if (isConditional(said) || (clause.start === sentence.start && asking.test(said))) return false
      return (
        !guess.test(said) &&
        !supposed.test(said) &&
        (isTold ? !ourOwn.test(said) || hearsay.test(said) : !us.test(said))
      )
    })
    return clauses
  })
}

/** Every clause of a text, and whether it is one that states something. */
export function clausesIn(
  reading: Reading,
  ground: Ground,
): readonly (Segment & { readonly isStated: boolean; readonly sentence: number })[] {
  const { text } = reading
  const stated = segmentsOf(reading, ground)
  return sentencesOf(text).flatMap((sentence, at) =>
    clausesOf(text, sentence).map(({ start, end }) => ({
      start,
      end,
      sentence: at,
      isStated: stated.some((one) => one.start < end && start < one.end),
    })),
  )
}
