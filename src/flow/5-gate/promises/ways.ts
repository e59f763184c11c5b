// How the expressions of promises are written, and the times, sums and standards that many of them hold.

/** What would bind us. `legal` and `security` cannot be waved through by a person: only the playbook may say them. */
export type PromiseKind =
  | 'price'
  | 'discount'
  | 'free offer'
  | 'deadline'
  | 'guarantee'
  | 'service level'
  | 'legal promise'
  | 'security promise'
  | 'contract term'
  | 'refund'
  | 'exclusivity'
  | 'roadmap promise'
  | 'promised result'

export interface Term {
  readonly kind: PromiseKind
  readonly says: 'bare' | 'ours'
  readonly expression: RegExp
  /** It holds its own negation (`no setup fee`): one before it takes nothing back. */
  readonly isNegative?: true
}

export const expression = (...parts: readonly string[]): RegExp => new RegExp(`(?:${parts.join('|')})`, 'gu')
const word = (...parts: readonly string[]): RegExp =>
  expression(`(?<![\\p{L}\\p{N}])(?:${parts.join('|')})(?![\\p{L}\\p{N}])`)
export const bare = (kind: PromiseKind, ...parts: readonly string[]): Term => ({
  kind,
  says: 'bare',
  expression: word(...parts),
})
export const ours = (kind: PromiseKind, ...parts: readonly string[]): Term => ({
  kind,
  says: 'ours',
  expression: word(...parts),
})
export const negative = (kind: PromiseKind, ...parts: readonly string[]): Term => ({
  ...bare(kind, ...parts),
  isNegative: true,
})

export const count =
  '(?:\\d+(?:[.,]\\d+)*|an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|thirty|sixty|ninety|eine[mnrs]?|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|zwölf|dreißig)'
export const unit =
  '(?:minutes?|hours?|days?|weeks?|months?|years?|quarters?|minuten?|stunden?|tage?n?|wochen?|monate?n?|jahre?n?)'
/** A person is free for twenty minutes; a product for a month. */
export const longUnit = '(?:days?|weeks?|months?|years?|quarters?|tage?n?|wochen?|monate?n?|jahre?n?)'
const dayName =
  '(?:mon|tues|wednes|thurs|fri|satur|sun)day|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag'
export const monthName =
  'january|february|march|april|may|june|july|august|september|october|november|december|januar|februar|märz|mai|juni|juli|oktober|dezember'
export const moment = `(?:today|tonight|tomorrow|heute|morgen|übermorgen|${dayName}|${monthName}|q[1-4]|week|month|quarter|year|year's end|monday|woche|monats?|quartals?|jahres?(?:ende)?|monatsende|summer|autumn|spring|winter|sommer|herbst|frühling|frühjahr|easter|christmas|ostern|weihnachten|\\d{4}-\\d{2}-\\d{2}|\\d{1,2}(?:st|nd|rd|th)?(?:[./]\\s?\\d{1,2}[./]?(?:\\d{2,4})?)?)`
const filler = `(?:only|just|less than|under|about|at most|the|this|next|early|mid|late|end of|the end of|first|second|working|business|nur|etwa|weniger als|höchstens|dem|der|den|diese[rmn]?|nächste[rmn]?|kommende[rmn]?|ende|anfang|mitte|ersten|zweiten|werktage?n?)`
export const byWhen = `(?:tomorrow|today|heute|morgen|(?:next|this|nächste[nrs]?|diese[nrs]?) (?:week|month|quarter|year|woche|monat|quartal|jahr)|same[- ]day|next[- ]day|overnight|über nacht|am selben tag|(?:by|before|until|within|in|on|no later than|latest by|less than|under|bis|innerhalb|binnen|vor|spätestens|noch)\\s+(?:(?:von|zum|am|im)\\s+)?(?:${filler}[\\s-])*(?:${count}[- ](?:(?:working|business|short|calendar)[- ])?${unit}|(?:${filler}[\\s-])*${moment}))`
export const project =
  '(?:implementation|rollout|roll-out|onboarding|installation|set-?up|delivery|migration|go-live|einführung|einrichtung|umsetzung|lieferung|umstellung)'
export const currency =
  '(?:usd|eur|gbp|chf|dollars?|euros?|pounds(?: sterling)?(?! of\\b)|bucks|cents?|franken)'
export const numberWords =
  '(?:ten|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million|zwanzig|dreißig|vierzig|fünfzig|sechzig|siebzig|achtzig|neunzig|\\p{L}*hundert|\\p{L}*tausend)'
export const perSeat =
  '(?:(?:(?<![\\p{L}])(?:per|a|an|each|every|pro|je|im|jede[nrs]?)\\s)|/\\s?)(?:user|seat|head|month|year|quarter|licen[cs]e|employee|site|person|nutzer\\p{L}*|platz|monat|jahr|lizenz|mitarbeiter\\p{L}*|standort)(?![\\p{L}])'
export const standards =
  '(?:gdpr|dsgvo|soc\\s?-?[123]|iso(?:/iec)?\\s?-?\\d{4,5}|hipaa|pci(?:[- ]dss)?|ccpa|fedramp|tisax|nis\\s?-?2|bsi(?:[- ]c5)?|hitrust|eu ai act|dora|fips|data protection|privacy law|datenschutz(?:recht)?|eidas|sox)'
export const conforming =
  '(?:compliant|compliance|certifi(?:ed|cation|cate)s?|conform(?:ity|ant)?|attest(?:ed|ation)|accredited|audited|approved|ready|konform\\p{L}*|zertifiz\\p{L}*|zertifikat\\p{L}*|geprüft|erfüllt|gerecht)'

/** Parts of many expressions that alone promise nothing: a term is worth trying for its other words. */
export const times: readonly string[] = [byWhen, moment, filler, count, unit]
