import english from 'an-array-of-english-words' with { type: 'json' }

// Words of our trade that the list (made for word games) does not know.
const trade = new Set([
  'saas',
  'fintech',
  'api',
  'apis',
  'crm',
  'erp',
  'b2b',
  'b2c',
  'startup',
  'startups',
  'ceo',
  'cto',
  'cfo',
])

/** Whether `word` (any case) is an ordinary English word: such a word alone is never evidence of a company. */
export function isDictionaryWord(word: string): boolean {
  const sought = word.toLowerCase()
  if (trade.has(sought)) return true
  // The list is sorted by code unit (its test says so), so no second copy of 275,000 words as a Set is kept.
  let [low, high] = [0, english.length - 1]
  while (low <= high) {
    const middle = (low + high) >> 1
    const found = english[middle] ?? ''
    if (found === sought) return true
    if (found < sought) low = middle + 1
    else high = middle - 1
  }
  return false
}
