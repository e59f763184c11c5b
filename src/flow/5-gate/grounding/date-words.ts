import { fold } from './plain.ts'

// The words dates are made of, English and German.

const monthNames: readonly string[] = [
  'january|januar|jänner|jan',
  'february|februar|feb',
  'march|märz|mär|mar',
  'april|apr',
  'may|mai',
  'june|juni|jun',
  'july|juli|jul',
  'august|aug',
  'september|sept|sep',
  'october|oktober|oct|okt',
  'november|nov',
  'december|dezember|dec|dez',
]
export const month = `(${monthNames.join('|')})\\.?(?![\\p{L}\\d])`
export const monthOf = new Map(
  monthNames.flatMap((names, index) => names.split('|').map((name) => [fold(name), index + 1] as const)),
)
export const weekdays = new Map(
  [
    'sunday|sonntag',
    'monday|montag',
    'tuesday|dienstag',
    'wednesday|mittwoch',
    'thursday|donnerstag',
    'friday|freitag',
    'saturday|samstag|sonnabend',
  ].flatMap((names, index) => names.split('|').map((name) => [name, index] as const)),
)
export const year = '((?:19|20)\\d\\d)'
export const nth = '(\\d{1,2})(?:st|nd|rd|th|\\.)?'
export const unit =
  '(days?|weeks?|months?|quarters?|years?|tage?n?|wochen?|monate?n?|monats|quartale?s?|jahre?n?|jahres)'
export const count =
  '(\\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:a )?couple of|a few|ein(?:e[mnr]?)?|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf|wenigen|ein paar)'
export const values = new Map<string, readonly [number, number]>([
  ...'a an one two three four five six seven eight nine ten eleven twelve'
    .split(' ')
    .map((name, at) => [name, [Math.max(1, at - 1), Math.max(1, at - 1)]] as const),
  ...'ein zwei drei vier fuenf sechs sieben acht neun zehn elf zwoelf'
    .split(' ')
    .map((name, at) => [name, [at + 1, at + 1]] as const),
  ...['eine', 'einem', 'einen', 'einer'].map((name) => [name, [1, 1]] as const),
  ['couple of', [2, 3]],
  ['a couple of', [2, 3]],
  ['a few', [2, 6]],
  ['wenigen', [2, 6]],
  ['ein paar', [2, 6]],
])
export const ordinals = new Map(
  [
    ['first', 'erst'],
    ['second', 'zweit'],
    ['third', 'dritt'],
    ['fourth', 'last', 'viert'],
  ].flatMap((names, at) => names.map((name) => [name, at + 1] as const)),
)
