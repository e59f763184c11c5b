// What makes a clause a statement: no question, no condition, no guess.

/** A statement about them, from its subject to the end of its clause. */
export interface Claim {
  readonly start: number
  readonly end: number
  /** Where its part of the sentence begins and ends: what is said beside it, `As CTO you …`, belongs to it. */
  readonly from: number
  readonly to: number
  /** Subject and verb, as a reviewer reads them. */
  readonly words: string
}

/** Words of a guess: nobody takes it for knowledge. */
export const guess =
  /(?<![\p{L}])(?:probably|perhaps|maybe|presumably|i imagine|i guess|i suppose|i assume|i wonder|i could imagine|it may be|might|may well|must be|must have|must feel|would|could|vermutlich|vielleicht|wahrscheinlich|wohl|womöglich|könnten?|dürften?|würden?|sicher|bestimmt|nehme ich an|schätze ich|denke ich)(?![\p{L}])/iu
/** `So you must be opening a branch` concludes, and what is concluded is told as true. */
const inferred =
  /(?<![\p{L}])must be(?=\s(?!wondering|thinking|asking|getting|looking forward)\p{L}+ing(?![\p{L}]))|(?<![\p{L}])must have(?=\s\p{L}+(?:ed|en)(?![\p{L}]))/giu
const conditional =
  /^["'“„(\s]*(?:(?:and|but|so|then|und|aber)\s)?(?:if|unless|whenever|whether|should\s+you|in\s+case|provided|suppose|once|until|wenn|falls|sofern|sobald|sollten\s+sie|ob)(?![\p{L}])/iu
const supposedBefore =
  /(?<![\p{L}])(?:if|whether|unless|hope|hoping|trust|until|should|in case|what|whatever|how|wherever|depending on|wish|glad to hear|soon as|long as|far as|wonder|ask|asking|say|(?:the|any|every)\s\p{L}+\s(?:that|which)|wenn|falls|ob|sofern|sobald|hoffe|freue mich, wenn)(?![\p{L}])[^.,;!?]{0,60}$/iu

const aside = /,\s(?:which|who|whose|so|when|where|weshalb|weswegen|was|wobei|wodurch|sodass)(?![\p{L}])/iu
const tailEnd =
  /(?<=[\p{Ll}\d)”"]{3})[.;!?](?=\s+[\p{Lu}"“„]|$)|;\s|\s(?:and|but|while|whereas|und|aber|während)\s(?=(?:you|your|we|I|our|[Ss]ie|[Ii]hre?n?|wir|ich)(?![\p{L}]))/gu

function partAround(text: string, at: number): { readonly from: number; readonly to: number } {
  let [from, to] = [0, text.length]
  for (const { index, 0: found } of text.matchAll(tailEnd)) {
    if (index + found.length <= at) from = index + found.length
    else if (index >= at) {
      to = index
      break
    }
  }
  return { from, to }
}

/** The statement whose subject stands at `start`; undefined where the clause supposes, guesses or asks. */
export function claimAt(text: string, start: number, said: string): Claim | undefined {
  const { from, to } = partAround(text, start)
  const part = text.slice(from, to)
  const before = text.slice(from, start)
  if (conditional.test(part) || supposedBefore.test(before) || guess.test(part.replaceAll(inferred, ' ')))
    return undefined
  if (/\?["”’)]*$/.test(text.slice(start, to + 2).trim())) return undefined
  const end = start + (aside.exec(text.slice(start, to))?.index ?? to - start)
  return { start, end, from, to, words: said.trim().replaceAll(/\s+/g, ' ') }
}

/** Whether a text begins with a condition: what follows holds only then. */
export const isConditional = (text: string): boolean => conditional.test(text)
