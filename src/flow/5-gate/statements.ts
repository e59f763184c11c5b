import { isDictionaryWord } from './dictionary.ts'
import { wordsOf, type Word } from './word.ts'

// Whether a sentence says something that could be wrong. Chosen against: a made-up number, name or claim that goes out
// without a source. Accepted instead: now and then a harmless sentence is held. Words of ours (sender, playbook) and
// the names of the people and the company written to are no statements; times for a call are offers.

/** What may stand without a source: lower-case words of our own texts and of the recipient's names. */
export interface Speech {
  readonly own: ReadonlySet<string>
  /** The account's name: a verb after it is a claim about them. */
  readonly accountName: string
  /** Two letters. In German every noun is capitalised, so capitals tell nothing there. */
  readonly language: string
}

/** The first checkable thing of a sentence, in the reviewer's words; undefined when there is none. */
export function statementIn(sentence: string, speech: Speech): string | undefined {
  const text = sentence.normalize('NFKC')
  const isQuestion = /\?["'”’)]*\s*$/.test(text)
  return (
    amountIn(text, speech) ??
    (isQuestion ? undefined : numberIn(text, speech)) ??
    claimIn(text, speech.accountName) ??
    nameIn(text, speech, isQuestion)
  )
}

const amount =
  /[$€£¥]\s?\d[\d.,]*\s?(?:k|m|bn|million|billion)?|\d[\d.,]*\s?(?:%|percent\b|prozent\b|usd\b|eur\b|gbp\b|dollars?\b|euros?\b|k\b|m\b|bn\b|thousand\b|million\b|billion\b|mio\b)/iu
const digits = /\d[\d.,/:-]*/gu
/** What makes a number an offer of a time: `20 minutes`, `3 pm`, `14:30`. */
const timeAfter = /^\s*-?(?:min(?:ute[ns]?|s)?|hours?|stunden?|h|uhr|[ap]\.?m\.?|o['’]clock)\b/iu

function amountIn(text: string, { own }: Speech): string | undefined {
  const found = amount.exec(text)?.[0]
  if (found === undefined) return undefined
  const number = /\d[\d.,]*/.exec(found)?.[0].replace(/[.,]$/, '') ?? ''
  return own.has(number) ? undefined : `the amount ${found.trim()}`
}

function numberIn(text: string, { own }: Speech): string | undefined {
  for (const { 0: found, index } of text.matchAll(digits)) {
    const number = found.replace(/[.,/:-]+$/, '')
    const isTime = /^\d{1,2}:\d{2}$/.test(number) || timeAfter.test(text.slice(index + found.length))
    if (!isTime && !own.has(number)) return `the number ${number}`
  }
  return undefined
}

const verbs =
  '(?:(?:just|recently|currently|already|also|now)\\s+)*(?:are|were|is|was|has|have|had|use|uses|used|run|runs|raised|opened|opens|moved|launched|hired|hires|plan|plans|planned|grew|grow|grows|sell|sells|serve|serves|operate|operates|employ|employs|offer|offers|make|makes|build|builds|started|announced|expanded|acquired|signed|doubled|ends?|expires?|renews?|needs?|lost|won|switched|migrated|rel(?:y|ies))\\b'
const aboutYou = new RegExp(`\\byou(?:['’](?:re|ve)\\b|\\s+${verbs})`, 'giu')
const aboutYours = new RegExp(`\\byour\\s+((?:[\\p{L}\\p{N}'’-]+\\s+){1,4}?)${verbs}`, 'giu')
const inGerman =
  /(?<!\b(?:[Ww]enn|[Ff]alls|[Oo]b|[Dd]ass|[Ss]ofern|[Ss]obald)\s)\b(?:Sie\s+(?:sind|haben|nutzen|verwenden|suchen|planen|betreiben|beschäftigen|wachsen)|Ihre?\s+\p{Lu}[\p{L}-]+\s+(?:ist|sind|hat|haben|endet|läuft))\b/u

/** Before `you are`: then it is a condition or a wish, not a claim. */
const supposed =
  /\b(?:if|when|whenever|whether|unless|hope|hoping|trust|once|while|until|should|case|what|whatever|how|where|wherever|than|soon as|depending on|wish)\s+(?:that\s+)?$/iu
/** After `you are`, `you have`: courtesies. */
const courtesy =
  /^\s+(?:most\s+|very\s+)?(?:welcome|interested|free|available|open to|happy|the right|well|any\b|an?\s+(?:moment|minute|question|chance|look|few)|a\s+few|questions|time\b|in good|doing well|curious)/iu
/** `your reply is …` speaks of the conversation, not of their company. */
const conversation =
  /^(?:\p{L}+\s+)?(?:time|reply|answer|feedback|help|thoughts?|message|note|e-?mail|mail|patience|attention|convenience|choice|call|interest|inbox|calendar|side|end|view|opinion)\s*$/iu

function claimIn(text: string, accountName: string): string | undefined {
  for (const { 0: found, index } of text.matchAll(aboutYou)) {
    const [before, after] = [text.slice(0, index), text.slice(index + found.length)]
    if (!supposed.test(before) && !courtesy.test(after)) return `a claim about them: “${found}”`
  }
  for (const { 0: found, 1: noun = '', index } of text.matchAll(aboutYours))
    if (!supposed.test(text.slice(0, index)) && !conversation.test(noun))
      return `a claim about them: “${found}”`
  const german = inGerman.exec(text)?.[0]
  if (german !== undefined) return `a claim about them: “${german}”`
  const at = accountName === '' ? -1 : text.toLowerCase().indexOf(accountName.toLowerCase())
  if (at < 0) return undefined
  const after = new RegExp(`^\\s+${verbs}`, 'iu').exec(text.slice(at + accountName.length))
  return after === null ? undefined : `a claim about them: “${accountName}${after[0]}”`
}

const titles = new Set([
  'dr',
  'prof',
  'mr',
  'mrs',
  'ms',
  'mx',
  'herr',
  'frau',
  'i',
  "i'm",
  "i'd",
  "i'll",
  "i've",
  'ok',
  'ps',
])
const days = new Set(['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'])
const months = new Set(
  'january february march april may june july august september october november december'.split(' '),
)

function nameIn(text: string, { own, language }: Speech, isQuestion: boolean): string | undefined {
  if (language === 'de') return undefined
  const words = wordsOf(text)
  const found = words.find((word, index) => {
    const lower = word.text.toLowerCase().replaceAll('’', "'")
    if (startsSentence(text, word) || !/\p{Lu}|\p{Lt}/u.test(word.text)) return false
    if (own.has(lower) || lower.split(/[-.&]/).every((part) => own.has(part))) return false
    if (titles.has(lower) || days.has(lower)) return false
    if (months.has(lower)) return !isQuestion
    // A dictionary word with a capital is a title or a heading more often than a name, but not after these.
    return !isDictionaryWord(lower) || /^(?:in|at|from|with|near|via)$/i.test(words[index - 1]?.text ?? '')
  })
  return found === undefined ? undefined : `the name ${found.text}`
}

/** The first word, or the first after a full stop, colon, dash or line break: capital by rule, so it tells nothing. */
const startsSentence = (text: string, { start }: Word): boolean =>
  /(?:^|[.!?:…\n–—-])["'“‘(\s]*$/u.test(text.slice(0, start))
