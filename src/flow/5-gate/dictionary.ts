import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

// Searched where it lies, `["a","aa",…]`: imported as 275,000 strings it took 26 MB of every process.
const require = createRequire(import.meta.url)
const list = readFileSync(require.resolve('an-array-of-english-words'), 'latin1')

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
  // The list is sorted by code unit (its test says so).
  let [low, high] = [1, list.length - 2]
  while (low <= high) {
    const start = list.lastIndexOf(',', (low + high) >> 1) + 1 || 1
    const order = compareAt(start + 1, sought)
    if (order === 0) return true
    if (order < 0) low = list.indexOf(',', start) + 1 || list.length
    else high = start - 2
  }
  return false
}

const quote = 0x22

/** How the list's word that begins there stands to the one sought: before it (< 0), after it (> 0), the same (0). */
function compareAt(start: number, sought: string): number {
  for (let at = 0; at < sought.length; at += 1) {
    const unit = list.charCodeAt(start + at)
    if (unit === quote) return -1
    if (unit !== sought.charCodeAt(at)) return unit - sought.charCodeAt(at)
  }
  return list.charCodeAt(start + sought.length) === quote ? 0 : 1
}
