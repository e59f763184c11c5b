import { isOurs, type Finding, type Ground } from './ground.ts'
import { isLight } from './about.ts'
import { isSupposed } from './clauses.ts'
import { fold } from './plain.ts'
import { clausesIn, isHeldBy, isNegative, proseIn, unsaid } from './prose.ts'
import type { Reading } from './reading.ts'
import { rolesIn } from './roles.ts'
import type { Stated } from './stated.ts'
import { wordsOfField } from './topics.ts'

// What is told as done, as a habit or of everybody: approved, ordered; every month; everyone.

interface Deed {
  readonly told: RegExp
  /** The same in what they wrote. */
  readonly said: RegExp
}
const deed = (told: string, said: string): Deed => ({
  told: new RegExp(String.raw`(?<![\p{L}])(?:${told})(?![\p{L}])`, 'iu'),
  said: new RegExp(said, 'iu'),
})
const thanks = String.raw`(?:thank(?:s| you)(?: (?:very|so) much| again)? for|(?:dank|danke)(?: schön)? für) (?:your|the|ihre[nr]?|den|die) (?:\p{L}+ )?`
const deeds: readonly Deed[] = [
  deed(
    String.raw`approved|signed[- ]off|green[- ]lit|genehmigt|freigegeben|${thanks}(?:approval|go-ahead|green light|sign-off|freigabe|genehmigung)`,
    'approv|sign(?:ed|s)?[ -]off|green.?l|go.?ahead|genehmig|freig[ae]b',
  ),
  deed(
    String.raw`(?:you|they|have|has|had)(?: \p{L}+ly| already| now| just)? (?:ordered|booked|bought|purchased)|bestellt|gebucht|gekauft|beauftragt|${thanks}(?:order|booking|purchase|bestellung|buchung|auftrag|beauftragung|kauf)`,
    'order(?:ed)?|book|bought|buy|purchas|bestell|buch|kauf|auftrag',
  ),
  deed(
    String.raw`(?:you|they|have|has|had)(?: \p{L}+ly| already| now| just| all| therefore| thus| hence)? (?:decided|agreed|accepted)|entschieden|zugestimmt|zugesagt|beschlossen|angenommen|${thanks}(?:decision|agreement|commitment|zusage|zustimmung|entscheidung)`,
    'decid|decision|agre|accept|happy|commit|entsch[ie]|zustimm|zugestimmt|zusag|zugesagt|beschlo|angenommen|einverstanden',
  ),
  deed(
    'as (?:we |already )?(?:agreed|arranged|promised|settled)|as per our agreement|wie (?:\\p{L}+ )?(?:vereinbart|abgemacht|zugesagt|abgesprochen)',
    'agre|arrang|promis|settl|vereinbar|abgemacht|zugesagt|absprach|abgesprochen|einverstanden',
  ),
  deed(
    String.raw`(?:would|will|gladly|happily) recommend|recommended us|recommends? us|(?:weiter)?empfehlen uns|uns (?:weiter)?empfehlen|${thanks}(?:recommendation|referral|empfehlung)`,
    'recommend|refer|empf[eoi]hl',
  ),
  deed(
    String.raw`(?:set|put) aside (?:an? |some |the )?(?:budget|money|funds)|(?:an?|the|some) (?:approved )?budget (?:for|of|in place)|budget (?:eingeplant|bereitgestellt|freigegeben)|have (?:a |the )?budget`,
    'budget|money|fund|set aside|geld|mittel',
  ),
  deed(
    String.raw`(?:you|they|have|has|had)(?: \p{L}+ly| already| now| just)? signed(?! up| off)|unterschrieben|unterzeichnet|${thanks}(?:signature|unterschrift)`,
    'sign|unters?chr|unterzeich',
  ),
]
const cheapDeed =
  /approv|sign|green|genehm|freig|order|book|bought|purchas|bestell|buch|kauf|auftrag|decid|decision|agree|accept|commit|entsch|zusag|zugesagt|zustimm|zugestimmt|beschlo|angenommen|recommend|referral|empf|budget|aside|unter|arrang|promis|settl|vereinbart|abge/iu
const hedged =
  /(?<![\p{L}])(?:would|could|might|should|must|may|(?:have|has|need|needs|had|want|wants|hope|hopes|plan|plans) to|will be|before|until|if|whether|unless|once|consider\p{L}*|think\p{L}*|überleg\p{L}*|würden?|könnten?|müssen|muss|müssten?|sollen?|sollten?|bevor|bis|wenn|ob|falls|sobald|möchten?|erst|prüf\p{L}*)(?![\p{L}])/iu
const settled = /(?<![\p{L}])(?:since|now that|as|given that|da|nachdem|weil|wo)\s[^?]*$/iu
const byUs =
  /(?<![\p{L}])(?:we|i|wir|ich|us|uns)(?:’ve| have| haben| habe| had| hatten)?\s(?:\p{L}+\s){0,2}$/iu
const fieldOfDeed =
  /order|book|purchas|sign|agree|approv|decision|status|stage|contract|deal|customer|renew|pilot|plan/i

/** Something told as done that no cited text says, or only as a plan, a condition or a denial. */
export function deedFindings({ text, isQuestion }: Reading, ground: Ground): readonly Finding[] {
  if (ground.isTask || !cheapDeed.test(text)) return []
  const prose = proseIn(ground)
  const [nearest] = prose
  if (nearest === undefined) return []
  for (const { told, said } of deeds) {
    const match = told.exec(text)
    if (match === null) continue
    const before = text.slice(0, match.index)
    if ((isQuestion && !settled.test(before)) || isSupposed(text, match.index) || byUs.test(before)) continue
    if (isNegative(before.split(/[,;:]/).at(-1) ?? '') || /(?:to be|be|not|zu|nicht)\s$/i.test(before))
      continue
    if (
      ground.cited.some(
        ({ fact }) =>
          fact !== undefined && !prose.some((one) => one.fact === fact) && fieldOfDeed.test(fact.field),
      )
    )
      continue
    const isDone = prose.some((stated) =>
      clausesIn(stated).some((clause) => said.test(clause) && !hedged.test(clause) && !isNegative(clause)),
    )
    if (!isDone)
      return unsaid(text, { start: match.index, token: match[0] }, { nearest, why: 'it does not say so' })
  }
  return []
}

const units: readonly (readonly [string, string])[] = [
  ['day', 'days?|tage?n?|daily|täglich\\p{L}*'],
  ['week', 'weeks?|wochen?|weekly|wöchentlich\\p{L}*'],
  ['month', 'months?|monate?n?|monthly|monatlich\\p{L}*'],
  ['quarter', 'quarters?|quartale?|quarterly|vierteljährlich\\p{L}*'],
  ['year', 'years?|jahre?n?|yearly|annual(?:ly)?|jährlich\\p{L}*'],
]
const frequency = new RegExp(
  String.raw`(?<![\p{L}])(?:(?:every|each)(?: single| other)? (?:day|week|month|quarter|year)|(?:once|twice|\p{L}+ times) (?:a|per|every) (?:day|week|month|quarter|year)|daily|weekly|monthly|quarterly|yearly|annually|jede[nrs]?(?: einzelne[nrs]?)? (?:tag|woche|monat|quartal|jahr)|(?:einmal|zweimal|dreimal|\p{L}+ mal) (?:am|im|in der|die|pro) (?:tag|woche|monat|quartal|jahr)|täglich|wöchentlich|monatlich|vierteljährlich|jährlich)(?![\p{L}])`,
  'giu',
)
const cheapFrequency = /every|each|once|twice|times|mal |daily|ly(?![\p{L}])|jede|lich(?![\p{L}])/iu
const unitOf = (said: string): string =>
  units.find(([, words]) =>
    new RegExp(String.raw`(?<![\p{L}])(?:${words})(?![\p{L}])`, 'iu').test(said),
  )?.[0] ?? ''
const perUnit =
  /(?<![\p{L}])(?:a|per|pro|im|am|every|each|jede[nrs]?|die|in der) (?:day|week|month|quarter|year|tag|woche|monat|quartal|jahr)(?![\p{L}])/giu

const timesIn = (said: string): string =>
  /(?<![\p{L}])(once|twice|einmal|zweimal|dreimal|\p{L}+(?= (?:times|mal)(?![\p{L}])))/iu
    .exec(said)?.[1]
    ?.toLowerCase() ?? 'every'
const sameTimes: Readonly<Record<string, string>> = {
  once: 'every',
  einmal: 'every',
  zweimal: 'twice',
  dreimal: 'three',
}
/** `twice year`, `every month`. */
const measured = (said: string): string => {
  const times = timesIn(said)
  return `${sameTimes[times] ?? times} ${unitOf(said)}`
}

/** The measures of time a source gives; `any month` where it counts by the month. */
const measuresIn = ({ fact, readings }: Stated): readonly string[] => [
  ...readings.flatMap(({ text }) => [
    ...[...text.matchAll(frequency)].map(([found]) => measured(found)),
    ...[...text.replaceAll(frequency, ' ').matchAll(perUnit)].map(([found]) => `any ${unitOf(found)}`),
  ]),
  ...(fact === undefined ? [] : wordsOfField(fact.field).map((word) => `any ${unitOf(word)}`)),
]

const weekday =
  /(?<![\p{L}])(?:mon|tues|wednes|thurs|fri|satur|sun)days?(?![\p{L}])|(?:mon|diens|donners|frei|sams|sonn)tags?(?![\p{L}])|mittwochs?(?![\p{L}])/giu
/** `On Mondays and Thursdays` is twice a week. */
const weekdaysIn = (sources: readonly Stated[]): number =>
  new Set(
    sources.flatMap(({ readings }) =>
      readings.flatMap(({ text }) =>
        [...text.matchAll(weekday)].map(([day]) => day.toLowerCase().replace(/s$/, '')),
      ),
    ),
  ).size

/** How often something happens, where the cited texts say another measure of time, or none. */
export function frequencyFindings({ text, isQuestion }: Reading, ground: Ground): readonly Finding[] {
  if (ground.isTask || isQuestion || !cheapFrequency.test(text)) return []
  const [nearest] = proseIn(ground)
  if (nearest === undefined) return []
  const sources = isOurs(text, ground) ? [...ground.cited, ...ground.own] : ground.cited
  const said = new Set(sources.flatMap(measuresIn).filter((one) => !one.endsWith(' ')))
  for (const { 0: token, index } of text.matchAll(frequency)) {
    const unit = unitOf(token)
    if (said.has(measured(token)) || said.has(`any ${unit}`) || isSupposed(text, index)) continue
    if (
      unit === 'week' &&
      weekdaysIn(sources) ===
        ['', 'every', 'twice', 'three', 'four', 'five'].indexOf(measured(token).split(' ')[0] ?? '')
    )
      continue
    if (unit === 'day' && said.size === 0) continue
    return unsaid(text, { start: index, token }, { nearest, why: 'it does not say so often' })
  }
  return []
}

const universal =
  /(?<![\p{L}])(?:every single (?!day|week|month|quarter|year|time)\p{L}+|(?:everyone|everybody)(?= (?:at|in|on|there|with|loves?|likes?|uses?|hates?|agrees?|wants?|is|has|knows?|finds?))|each and every \p{L}+|all of (?:you(?! all)|your \p{L}+)|without exception|ausnahmslos|jeder einzelne|jede einzelne|alle bei ihnen|alle ihre \p{Lu}\p{L}+|jeder bei ihnen|sämtliche[nr]? \p{Lu}\p{L}+)(?![\p{L}])/iu
/** `All Sunday` and `the whole weekend` speak of time. */
const saidOfAll =
  /(?<![\p{L}])(?:everyone|everybody|(?:every|all|each|whole|entire|alle[nrs]?|jede[nrs]?|ganze[nrs]?)(?!\s(?:\p{L}*day|days?|weeks?|weekend|months?|years?|night|morning|time|\p{L}*tage?|woche|wochenende|monat|jahr|zeit)(?![\p{L}]))|sämtlich\p{L}*|nobody|niemand)(?![\p{L}])/iu

/** What is said of all of them, where the cited texts say it of one, or of nobody. */
export function universalFindings({ text, isQuestion }: Reading, ground: Ground): readonly Finding[] {
  if (isQuestion || ground.isTask) return []
  const match = universal.exec(text)
  const [nearest] = match === null ? [] : proseIn(ground)
  if (match === null || nearest === undefined || isSupposed(text, match.index)) return []
  if (proseIn(ground).some(({ readings }) => readings.some((reading) => saidOfAll.test(reading.text))))
    return []
  return unsaid(text, { start: match.index, token: match[0] }, { nearest, why: 'it does not say so of all' })
}

const asRole =
  /(?:^|,\s)(?:as (?:an? |the )?|als )((?:\p{L}+(?:\s|-)){0,3}?\p{L}{4,}?)(?:,|\s(?:at|of|in|with|for|bei|von|der|des)\s[^,.]{2,50}?)?,?\s(?=(?:you|your|sie|ihnen|kennen|wissen|haben|sind)(?![\p{L}]))/iu
const anybodys = new Set(
  'person someone somebody head manager lead leader one those user reader customer kunde kundin verantwortliche verantwortlicher ansprechpartner ansprechpartnerin decision maker'.split(
    ' ',
  ),
)

/** A role the reader is given, `as a partner at …`, that the cited title is not. */
export function claimedRoleFindings({ text }: Reading, ground: Ground): readonly Finding[] {
  if (!/(?<![\p{L}])(?:as|als)\s/iu.test(text) || rolesIn(text).length > 0) return []
  const titles = ground.cited.filter(
    ({ fact }) => fact !== undefined && /^(?:title|role|position)$/i.test(fact.field),
  )
  const [nearest] = titles
  const match = nearest === undefined ? null : asRole.exec(text)
  if (nearest === undefined || match === null) return []
  const role = match[1] ?? ''
  const words = role.split(/[\s-]+/).filter((word) => !isLight(fold(word)) && !anybodys.has(fold(word)))
  const isTheirs = titles.some(
    ({ fact }) => fact?.subject.object !== 'contact' || fact.subject.id === ground.recipient,
  )
  if (
    words.length === 0 ||
    (isTheirs && words.some((word) => isHeldBy(word, ground.cited) || ground.names.has(fold(word))))
  )
    return []
  return unsaid(
    text,
    { start: match.index + match[0].indexOf(role), token: role },
    { nearest, why: 'another title' },
  )
}
