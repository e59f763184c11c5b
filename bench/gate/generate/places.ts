// An hour (UTC) at which it is a working hour in every zone of the country, by how books spell it.
const spellings: Readonly<Record<string, readonly string[]>> = {
  '19:30': ['United States', 'USA', 'U.S.', 'united states', 'Canada', 'canada'],
  '13:00': [
    'United Kingdom',
    'UK',
    'Great Britain',
    'Germany',
    'Deutschland',
    'germany',
    'Netherlands',
    'Nederland',
    'The Netherlands',
    'Ireland',
    'France',
    'Spain',
    'Sweden',
    'Denmark',
    'Israel',
    'Nigeria',
  ],
  '06:00': ['India', 'Singapore'],
  '03:00': ['Australia', 'Japan'],
}
const hours = new Map(
  Object.entries(spellings).flatMap(([hour, names]) => names.map((name) => [name, hour] as const)),
)

/** `hh:mm` in UTC; undefined for countries nobody here writes to. */
export const hourOf = (country: string | undefined): string | undefined => hours.get(country ?? '')

/** Where a first message may be written, in the books of these cases. */
export const countries = Object.fromEntries(
  ['US', 'CA', 'GB', 'DE', 'NL', 'IE', 'FR', 'ES', 'SE', 'DK', 'IL', 'NG', 'IN', 'SG', 'AU', 'JP'].map(
    (code) => [code, 'allow'],
  ),
)

/** Cities no company of either source is said to be in. */
export const elsewhere = [
  'Reykjavík',
  'Ulaanbaatar',
  'Montevideo',
  'Tromsø',
  'Antananarivo',
  'Wellington',
  'Casablanca',
  'Vladivostok',
  'Anchorage',
  'Tbilisi',
  'Cusco',
  'Nuuk',
] as const
