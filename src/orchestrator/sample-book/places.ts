// Where companies sit, with the skew of a book that grew up in two English-speaking markets.

export type Language = 'en' | 'de' | 'fr' | 'es'
export type PeoplePool = 'english' | 'german' | 'french' | 'spanish' | 'nordic' | 'dutch' | 'japanese'

export interface Place {
  readonly country: string
  readonly cities: readonly string[]
  readonly language: Language
  /** How many of its companies we write to in that language. */
  readonly inLanguage: number
  readonly people: PeoplePool
  readonly currency: 'USD' | 'EUR' | 'GBP'
  readonly timeZone: string
  readonly legalForms: readonly string[]
  /** How others spell the country: what imports bring. */
  readonly alsoWritten: readonly string[]
}

const dollars = { currency: 'USD', language: 'en', inLanguage: 1 } as const
const euros = { currency: 'EUR' } as const

export const unitedStates: Place = {
  country: 'United States',
  cities: 'Columbus Denver Milwaukee Nashville Portland Tucson Omaha Raleigh Spokane Tulsa'.split(' '),
  people: 'english',
  timeZone: 'America/New_York',
  legalForms: ['Inc', 'LLC', 'Corp'],
  alsoWritten: ['USA', 'U.S.', 'united states'],
  ...dollars,
}
export const unitedKingdom: Place = {
  country: 'United Kingdom',
  cities: 'Leeds Bristol Sheffield Cardiff Glasgow Norwich Derby Hull'.split(' '),
  people: 'english',
  timeZone: 'Europe/London',
  legalForms: ['Ltd', 'plc'],
  alsoWritten: ['UK', 'Great Britain'],
  ...dollars,
  currency: 'GBP',
}
const germany: Place = {
  country: 'Germany',
  cities: 'Bremen Dortmund Kassel Leipzig Mannheim Münster Nürnberg'.split(' '),
  language: 'de',
  inLanguage: 0.6,
  people: 'german',
  timeZone: 'Europe/Berlin',
  legalForms: ['GmbH', 'AG', 'GmbH & Co. KG'],
  alsoWritten: ['Deutschland', 'germany'],
  ...euros,
}
const netherlands: Place = {
  country: 'Netherlands',
  cities: 'Utrecht Eindhoven Groningen Tilburg'.split(' '),
  people: 'dutch',
  timeZone: 'Europe/Amsterdam',
  legalForms: ['B.V.'],
  alsoWritten: ['Nederland', 'The Netherlands'],
  language: 'en',
  inLanguage: 1,
  ...euros,
}
const others: readonly Place[] = [
  {
    country: 'France',
    cities: ['Lyon', 'Nantes', 'Lille', 'Grenoble', 'Saint-Étienne'],
    language: 'fr',
    inLanguage: 0.7,
    people: 'french',
    timeZone: 'Europe/Paris',
    legalForms: ['SAS', 'SARL'],
    alsoWritten: ['france'],
    ...euros,
  },
  {
    country: 'Spain',
    cities: ['Zaragoza', 'Valencia', 'Málaga', 'Bilbao'],
    language: 'es',
    inLanguage: 0.7,
    people: 'spanish',
    timeZone: 'Europe/Madrid',
    legalForms: ['S.L.', 'S.A.'],
    alsoWritten: ['España'],
    ...euros,
  },
  {
    country: 'Canada',
    cities: ['Hamilton', 'Calgary', 'Halifax', 'Winnipeg'],
    people: 'english',
    timeZone: 'America/Toronto',
    legalForms: ['Inc', 'Ltd'],
    alsoWritten: ['canada'],
    ...dollars,
  },
  {
    country: 'Sweden',
    cities: ['Västerås', 'Örebro', 'Linköping', 'Malmö'],
    people: 'nordic',
    timeZone: 'Europe/Stockholm',
    legalForms: ['AB'],
    alsoWritten: ['Sverige'],
    language: 'en',
    inLanguage: 1,
    ...euros,
  },
  {
    country: 'Australia',
    cities: ['Adelaide', 'Brisbane', 'Newcastle', 'Perth'],
    people: 'english',
    timeZone: 'Australia/Sydney',
    legalForms: ['Pty Ltd'],
    alsoWritten: ['australia'],
    ...dollars,
  },
  {
    country: 'Japan',
    cities: ['Nagoya', 'Sendai', 'Hamamatsu'],
    people: 'japanese',
    timeZone: 'Asia/Tokyo',
    legalForms: ['KK'],
    alsoWritten: ['JP'],
    ...dollars,
  },
]

/** The countries of the ideal customer, then the rest; with their weights. */
export const idealPlaces = [
  [unitedStates, 34],
  [unitedKingdom, 15],
  [germany, 12],
  [netherlands, 5],
] as const satisfies readonly (readonly [Place, number])[]

const weights = [9, 7, 7, 5, 4, 2]
export const otherPlaces: readonly (readonly [Place, number])[] = others.map((place, at) => [
  place,
  weights[at] ?? 1,
])
