import { fold, formsOf } from './plain.ts'

// Places have more than one name. Groups of names for the same place, and what is a place at all: countries as the
// runtime knows them in English and German, and the cities of its time zones with some more that companies sit in.

const groups: readonly string[] = [
  'us usa america american americans vereinigte staaten amerika amerikanisch united states',
  'gb uk britain british england english großbritannien britisch united kingdom',
  'de germany german germans deutschland deutsch deutsche deutschen deutscher deutsches',
  'at austria austrian österreich österreichisch österreichische österreichischen',
  'ch switzerland swiss schweiz schweizer',
  'fr france french frankreich französisch französische französischen',
  'nl netherlands dutch holland niederlande niederlanden niederländisch',
  'es spain spanish spanien spanisch',
  'it italy italian italien italienisch',
  'ie ireland irish irland irisch',
  'pl poland polish polen polnisch',
  'se sweden swedish schweden schwedisch',
  'dk denmark danish dänemark dänisch',
  'no norway norwegian norwegen',
  'fi finland finnish finnland',
  'be belgium belgian belgien',
  'ca canada canadian kanada kanadisch',
  'au australia australian australien',
  'in india indian indien',
  'jp japan japanese',
  'cn china chinese',
  'br brazil brazilian brasilien',
  'il israel israeli',
  'sg singapore singapur',
  'munich münchen münchner',
  'cologne köln kölner',
  'vienna wien wiener',
  'zurich zürich zürcher',
  'geneva genf genève',
  'nuremberg nürnberg nürnberger',
  'hanover hannover',
  'brussels brüssel bruxelles',
  'prague prag',
  'warsaw warschau',
  'milan mailand milano',
  'rome rom roma',
  'lisbon lissabon lisboa',
  'copenhagen kopenhagen',
  'nyc york',
  'sf francisco',
]
const cities =
  'munich münchen hamburg cologne köln frankfurt stuttgart düsseldorf leipzig dresden hannover nürnberg bremen dortmund bonn mannheim karlsruhe wien graz linz salzburg basel bern genf zürich london manchester birmingham leeds bristol edinburgh glasgow cambridge oxford lyon marseille toulouse barcelona valencia rotterdam utrecht eindhoven antwerp seattle boston austin dallas houston miami atlanta portland philadelphia pittsburgh minneapolis oakland brooklyn francisco york bangalore mumbai hyderabad pune shenzhen montreal ottawa melbourne mailand prag warschau lissabon'

// Codes of countries are ordinary words in small letters (`in`, `it`, `no`); only whole values are read as codes.
const byForm = new Map<string, readonly string[]>()
for (const group of groups) {
  const names = group.split(' ').slice(group.length > 2 && /^[a-z]{2} /.test(group) ? 1 : 0)
  const forms = [...new Set(names.flatMap((name) => [fold(name), ...formsOf(name)]))]
  for (const form of forms) if (form.length > 2 || /^(?:us|uk|sf)$/.test(form)) byForm.set(form, forms)
}
const byCode = new Map(
  groups
    .filter((group) => /^[a-z]{2} /.test(group))
    .map(
      (group) =>
        [group.slice(0, 2), group.split(' ').flatMap((name) => [fold(name), ...formsOf(name)])] as const,
    ),
)
const english = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' })
const german = new Intl.DisplayNames('de', { type: 'region', fallback: 'none' })

/** All names under which the places a value names are known; `DE` as a whole value is a country. */
export function placeForms(value: string, words: readonly string[]): readonly string[] {
  const found = words.flatMap((word) => formsOf(word).flatMap((form) => byForm.get(form) ?? []))
  if (!/^[A-Za-z]{2}$/.test(value.trim())) return found
  const code = value.trim().toUpperCase()
  const names = [english.of(code), german.of(code)].flatMap((name) => name?.split(/[\s-]+/) ?? [])
  return [...found, ...(byCode.get(code.toLowerCase()) ?? []), ...names.flatMap(formsOf)]
}

let known: ReadonlySet<string> | undefined

/** Whether a word is, or belongs to, the name of a country or a larger city. */
export function isPlace(word: string): boolean {
  known ??= allPlaces()
  const key = fold(word)
  return known.has(key) || (key.length > 6 && key.endsWith('er') && known.has(key.slice(0, -2)))
}

const adjective =
  /^(?:oesterreich|deutsch|schweizer|franzoes|brit|engl|amerikan|italien|span|niederlaend|poln|schwed|daen|norweg|finn|belg|kanad|ind|japan|chines)(?:isch)?(?:e[mnrs]?)?$/

/** `österreichisches`: in German the adjective of a country has no capital. */
export const isCountryAdjective = (word: string): boolean =>
  adjective.test(fold(word)) && /isch|deutsch|schweizer/.test(fold(word))

// Zones that are named like ordinary words.
const noPlaces =
  /^(?:center|central|eastern|western|pacific|mountain|north|south|east|west|midway|wake|easter|troll|universal|casey|davis|palmer|reading)$/i

const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']
function allPlaces(): ReadonlySet<string> {
  const countries = letters.flatMap((first) =>
    letters.flatMap((second) =>
      [english.of(first + second), german.of(first + second)].flatMap((name) => name ?? []),
    ),
  )
  const zones = Intl.supportedValuesOf('timeZone').map((zone) => zone.slice(zone.lastIndexOf('/') + 1))
  const single = [...countries, ...zones, ...cities.split(' ')].filter(
    (name) => /^\p{L}{4,}$/u.test(name) && !noPlaces.test(name),
  )
  return new Set([
    ...single.map(fold),
    ...groups.flatMap((group) => group.split(' ').filter((name) => name.length > 3)).map(fold),
  ])
}
