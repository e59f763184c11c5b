import type { Json } from '#base/canonical.ts'
import { isSupposed } from './clauses.ts'
import type { Finding, Ground } from './ground.ts'
import { isLight } from './about.ts'
import { fold, formsOf } from './plain.ts'
import type { Reading } from './reading.ts'
import { speaksOf, type Stated } from './stated.ts'

// What is said of them without a number or a name: that they do not do something, that they are hiring, that they have
// this or use that. A cited fact must say so, and must not say the opposite.

const not = String.raw`(?:(?:do|does|did|are|is|were|have|has|can|could) not|(?:don|doesn|didn|aren|isn|weren|haven|hasn|can|couldn)’?t|cannot|have no|has no|had no|has never|have never|never|no longer|lack|lacks|(?:work|works|run|runs|operate|operates) without|stopped|ceased|quit|gave up|given up|abandon(?:ed)?|dropped|got rid of|do away with|moved away from|discontinued|phased out|paused|halted|refuse[ds]?|avoid(?:s|ed)?|(?:have |has )?left(?!\s(?:open|over|to|us|me|you|a|behind|unanswered)(?![\p{L}]))(?=\s\p{L})|vacated|closed down|shut down|(?:hiring|recruiting|recruitment) (?:freeze|stop|ban)|freeze on hiring|verlassen|verließen|abgeschafft|aufgegeben|gestoppt|einstellungsstopp|aufgehört|verzichten|verzichtet|keine?[nmrs]?|nicht|nie|niemals|ohne)`
const subjects = String.raw`(?:you|your(?:\s[\p{L}\d-]+){1,3}|they|the company|the team|sie|ihr(?:e|em|en|er)?(?:\s[\p{L}\d-]+){1,2}|nobody (?:at|in|on) [\p{L}\s]{2,30}|none of your)`
const denial = new RegExp(
  String.raw`(?<![\p{L}])${subjects}\s[^.,;:?!–—]{0,40}?(?<![\p{L}])${not}(?![\p{L}’])[^.,;:?!–—]{0,40}|(?:nutzen|haben|verwenden|betreiben|suchen|stellen|planen|setzen|arbeiten|besitzen)\ssie\s[^.,;:?!]{0,30}?(?:keine?[nmrs]?|nicht|nie|ohne)\s[^.,;:?!]{0,30}|nobody (?:at|in|on) \p{L}[^.,;:?!]{0,50}`,
  'giu',
)
/** `There is no Kafka at Acme`, `there are no openings with you`. */
const thereIsNo =
  /(?<![\p{L}])(?:there (?:is|are|was|were|seems to be) (?:no|not|none|nobody|nothing)|(?:no|none|nobody|nothing) (?:of|at|in|with) (?:you|your)|es gibt (?:\p{L}+ ){0,3}kein\p{L}*)\s[^.,;:?!–—]{0,40}/giu
/** Denials that speak of the conversation, of a choice left open, or of more to come: `not only`. */
const harmless =
  /\b(?:not only|nicht nur|(?:do not|don’t|does not|need not|müssen nicht|brauchen nicht) (?:have to|need|hesitate|worry|want|wish|mind)|have not (?:replied|answered|heard|spoken|met|written|responded)|haven’t (?:replied|answered|heard|spoken|met|had|responded)|not (?:the right|interested|sure|alone|a good|responsible|obliged|be)|müssen (?:\p{L}+ )?nicht|brauchen (?:\p{L}+ )?(?:nicht|keine)|keine (?:zeit|frage|sorge|antwort|eile|umstände|mühe)|nicht (?:antworten|geantwortet|zuständig|allein|die richtige|der richtige|mehr hören|zögern)|did not (?:answer|reply|respond)|ohne (?:aufwand|verpflichtung|eile)|never hesitate|längst kein|kein (?:wunder|neuling|problem|zufall|geheimnis)|nicht (?:weh|schaden|stören)|von (?:mir|uns) nicht|nicht von (?:mir|uns)|(?:not|nothing) from (?:me|us)|keine (?:kleinigkeit|überraschung)|no (?:wonder|surprise|small|doubt|stranger|secret)|will not|not yet (?:met|spoken)|no (?:contact|reply|answer|response|word|news|touch|activity|call|mail|meeting)s? (?:for|since|in|from|with|yet|so far|until)|(?:kein|keine[nr]?) (?:kontakt|antwort|rückmeldung|reaktion)|no obligation|no hurry|no time|no rush|cannot (?:talk|make|say))\b/iu
const ourOwn =
  /\b(?:we|we’re|wir|i’m|i am)(?:\s(?:are|have|sind|haben|also|auch|gerade|currently|\p{L}+ly)){0,3}\s?$/iu
/** `No deadline on our side`: said of us. */
const onOurSide =
  /(?<![\p{L}])(?:(?:on|from|at) our (?:side|end|part)|(?:from|with|for) us|bei uns|von uns|unsererseits|(?:auf|von) unserer seite|for (?:my|our) part|meinerseits)(?![\p{L}])/iu
/** `is not far`: an opinion, unless what follows is a fact about a company. */
const opinion =
  /(?<![\p{L}])(?:are not|is not|were not|aren’t|isn’t|(?:ist|sind|war|wird)\s(?:\p{L}+\s){0,2}?nicht)\s(?!\p{L}+ing\b|in\b|based\b|an?\b|part\b|certified|compliant|profitable|public|bei\b|zertifi|profitabel)/iu

const isNo = (value: Json): boolean =>
  value === false ||
  value === 0 ||
  (typeof value === 'string' && /^(?:no|none|nein|keine?|0|not\b.*|false)$/i.test(value.trim()))
const negative = new RegExp(
  String.raw`(?<![\p{L}])(?:${not}|not|no|nothing|none|nobody|without|except|excluded|exempt|out of scope|off the table|ausgenommen|ausgeschlossen|(?:wo|would|should)n’t)(?![\p{L}’])`,
  'iu',
)

/** Whether a fact denies something itself. */
const denies = ({ fact, readings }: Stated): boolean =>
  fact !== undefined &&
  (isNo(fact.value) || readings.some(({ text }) => negative.test(text) || nearlyNot.test(text)))

/** `Only in December`, `hardly ever`: told as `not before`. */
const nearlyNot =
  /(?<![\p{L}])(?:erst|kaum|selten|fehl(?:t|en)|short (?:of|by)|too few|understaffed|until|hardly|barely|rarely|seldom|missing)(?![\p{L}])/iu

const small = new Set(
  'that this with your have from they them their what does dont than into sind haben nicht keine sie ihre ihren einen eine wird oder und auch noch today heute any yet tool team company firma'.split(
    ' ',
  ),
)
/** Whether a text and a fact's value have a word of substance in common. */
const sharesWord = ({ words }: Reading, { forms }: Stated): boolean =>
  words.some(
    ({ key, text }) => key.length > 3 && !small.has(key) && formsOf(text).some((form) => forms.has(form)),
  )

/** Denials about them that no cited fact makes. */
export function denialFindings(reading: Reading, ground: Ground): readonly Finding[] {
  const { text, isQuestion } = reading
  if (!ground.isAboutThem || isQuestion || !negative.test(text)) return []
  const claimed = reading
    .claims(ground.accountName)
    .map(({ start, end }) => ({ 0: text.slice(start, end).split(/[,:–—]|[.;!]+$/)[0] ?? '', index: start }))
    .filter(({ 0: said }) => negative.test(said))
  const matches = [...text.matchAll(denial), ...(claimed.length > 0 ? claimed : text.matchAll(thereIsNo))]
  return matches.flatMap(({ 0: found, index }) => {
    if (
      harmless.test(found) ||
      onOurSide.test(found) ||
      opinion.test(`${found} `) ||
      isSupposed(text, index) ||
      ourOwn.test(text.slice(0, index))
    )
      return []
    const isSaid = ground.cited.some(
      (stated) =>
        denies(stated) &&
        (stated.fact !== undefined && isNo(stated.fact.value)
          ? speaksOf(stated, reading)
          : sharesWord(reading, stated)),
    )
    if (isSaid) return []
    const opposite = ground.cited.find(
      (stated) => !denies(stated) && (speaksOf(stated, reading) || sharesWord(reading, stated)),
    )
    return [
      {
        token: found.trim(),
        start: index,
        end: index + found.trimEnd().length,
        found: opposite && `${opposite.label} says the opposite`,
      },
    ]
  })
}

/** What is affirmed while the only fact about it says no. */
export function affirmedFindings(reading: Reading, ground: Ground): readonly Finding[] {
  const { text, isQuestion, words } = reading
  if (isQuestion || negative.test(text) || !ground.isAboutThem) return []
  const [first] = words
  const no = ground.cited.find(
    (stated) =>
      stated.fact !== undefined &&
      (isNo(stated.fact.value) ? speaksOf(stated, reading) : isDenied(reading, stated)),
  )
  if (no === undefined || first === undefined || isSupposed(text, text.length)) return []
  const topic = words.find(({ text: word }) =>
    formsOf(word).some((form) => no.fieldForms.includes(form) || no.forms.has(form)),
  )
  const { text: token, start, end } = topic ?? first
  return [{ token, start, end, found: `${no.label} says the opposite` }]
}

// What is denied ends where the next thing is said.
const denied =
  /(?:\bnot|n’t|\bno|\bnever|\bwithout|\bnicht|\bkeine?[nmrs]?|\bohne)\s((?:(?!\s(?:but|and|so|because|while|aber|und|sondern|doch|weil|denn)\s)[^.,;:!?]){3,80})/giu
const isSubstance = (word: string): boolean =>
  word.length > 2 && !small.has(word.toLowerCase()) && !isLight(fold(word))
/** Whether two words of substance stand in what a fact's text denies. `More than X` denies nothing of X. */
const isDenied = ({ words, text: said }: Reading, { readings }: Stated): boolean =>
  !/(?<![\p{L}])(?:than|als)(?![\p{L}])/iu.test(said) &&
  readings.some(({ text }) =>
    [...text.matchAll(denied)].some(([, inner = '']) => {
      const substance = inner.split(/[^\p{L}]+/u).filter(isSubstance)
      const forms = new Set(substance.flatMap(formsOf))
      const said = words.filter(
        ({ text: word }) => isSubstance(word) && formsOf(word).some((form) => forms.has(form)),
      )
      return said.length > 1 || (said.length === 1 && substance.length === 1 && isContrast(text, inner))
    }),
  )

/** `Not the pumps themselves`, `nicht die Druckereien`: what is set against what they mean. */
const isContrast = (text: string, inner: string): boolean => {
  const at = text.indexOf(inner)
  return (
    /,\s(?:but\s)?(?:not|nicht)\s$/iu.test(text.slice(0, at)) &&
    /^(?:the|die|der|das|den|dem)\s/iu.test(inner) &&
    /^[.,;!]|^$/.test(text.slice(at + inner.length))
  )
}

const hiring =
  /\b(?:hiring|recruiting|open (?:positions?|roles?|jobs?|vacanc\p{L}+)|vacanc(?:y|ies)|job (?:ads?|postings?|openings?|offers?)|looking for (?:new |more |additional )?(?:people|colleagues|staff|engineers|talent|employees|developers)|(?:dass|weil|da|wenn) sie (?:gerade |derzeit |aktuell )?einstellen|stell(?:en|t) (?:sie )?(?:[\p{L}]+ ){0,3}ein\b|offene[nr]? stellen?|stellenanzeigen?|stellenausschreibung(?:en)?|such(?:en|t) (?:sie )?(?:[\p{L}]+ ){0,3}(?:kolleg|mitarbeiter|verstärkung|personal|fachkräfte)\p{L}*)/iu

/** That they are hiring, where no cited fact says it. */
export function hiringFindings(reading: Reading, ground: Ground): readonly Finding[] {
  const { text, isQuestion } = reading
  const match = hiring.exec(text)
  if (match === null || isQuestion || !ground.isAboutThem || negative.test(text)) return []
  if (isSupposed(text, match.index) || ourOwn.test(text.slice(0, match.index))) return []
  const isSaid = ground.cited.some(
    ({ fact, topics, readings }) =>
      fact !== undefined &&
      ((topics.some((topic) => topic === 'hiring' || topic === 'vacancies') && !isNo(fact.value)) ||
        readings.some((one) => hiring.test(one.text) || one.topics.includes('hiring'))),
  )
  if (isSaid) return []
  const nearest = ground.cited.find(({ topics }) => topics.includes('hiring'))
  return [
    {
      token: match[0],
      start: match.index,
      end: match.index + match[0].length,
      found: nearest && `${nearest.label} says the opposite`,
    },
  ]
}
