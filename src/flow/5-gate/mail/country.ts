import { getAllCountries } from 'countries-and-timezones'
import { textOf, type Fields } from '#records/fields.ts'

// Names by which people know a country beside its name in the languages below.
const aliases: Readonly<Record<string, string>> = {
  GB: 'uk, great britain, britain, england, scotland, wales, northern ireland, u k, grossbritannien, vereinigtes koenigreich, gbr',
  US: 'usa, us of a, united states, united states of america, u s, u s a, america, vereinigte staaten von amerika, estados unidos de america',
  NL: 'holland, the netherlands, nld',
  DE: 'brd, bundesrepublik deutschland, federal republic of germany, allemagne, deu, ger',
  CZ: 'czech republic, tschechische republik, cze',
  KR: 'korea, republic of korea, kor',
  RU: 'russian federation, rus',
  AE: 'uae, emirates, are',
  IE: 'republic of ireland, eire, irl',
  CH: 'schweizerische eidgenossenschaft, che',
  GR: 'el, hellas, grc',
  TR: 'turkey, tur',
  CI: 'ivory coast',
  VN: 'vietnam, vnm',
  AT: 'aut',
  FR: 'fra',
  ES: 'esp',
  IT: 'ita',
  PT: 'prt',
  BE: 'bel',
  SE: 'swe',
  NO: 'nor',
  DK: 'dnk',
  FI: 'fin',
  PL: 'pol',
  CA: 'can',
  AU: 'aus',
  NZ: 'nzl',
  JP: 'jpn',
  CN: "chn, people's republic of china, prc",
  IN: 'ind',
  BR: 'bra',
  MX: 'mex',
  SG: 'sgp',
  ZA: 'zaf',
  IL: 'isr',
}
// English last: where two languages mean different countries by one name, it decides.
const languages = ['ja', 'pl', 'fi', 'nb', 'da', 'sv', 'pt', 'nl', 'it', 'es', 'fr', 'de', 'en']

const plain = (name: string): string =>
  name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}]+/gu, ' ')
    .trim()
    .replace(/^the /, '')

/** Every name of every country, spelled plainly, with its code. */
function listed(): ReadonlyMap<string, string> {
  const codes: readonly string[] = Object.keys(getAllCountries())
  const names = languages.map((language) => new Intl.DisplayNames([language], { type: 'region' }))
  return new Map<string, string>([
    ...codes.flatMap((code) => names.map((named) => [plain(named.of(code) ?? code), code] as const)),
    ...Object.values(getAllCountries()).map(({ id, name }) => [plain(name), id] as const),
    ...Object.entries(aliases).flatMap(([code, more]) =>
      more.split(', ').map((name) => [plain(name), code] as const),
    ),
    ...codes.map((code) => [code.toLowerCase(), code] as const),
  ])
}

const byName: { all?: ReadonlyMap<string, string> } = {}

/** The ISO code of a country written as a code or as a name in one of several languages; undefined when it is none. */
export function countryCode(written: string): string | undefined {
  // Two thousand names take some milliseconds: only for whoever asks.
  const all = (byName.all ??= listed())
  return all.get(plain(written))
}

// Also a state of the USA.
const ambiguous = new Set(['GE'])

/** The country that ends an address: `Porto, Portugal`. Two letters there may be a state of the USA: they say nothing. */
function countryOfLocation(location: string): string | undefined {
  const last = location.split(',').at(-1)?.trim() ?? ''
  if (last.replace(/[^\p{L}]/gu, '').length < 3 && !/^u\.?[ks]\.?$/i.test(last)) return undefined
  const code = countryCode(last)
  return code !== undefined && ambiguous.has(code) ? undefined : code
}

/** Where a person is by the record: the contact's country, else the account's. `written` where it says no country. */
export function countryOf(
  contact: Fields,
  account: Fields,
): { readonly code: string } | { readonly code: undefined; readonly written: string | undefined } {
  const written = textOf(contact, 'country') ?? textOf(account, 'country')
  const location = textOf(account, 'location')
  const code =
    written === undefined
      ? location === undefined
        ? undefined
        : countryOfLocation(location)
      : countryCode(written)
  return code === undefined ? { code, written: written ?? location } : { code }
}
