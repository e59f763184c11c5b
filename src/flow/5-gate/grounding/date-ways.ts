import { fold } from './plain.ts'
import type { Said, Unit } from './date-token.ts'
import { count, month, monthOf, nth, ordinals, unit, values, weekdays, year } from './date-words.ts'

// The ways of writing a date, English and German.

const word = (inner: string): string => `(?<![\\p{L}\\d.,])${inner}`
const endOfWord = '(?![\\p{L}\\d])'
const shifts: readonly (readonly [RegExp, number])[] = [
  [/^(?:next|coming|following|nächst|kommend)/iu, 1],
  [/^(?:last|past|previous|letzt|vergangen|vorig)/iu, -1],
  [/^(?:this|current|dies|laufend)/iu, 0],
]
const shiftWord =
  '(next|coming|following|last|past|previous|this|current|(?:nächst|kommend|letzt|vergangen|vorig|dies|laufend)e[mnrs]?)'

const unitOf = (written: string): Unit => {
  const folded = fold(written)
  if (/^(?:d|tag)/.test(folded)) return 'day'
  if (folded.startsWith('w')) return 'week'
  if (folded.startsWith('m')) return 'month'
  return folded.startsWith('q') ? 'quarter' : 'year'
}
const number = (digits: string | undefined): number => Number(digits ?? Number.NaN)
const monthAt = (name: string | undefined): number => monthOf.get(fold(name ?? '')) ?? 0
const yearAt = (digits: string | undefined): { readonly year?: number } =>
  digits === undefined ? {} : { year: digits.length === 2 ? 2000 + Number(digits) : Number(digits) }
const shiftOf = (written: string): number => shifts.find(([pattern]) => pattern.test(written))?.[1] ?? 0

const seasonOf = (name: string): number =>
  [/^(?:spr|frü)/i, /^(?:su|so)/i, /^(?:au|fa|he)/i].findIndex((pattern) => pattern.test(name))

const aMonth = /jan|jän|feb|mar|mär|apr|may|mai|jun|jul|aug|sep|oct|okt|nov|dec|dez/
const aUnit = /day|week|month|quarter|year|tag|woche|monat|quartal|jahr/

/** A way of writing a date. It gives nothing where what it found is none after all. */
interface Way {
  readonly pattern: RegExp
  read(match: RegExpMatchArray, before: string): Said | readonly Said[] | undefined
}
const way = (source: string, read: Way['read'], flags = 'giu'): Way => ({
  pattern: new RegExp(source, flags),
  read,
})

const monthLead =
  /(?:\b(?:in|of|by|until|till|since|before|after|from|to|through|this|next|last|early|late|mid|end|beginning|during|im|ende|anfang|mitte|bis|seit|ab|vor|nach|vom|zum)|mid-)\s?$/iu
const yearLead =
  /(?:\b(?:in|since|from|until|till|by|of|during|for|before|after|through|founded|established|started|incorporated|year|im jahr|jahr|seit|ab|bis|anno|gegründet|vor|nach|ende|anfang|mitte|early|late|mid|spring|summer|autumn|fall|winter|frühjahr|frühling|sommer|herbst|batch|class|jahrgang|back to|wurzeln)|mid-|[-–(,])\s?$/iu

const away =
  (sign: 1 | -1) =>
  (match: RegExpMatchArray): Said | undefined => {
    const [low, unitWord] = [amount(match[1]), match[3] ?? '']
    const high = match[2] === undefined ? low : amount(match[2])
    return low && high && { kind: 'away', unit: unitOf(unitWord), low: low[0], high: high[1], sign }
  }
const amount = (written: string | undefined): readonly [number, number] | undefined =>
  written === undefined
    ? undefined
    : /^\d/.test(written)
      ? [number(written), number(written)]
      : values.get(fold(written))
const counted = `${count}(?:(?:\\s(?:to|or|bis|oder)\\s|\\s?[-–]\\s?)${count})?[\\s-]${unit}${endOfWord}`

function slashed(match: RegExpMatchArray): readonly Said[] {
  const [one, other, years] = [number(match[1]), number(match[2]), yearAt(match[3])]
  const both: Said[] = [
    { kind: 'day', month: one, day: other, ...years },
    { kind: 'day', month: other, day: one, ...years },
  ]
  return both.filter((said) => said.kind === 'day' && said.month <= 12 && said.day <= 31)
}

/** Ways of writing a date in the order in which they are tried. `when`: a cheap test of the text in small letters. */
export const wayGroups: readonly { readonly when: RegExp; readonly ways: readonly Way[] }[] = [
  {
    when: /\d/,
    ways: [
      way(`(?<!\\d)${year}-(\\d\\d)-(\\d\\d)(?:T[\\d:.]+Z?)?(?!\\d)`, ([, y, m, d]) => ({
        kind: 'day',
        ...yearAt(y),
        month: number(m),
        day: number(d),
      })),
      way(`(?<![\\d.])(\\d{1,2})\\.\\s?(\\d{1,2})\\.(?:\\s?(${year}|\\d\\d)(?!\\d))?`, ([, d, m, y]) => ({
        kind: 'day',
        ...yearAt(y),
        month: number(m),
        day: number(d),
      })),
      way(`(?<![\\d/])(\\d{1,2})/(\\d{1,2})/(${year}|\\d\\d)(?![\\d/])`, slashed),
    ],
  },
  {
    when: aMonth,
    ways: [
      // `Until January 4. June` signs: the day belongs to the month before it.
      way(
        word(
          `(?<!(?:january|february|march|april|may|june|july|august|september|october|november|december)\\s)${nth}\\s(?:of\\s)?${month}(?:,?\\s${year})?`,
        ),
        ([, d, m, y]) => ({
          kind: 'day',
          ...yearAt(y),
          month: monthAt(m),
          day: number(d),
        }),
      ),
      way(word(`${month}\\s${nth}${endOfWord}(?:,?\\s${year})?`), ([, m, d, y]) => ({
        kind: 'day',
        ...yearAt(y),
        month: monthAt(m),
        day: number(d),
      })),
      way(word(`${month},?\\s(?:of\\s)?${year}(?!\\d)`), ([, m, y]) => ({
        kind: 'month',
        month: monthAt(m),
        ...yearAt(y),
      })),
    ],
  },
  {
    when: /q[1-4]|quart/,
    ways: [
      way(
        word(`(?:q([1-4])|([1-4])\\.\\squartal)(?:\\s?[/,-]?\\s?(?:of\\s)?${year})?${endOfWord}`),
        ([, a, b, y]) => ({ kind: 'quarter', quarter: number(a ?? b), ...yearAt(y) }),
      ),
      way(
        word(
          `(first|second|third|fourth|last|(?:erst|zweit|dritt|viert)e[mnrs]?)\\s(?:quarter|quartal)s?(?:\\s(?:of\\s)?${year})?`,
        ),
        ([, name = '', y]) => ({
          kind: 'quarter',
          quarter: ordinals.get(fold(name).replace(/e[mnrs]?$/, '')) ?? 4,
          ...yearAt(y),
        }),
      ),
    ],
  },
  {
    when: aUnit,
    ways: [
      way(
        word(
          `(?:in|within|binnen|innerhalb von|in den nächsten|in the next)\\s(?:about\\s|roughly\\s|around\\s|just\\s|just over\\s|under\\s|etwa\\s|rund\\s|gut\\s|knapp\\s)?${counted}`,
        ),
        away(1),
      ),
      way(word(`${counted}(?=\\s(?:from now|away|from today|ahead))`), away(1)),
      way(word(`${counted}(?=\\s(?:ago|earlier|back\\b))`), away(-1)),
      way(
        word('(?:in|within)\\s(?:about\\s|etwa\\s|gut\\s)?(?:half a year|a half year|einem halben jahr)'),
        () => ({ kind: 'away', unit: 'month', low: 6, high: 6, sign: 1 }),
      ),
      way(word(`vor\\s(?:etwa\\s|rund\\s|gut\\s|knapp\\s)?${counted}`), away(-1)),
      way(word(`${shiftWord}\\s${unit}${endOfWord}`), ([, shift = '', of = '']) => ({
        kind: 'unit',
        unit: unitOf(of),
        shift: shiftOf(shift),
      })),
      way(
        word(`(?:the\\s|des\\s)(week|month|quarter|year|monats|quartals|jahres)${endOfWord}`),
        ([, of = ''], before) =>
          /(?:end|close|beginning|start|middle|ende|anfang|mitte)(?:\sof)?\s?$/iu.test(before)
            ? { kind: 'unit', unit: unitOf(of), shift: 0 }
            : undefined,
      ),
      way(word(`(?:(jahr|monat|quartal)e?s?ende|(year|month|quarter)[- ]end)${endOfWord}`), ([, a, b]) => ({
        kind: 'unit',
        unit: unitOf(a ?? b ?? ''),
        shift: 0,
      })),
    ],
  },
  {
    when: /day|tag|mittwoch|sonnabend/,
    ways: [
      way(
        word(
          `(?:(?:next|this|last|nächsten|kommenden|diesen|letzten)\\s)?(${[...weekdays.keys()].join('|')})s?${endOfWord}`,
        ),
        ([, name = '']) => ({ kind: 'weekday', weekday: weekdays.get(name.toLowerCase()) ?? 0 }),
      ),
    ],
  },
  {
    when: /today|tomorrow|yesterday|heute|gestern|morgen/,
    ways: [
      way(
        word(`(today|heute|tomorrow|yesterday|gestern|übermorgen|morgen(?!\\p{L}))${endOfWord}`),
        ([, name = ''], before) =>
          name === 'Morgen' || /guten\s$/iu.test(before)
            ? undefined
            : {
                kind: 'unit',
                unit: 'day',
                shift: /^(?:today|heute)/i.test(name)
                  ? 0
                  : /^(?:yesterday|gestern)/i.test(name)
                    ? -1
                    : /^über/i.test(name)
                      ? 2
                      : 1,
              },
      ),
    ],
  },
  {
    when: aMonth,
    ways: [
      way(word(`${month}`), ([found, m], before) =>
        /^\p{Lu}/u.test(found) && (monthLead.test(before) || /\p{Ll}\s$/u.test(before))
          ? { kind: 'month', month: monthAt(m) }
          : undefined,
      ),
    ],
  },
  {
    when: /(?<![a-z\d])[wsfx]\d\d(?!\d)|spring|summer|autumn|fall|winter|frühjahr|frühling|sommer|herbst/,
    ways: [
      // `W21`: what start-up programmes call their classes.
      way(
        '(?<![\\p{L}\\d])([WSFX])(\\d\\d)(?![\\p{L}\\d])',
        ([, name = '', y]) => ({ kind: 'season', season: 'XSF'.indexOf(name), ...yearAt(y) }),
        'gu',
      ),
      way(
        word(
          `(?:(?:this|next|last|the|coming|im|diesen|nächsten|letzten|kommenden)\\s)(spring|summer|autumn|fall|winter|frühjahr|frühling|sommer|herbst)(?:\\s(?:of\\s)?${year})?${endOfWord}`,
        ),
        ([, name = '', y]) => ({ kind: 'season', season: seasonOf(name), ...yearAt(y) }),
      ),
      way(
        word(`(spring|summer|autumn|fall|winter)(?:\\s(?:of\\s)?${year})?${endOfWord}`),
        ([, name = '', y], before) =>
          y !== undefined ||
          /\b(?:in|since|by|until|till|before|after|from|early|late|mid|end of)\s(?:early\s|late\s)?$/i.test(
            before,
          )
            ? { kind: 'season', season: seasonOf(name), ...yearAt(y) }
            : undefined,
      ),
    ],
  },
  {
    when: /(?:19|20)\d\d/,
    ways: [
      way(`(?<![\\p{L}\\d.,/$€£-])${year}(?![\\d%]|[.,/]\\d|\\s?(?:%|€|\\$))`, ([, y], before) =>
        yearLead.test(before) || before.trim() === '' ? { kind: 'year', year: number(y) } : undefined,
      ),
    ],
  },
  {
    when: /soon|shortly|before long|bald|demn|kürze/,
    ways: [
      way(word(`(?:soon|shortly|before long|bald|demnächst|in kürze)${endOfWord}`), (_match, before) =>
        /\b(?:as|so)\s$/i.test(before) ? undefined : { kind: 'soon' },
      ),
    ],
  },
]
