import { isSupposed } from './clauses.ts'
import type { Finding, Ground } from './ground.ts'
import { formsOf } from './plain.ts'
import type { Reading } from './reading.ts'
import type { Stated } from './stated.ts'

// Superlatives and growth: the words that flatter most are the ones nobody checks.

const makers = String.raw`(?:compan(?:y|ies)|firms?|makers?|providers?|vendors?|suppliers?|players?|brands?|teams?|manufacturers?|start-?ups?|platforms?|business(?:es)?|producers?|names?|employers?|robot\p{L}*|in (?:the|your|its)|on the market|anbieter\p{L}*|hersteller\p{L}*|unternehmen\p{L}*|firma|marken?|arbeitgeber\p{L}*)`
const superlative = new RegExp(
  [
    String.raw`\b(?:market|industry|category|world|global)[- ]lead(?:er|ers|ing)\b`,
    String.raw`\b(?:number one|no\. ?1|award[- ]winning|world[- ]class|best[- ](?:known|in[- ]class|selling)|second to none|unrivall?ed|unmatched|unparalleled|state[- ]of[- ]the[- ]art|cutting[- ]edge)\b`,
    String.raw`\b(?:fast(?:est)?|quickest|rapidly|quickly)[- ]growing\b`,
    String.raw`\b(?:leading|foremost|premier|pioneering|largest|biggest|fastest|oldest|youngest|strongest|smartest|safest|cheapest)\s(?!to\b|up\b|the\b|challenges?|hurdles?|problems?|pains?|concerns?|questions?|worr|obstacles?|risks?|way\b|times?\b|by\b|into\b|costs?\b)\p{L}+`,
    String.raw`\b(?:top|best|first|only|most\s\p{L}+|greatest)\s(?:\p{L}+\s){0,2}?${makers}`,
    String.raw`\b(?:weltweit |europaweit |marktweit )?führende[nrsm]?\b|\bmarktführer\p{L}*|\b(?:am )?schnellst(?:e[nrsm]?|en)? (?:wachsende\p{L}*|wachsen\p{L}*)|\bschnellst wachsende\p{L}*|\bpreisgekrönt\p{L}*`,
    String.raw`\b(?:größte[nrsm]?|bekannteste[nrsm]?|erfolgreichste[nrsm]?|innovativste[nrsm]?|älteste[nrsm]?|modernste[nrsm]?)\s(?!herausforderung|hürde|sorge|problem|frage|aufgabe|teil)\p{L}+`,
    String.raw`\b(?:beste[nrsm]?|einzige[nrsm]?|erste[nrsm]?)\s(?:\p{L}+\s)?(?:anbieter|hersteller|unternehmen|firma|marke|arbeitgeber)\p{L}*`,
    String.raw`\b(?:bigger|larger|faster|better|stronger|ahead|größer|schneller|besser|stärker) (?:than|of|als) (?:your|the|most|all|other|any|ihr\p{L}*|die|alle|andere\p{L}*) (?:competitors?|competition|rivals?|market|industry|peers|others|wettbewerb\p{L}*|konkurrenz|markt|branche)`,
    String.raw`\b(?:nobody|no one|no (?:other )?(?:firm|company|team|competitor|provider)|none|few|niemand|keiner?|kein (?:anderes|anderer|unternehmen|wettbewerber))\b[^.,;!?]{0,50}?\b(?:is|are|was|has|have|does|do|can|ist|sind|hat|macht|kann|does it)\s(?:\p{L}+\s){0,3}?(?:better|more|as|faster|bigger|cheaper|closer|stronger|smarter|greater|larger|bekannter|besser|größer|schneller|stärker|erfolgreicher|so)\b`,
    String.raw`\b(?:unbeaten|unbeatable|unsurpassed|peerless|like no other|set(?:s|ting)? the (?:standard|pace|bar|benchmark)|gold standard|household name|the envy of|outperform\p{L}*|outpace\p{L}*|ahead of (?:everyone|the pack|the competition|the field|its peers|your (?:competitors|peers|rivals))|(?:top|highest)[- ]rated|top[- ]tier|world[- ](?:renowned|famous)|renowned|legendary|best of (?:breed|its kind)|(?:the|your) (?:envy|benchmark) (?:of|for)|ohnegleichen|unübertroffen\p{L}*|konkurrenzlos\p{L}*|unschlagbar\p{L}*|spitzenreiter\p{L}*|nummer eins|tonangebend\p{L}*|vorreiter\p{L}*|maßstäbe|weltbekannt\p{L}*|renommiert\p{L}*)\b`,
  ].join('|'),
  'giu',
)
const cheapSuperlative =
  /lead|foremost|premier|pioneer|est\b|top\b|first|only|most|number one|no\. ?1|award|class|second to|un(?:rival|match|paral)|state[- ]of|cutting|rapidly|quickly|führ|preis|ste[nrsm]?\b|größt|einzige|erste|wachs|fast-|fast grow|bigger|larger|faster|better|stronger|ahead|größer|schneller|besser|stärker|nobody|no one|no other|none|few|niemand|kein|un(?:beat|surpass|über|schlag)|peerless|like no|set|gold|household|envy|outp|rated|tier|renow|legend|best of|benchmark|ohnegl|konkurrenz|spitzen|nummer eins|tonang|vorreiter|maßst|weltbek/iu

/** Superlatives that no source uses. */
export function superlativeFindings({ text, isQuestion }: Reading, ground: Ground): readonly Finding[] {
  if (isQuestion || !cheapSuperlative.test(text)) return []
  return [...text.matchAll(superlative)].flatMap(({ 0: found, index }) => {
    const [head = found] = found
      .split(/[\s-]+/)
      .filter((word) => !/^(?:the|most|world|market|industry|global|category|am|weltweit)$/i.test(word))
    const isSaid = [...ground.cited, ...ground.own].some(({ forms }) =>
      formsOf(head).some((form) => forms.has(form)),
    )
    return isSaid || isSupposed(text, index)
      ? []
      : [{ token: found, start: index, end: index + found.length, found: undefined }]
  })
}

interface Growth {
  readonly pattern: RegExp
  /** Percent that the word may stand for. */
  readonly low: number
  readonly high: number
}
const growths: readonly Growth[] = [
  { pattern: /\b(?:doubl(?:ed|ing)|verdoppel\p{L}*|twice (?:the|as)|twofold)\b/iu, low: 90, high: 115 },
  { pattern: /\b(?:tripl(?:ed|ing)|verdreifach\p{L}*|threefold)\b/iu, low: 185, high: 220 },
  { pattern: /\b(?:quadrupl(?:ed|ing)|vervierfach\p{L}*)\b/iu, low: 285, high: 325 },
  { pattern: /\b(?:halved|halving|halbier\p{L}*)\b/iu, low: -55, high: -45 },
  {
    pattern:
      /\b(?:skyrocket\p{L}*|surg(?:ed|ing)|soar(?:ed|ing)|explod(?:ed|ing)|rocketed|boom(?:ed|ing)|explodier\p{L}*)\b/iu,
    low: 50,
    high: Infinity,
  },
  {
    pattern:
      /\b(?:grow(?:n|ing|s)?|grew|expand(?:ed|ing)?|wachsen|wächst|gewachsen|wuchs\p{L}*)\s(?:so |very |sehr )?(?:fast|rapidly|quickly|strongly|massively|schnell|rasant|stark|kräftig)\b|\b(?:rapid|fast|strong|record|impressive|rasante[sn]?|starke[sn]?|schnelle[sn]?|beeindruckende[sn]?) (?:growth|wachstum)\b|\b(?:schnell|rasant|stark|kräftig) (?:wachsen|wächst|gewachsen|gestiegen|wachsende\p{L}*)|\brecord (?:year|quarter|sales)\b/iu,
    low: 20,
    high: Infinity,
  },
  {
    pattern:
      /\b(?:(?:grew|grown)(?!\s(?:into|up)\b|\sto\s(?:(?:about|around|roughly|some|nearly|almost|over|more than|well over)\s)?(?:\d|\p{L}+(?:teen|ty|hundred|thousand|million)\b|ten\b|eleven\b|twelve\b|a (?:dozen|hundred|thousand)))|has risen|have risen|rose|increased|gewachsen|gestiegen|zugelegt)\b/iu,
    low: 0.1,
    high: Infinity,
  },
  {
    pattern:
      /\b(?:shrank|shrunk|fell|fallen|has gone down|have gone down|shrinking|declin(?:ed|ing)|dropped|decreased|laid off|geschrumpft|gesunken|schrumpf\p{L}*|rückläufig\p{L}*)\b/iu,
    low: -Infinity,
    high: -0.1,
  },
]
const cheapGrowth =
  /fell|fallen|gone down|doubl|verdoppel|twice|fold|tripl|verdrei|quadr|vervier|halv|halbier|rocket|surg|soar|expl|boom|gr[eo]w|growth|expand|w[aä]chs|wuchs|rise|rose|increas|gestieg|zugelegt|shr|declin|drop|decreas|laid off|schrumpf|gesunken|rückläuf|record/iu
const theirs = /\b(?:you|your|they|their|its|sie|ihr\p{L}*|the company|the team)\b/iu

/** Growth and decline in words that no source gives in that size and direction. */
export function growthFindings({ text, isQuestion }: Reading, ground: Ground): readonly Finding[] {
  if (isQuestion || !ground.isAboutThem || !cheapGrowth.test(text)) return []
  for (const { pattern, low, high } of growths) {
    const match = pattern.exec(text)
    if (match === null || isSupposed(text, match.index)) continue
    if (!theirs.test(text) && !ground.isForColleagues && !text.includes(ground.accountName)) continue
    if ([...ground.cited, ...ground.own].some((stated) => grows(stated, { pattern, low, high }))) return []
    const nearest = ground.cited.find(({ topics }) => topics.includes('growth'))
    return [
      {
        token: match[0],
        start: match.index,
        end: match.index + match[0].length,
        found: nearest && `${nearest.label} is the nearest: another size`,
      },
    ]
  }
  return []
}

const grows = ({ topics, numbers, readings, fact }: Stated, { pattern, low, high }: Growth): boolean =>
  readings.some(({ text }) => pattern.test(text)) ||
  (fact !== undefined &&
    topics.includes('growth') &&
    numbers.some((number) => number.kind === 'percent' && number.low >= low && number.low <= high)) ||
  (fact !== undefined &&
    readings.some(
      (reading) =>
        reading.topics.includes('growth') &&
        reading.numbers.some(
          (number) => number.kind === 'percent' && number.low >= low && number.low <= high,
        ),
    ))
