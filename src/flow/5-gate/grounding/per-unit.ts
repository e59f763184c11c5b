// Numbers counted by time: `900 a month`, `invoicesPerMonth`.

/** The time a number is counted by; '' where none is said. */
export type Per = '' | 'day' | 'week' | 'month' | 'year'
const pers: readonly (readonly [Per, RegExp, RegExp])[] = [
  [
    'day',
    /(?<![\p{L}])(?:(?:a|per|every|each|pro|am|jeden)\s(?:day|tag)|daily|täglich)(?![\p{L}])/iu,
    /^(?:day|daily|tag)$/i,
  ],
  [
    'week',
    /(?<![\p{L}])(?:(?:a|per|every|each|pro|die|jede|in der)\s(?:week|woche)|weekly|wöchentlich)(?![\p{L}])/iu,
    /^(?:week|weekly|woche)$/i,
  ],
  [
    'month',
    /(?<![\p{L}])(?:(?:a|per|every|each|pro|im|jeden)\s(?:month|monat)|monthly|monatlich)(?![\p{L}])/iu,
    /^(?:month|monthly|monat)$/i,
  ],
  [
    'year',
    /(?<![\p{L}])(?:(?:a|per|every|each|pro|im|jedes)\s(?:year|jahr)|yearly|annually|jährlich)(?![\p{L}])/iu,
    /^(?:year|yearly|annual|jahr)$/i,
  ],
]
/** The time behind a number, by the words that follow it. */
export const perUnit = (after: string): Per =>
  pers.find(([, pattern]) => pattern.test(after.split(/[,.;:!?]/)[0] ?? ''))?.[0] ?? ''

/** The time a field counts by, by the words of its name. */
export const perOfField = (words: readonly string[]): Per | undefined =>
  pers.find(([, , field]) => words.some((word) => field.test(word)))?.[0]
