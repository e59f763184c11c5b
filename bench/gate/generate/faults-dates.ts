import { between, oneOf } from '#base/random.ts'
import { changed, pointOf, withContract, withFields } from './change.ts'
import { caseSaying } from './letter.ts'
import type { Fault } from './made.ts'
import { sentenceOf } from './say.ts'
import { dated, moved } from './spell.ts'
import { text } from './world.ts'

const shifts = [1, -1, 7, -7, 30, -30, 365, -365, 60, 3]

const vague = {
  en: [
    ['in two weeks', 14],
    ['in three weeks', 21],
    ['next week', 7],
    ['tomorrow', 1],
    ['in ten days', 10],
    ['in two months', 61],
    ['in six months', 183],
    ['in 45 days', 45],
    ['next month', 30],
    ['in a week', 7],
    ['in a year', 365],
  ],
  de: [
    ['in zwei Wochen', 14],
    ['nächste Woche', 7],
    ['morgen', 1],
    ['in zehn Tagen', 10],
    ['in zwei Monaten', 61],
    ['im nächsten Monat', 30],
    ['in einem halben Jahr', 183],
  ],
} as const

/** Classes in which a day is wrong. */
export const dateFaults: readonly Fault[] = [
  {
    name: 'changed-date',
    sort: 'paraphrase',
    note: 'a day is not the one of the cited fact',
    make: (from) => {
      const at = { ...from, world: withContract(from) }
      const point = pointOf(at, 'contractEnd')
      const day = text(point?.raw)
      if (point === undefined || day === undefined) return undefined
      const other = moved(day, oneOf(at.random, shifts))
      const { language } = at.world
      const written = dated(other, language, at.random, at.world.now)
      // A year away, the day without its year would be true again.
      return changed(
        at,
        point,
        written.includes(other.slice(0, 4)) || other.slice(5) !== day.slice(5) ? written : other,
      )
    },
  },
  {
    name: 'relative-date-wrong',
    sort: 'paraphrase',
    note: 'how long until the cited day is not what the sentence says',
    make: (from) => {
      // Far from every wording below but the true one.
      const contractEnd = moved(
        from.world.now.slice(0, 10),
        oneOf(from.random, [26, 27, 28, 35, 98, 112, 126]),
      )
      const world = withFields(withContract(from), { contractEnd })
      const at = { ...from, world }
      const point = pointOf(at, 'contractAhead')
      const days = (Date.parse(contractEnd) - Date.parse(world.now)) / 86_400_000
      const wrong = vague[world.language].filter(([, far]) => Math.abs(far - days) > Math.max(4, far / 3))
      if (point === undefined || wrong.length === 0) return undefined
      return changed(at, point, oneOf(at.random, wrong)[0])
    },
  },
  {
    name: 'wrong-month-alone',
    sort: 'paraphrase',
    note: 'a month without a day is not the one of the cited fact',
    make: (from) => {
      const at = { ...from, world: withContract(from) }
      const point = pointOf(at, 'contractEnd')
      const day = text(point?.raw)
      if (point === undefined || day === undefined) return undefined
      const month = (of: string) =>
        new Intl.DateTimeFormat(at.world.language, { month: 'long', timeZone: 'UTC' }).format(new Date(of))
      const wrong = moved(`${day.slice(0, 7)}-15`, 30 * between(at.random, 2, 5))
      const frames = {
        en: [
          'Your contract ends in {v}.',
          'The agreement runs out in {v}.',
          'I see {v} as the end of our contract.',
        ],
        de: ['Ihr Vertrag endet im {v}.', 'Die Vereinbarung läuft im {v} aus.'],
      }
      const said = oneOf(at.random, frames[at.world.language]).replace('{v}', month(at.wrong ? wrong : day))
      return caseSaying(at, { text: said, cites: point.cites }, ['contractEnd', 'contractAhead'])
    },
  },
  {
    name: 'relative-day-of-a-past-date',
    sort: 'paraphrase',
    note: 'a day that is still ahead is told as past',
    make: (from) => {
      const at = { ...from, world: withContract(from) }
      const point = pointOf(at, 'contractEnd')
      if (point === undefined) return undefined
      const past = {
        en: [
          'Your contract ended last month.',
          'Our agreement ran out yesterday.',
          'The contract with us expired two weeks ago.',
          'Since your contract ended in spring, we have not spoken.',
        ],
        de: [
          'Ihr Vertrag ist letzten Monat ausgelaufen.',
          'Die Vereinbarung endete gestern.',
          'Der Vertrag mit uns ist vor zwei Wochen ausgelaufen.',
        ],
      }
      const wrong = { text: oneOf(at.random, past[at.world.language]), cites: point.cites }
      return caseSaying(at, at.wrong ? wrong : sentenceOf(point, at), ['contractEnd', 'contractAhead'])
    },
  },
]
