import { fold, formsOf } from './plain.ts'
import { memo } from './memo.ts'

// The small vocabulary of what a value is about. It decides whether a number or a date that stands in a fact is said of
// the thing the fact says it of: `120 deals` is not said by a fact about employees.

/** What a value may be about, by name. A word without a topic neither proves nor refutes. */
export type Topic = string

const vocabulary: Readonly<Record<string, string>> = {
  employees:
    'employee people person persons team staff staffers headcount head heads colleague workforce strong folk folks member employ employs employing employed workers souls hands size mitarbeiter mitarbeitende mitarbeitenden mitarbeiterzahl menschen leute angestellte angestellten beschäftigte beschäftigten beschäftigen beschäftigt kollege kollegen kolleginnen personen köpfe köpfen belegschaft mannschaft teamgröße kopf starkes starke',
  customers: 'customer client user subscriber kunde kunden kundinnen nutzer anwender',
  offices:
    'office location site branch store shop plant warehouse standort standorte büro büros filiale filialen werk werke niederlassung niederlassungen lager',
  countries: 'country countries land länder ländern staaten',
  deals:
    'deal deals opportunity opportunities project projects projekt projekte abschlüsse geschäfte aufträge',
  vacancies: 'vacancy vacancies opening openings position positions job jobs role roles stelle stellen',
  hiring:
    'hire hires hiring hired recruit recruits recruiting recruitment einstellen eingestellt stellst einstellung suchen gesucht',
  revenue:
    'revenue revenues turnover sales arr mrr income umsatz umsätze erlös erlöse jahresumsatz einnahmen',
  amount:
    'amount worth value volume budget price fee wert auftragswert volumen betrag deal pilot auftrag order offer angebot',
  funding:
    'funding raised raise raising round seed investment investors valuation capital finanzierung finanzierungsrunde runde kapital eingesammelt investition',
  founded:
    'founded found founding since established establish inception started incorporated begun gegründet gründung seit gründungsjahr bestehen besteht',
  contract:
    'contract renewal renew renews agreement term expire expires expiry expiration subscription licence license vertrag vertrags verträge verlängerung verlängert laufzeit vereinbarung kündigung vertragsende ausläuft auslaufen lizenz abo',
  close:
    'close closes closing decision decide decided sign signing entscheiden unterschreiben abschluss unterschrift entscheidung',
  launch: 'launch launches launched release released markteinführung starttermin',
  growth:
    'grow grew grown grows growing growth increase increased rise rose risen wachsen wächst wuchs gewachsen wachstum gestiegen zugelegt steigerung',
}

const byForm = new Map<string, Topic[]>()
for (const [topic, words] of Object.entries(vocabulary))
  for (const form of new Set(words.split(' ').flatMap((word) => [fold(word), ...formsOf(word)])))
    byForm.set(form, [...(byForm.get(form) ?? []), topic])

// German writes the thing counted into one word with others: Mitarbeiterzahl, Jahresumsatz, Vertragsende.
const roots: readonly (readonly [string, Topic])[] = [
  ['mitarbeiter', 'employees'],
  ['personen', 'employees'],
  ['koepfig', 'employees'],
  ['umsatz', 'revenue'],
  ['vertrag', 'contract'],
  ['laufzeit', 'contract'],
  ['gruend', 'founded'],
  ['kunden', 'customers'],
  ['standort', 'offices'],
  ['finanzierung', 'funding'],
  ['wachstum', 'growth'],
]
const none: readonly Topic[] = []

/** What a word is about, in English or German; empty for most words. */
export const topicsOfWord = memo(4000, (word: string): readonly Topic[] => {
  const folded = fold(word)
  const known = byForm.get(folded)
  if (known !== undefined) return known
  for (const form of formsOf(word)) {
    const stemmed = byForm.get(form)
    if (stemmed !== undefined) return stemmed
  }
  if (folded.length < 9) return none
  return roots.flatMap(([root, topic]) => (folded.includes(root) ? [topic] : []))
})

/** The words of a field's name: `contractEnd`, `contract_end` and `Contract end` are two. */
export const wordsOfField = memo(500, (field: string): readonly string[] =>
  field
    .replaceAll(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2')
    .split(/[^\p{L}\d]+/u)
    .filter((word) => word !== ''),
)

/** What a field is about, by the words of its name. */
export const topicsOfField = memo(500, (field: string): readonly Topic[] => [
  // A co-operative's or a bank's `members` are not its people.
  ...new Set(/^members?(?:Count)?$/i.test(field) ? [] : wordsOfField(field).flatMap(topicsOfWord)),
])

/** Topics a count, an amount or a date can be about; others say nothing about that kind of value. */
export const topicsOfKind: Readonly<Record<'count' | 'money' | 'percent' | 'date', ReadonlySet<Topic>>> = {
  count: new Set(['employees', 'customers', 'offices', 'countries', 'deals', 'vacancies', 'hiring']),
  money: new Set(['revenue', 'amount', 'funding']),
  percent: new Set(['growth']),
  date: new Set(['founded', 'contract', 'close', 'funding', 'launch']),
}
