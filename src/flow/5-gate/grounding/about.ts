import type { Fact } from '#records/fact.ts'
import { fold, formsOf } from './plain.ts'
import type { Reading } from './reading.ts'
import { speaksOf, type Stated } from './stated.ts'

// Whether a fact has anything to do with what is said: a word, a number or a day of its value, or the words in which one
// speaks of its field.

const manners: readonly (readonly [RegExp, string])[] = [
  [
    /employ|headcount|staff|team|size|people/i,
    'people team staff employee colleague headcount size payroll crew everybody everyone workforce person folks many hands',
  ],
  [
    /hiring|roles|vacanc|jobs?|openings?|recruit/i,
    'hire hiring recruit recruiting open role vacancy job position career colleague people new join joining grow growing growth ad opening looking seeking searching einstellen stelle stellen suchen kollegen verstärkung wachstum wachsen mitarbeiter leute personal stellenanzeigen',
  ],
  [
    /industry|sector|branche|vertical|description|about|segment/i,
    'industry field sector line business active branche bereich tätig profile describe description profil beschreiben beschreibung',
  ],
  [
    /city|country|region|address|location|state|zip|postal/i,
    'based office located location home headquarter headquarters sit town city country standort sitz sitzen zuhause hause büro work out',
  ],
  [
    /contract|renewal|licen|subscription|agreement/i,
    'contract agreement renewal term end run expire good until vertrag läuft endet ausläuft',
  ],
  [
    /technolog|tools?|stack|software|system|crm|platform|integration/i,
    'use run rely stack tool system software work setup place technology einsetzen setzen nutzen verwenden arbeiten läuft',
  ],
  [
    /title|role|position|seniority|department/i,
    'role position job responsible lead title head charge look rolle position funktion verantwortlich leiten',
  ],
  [/batch|cohort/i, 'batch class cohort jahrgang'],
  [/fund|stage|round|invest/i, 'stage phase funding round raise raised investor'],
  [
    /founded|since|established|age/i,
    'start started around exist old begin began year founded wurzeln jahr jahre gegründet gibt',
  ],
  [/revenue|turnover|arr|sales/i, 'revenue turnover turned turn sales report annual umsatz setzt'],
  [
    /amount|deal|next|close|pilot|offer/i,
    'deal proposal offer next step pilot project quote discuss talk decision amount angebot vorschlag schritt',
  ],
  [
    /mail|message|letter|chat|note|call|meeting|reply|budget|goal|activity|said/i,
    'call meeting mail wrote write spoke say said tell told ask asked mention mentioned answer confirm name named goal budget schrieben sagten nannten stand nennen genannt gespräch anruf',
  ],
  [
    /award|prize|certif/i,
    'award prize win won congratulations title auszeichnung gewonnen preis glückwunsch',
  ],
]
const mannersOf = new Map<string, ReadonlySet<string>>()
/** Forms of the words in which one speaks of a field. */
export function wordsFor(field: string, isDeal: boolean): ReadonlySet<string> {
  const key = `${isDeal ? 'deal ' : ''}${field}`
  const known = mannersOf.get(key)
  if (known !== undefined) return known
  const forms = new Set(
    manners
      .filter(([pattern]) => pattern.test(key))
      .flatMap(([, words]) => words.split(' ').flatMap((word) => [fold(word), ...formsOf(word)])),
  )
  mannersOf.set(key, forms)
  return forms
}

const nameField = /^(?:name|formerNames|firstName|lastName|email|domain|website|phone)$/
/**
 * A fact that only says what somebody or something is called: it can be said with every sentence. A mail is kept in a field
 * called `email`, too: a text of several words is no name.
 */
const isName = ({ field, value }: Fact): boolean =>
  nameField.test(field) && !(typeof value === 'string' && value.trim().split(/\s+/).length > 6)

const light = new Set(
  'that this with your have from they them their what does dont than into sind haben nicht keine sie ihre ihren einen eine wird oder und auch noch today heute any yet company firma more most very just some such many much other there here when which will also been being were was are for the and but not you our its has had all out one new now who how why over under about work works well like year years make makes made good best great big large small currently right'.split(
    ' ',
  ),
)

const lightGerman = new Set(
  'der die das den dem des ein eine einen einem einer ich wir sie ihr uns mir mich fuer mit von vom zum zur bei beim aus auf und oder aber wenn als wie dass ist sind war hat habe haben wird werden kann koennen noch schon mehr sehr nur auch dann jetzt alle alles etwas uns unser unsere unseren mein meine'.split(
    ' ',
  ),
)
/** A word (folded) that says nothing of its own. */
export const isLight = (key: string): boolean => light.has(key) || lightGerman.has(key)

/** Whether a fact says a word, a number or a day of `part`, or is of the kind one speaks of in these words. */
export function isOfFact(part: Reading, stated: Stated, names: ReadonlySet<string>): boolean {
  const { fact } = stated
  if (fact === undefined || isName(fact)) return false
  if (speaksOf(stated, part)) return true
  if (stated.numbers.length > 0 && part.numbers.length > 0) return true
  if (stated.dates.length > 0 && (part.dates.length > 0 || part.numbers.length > 0)) return true
  const manner = wordsFor(fact.field, fact.subject.object === 'deal')
  return part.words.some(({ text, key }) => {
    const forms = formsOf(text)
    if (forms.some((form) => manner.has(form))) return true
    if (names.has(key) && !/\d/.test(key)) return stated.forms.has(key) && key.length > 3 && !names.has(key)
    return (
      (key.length > 2 || /\d|^\p{Lu}+$/u.test(text)) &&
      !light.has(key) &&
      forms.some((form) => stated.forms.has(form))
    )
  })
}
