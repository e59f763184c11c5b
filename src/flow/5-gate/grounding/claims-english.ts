import { claimAt, type Claim } from './claim-part.ts'
import { isFiniteVerb } from './verbs.ts'

// Statements about them in English: `you are …`, `your team uses …`, `Acme has …`, `there are nine of you`.

const lead = String.raw`(?:(?:today|currently|now|nowadays|recently|lately|apparently|clearly|obviously|indeed|meanwhile|still|also|already|at the moment|right now|these days|by now|heute|derzeit)\s*,?\s+)?`
const joint = String.raw`(?:^["'“„(\s]*|[.!?:;–—(]["'“„\s]*|\s-\s|,\s*|(?<![\p{L}])(?:and|but|while|so|that|because|since|as|although|though|yet|when|me|us|now|saw|see|read|hear|heard|noticed|notice|understand|gather|believe|learned|learnt|know|told|seems|appears|sure|surely|where|which|today|last\s\p{L}+|this\s\p{L}+|(?:19|20)\d\d)\s+)`
const english = new RegExp(String.raw`${joint}${lead}(you(?:’(?:re|ve|d))?(?![\p{L}’])|your(?=\s))`, 'giu')
const adverb =
  /^(?:\s+(?:just|only|also|already|now|currently|recently|still|really|always|often|never|rarely|seldom|usually|even|both|all|then|\p{L}+ly)(?![\p{L}’]))+/iu
const modal =
  /^\s+(?:can|could|may|might|must(?!\s(?:be\s(?!wondering|thinking|asking|getting|looking\sforward)\p{L}+ing|have\s\p{L}+(?:ed|en))(?![\p{L}]))|shall|should|would|will|ought|cannot|can’t|couldn’t|won’t|wouldn’t|shouldn’t|probably|perhaps|maybe|presumably|likely|possibly|certainly|surely|usually)(?![\p{L}])/iu
const noVerb =
  /^\s*(?:$|[,.;:!?)–—"”“]|(?:and|or|but|to|for|with|at|about|of|from|in|on|by|as|the|a|an|this|that|these|some|any|again|back|today|tomorrow|next|too|here|there|if|when|how|what|who|whether|before|after|soon|so|first|well|my|our|more|please|two|three|personally|directly)(?![\p{L}’])|\p{L}+ing(?![\p{L}’]))/iu
/** What one may say of anybody: they see, they know, they hear. */
const soft =
  /^\s+(?:know|knew|see|hear|understand|feel|remember|recall|imagine|notice|realise|realize|decide|choose|deserve|judge|get|have\s+(?:my|our|a\s+(?:moment|minute|question|chance|look|few|say|choice|spare)|time|(?:any\s)?questions|any|all\s(?:you|it|the)|everything\syou|what\s+you|the\s+(?:choice|last\s+word|right)|nothing\s+to|heard\s+from|my\s+word|other\s+things|better\s+things|enough\s+(?:to|on)|a\slot|a\sgood|much\s+to|plenty|seen|been\s+(?:busy|patient|kind)|\p{L}+\sminutes)|had\s+(?:to\s+wait|time|a\s+(?:chance|good|moment|nice|pleasant|great))|(?:are|were|’re|am|been|is)\s+(?:most\s+|very\s+|always\s+|more\s+than\s+|hereby\s+|kindly\s+|quite\s+|still\s+|not\s+)*(?:welcome|free|invited|interested|available|open\s+to|happy|the\s+right|well\b|doing\s+well|curious|in\s+good|right|busy|not|sure|alone|the\s+one|one\s+of\s+(?:the|those)|under\s+no|good|kind|yours|up\s+to|here|all\s+set|reading|wondering|asking)|need\s+(?:not|nothing|only|just|to\s+(?:do|reply|answer|decide|prepare))|(?:don’t|do\s+not|didn’t|did\s+not)\s+(?:have\s+to|need|want\s+(?:me|us|to\s+hear)|know\s+(?:me|us)|hear|mind|reply|answer)|want\s+(?:to\s+(?:know|hear|stop|talk|see|reply))|take\s+(?:care|your)|reply|answer|ask(?!\s+(?:us\s+)?for)|let|say|tell\s+me|find|think|agree|prefer|wonder|like|look\s+after|care\s+about|read\s+this|received?\s+this|hold\s+off|wish|missed\s+(?:my|our|it)|and\s+(?:i|we)|make\s+the\s+(?:call|choice|decision))(?![\p{L}])/iu
const conversation =
  /^(?:\p{L}+\s+){0,2}?(?:time|reply|answer|feedback|help|thoughts?|message|note|e-?mail|mail|patience|attention|convenience|choice|call|interest|inbox|calendar|side|end|view|opinion|name|question|kindness|word|turn|decision|silence|advice|input|understanding|welcome|say|no|yes)$/iu
const opinion =
  /^\s+(?:(?:really|truly|very|quite)\s+)?(?:caught|made|struck|impresse[ds]|impress|interests?|interested|reached|stayed|stands?\sout|stood\sout|deserves?|appeals?|inspire[ds]?|came\s+(?:up|to\s+(?:mind|my|our))|crossed|looks?\s+(?:like|great|interesting|good|nice)|sounds?|seems?|feels?|fits?|reminds?|reminded|means?|(?:is|are|was|were)\s+(?:very\s+|most\s+|really\s+|truly\s+)?(?:impressive|interesting|great|good|nice|lovely|appreciated|important|valuable|clear|understandable|welcome|not\s+lost|(?:on|in)\s+(?:my|our)|yours|up\s+to|safe|what\s+made|why|the\s+reason|familiar|one\s+(?:we|i)|close\s+to|on\s+(?:my|our)\s+(?:list|mind)|news|new\s+to)|has\s+(?:heard|other|better|enough|my|our|come\s+up|caught)|have\s+(?:other|better|enough|my|our))(?![\p{L}])/iu

const words = /[\p{L}\p{N}’'.&/-]+/gu
/** The verb of `your planning team uses …`: within the first five words. Gives the words before it. */
function verbIn(text: string): { readonly noun: string; readonly rest: string } | undefined {
  let count = 0
  for (const { 0: word, index } of text.matchAll(words)) {
    count += 1
    if (count > 7) return undefined
    const lower = word.replace(/[.]$/, '')
    if (modal.test(` ${lower}`)) return undefined
    // A noun that looks like a verb, `your planning calls for`, needs one word before it.
    if (count > 1 && isFiniteVerb(lower) && !/(?:\bto|\band|\bof|\bthe)\s+$/i.test(text.slice(0, index)))
      return { noun: text.slice(0, index).trim(), rest: ` ${text.slice(index)}` }
    if (/[.!?;]$/.test(word)) return undefined
  }
  return undefined
}

function ofYou(text: string, start: number, end: number): Claim | undefined {
  const after = text.slice(end)
  const isShort = /’(?:re|ve|d)$/i.test(text.slice(start, end))
  if (/’d$/i.test(text.slice(start, end))) return undefined
  const first = after.replace(adverb, '')
  if (modal.test(after) || modal.test(first) || (!isShort && noVerb.test(first))) return undefined
  const said = isShort ? ` ${/’re$/i.test(text.slice(start, end)) ? 'are' : 'have'}${first}` : first
  if (soft.test(said)) return undefined
  const verb = /^\s*[\p{L}’]+/u.exec(first)?.[0] ?? ''
  return claimAt(text, start, text.slice(start, end) + after.slice(0, after.length - first.length) + verb)
}

function ofTheirs(text: string, start: number, end: number): Claim | undefined {
  const found = verbIn(text.slice(end))
  if (found === undefined || conversation.test(found.noun) || opinion.test(found.rest)) return undefined
  const verb = /^\s*[\p{L}’]+/u.exec(found.rest)?.[0] ?? ''
  return claimAt(text, start, `${text.slice(start, end)} ${found.noun}${verb}`)
}

const afterName = /^(?:[’']s?\s|\s)/u
function ofNamed(text: string, accountName: string): readonly Claim[] {
  if (accountName.length < 2) return []
  const claims: Claim[] = []
  const [small, name] = [text.toLowerCase(), accountName.toLowerCase()]
  for (let at = small.indexOf(name); at >= 0; at = small.indexOf(name, at + name.length)) {
    const rest = text.slice(at + name.length)
    const own = /^[’']s?\s/u.exec(rest)?.[0]
    const before = text.slice(0, at)
    if (!afterName.test(rest) || /(?<![\p{L}])(?:how|what|why|where|wie|was)\s(?:\p{L}+\s)?$/iu.test(before))
      continue
    if (own !== undefined) {
      const found = verbIn(` ${rest.slice(own.length)}`)
      if (found !== undefined && !opinion.test(found.rest))
        push(claims, claimAt(text, at, text.slice(at, at + name.length + own.length) + found.noun))
      continue
    }
    const first = rest.replace(adverb, '')
    const verb = /^\s+([\p{L}’]+)/u.exec(first)?.[1]?.toLowerCase() ?? ''
    if (
      !isFiniteVerb(verb) ||
      !/(?:s|ed|t)$|^(?:are|have|had|ran|sold|made|built|grew|won|began|fell|rose|took|came|led|hired|shrank|isn’t|n’t)/.test(
        verb,
      )
    )
      continue
    if (opinion.test(first) || /(?<![\p{L}])(?:at|with|for|of|to|about|from|in|and)\s$/iu.test(before))
      continue
    push(claims, claimAt(text, at, `${text.slice(at, at + name.length)} ${verb}`))
  }
  return claims
}
const push = (list: Claim[], claim: Claim | undefined): void => {
  if (claim !== undefined) list.push(claim)
}

const there =
  /(?:^|[.!?:;]\s*|,\s*|\bthat\s)(there\s(?:is|are|was|were|has\sbeen|have\sbeen)(?:n’t)?\s[^.;!?]*?\b(?:at|in|with)\s(?:you|your|yours)(?![\p{L}])|there\s(?:is|are)\s[^.;!?,]*?\sof\s(?:you|them)(?![\p{L}]))/giu
const others =
  /(?:^|[.!?:;]\s*|,\s*|\b(?:that|and|but|while|dass|und|aber)\s)((?:some\s|many\s|most\s|several\s|one\s|two\s)?(?:of\s)?your\s(?:biggest\s|main\s|closest\s|direct\s|largest\s)?(?:competitors?|rivals?|peers|customers|clients|users|investors|competition|board|ceo|founders?|people|staff|employees)\s(?:\p{L}+ly\s|already\s|all\s|now\s)?\p{L}+)/giu

/** What an English text states about them. `accountName` as the record has it, '' where there is none. */
export function englishClaims(text: string, accountName: string): readonly Claim[] {
  const claims: Claim[] = []
  for (const match of text.matchAll(english)) {
    const subject = match[1] ?? ''
    const end = match.index + match[0].length
    const start = end - subject.length
    // `Anna Berg, your head of sales, may join`: an apposition, not a subject.
    const isAside =
      /,\s*$/.test(match[0].slice(0, -subject.length)) &&
      /^[^,.;!?]{1,50}(?:,|\)|\swith\syou|$)/.test(text.slice(end))
    if (/^your/i.test(subject) && isAside) continue
    if (/^your/i.test(subject)) push(claims, ofTheirs(text, start, end))
    else push(claims, ofYou(text, start, end))
  }
  for (const { 1: found = '', 0: whole, index } of text.matchAll(there))
    push(claims, claimAt(text, index + whole.length - found.length, 'there is'))
  for (const { 1: found = '', 0: whole, index } of text.matchAll(others))
    if (isFiniteVerb(/\p{L}+$/u.exec(found)?.[0].toLowerCase() ?? ''))
      push(claims, claimAt(text, index + whole.length - found.length, found))
  return [...claims, ...ofNamed(text, accountName)]
}
