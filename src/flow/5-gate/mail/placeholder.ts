import { firstMatch, visible, type TextFault } from './text-fault.ts'

// What templates leave open, in English and German. Whole words.
const slots =
  'company|companies|firm|name|names|first|last|surname|full|title|date|day|time|product|products|industry|insert|your|our|their|role|position|city|country|link|url|topic|number|amount|price|signature|sender|recipient|contact|customer|client|prospect|placeholder|reason|benefit|pain|value|metric|competitor|tbd|todo|fill|add|email|phone|address|calendar|xx+|firma|firmenname|vorname|nachname|anrede|ansprechpartner|datum|produkt|branche|stadt|ort|thema|betrag|preis|ihr|ihre|unser|kunde|absender|einfügen|platzhalter|unternehmen'
const slot = `(?:[^\\]<>{}\\n]{0,30}[^\\p{L}\\]<>{}\\n])?(?:${slots})(?:[^\\p{L}\\]<>{}\\n][^\\]<>{}\\n]{0,30})?`
const greeting = '(?:hello|hi|hey|dear|hallo|liebe[rs]?|moin|guten tag|sehr geehrte[rs]?(?: herr| frau)?)'

const patterns = [
  ['a placeholder', /\{\{|\}\}|\{%|%\}|\$\{|<%|%>|\*\|[A-Z_:]+\|\*|@@\w+@@|\[\[|\]\]/],
  ['a placeholder', /\{[\p{L}_][\p{L}\p{N}_ .-]{0,40}\}|\{\d*\}/u],
  [
    'a placeholder',
    /%[A-Z][A-Z0-9_]{2,40}%|%[a-z]+[_.]?[a-z]*(?:name|company|title|firm)[a-z]*%|%%\w+%%|%\([a-z_]+\)s/i,
  ],
  ['a placeholder', new RegExp(`\\[${slot}\\]`, 'iu')],
  ['a placeholder', /\[[A-Z][A-Z0-9_ -]{2,40}\]/],
  ['a placeholder', new RegExp(`<${slot}>`, 'iu')],
  [
    'a placeholder',
    /(?<![\p{L}\p{N}_$])\$(?!(?:CAD|USD|AUD|NZD|HKD|SGD)\b)(?:[A-Z][A-Z_]{2,}|[a-z]+(?:_[a-z]+|[A-Z][a-z]+)+)\b/u,
  ],
  ['a placeholder', /#(?:[A-Z]{3,}_)*[A-Z]{3,}#|(?<!\w)__[A-Za-z]\w*__(?!\w)|_{3,}/],
  [
    'a placeholder',
    /\bINSERT [A-Z]|\b(?:insert|enter|add) (?:your |the |their )?(?:company |first |last |customer )?(?:name|company|title|product|link) here\b/,
  ],
  ['a placeholder', /\b(?:X{3,}|FIXME|TODO)\b/],
  ['filler text', /\blorem ipsum\b|\bdolor sit amet\b/i],
  ['a value that is missing', /\[object \w+\]|(?<!\p{L})NaN(?!\p{L})/u],
  ['a value that is missing', new RegExp(`\\b${greeting} (?:null|undefined|none|n/a|unknown)\\b`, 'i')],
  [
    'a value that is missing',
    /(?<!\b(?:is|are|was|were|be|been|being|left|leaves?|remains?|stays?|still|an|often|yet|largely|partly|or|and|as) )\bundefined\b(?! (?:behaviou?r|terms?|scope|roles?|area))/,
  ],
  [
    'a value that is missing',
    /\b(?:at|with|for|of|about|that) null\b(?! (?:and void|hypothes|values?|results?))|\bnull null\b|\b(?:true|false)null\b/,
  ],
] as const satisfies readonly (readonly [string, RegExp])[]

// A sign or a word that stands in whatever the patterns find; most texts hold none.
const hint = /[{}%<>*@[\]$#_]|X{3}|FIXME|TODO|INSERT|here|lorem|dolor|NaN|null|undefined|none|n\/a|unknown/i

/** What a template left open, or a program printed instead of a value. */
export function placeholderIn(text: string): TextFault | undefined {
  if (!hint.test(text)) return undefined
  const match = firstMatch(text, patterns)
  return (
    match && {
      needed: 'no placeholder left open',
      found: `${match.what}: ${visible(text.slice(match.start, match.end))}`,
      start: match.start,
      end: match.end,
    }
  )
}
