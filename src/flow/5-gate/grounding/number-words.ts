import { fold } from './plain.ts'

// Numbers in words, English and German. No library: those measured know English only and take two milliseconds a
// sentence, four times what the whole gate may take for a proposal.

const list = (words: string): readonly string[] => words.split(' ')

const ones = new Map<string, number>([
  ...list(
    'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen',
  ).map((word, value) => [word, value] as const),
  ...list(
    'null eins zwei drei vier fuenf sechs sieben acht neun zehn elf zwoelf dreizehn vierzehn fuenfzehn sechzehn siebzehn achtzehn neunzehn',
  ).map((word, value) => [word, value] as const),
])
const tens = new Map<string, number>([
  ...list('twenty thirty forty fifty sixty seventy eighty ninety').map(
    (word, at) => [word, (at + 2) * 10] as const,
  ),
  ...list('zwanzig dreissig vierzig fuenfzig sechzig siebzig achtzig neunzig').map(
    (word, at) => [word, (at + 2) * 10] as const,
  ),
])
const scales = new Map<string, number>([
  ['hundred', 100],
  ['hundert', 100],
  ['thousand', 1e3],
  ['tausend', 1e3],
  ['million', 1e6],
  ['millionen', 1e6],
  ['billion', 1e9],
  ['milliarde', 1e9],
  ['milliarden', 1e9],
])
const dozen = new Map<string, number>([
  ['dozen', 12],
  ['dutzend', 12],
])

/** A German number written in one word: `hundertzwanzig`, `zweihundertfünfzig`, `einundzwanzig`. */
function inOneWord(word: string): number | undefined {
  const plain = ones.get(word) ?? tens.get(word)
  if (plain !== undefined) return plain
  for (const [name, scale] of [
    ['tausend', 1000],
    ['hundert', 100],
  ] as const) {
    const at = word.indexOf(name)
    if (at < 0) continue
    const [before, after] = [word.slice(0, at), word.slice(at + name.length).replace(/^und/, '')]
    const times = before === '' || before === 'ein' ? 1 : inOneWord(before)
    const rest = after === '' ? 0 : inOneWord(after)
    return times === undefined || rest === undefined ? undefined : times * scale + rest
  }
  const joined = /^(ein|\p{L}{4,6})und(\p{L}+)$/u.exec(word)
  if (joined === null) return undefined
  const one = joined[1] === 'ein' ? 1 : ones.get(joined[1] ?? '')
  const ten = tens.get(joined[2] ?? '')
  return one === undefined || ten === undefined ? undefined : ten + one
}

const maybe =
  /\b(?:a|an|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty|hundred|thousand|million|billion|dozen|\p{L}*(?:zwei|drei|vier|fünf|fuenf|sechs|sieben|acht|neun|zehn|zwölf|zwoelf|elf|hundert|tausend|dutzend|zwanzig|dreißig|ßig|zig)\p{L}*|millionen|milliarden?|eine?)\b/iu

/** A number said in words: its value and where it stands. */
export interface SpelledNumber {
  readonly value: number
  readonly start: number
  readonly end: number
}

interface Running {
  readonly start: number
  readonly end: number
  /** Where its last word ended, an `and` among them. */
  readonly reach: number
  readonly total: number
  readonly part: number
  readonly last: 'article' | 'one' | 'ten' | 'scale' | 'and'
}

const wordAt = /\p{L}+/gu

/** The numbers written in words. A lone article or `one` is none. Linear. */
export function spelledNumbers(text: string): readonly SpelledNumber[] {
  if (!maybe.test(text)) return []
  const found: SpelledNumber[] = []
  let run: Running | undefined
  const close = () => {
    const value = run && run.total + run.part
    if (run && value !== undefined && value > 1) found.push({ value, start: run.start, end: run.end })
    run = undefined
  }
  for (const { 0: written, index } of text.matchAll(wordAt)) {
    if (run !== undefined && !/^[\s-]*$/.test(text.slice(run.reach, index))) close()
    const word = fold(written)
    const end = index + written.length
    const next = step(run, word, { start: index, end })
    if (next === undefined && run !== undefined) {
      close()
      run = step(undefined, word, { start: index, end })
    } else run = next
  }
  close()
  return found
}

function step(
  run: Running | undefined,
  word: string,
  { start, end }: { readonly start: number; readonly end: number },
): Running | undefined {
  const scale = scales.get(word) ?? dozen.get(word)
  const value = inOneWord(word)
  const from: Running = run ?? { start, end, reach: end, total: 0, part: 0, last: 'article' }
  if (/^hal(?:f|be[nr]?)$/.test(word) && (run === undefined || run.last === 'article'))
    return { ...from, end, reach: end, part: 0.5, last: 'article' }
  if (run?.part === 0.5 && /^an?$/.test(word)) return { ...run, reach: end }
  if (run === undefined && /^(?:a|an|eine?|einem|einer)$/.test(word)) return from
  if (scale !== undefined && (run === undefined || run.last !== 'and')) return scaled(from, scale, end)
  if (run !== undefined && word === 'and' && run.last === 'scale') return { ...run, reach: end, last: 'and' }
  if (value === undefined) return undefined
  const kind = tens.has(word) ? 'ten' : 'one'
  const fits =
    run === undefined || run.last === 'scale' || run.last === 'and' || (run.last === 'ten' && value < 10)
  return fits ? { ...from, end, reach: end, part: from.part + value, last: kind } : undefined
}

function scaled(run: Running, scale: number, end: number): Running {
  const times = run.part === 0 ? 1 : run.part
  return scale <= 100
    ? { ...run, end, reach: end, part: times * scale, last: 'scale' }
    : { ...run, end, reach: end, total: run.total + times * scale, part: 0, last: 'scale' }
}
