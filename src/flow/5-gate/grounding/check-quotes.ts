import type { Finding, Ground } from './ground.ts'
import { readingOf, type Reading } from './reading.ts'
import { wordsInOrder } from './stated.ts'

// A quotation stands word by word in a cited fact, in our own texts, or in what they wrote to us.

const quotation = /["“„]([^"“”„]{2,}?)["“”]/gu
const attributed =
  /(?<![\p{L}])(?:you|your|yours|they|their|it|sie|er|ihre?[mnrs]?)(?![\p{L}])[^"“„]{0,60}$/iu
/** A word to answer with is nobody’s: `reply “stop”`. */
const bidden =
  /(?<![\p{L}])(?:reply|replying|answer|say|write|type|send|press|click|word|subject|deal|called|antworten|antworte|schreiben|schreib|stichwort|betreff|wort|sagen|about|regarding|wegen|zu|um)(?:\s(?:with|just|sie|mit|einfach|mir|uns|the|us|me))*\s?:?\s?$/iu

/** A stretch of text that repeats a source word by word; nothing inside it is checked again. */
export interface Covered {
  readonly start: number
  readonly end: number
}

interface Quotes {
  readonly covered: readonly Covered[]
  readonly findings: readonly Finding[]
}

const none: Quotes = { covered: [], findings: [] }

/** The quotations of a text: those that stand somewhere, and those that do not. Scare quotes of two words are neither. */
export function quotesIn({ text }: Reading, { cited, own, quotable }: Ground): Quotes {
  if (!/["“„]/.test(text)) return none
  const sources = [...cited.map(({ said }) => said), ...own.map(({ said }) => said), ...quotable]
  const covered: Covered[] = []
  const findings: Finding[] = []
  for (const { 0: found, 1: inner = '', index } of text.matchAll(quotation)) {
    // A figure in quotation marks is a number like others.
    if (!/\p{L}/u.test(inner)) continue
    const place = { start: index, end: index + found.length }
    const words = wordsInOrder(readingOf(inner))
    const count = words.split(' ').length - 2
    if (count === 0) continue
    if (sources.some((source) => source.includes(words))) covered.push(place)
    else if (count > 2 || (attributed.test(text.slice(0, index)) && !bidden.test(text.slice(0, index))))
      findings.push({ ...place, token: inner, found: 'these words stand in no cited fact' })
  }
  return { covered, findings }
}
