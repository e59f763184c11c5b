import { fold } from './plain.ts'
import { memo } from './memo.ts'

// What people are called at work: short and long forms of the same title, in English and German.

const longForms: Readonly<Record<string, string>> = {
  ceo: 'chief executive officer',
  cto: 'chief technology officer',
  cfo: 'chief financial officer',
  coo: 'chief operating officer',
  cmo: 'chief marketing officer',
  cro: 'chief revenue officer',
  cio: 'chief information officer',
  cpo: 'chief product officer',
  chro: 'chief human resources officer',
  ciso: 'chief information security officer',
  vp: 'vice president',
  svp: 'senior vice president',
  evp: 'executive vice president',
  md: 'managing director',
  gf: 'managing director',
  geschaeftsfuehrer: 'managing director',
  geschaeftsfuehrerin: 'managing director',
  geschaeftsfuehrung: 'managing director',
  leiter: 'head',
  leiterin: 'head',
  leitung: 'head',
  lead: 'head',
  vertriebsleiter: 'head sales',
  vertriebsleiterin: 'head sales',
  vertrieb: 'sales',
  gruender: 'founder',
  gruenderin: 'founder',
  cofounder: 'founder',
  einkauf: 'procurement',
  einkaufsleiter: 'head procurement',
  einkaufsleiterin: 'head procurement',
  personalleiter: 'head human resources',
  personalleiterin: 'head human resources',
  hr: 'human resources',
  finance: 'financial',
  technologies: 'technology',
  technical: 'technology',
  operations: 'operating',
  technischer: 'technology',
}
const small = new Set([
  'of',
  'the',
  'and',
  'for',
  'der',
  'des',
  'und',
  'fuer',
  'im',
  'in',
  'co',
  'global',
  'group',
  'a',
  'an',
])

/** The parts of a title in their long forms: `CTO` and `Chief Technology Officer` have the same. */
export const roleParts = memo(
  500,
  (title: string): ReadonlySet<string> =>
    new Set(
      title
        .split(/[^\p{L}]+/u)
        .map(fold)
        .filter((word) => word !== '' && !small.has(word))
        .flatMap((word) => (longForms[word] ?? word).split(' '))
        .map((word) => longForms[word] ?? word),
    ),
)

const departments =
  'Sales|Marketing|Engineering|Product|Operations|Finance|HR|IT|People|Growth|Support|Procurement|Logistics|Data|Design|Legal|Security|Vertrieb|Einkauf|Technik|Produktion|Technology|Revenue|Research|Customer Success|Business Development|Human Resources'
const role = new RegExp(
  String.raw`(?<![\p{L}\d-])(?:C[ETFOMRIP]O|CHRO|CISO|[Cc]hief\s\p{L}+(?:\s\p{L}+)?\s[Oo]fficer|(?:(?:S|E)?VP|[Vv]ice\s[Pp]resident|[Hh]ead|[Dd]irector|Leiter(?:in)?|Leitung)(?:,?\s(?:of|for|der|des|im))?\s(?:${departments})|(?:${departments})\s(?:[Dd]irector|[Mm]anager|[Ll]ead|Leiter(?:in)?)|[Mm]anaging\s[Dd]irector|Geschäftsführer(?:in)?|(?:[Cc]o-?)?[Ff]ounder|Gründer(?:in)?|Vertriebsleiter(?:in)?|Einkaufsleiter(?:in)?|Personalleiter(?:in)?)(?![\p{L}\d])`,
  'gu',
)
/** What a title ends with: `Shift Planner`, `Junior Developer`, `Leiter Technik` is written the other way round. */
const heads =
  'Manager(?:in)?|Lead|Leader|Director|Direktor(?:in)?|Head|Officer|Executive|President|Planner(?:in)?|Developer|Engineer|Ingenieur(?:in)?|Coordinator|Koordinator(?:in)?|Founder|Owner|Inhaber(?:in)?|Partner(?:in)?|Specialist|Assistant|Assistenz|Analyst(?:in)?|Consultant|Berater(?:in)?|Administrator|Supervisor|Controller(?:in)?|Buyer|Architect|Designer(?:in)?|Accountant|Recruiter(?:in)?|Scientist|Technician|Techniker(?:in)?|Foreman|Principal|Chair(?:man|woman)?|Secretary|Treasurer|Intern|Trainee|Praktikant(?:in)?|Vorstand|Leiter(?:in)?|Referent(?:in)?|Sachbearbeiter(?:in)?|Disponent(?:in)?|Meister(?:in)?|Prokurist(?:in)?'
const worded = new RegExp(
  String.raw`(?<![\p{L}\d-])(?:(?!(?:Your|The|As|Our|My|Dear|Hello|Hi|Good|Their|This|An?|Is|Are|Would|Perhaps|Als|Ihr|Ihre|Der|Die|Das|Unser|Unsere|Wir|Sie|Kind|Best|One)\s)\p{Lu}[\p{L}&-]*\s(?:(?:of|and|&|for)\s)?){0,3}(?:${heads})(?:,?\s(?:of|for|der|für|im)\s(?:the\s)?\p{Lu}[\p{L}-]+(?:\s(?:and|&)\s\p{Lu}[\p{L}-]+|\s\p{Lu}[\p{L}-]+)?)?(?![\p{L}\d])`,
  'gu',
)
const cheapWorded = new RegExp(heads, 'u')
const cheap = /[CVHDLGEP]\p{L}*|founder|head|director|chief|vice|managing/u

/** Titles named in a text. */
export function rolesIn(
  text: string,
): readonly { readonly written: string; readonly start: number; readonly end: number }[] {
  if (!cheap.test(text) && !cheapWorded.test(text)) return []
  const short = [...text.matchAll(role)]
  const long = cheapWorded.test(text)
    ? [...text.matchAll(worded)].filter(([written]) => written.includes(' '))
    : []
  return [...long, ...short.filter((one) => !long.some((other) => covers(other, one)))].map(
    ({ 0: written, index }) => ({ written, start: index, end: index + written.length }),
  )
}

const covers = (one: RegExpMatchArray, other: RegExpMatchArray): boolean =>
  (one.index ?? 0) <= (other.index ?? 0) &&
  (other.index ?? 0) + other[0].length <= (one.index ?? 0) + one[0].length
