import { describe, expect, test } from 'vitest'
import { greetedIn } from './mail/greeting.ts'
import { withoutReplyMarks } from './mail/headers.ts'
import { invisibleIn } from './mail/invisible.ts'
import { linkIn } from './mail/link-fault.ts'
import { markupIn } from './mail/markup.ts'
import { placeholderIn } from './mail/placeholder.ts'
import { candidatesOf } from './mentions.ts'
import { folded } from './promises/folded.ts'
import { promisesIn } from './promises/promise.ts'
import { tokensIn } from './tokens.ts'

// Whoever writes a text must not be able to stop the gate with it: what reads texts takes time in step with their length.
// Measured as processor time of a text against one half as long; a square would be a ratio of four.

const allowed = { hosts: new Set<string>(), addresses: new Set<string>(), named: new Set<string>() }
const readers: Readonly<Record<string, (text: string) => unknown>> = {
  greetedIn,
  withoutReplyMarks: (text) => withoutReplyMarks(text.slice(0, 200)),
  invisibleIn,
  linkIn: (text) => linkIn(text, allowed),
  markupIn,
  placeholderIn,
  candidatesOf: (text) => candidatesOf([text]),
  folded,
  promisesIn: (text) => promisesIn(text, { isAsked: () => true, ours: [], cited: [], before: '' }),
  tokensIn,
}
const repeated = [
  ['a', 'a.', 'a-', 'a_', 'ü', '1', '1.', '$1', 'Aa '],
  ['a@', 'a/', '//a', '[a', '(a', '<a', '<b ', '{', '“a', '&#1', '%41', '* '],
  ['a b ', 'h ', 'www ', 'http:', 'word ', 'if we ', 'we will not ', 'in 2 days ', 'save 5 % ', 'a\u200d'],
].flat()

const half = 5_000

function cost(read: (text: string) => unknown, text: string): number {
  const runs = [1, 2, 3].map(() => {
    const before = process.cpuUsage()
    read(text)
    const { user, system } = process.cpuUsage(before)
    return (user + system) / 1000
  })
  return Math.min(...runs)
}

const ratioOf = (read: (text: string) => unknown, long: string): number => {
  const whole = cost(read, long)
  // What is done in some milliseconds stops nobody, and its ratio is noise.
  return whole < 15 ? 1 : whole / cost(read, long.slice(0, half))
}

describe.each(Object.entries(readers))('%s', (_name, read) => {
  test('takes twice as long for twice the text, whatever is repeated in it', () => {
    const slow = repeated.flatMap((unit) => {
      const long = unit.repeat(Math.ceil((2 * half) / unit.length)).slice(0, 2 * half)
      // A collection of garbage falls into one measurement; a square shows in each.
      const ratio = [1, 2, 3].reduce(
        (least) => (least < 3 ? least : Math.min(least, ratioOf(read, long))),
        Infinity,
      )
      return ratio < 3 ? [] : [`${JSON.stringify(unit)}: ${ratio.toFixed(1)} times`]
    })
    expect(slow).toEqual([])
  })
})
