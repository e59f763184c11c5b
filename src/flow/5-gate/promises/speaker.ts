// Who says or gets what: the words before and after a promise that tell whether it is ours.

const anyOf = (...words: readonly string[]): string =>
  `(?<![\\p{L}\\p{N}_])(?:${words.join('|')})(?![\\p{L}\\p{N}])`

/** `_`: a name of theirs, masked; `§`: our own. Not a subject: `for you`, `to us`. */
const subject = new RegExp(
  `(?<!\\b(?:for|to|with|from|of|at|by|give|offer|send|grant|show|tell|get|save|make|promise|guarantee|assure|help|let|charge|refund|für|an|mit|von|bei|zu)\\s)(?:(?<us>${anyOf('we', 'i', 'us', 'our', 'ours', 'my', 'wir', 'ich', 'uns', 'unser\\p{L}*', 'mein\\p{L}*')}|§+)|(?<them>${anyOf('you', 'your', 'yours', 'they', 'their', 'he', 'she', 'his', 'her', 'who', 'sie', 'ihr\\p{L}*', 'er')}|_+))`,
  'gu',
)

/** What makes of `you …` something that they will have from us. */
const benefit = new RegExp(
  anyOf(
    "will|won't|can|can't|cannot|could|would|shall|get|gets|receive|pay|save|'ll|be|have (?:my|our)",
    'können|könnten|werden|würden|erhalten|bekommen|zahlen|sparen|dürfen|kriegen|brauchen nicht|müssen nicht',
  ) + `|['’]ll\\b`,
  'u',
)

const denial = new RegExp(
  anyOf(
    "not|cannot|never|nothing|no longer|unable|nobody|neither|nor|refuse|avoid|hardly|no|without|rather than|instead of|don't|doesn't|didn't|won't|can't|couldn't|wouldn't|isn't|aren't|wasn't|mustn't|shouldn't|haven't|hasn't",
    'nicht|nichts|kein\\p{L}*|nie|niemals|ohne|weder|statt',
  ),
  'gu',
)
/** Words of denial that deny nothing. */
const noDenial =
  /\b(?:not only|why not|whether or not|no (?:problem|doubt|question|matter|worries|later|more|less|longer than|sooner)|don't (?:hesitate|worry|miss|wait|forget)|without (?:doubt|question|hesitation|delay)|nicht nur|kein problem|keine (?:sorge|frage)|ohne (?:zweifel|zögern)|nicht (?:zögern|vergessen))\b/gu

const reported = new RegExp(
  anyOf(
    "you(?:'ve| have| had| also| just| recently| already| once| kindly)*\\s+(?:ask|asked|wonder|wondered|mention|mentioned|write|wrote|named?|said|say|quoted|raised|wanted|requested|inquired|told|brought up|pointed out|are looking|were looking|need|needed|expect|expected|hoped|budgeted|were quoted|suggested|proposed|put it)",
    'your (?:own )?(?:question|budget|request|mail|email|message|note|figure|inquiry|enquiry|wish|remark|point|concern|wording|target|limit|current|existing|present)',
    'in your (?:words|mail|message)|(?:question|message|mail|note|request|inquiry)s? (?:about|on|regarding|concerning|whether)',
    'sie\\s+(?:\\p{L}+\\s+){0,3}?(?:fragten|gefragt|erwähnten|erwähnt|schrieben|geschrieben|nannten|genannt|wünschen|suchen|wollten|wissen möchten)|fragten sie|schrieben sie|nannten sie|haben sie (?:\\p{L}+ ){0,4}?(?:gefragt|genannt|geschrieben|erwähnt)',
    'ihre[nrms]?\\s+(?:\\p{L}+ )?(?:frage|anfrage|nachricht|wunsch|budget|mail|bitte|bisherige[nrs]?|aktuelle[nrs]?)|frage nach|fragen zu[rm]?',
  ),
  'u',
)

/** They asked, and here they are told that they get it. */
const granted =
  /\b(?:as (?:you )?(?:asked|requested|agreed|discussed|promised|wished)|(?:is|are|be) (?:granted|yours|approved|confirmed|no problem)|wie (?:gewünscht|besprochen|vereinbart|gewollt|zugesagt)|(?:ist|sind|sei) (?:genehmigt|bewilligt|zugesagt|kein problem))\b/u
const yes =
  /^\s*(?:and\s+|und\s+|so\s+)?(?:yes|yep|sure|certainly|absolutely|agreed|granted|approved|confirmed|consider it done|done|no problem|deal|of course|gladly|we (?:do|are|can|will|have)|i can|that(?:'s| is| works| will be)(?: (?:fine|possible|ok|okay|no problem|fine with us))?|we (?:can|will|could|are happy to) (?:do|arrange|offer|make|grant|confirm) (?:that|it|this|so)|you(?:'ll| will| can)? (?:get|have) (?:it|that)|ja|natürlich|selbstverständlich|einverstanden|genehmigt|das (?:geht|klappt|machen wir|ist möglich|bekommen sie)|machen wir|gern(?:e)?|sind wir|haben wir|können wir)(?:\s*$|\s+(?:gladly|gern|gerne|for you|for us|so|sind wir|haben wir|können wir|we can|we do|we are|we will|das geht|machen wir))/u

/** Whose the promise at `index` of a clause is: the last subject before it decides. */
export function speakerAt(clause: string, index: number): 'us' | 'them' | 'nobody' {
  let last: 'us' | 'them' | 'nobody' = 'nobody'
  for (const { 0: found, groups, index: at } of clause.matchAll(subject)) {
    if (at >= index) break
    const isTold = perceives.test(clause.slice(at + found.length))
    last = groups?.['us'] === undefined || isTold ? 'them' : 'us'
  }
  return last
}

/** After `we`: what follows is told of the world, not promised. */
const perceives =
  /^\s+(?:(?:have|had|also|just|recently|habe|haben)\s+)?(?:see|saw|seen|read|notice|noticed|hear|heard|hope|spoke|spoken|talked|met|know|understand|understood|remember|wonder|assume|gather|gathered|noted|sah|sahen|las|lasen|hörte|hörten|hoffe|hoffen|weiß|wissen|verstehe|verstehen|sprachen|gelesen|gehört|gesehen)(?![\p{L}])/u

/** Words of ours anywhere in a clause. */
export const isOurs = (clause: string): boolean =>
  [...clause.matchAll(subject)].some(({ groups }) => groups?.['us'] !== undefined) || forThem.test(clause)
const forThem =
  /\b(?:for you|to you|on us|for us|from us|with us|(?:is|are|comes?|come) included|für sie|ihnen|bei ihnen|von uns|bei uns|mit uns|inklusive|inbegriffen|enthalten)\b/u

export const isBenefit = (clause: string): boolean => benefit.test(clause)

/** A condition without a comma behind it: what is denied in it is not what follows for us. */
const condition =
  /(?<![\p{L}])(?:if|when|whenever|in case|should|unless|as long as|until|wenn|falls|sollte[nt]?|solange)\s[^]*\s(?=(?:we|i|our|you (?:get|will|receive|can)|you\s*$|you'll|wir|ich|bekommen|erhalten)(?![\p{L}]))/u

/** Whether what follows this text in its clause is denied. A denial in front of an `and we` or `and get` is left behind. */
export function isDenied(before: string): boolean {
  const near = before.replaceAll(noDenial, (found) => '.'.repeat(found.length)).replace(condition, '')
  const cut =
    /^[^]*\s(?:and|und)\s(?=[^]*\b(?:guarantee|promise|offer|give|grant|deliver|get|will|can|garantieren|geben|bieten|liefern)\b)/u.exec(
      near,
    )?.[0].length ?? 0
  denial.lastIndex = 0
  return denial.test(near.slice(cut))
}

/** Behind `promise`: nothing is, or no wonder. `No shift stays empty` is promised. */
const takenBack =
  /^(?:(?:\s+(?:you|your|anybody|anyone|them|here|yet|ihnen|dir|auch|dabei|damit|hier|heute|noch|lieber|dazu))*\s+(?:nothing(?!\s+(?:less|but|short|will|changes|is|can|gets|ever|breaks|stays|goes))|nichts|nicht(?! (?:nur|weniger))|(?:no|keine?[nrms]?) (?:miracles?|wonders?|magic|savings?|results?|figures?|numbers?|discounts?|prices?|dates?|quick wins?|silver bullets?|wunder\p{L}*|einsparung(?:en)?|ergebnisse?|zahlen?|rabatte?|preise?|termine?|fristen?)(?!\p{L}))|\s+(?:kann|können|könnte[n]?|darf|dürfen|will|werde[n]?|möchte[n]?)\s[^]*(?<!\p{L})(?:nichts|nicht|keine?[nrms]?|nie)(?!\p{L}))/u

/** Whether the words behind a promise take it back. */
export const isTakenBack = (after: string): boolean => takenBack.test(after)

/** Behind a figure: they named it. */
const namedByThem =
  /^(?:\s+[\p{L}-]+){0,4}?,?\s+(?:(?:that |which )?(?:you|he|she|they|your \p{L}+)(?:'ve| have| had| also| just| once| recently)?\s+(?:mentioned|named|quoted|wrote|gave|said|told|budgeted|set aside|put|have in mind)|(?:die|den|das|der)\s+(?:sie|ihr\p{L}* \p{L}+)\s+(?:\p{L}+ ){0,2}(?:nannten|nannte|genannt|erwähn\p{L}*|schrieben?|geschrieben|angaben|angegeben))(?!\p{L})/u

/** Whether the words behind a figure say that it is theirs. */
export const isNamedByThem = (after: string): boolean => namedByThem.test(after)

/** Whether a text tells what they asked or said, and does not grant it in the same breath. */
export const isReported = (text: string): boolean => reported.test(text) && !granted.test(text)
export const isGranted = (text: string): boolean => granted.test(text)
/** A short yes that stands for what was asked before it. */
export const isYes = (clause: string): boolean => yes.test(clause)
