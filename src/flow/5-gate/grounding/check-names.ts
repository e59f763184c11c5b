import { isDictionaryWord } from '../dictionary.ts'
import type { Finding, Ground } from './ground.ts'
import { isGermanNoun } from './german-nouns.ts'
import { isCountryAdjective, isPlace } from './places.ts'
import { fold, formsOf } from './plain.ts'
import type { Lexeme, Reading } from './reading.ts'
import { nearMiss } from './spelling.ts'
import { topicsOfWord } from './topics.ts'
import { roleParts, rolesIn } from './roles.ts'

// A name is said by a source that holds it: of a person, a company, a product, a place.

/** The names in a text that no source holds, those that follow each other as one. */
export function nameFindings(reading: Reading, ground: Ground): readonly Finding[] {
  const isTitled = isTitleCase(reading)
  const taken = [...reading.dates, ...reading.links, ...reading.numbers, ...rolesIn(reading.text)]
  const found: { word: Lexeme; near: string | undefined }[] = []
  for (const [index, word] of reading.words.entries()) {
    if (
      word.text.length < 2 ||
      !(/\p{Lu}/u.test(word.text) || (ground.language === 'de' && isCountryAdjective(word.text)))
    )
      continue
    if (taken.some(({ start, end }) => word.start < end && start < word.end)) continue
    if (isCommon(word) || isHeldLiterally(word, ground) || isInitials(word, ground)) continue
    const near = nearMiss(word.key, ground)
    if (near !== undefined || (!isHeld(word, ground) && isName(index, { reading, ground, isTitled })))
      found.push({ word, near })
  }
  return joined(found, reading.text)
}

function joined(
  found: readonly { readonly word: Lexeme; readonly near: string | undefined }[],
  text: string,
): readonly Finding[] {
  const out: Finding[] = []
  for (const { word, near } of found) {
    const last = out.at(-1)
    const said = near === undefined ? undefined : `“${near}” is the nearest: spelt otherwise`
    if (last !== undefined && /^[\s-]$/.test(text.slice(last.end, word.start)))
      out[out.length - 1] = {
        ...last,
        token: text.slice(last.start, word.end),
        end: word.end,
        found: last.found ?? said,
      }
    else out.push({ token: word.text, start: word.start, end: word.end, found: said })
  }
  return out
}

/** `LTL` for `less-than-truckload`: the first letters of what a source says. */
const isInitials = ({ text, key }: Lexeme, { cited, own }: Ground): boolean =>
  /^\p{Lu}{2,5}$/u.test(text) &&
  [...cited, ...own].some(({ readings }) =>
    readings.some(({ words }) =>
      words
        .map((word) => word.key.slice(0, 1))
        .join('')
        .includes(key),
    ),
  )

const common = new Set(
  `i i'm i'd i'll i've im id ill ive mr mrs ms mx dr prof herr herrn frau ok ps pps re fwd fyi eur usd gbp chf aud cad nzd sek nok dkk pln czk huf jpy monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december montag dienstag mittwoch donnerstag freitag samstag sonntag januar februar märz mai juni juli oktober dezember ai it hr crm crms erp api apis saas b2b b2c kpi kpis roi faq faqs pdf ui ux seo q1 q2 q3 q4 ceo cto cfo coo cmo cro cio cpo vp svp evp gdpr dsgvo eu internet web english head chief officer director sales marketing engineering series round sie ihr ihre ihrem ihren ihrer ihnen ihres christmas easter new year hello hi dear hey you your we our they he she it gmbh ag inc ltd llc`
    .split(/\s+/)
    .map(fold),
)
const isCommon = ({ key, text }: Lexeme): boolean => common.has(key) || /^\d/.test(text)

const endings = [/s$/, /er$/, /ers$/, /based$/]
/** As written, or with an ending a name takes: `Bergs`, `Berliner`. */
const isHeldLiterally = ({ key }: Lexeme, { names, cited, own }: Ground): boolean =>
  [
    key,
    ...endings
      .filter((ending) => key.length > 4 && ending.test(key))
      .map((ending) => key.replace(ending, '')),
  ].some((form) => holds(form, { names, cited, own }))

/** Whether any source holds the word, inflected or in another spelling. */
function isHeld({ text, key }: Lexeme, { names, cited, own }: Ground): boolean {
  const forms = [
    ...formsOf(text),
    ...endings
      .filter((ending) => key.length > 5 && ending.test(key))
      .map((ending) => key.replace(ending, '')),
  ]
  const parts = text.split(/[.&’']/)
  return (
    forms.some((form) => holds(form, { names, cited, own })) ||
    (parts.length > 1 &&
      parts.every(
        (part) => part === '' || formsOf(part).some((form) => holds(form, { names, cited, own })),
      )) ||
    [...roleParts(text)].every((part) => cited.some(({ forms: said }) => said.has(part)))
  )
}
const holds = (form: string, { names, cited, own }: Pick<Ground, 'names' | 'cited' | 'own'>): boolean =>
  names.has(form) ||
  cited.some((stated) => stated.forms.has(form)) ||
  own.some((stated) => stated.forms.has(form))

const generic = new Set(
  'product operations finance customer success support growth people team teams data design legal security business development human resources procurement logistics technology revenue research president manager founder owner vice board management partner partners lead internet european europe western eastern god team'.split(
    ' ',
  ),
)

interface Around {
  readonly reading: Reading
  readonly ground: Ground
  readonly isTitled: boolean
}

function isName(index: number, { reading, ground, isTitled }: Around): boolean {
  const { words, text } = reading
  const word = words[index]
  if (word === undefined) return false
  const before = words[index - 1]
  const isFirst = startsSentence(text, word)
  if (
    isPlace(word.text) &&
    !(isFirst && isDictionaryWord(word.key) && !placeSubject.test(text.slice(word.end, word.end + 14)))
  )
    return true
  if (ground.language === 'de' && isCountryAdjective(word.text))
    return !/\b(?:auf|in)\s$/i.test(text.slice(0, word.start))
  if (reading.isQuestion && asksForTool.test(text)) return false
  // What stands behind a number is counted, and counted things have no names: `120 Bücher`.
  if (ground.language === 'de' && reading.numbers.some(({ end }) => end === word.start - 1)) return false
  if (ground.language === 'de') return isGermanName(word, before, { isFirst, text })
  if (/\p{Ll}\p{Lu}/u.test(word.text)) return true
  const isWord = isDictionaryWord(word.key) || isDictionaryWord(word.text.replaceAll(/[’'.]/g, ''))
  const act = isFirst && isWord ? acts.exec(text.slice(word.end, word.end + 22))?.[0] : undefined
  if (act !== undefined && !pronoun.test(word.text) && (act.endsWith('s') || !word.key.endsWith('s')))
    return true
  if (isFirst || isTitled) return !isWord && !/[’']/.test(word.text) && word.text.length > 2
  if (!isWord) return true
  if (generic.has(word.key) || isDepartment(index, words)) return false
  return true
}

/** `Head of Sales`, `Customer Success`: words of a title, written with capitals. */
const isDepartment = (index: number, words: readonly Lexeme[]): boolean =>
  [words[index - 1], words[index + 1], words[index - 2]].some(
    (word) => word !== undefined && /^(?:head|director|vp|manager|of)$/i.test(word.text),
  ) && generic.has(words[index]?.key ?? '')

/** `Do you use Excel?` asks and claims nothing. */
const asksForTool =
  /^(?:and |so )?(?:(?:do|does) (?:you|your \p{L}+|they) (?:already |still |also |currently )?(?:use|work with|have|run)|are you using|(?:nutzen|verwenden) sie|arbeiten sie mit)\b/iu

/** `Paris is …`, `Swiss companies …`: words that are also ordinary ones, at the beginning. */
const placeSubject = /^(?:\s(?:is|was|has|and|companies|firms|teams|customers|businesses|start-?ups)\b|,)/

const determiners =
  /^(?:der|die|das|den|dem|des|ein|eine|einen|einem|einer|eines|kein|keine[nmrs]?|ihr|ihre[nmrs]?|unser|unsere[nmrs]?|mein|meine[nmrs]?|euer|eure[nmrs]?|dieser?|diese[nms]|jede[nmrs]?|alle[nr]?|viele[nr]?|mehr|wenig|viel|etwas|zum|zur|im|am|ans|ins|vom|beim|welche[nrs]?|manche[nrs]?|einige[nr]?|beide[nr]?|paar|ohne|pro|als|und|oder|solche[nr]?|weitere[nr]?|andere[nr]?)$/i
const using =
  /^(?:nutzen|nutzt|verwenden|verwendet|einsetzen|haben|hat|mit|bei|aus|in|nach|von|über|statt|sitzen|kennen|wechseln|zu|gegen|neben|kaufen|heißen|wie|habe|darf|durch)$/i

function isGermanName(
  word: Lexeme,
  before: Lexeme | undefined,
  { isFirst, text }: { readonly isFirst: boolean; readonly text: string },
): boolean {
  if (/\p{Ll}\p{Lu}/u.test(word.text) || /^\p{Lu}{2,}$/u.test(word.text)) return !isGermanNoun(word.text)
  if (isGermanNoun(word.text) || topicsOfWord(word.text).length > 0) return false
  // `Redspread: eine kurze Frage` begins with a name; other first words have their capital from the place.
  if (isFirst) return text[word.end] === ':' && !isDictionaryWord(word.key)
  if (before !== undefined && /^für$/i.test(before.text)) return !/(?:en|[^v]er|e|n)$/.test(word.key)
  if (before === undefined || /[,;:.!?]/.test(text.slice(before.end, word.start))) return true
  if (using.test(before.text)) return true
  if (determiners.test(before.text)) return false
  // An adjective before it: `gute Zusammenarbeit`. Names take none.
  return !/^\p{Ll}{2,}(?:e|en|er|es|em)$/u.test(before.text)
}

/** `Sequoia led …`: a first word that does what companies do, although it is a word. */
const acts =
  /^\s(?:led|leads|invested|acquired|bought|backed|joined|funded|chose|chooses|switched|relies|rel(?:y|ied) on|uses|trusts|trusted|buys|works with|runs on|counts on|picked|picks|signed|orders|ordered|is (?:a|one of) (?:customer|client|user|your))\b/
const pronoun =
  /^(?:this|that|it|they|he|she|who|what|which|you|we|i|everybody|everyone|somebody|someone|nobody|this|us|always|perhaps|business|everything|nothing|hers|ours|theirs|yours)$/iu

/** The first word, or the first after a full stop, colon, dash or line break: capital by rule, so it tells nothing. */
const startsSentence = (text: string, { start }: Lexeme): boolean =>
  !/\b(?:Dr|Mr|Mrs|Ms|Prof|St|vs|No|Nr|ca|approx)\.\s*$/.test(text.slice(Math.max(0, start - 8), start)) &&
  /(?:^|[.!?:…\n–—•*]|\s-|[”"]\s)["'“„‘(\s]*$/u.test(text.slice(Math.max(0, start - 8), start))

/** A line in which most longer words have a capital, as subjects do. */
function isTitleCase({ words, text }: Reading): boolean {
  if (/[.!?]\s*$/.test(text)) return false
  const long = words.filter(({ text }) => text.length > 3)
  return long.length > 2 && long.filter(({ text }) => /^\p{Lu}/u.test(text)).length >= long.length * 0.7
}

const round =
  /\b(?:series|serie)[\s-]([a-h])\b|\b(?:pre-?)?seed(?=[\s-](?:round|stage|funding|phase|runde|finanzierung))/giu

/** A stage of funding other than the one cited: a single letter is no word, and says a lot. */
export const roundFindings = ({ text }: Reading, { cited, own }: Ground): readonly Finding[] =>
  [...text.matchAll(round)]
    .filter(({ 0: found, 1: letter }) => {
      const sought =
        letter === undefined ? / (?:pre)?seed / : new RegExp(` seri(?:e|es) ${letter.toLowerCase()} `)
      return found !== '' && ![...cited, ...own].some(({ said }) => sought.test(said))
    })
    .map(({ 0: token, index }) => ({
      token,
      start: index,
      end: index + token.length,
      found: nearestStage(cited),
    }))

function nearestStage(cited: Ground['cited']): string | undefined {
  const nearest = cited.find(({ topics }) => topics.includes('funding'))
  return nearest && `${nearest.label} is the nearest: another stage`
}
