import { claimAt, type Claim } from './claim-part.ts'

// Statements about them in German: `Sie nutzen …`, `Seit 2018 haben Sie …`, `weil Sie … suchen`, `Ihr Team zählt …`,
// `bei Ihnen läuft …`, `Acme stellt ein`. A verb that comes first asks or bids.

const joint = String.raw`(?:^["'“„(\s]*|[.!?:;–—]["'“„\s]*|,\s*|(?<![\p{L}])(?:und|aber|sondern|denn|doch)\s+)`
const modal = String.raw`(?:können|könnten|sollten?|müssten?|müssen|würden|dürfen|dürften|möchten|mögen|werden|wollten|hätten|wären)`
const soft = String.raw`(?:kennen|wissen|sehen|hören|finden|erreichen|lesen|merken|erhalten|bekommen|sagen|melden|geben|lassen|teilen|antworten|rufen|entschuldigen|erlauben|verzeihen|leiten|nehmen|verstehen|denken|meinen|entscheiden|glauben|erinnern|schauen|sprechen|fragen|(?:sind|waren)\s(?:\p{L}+\s){0,2}?(?:willkommen|herzlich|richtig|zuständig|die\srichtige|der\srichtige|eingeladen|frei|dran|auf\svertrautem|nicht\sallein|schon\sda)|haben\s(?:\p{L}+\s){0,2}?(?:Zeit|Fragen|Interesse|recht|mein\sWort|die\sWahl|manches|Besseres|gehört|erfahren|sicher|viel\s(?:zu|um))|brauchen\s(?:\p{L}+\s){0,2}?(?:nichts|nur|nicht)|hatten\s(?:\p{L}+\s){0,2}?(?:Zeit|Gelegenheit))`
const verb = String.raw`(?:sind|seid|\p{Ll}{2,}n)`
const softVerb = new RegExp(String.raw`^\s(?:${modal}|${soft})(?![\p{L}])`, 'u')
const first = new RegExp(String.raw`${joint}(Sie\s(?:(?:gerade|derzeit|auch|ja)\s)?${verb})(?![\p{L}])`, 'gu')
const inverted = new RegExp(String.raw`(?<=[\p{L}\p{N}”“"%.]\s)(${verb})\sSie(?![\p{L}])`, 'gu')
const under = /(?<![\p{L}])(?:dass|weil|da|obwohl|während|nachdem|seit|wie)\s(Sie(?![\p{L}])[^.;!?]*)/gu
const yours = new RegExp(
  String.raw`${joint}(?:(?:Heute|Derzeit|Zurzeit|Inzwischen|Auch)\s(?:\p{Ll}+\s))?(Ihre?\s(?:(?:\p{Ll}+e[mnrs]?|[\d.]+)\s){0,2}[\p{Lu}\d][\p{L}-]*(?:,[^,]{1,40},)?(?:\s(?:im|in|am|bei|von|für|mit|und)\s(?:\p{L}+\s){0,2}?[\p{Lu}][\p{L}-]*)?)\s(\p{Ll}{2,}(?:t|en|n|te|ten|st))(?![\p{L}])`,
  'gu',
)
const withYou =
  /(?:^["'“„(\s]*|[.!?:;–—,]\s*|(?<![\p{L}])(?:dass|und|aber|da|weil)\s)((?:[^.,;!?]{0,40}\s)?[Bb]ei\sIhnen\s[^.,;!?]*(?<![\p{L}])(?:ist|sind|war|läuft|laufen|gibt|fehlt|fehlen|herrscht|klemmt|steht|stehen|arbeiten|kommt|geht|gehen|fällt|hakt|wird|hat|haben|stapel\p{L}+)(?![\p{L}]))/gu
const thanks =
  /(?:dank|danke|freut|freue|schön|leid|verzeih\p{L}*|entschuldig\p{L}*|hoffe|hoffen|nett|gut|prima|falls|fragen?|wunsch|wünsche|möchte|sicher|wissen),?\s(?:\p{L}+\s){0,2}(?:dass|wie|da)\s$/iu
const nounConversation =
  /(?:Nachricht|Antwort|Rückmeldung|Zeit|Mail|E-Mail|Zeilen|Hilfe|Meinung|Frage|Anruf|Geduld|Wunsch|Entscheidung|Interesse|Mühe|Zuschrift|Name|Blick|Einschätzung|Ja|Nein)$/u
const opinion =
  /^\s(?:ist|sind|war|waren|hat|haben|wäre)\s(?:(?:mich|mir|uns|ich|wir)(?![\p{L}])|(?:sehr|wirklich|uns|mir)?\s?(?:aufgefallen|beeindruck\p{L}*|spannend|interessant|willkommen|wichtig|wertvoll|klar|der\sAnlass))|^\s(?:kennen|freut|interessiert|beeindruckt|gefällt|klingt|scheint|passt|passen|lag|liegt)(?![\p{L}])/u

const push = (list: Claim[], claim: Claim | undefined): void => {
  if (claim !== undefined) list.push(claim)
}

const offered = new RegExp(
  String.raw`(?<![\p{L}])${modal}(?![\p{L}])|(?<![\p{L}])(?:uns|mir|mich)(?![\p{L}])`,
  'u',
)

/** `dass Sie … suchen`: the verb stands last. */
function underConjunction(text: string, claims: Claim[]): void {
  for (const { 0: whole, 1: said = '', index } of text.matchAll(under)) {
    const start = index + whole.length - said.length
    if (thanks.test(text.slice(0, start)) || !/(?:n|sind|t)["”“]?\s*$|n,|sind,/u.test(said)) continue
    if (!offered.test(said)) push(claims, claimAt(text, start, said.split(/\s/).slice(0, 2).join(' ')))
  }
}

/** What a German text states about them. */
export function germanClaims(text: string, accountName: string): readonly Claim[] {
  const claims: Claim[] = []
  if (/(?<![\p{L}])(?:Sie|Ihre?|Ihnen)(?![\p{L}])/u.test(text)) {
    for (const { 0: whole, 1: said = '', index } of text.matchAll(first)) {
      const start = index + whole.length - said.length
      if (!softVerb.test(text.slice(start + 3).replace(/^\s(?:gerade|derzeit|auch|ja)/u, '')))
        push(claims, claimAt(text, start, said))
    }
    for (const { 0: said, 1: done = '', index } of text.matchAll(inverted)) {
      const rest = ` ${done}${text.slice(index + said.length)}`
      const lead = text.slice(0, index)
      if (
        softVerb.test(rest) ||
        /(?:^|[.!?:;,–—]|\b(?:und|aber|bitte|gern|dann|zu|wie|was|wann|ob|oder)|\?)\s*$/iu.test(lead)
      )
        continue
      push(claims, claimAt(text, index, said))
    }
    underConjunction(text, claims)
    for (const { 0: whole, 1: noun = '', 2: done = '', index } of text.matchAll(yours)) {
      const start = index + whole.length - noun.length - done.length - 1
      const rest = ` ${done}${text.slice(index + whole.length)}`
      if (nounConversation.test(noun) || opinion.test(rest) || softVerb.test(rest)) continue
      push(claims, claimAt(text, start, `${noun} ${done}`))
    }
    for (const { 0: whole, 1: said = '', index } of text.matchAll(withYou))
      push(claims, claimAt(text, index + whole.length - said.length, said))
  }
  return [...claims, ...ofNamed(text, accountName)]
}

const verbAfter = /^\s(?:(?:gerade|derzeit|auch|inzwischen|aktuell)\s)?(\p{Ll}+(?:t|te|en))(?![\p{L}])/u
const verbLast = /(?<![\p{L}])(?:dass|weil|da|obwohl)\s$/u
function ofNamed(text: string, accountName: string): readonly Claim[] {
  const at = accountName === '' ? -1 : text.toLowerCase().indexOf(accountName.toLowerCase())
  if (at < 0) return []
  const [before, rest] = [text.slice(0, at), text.slice(at + accountName.length)]
  const isLast = verbLast.test(before)
  const done = verbAfter.exec(rest)?.[1]
  if (
    !isLast &&
    (done === undefined ||
      /(?<![\p{L}])(?:bei|mit|für|zu|an|von|über|auf|um|wie|in|nach|aus)\s$/iu.test(before))
  )
    return []
  if (!isLast && (opinion.test(rest) || /^(?:mit|seit|zeit|gut|dort|jetzt|oft|nicht|und)$/.test(done ?? '')))
    return []
  // In an English text `Acme went` would end like a German verb.
  if (
    !isLast &&
    !/(?<![\p{L}])(?:der|die|das|ist|hat|und|ein|eine|zu|mit|in|im|nicht|gerade|auch|Leute|Stellen|Sie|Ihnen|ab|auf|um|aus|vor|sich|ständig|oft|gern|Jahr|Jahren|seit|bei|für|von|mehr|neue[nrs]?|viele?n?|keine?n?|mit)(?![\p{L}])/u.test(
      rest,
    )
  )
    return []
  const claim = claimAt(text, at, `${accountName} ${done ?? ''}`)
  return claim === undefined ? [] : [claim]
}
