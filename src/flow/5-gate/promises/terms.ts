// What a promise is made of, in English and German. A `bare` expression is a promise wherever it stands, unless it is
// said of them, denied, or their own words; a `ours` expression only where we are the ones who say or give it.
// Sources: the rule's row in day.md 5, M4 of safety.md 5.2, and the tables beside the rule.

import {
  bare,
  byWhen,
  conforming,
  count,
  currency,
  expression,
  longUnit,
  monthName,
  negative,
  numberWords,
  ours,
  perSeat,
  project,
  standards,
  unit,
  type Term,
} from './ways.ts'
import { families } from './families.ts'

/** An amount of money, in figures or words. */
const money: Term = {
  kind: 'price',
  says: 'bare',
  expression: expression(
    `[$€£¥]\\s?\\d[\\d.,]{0,20}(?:\\s?(?:k|m|b|bn|million|billion|thousand)\\b)?`,
    `(?<![\\p{L}\\p{N}])(?:usd|eur|gbp|chf)\\s?\\d[\\d.,]{0,20}`,
    `\\d[\\d.,]{0,20}(?:\\s?(?:k|m|b|bn|mio\\.?|million(?:en)?|thousand|tausend))?\\s?(?:[€$£]|${currency}(?![\\p{L}\\p{N}]))`,
    `(?<![\\p{L}])${numberWords}[\\s-]${currency}(?![\\p{L}])`,
  ),
}

const own: readonly Term[] = [
  money,
  bare(
    'price',
    "(?:do|make|let's say|say|offer)(?: it| that| you)?(?: for)? \\d[\\d.,]{0,20}k? for (?:the|a|one|all|everything)",
  ),
  bare(
    'price',
    `(?:costs?|priced? at|price is|prices? (?:start|begin)s? at|starts? at|charge[ds]?|fees?|rate|pay|for only|only|just|for|from|at|kostet|kosten|zahlen|ab|nur|für)\\s+(?:\\p{L}+\\s+){0,2}?\\d[\\d.,]{0,20}\\s?${perSeat}`,
    `(?:price|pricing|fee|cost|rate|preis|kosten|gebühr)(?:\\s+\\p{L}+){0,3}\\s+(?:is|are|of|at|to|starts at|from|beträgt|betragen|liegt bei|ab|von|ist)\\s+(?:only |just |nur )?\\d[\\d.,]{0,20}(?!\\s?(?:%|percent|prozent|st|nd|rd|th))`,
    "(?:best|lowest|cheapest|special|fixed|locked|same|unbeatable) (?:price|rate|pricing)s?|price (?:freeze|lock|match|cap|guarantee)|(?:lock|locked) in (?:the|this|your|our|today's) (?:price|rate|pricing)|at cost price|half the (?:price|cost)|half (?:of )?what you pay|nur die hälfte",
    'festpreise?|bestpreise?|sonderpreise?|preisgarantie|preisbindung|zum selbstkostenpreis|zum halben preis|günstigste[rnms]? preise?',
  ),
  ours(
    'price',
    "(?:freez(?:e|ing)|froze|hold(?:ing)?|fix(?:ing)?|lock(?:ing)?|cap(?:ping)?|peg) (?:in )?(?:your|the|our|this|today's|that)(?: current| present| list)? (?:price|rate|fee)s?",
    '(?:frieren|halten|fixieren|deckeln)(?: wir)?(?: ihnen)? (?:den|ihren|die|ihre|unsere[n]?)(?: aktuellen?)? preise?|(?:den|ihren|die|ihre) preise? (?:\\p{L}+ ){0,4}(?:einfrieren|eingefroren|stabil|festhalten|fixieren|deckeln)',
  ),
  negative(
    'price',
    "(?:won't|can't|cannot|will not|nobody will) (?:find|get|beat|offer)(?:\\s+\\p{L}+){0,3}\\s+(?:price|rate|cheaper|offer)",
    'no price (?:increase|rise)s?|keine preiserhöhung(?:en)?',
  ),
  bare(
    'discount',
    `\\d+(?:[.,]\\d+)?\\s?(?:%|percent|per cent|prozent)\\s?(?:off|discount|rebate|reduction|cheaper|less|lower|rabatt|nachlass(?:en)?|skonto|günstiger|billiger|weniger)`,
    `(?:discount|rebate|reduction|rabatt|nachlass|preisnachlass|skonto)(?:\\s+\\p{L}+){0,2}\\s+(?:of|von|in höhe von)\\s+(?:\\p{L}+\\s+){0,2}?(?:\\d|${numberWords})`,
    `save[sn]?(?: you)? (?:\\d+\\s?(?:%|percent)|half) (?:on|off|of) (?:the|your) (?:licen|price|cost|bill|subscription|fee|contract|invoice)\\p{L}*`,
    `${numberWords}\\s+(?:percent|per cent|prozent)\\s+(?:off|discount|rabatt|nachlass|cheaper|günstiger)`,
    'half[- ]price|promo(?:tion(?:al)?)? code|discount code|voucher code|(?:\\d+|some|something|money|anything) off (?:the|your|our) (?:list )?(?:price|bill|invoice|first)|knock (?:\\p{L}+ ){0,3}off|gutscheincode|aktionscode',
  ),
  ours(
    'discount',
    'discount(?:s|ed)?|rebates?|reduced (?:rates?|prices?)|special (?:offer|terms|conditions|deal)|price (?:cut|reduction)s?|vouchers?|coupons?|(?:better|lower|reduced|friendlier) (?:price|rate)s?|meet (?:you on|your) (?:the )?(?:price|budget)|cheaper|(?:reduce|lower|cut|drop|halve|match) (?:the|our|your|that|their|this|any) (?:price|fee|rate|offer|quote)s?',
    'rabatte?n?|nachl(?:ass|ässe)|preisnachl(?:ass|ässe)|sonderkonditionen|sonderangebot|gutscheine?|skonto|vergünstig\\p{L}*|im preis entgegen\\p{L}*|preislich entgegen\\p{L}*|günstiger(?:e[rnms]?)?',
    `(?:give|grant|offer|do|take|geben|gewähren|anbieten)(?: you| ihnen)?(?:\\s+\\p{L}+){0,2}\\s+\\d+\\s?(?:%|percent|prozent)`,
  ),
  bare(
    'free offer',
    'free of charge|for free|at no (?:\\p{L}+ )?(?:costs?|charges?)|without (?:any )?(?:extra |additional )?(?:costs?|charges?|fees?)|complimentary|on the house|(?:a |our )?gift from us|thrown in|throw in|free[- ](?:trial|pilot|months?|weeks?|years?|licen[cs]es?|seats?|users?|onboarding|set-?up|training|migration|consultation|account|version|plan|tier|upgrade|access|demo|audit|workshop|support|test|shipping|delivery|assessment|analysis|check|sample|copy|month|period|proof of concept|poc|implementation|installation)',
    `(?:first|next|initial) (?:${count} )?${unit} (?:is |are |come )?(?:free|on us)|${count} ${longUnit} (?:for )?free|(?<!\\b(?:i am|i'm|you|you're|you are|you be|we are|we're|be) )free for (?:the )?(?:first )?(?:${count} )?${longUnit}|(?:will|would|can|is|are) be free for (?:the )?(?:first )?(?:${count} )?${longUnit}|try (?:it|us|\\p{L}+) (?:out )?(?:for )?free|free to (?:try|use)|waive[ds]?(?: \\p{L}+){0,2} (?:fee|cost|charge)s?|(?:is|are|it's) on us`,
    'kostenlos\\p{L}*|kostenfrei\\p{L}*|gratis|unentgeltlich\\p{L}*|umsonst|ohne (?:\\p{L}+ )?(?:mehr|zusatz|extra)?kosten|ohne aufpreis|gebührenfrei\\p{L}*|geschenkt|schenken(?: wir)? ihnen|auf unsere kosten|geht aufs haus',
  ),
  negative(
    'free offer',
    '(?:no|zero) (?:extra |additional |hidden |set-?up |implementation |installation |onboarding |cancellation |entry )?(?:costs?|fees?|charges?)|not (?:pay|cost|charge)(?: you)? (?:a (?:cent|penny|thing)|anything)|nothing to pay|keine (?:\\p{L}+ )?(?:einrichtungs|zusatz|mehr|versteckten )?(?:kosten|gebühr(?:en)?)|kostet(?: sie)? nichts|costs? (?:you )?nothing(?! to (?:ask|talk|look|say))',
  ),
  ours(
    'deadline',
    `(?:deliver(?:ed|y|s)?|ship(?:ped|s)?|implement(?:ed|ation)?|(?:go|goes|going|be|is|are|went) live|roll(?:ed)?[- ]?out|launch(?:ed)?|install(?:ed|ation)?|migrat(?:e|ed|ion)|finish(?:ed)?|complet(?:e|ed|ion)|up and running|onboard(?:ed|ing)?|set (?:\\p{L}+ )?up(?! (?:a|an|the|another|our|this)? ?(?:\\p{L}+ )?(?:call|meeting|chat|time|conversation|talk|demo))|be ready|in place|operational|in production|hand(?:ed)? (?:it )?over|fix(?:ed)?|(?:send|provide|prepare)(?: you)? (?:the|a|an|our) (?:\\p{L}+ )?(?:offer|quote|proposal|contract|plan)|(?:offer|quote|proposal|contract) (?:to|with) you|(?:have|get) (?:the|an?|our) (?:\\p{L}+ )?(?:offer|quote|proposal|contract))(?:\\s+[\\p{L}\\p{N}'-]+){0,6}?\\s+${byWhen}`,
    `${byWhen}(?:\\s+[\\p{L}\\p{N}'-]+){0,7}?\\s+(?:deliver(?:ed)?|ship(?:ped)?|implement(?:ed)?|(?:go|be|is|are) live|live|rolled out|roll out|launch|install(?:ed)?|migrated?|up and running|onboarded?|ready|in place|operational|fixed|liefern|geliefert|einführen|umsetzen|umgesetzt|startklar|live gehen|einsatzbereit|fertig|einrichten|eingerichtet|installieren|produktiv|umstellen|ausrollen|läuft)`,
    `(?:liefern|lieferung|geliefert|einführ(?:en|ung)|umsetz(?:en|ung)|startklar|live|einsatzbereit|fertig|einrichtung|installation|angebot|vertrag)(?:\\s+[\\p{L}\\p{N}'-]+){0,6}?\\s+${byWhen}`,
  ),
  bare(
    'deadline',
    `${project} (?:(?:only|just|usually|then|nur|dann) )?(?:takes?|needs?|dauert|braucht)(?: (?:only|just|less than|about|nur|etwa|höchstens))* ${count}[- ]${unit}`,
    `${project} (?:is|are|can be|will be|ist|wird|erfolgt)(?:\\s+\\p{L}+){0,3}? ${byWhen}`,
    `(?:same|next)[- ]day (?:delivery|set-?up|installation|shipping|service)|${count}[- ]${unit} (?:implementation|rollout|onboarding|installation|delivery|set-?up)|(?:meet|hit|keep|hold|einhalten|halten) (?:your|the|every|any|ihre[nm]?|den|jeden|diese[nm]?) (?:deadline|date|go-live|termin|liefertermin|zeitplan)|lieferung (?:über nacht|am selben tag)`,
  ),
  ours(
    'guarantee',
    'guarantees?|guaranteeing|promise|assure|vouch|warrant(?:y|ies)?|pledge|vow',
    'garantier(?:e|en|t)|garantien?|versprech(?:e|en)|zusicher(?:n|e|ung)|sichern (?:ihnen )?zu|zusagen|gewährleist\\p{L}*|bürgen?',
  ),
  bare(
    'guarantee',
    'guaranteed|rest assured|you have (?:my|our) word|(?:my|our) word on (?:it|that)|(?:we|i) commit to|satisfaction guarantee|binding (?:offer|commitment|quote)|garantiert(?:e[rnms]?)?|(?:mein|unser) wort darauf|sie haben (?:mein|unser) wort|verbindliche[sn]? (?:angebot|zusage|termin)|wir verpflichten uns|fest zugesagt|zugesichert',
    '(?:100|hundred|hundert)\\s?(?:%|percent|prozent) (?:satisf\\p{L}*|uptime|reliab\\p{L}*|secure|safe|zufried\\p{L}*|sicher\\p{L}*|zuverlässig\\p{L}*)',
  ),
  negative(
    'guarantee',
    'risk[- ]free|(?:no|zero|without(?: any)?) risks?|never fails?|risikofrei|ohne (?:jedes )?risiko|kein risiko',
  ),
  bare(
    'service level',
    '\\d{2,3}(?:[.,]\\d+)?\\s?(?:%|percent|prozent) (?:uptime|availability|verfügbarkeit)|(?:uptime|availability|verfügbarkeit)(?: \\p{L}+){0,2} (?:of|von|is|at|bei) (?:over |at least |über |mindestens )?\\d[\\d.,]{0,20}',
    `(?:24/7|24x7|round[- ]the[- ]clock|rund um die uhr) (?:support|service|hotline|assistance|help|monitoring|betreuung|hilfe)|(?:support|service|hotline|help|betreuung|hilfe|erreichbar)(?: \\p{L}+){0,2} (?:24/7|24x7|around the clock|rund um die uhr)|(?:response|reaction|resolution) times? (?:of|under|below|within|is|are)|reaktionszeit(?:en)? (?:von|unter)|antwortzeit(?:en)? (?:von|unter)`,
  ),
  negative(
    'service level',
    'no downtime|zero downtime|without (?:any )?downtime|keine ausfallzeit(?:en)?|ohne ausfall(?:zeit)?(?:en)?',
  ),
  ours(
    'service level',
    `sla|service level(?: agreement)?s?|(?:responds?|answers?|repl(?:y|ies)|reacts?|reagieren|antworten|helfen)(?:\\s+\\p{L}+){0,4}\\s+(?:within|in under|in less than|innerhalb(?: von)?|binnen) ${count} (?:business |working )?${unit}`,
  ),
  bare(
    'legal promise',
    `${standards}(?:[- ]|,? (?:and|und|&|or) [\\p{L}\\p{N} -]{2,16}[- ])(?:type (?:1|2|ii?) |fully |security |law |laws |regulations? )?${conforming}`,
    `(?:compl(?:y|ies|iant)|conforms?|in line|in accordance|certified|accredited|audited|compliance|attested)(?: fully)? (?:with|to|for|under|against|by)(?: \\p{L}+){0,3} ${standards}`,
    `(?:meets?|satisf(?:y|ies)|fulfils?|fulfills?|adheres? to|follows?|respects?|covers?|passed|erfüll(?:en|t)|einh(?:alten|ält)|entsprechen|entspricht)(?: \\p{L}+){0,4} ${standards}`,
    `(?:nach|gemäß) ${standards}(?: [\\p{L}\\p{N}]+){0,2} ${conforming}|${standards}(?:[- ](?:zertifikat|audit|bericht|report|attestation|certificate|seal))`,
    'legally (?:compliant|binding|safe|sound|watertight)|fully compliant|regulatory compliance|(?:rechts|gesetzes|audit|revisions|prüfungs|arbeitszeitgesetz)(?:sicher|konform)\\p{L}*|audit-proof|court-proof|rechtlich (?:sicher|einwandfrei|unbedenklich)|datenschutzkonform\\p{L}*|gesetzeskonform\\p{L}*',
  ),
  ours(
    'legal promise',
    `${standards}|liab(?:le|ility)|indemnif(?:y|ies|ication)|hold (?:you )?harmless|data processing agreement|dpa|bear (?:the|all) (?:risk|damage)s?|haft(?:en|ung)|schadlos\\p{L}*|auftragsverarbeitungsvertrag|avv|(?:full|legal) responsibility|volle verantwortung`,
  ),
  bare(
    'security promise',
    '(?:end-to-end|fully|bank-grade|military-grade) encrypt(?:ed|ion)|(?:bank|military|enterprise)-(?:grade|level) security|(?:completely|fully|totally|perfectly|absolutely) (?:safe|secure)|unhackable|unbreakable|penetration[- ]tested|(?:your|all|customer) data (?:is|are|stays?|remains?|will|never|always|can)(?: \\p{L}+){0,4} (?:safe|secure|secured|protected|encrypted|eu|europe|germany|leaves?|shared|sold|lost|private|confidential|deleted)',
    '(?:data|information|records?|servers?) (?:is|are|stay|stays|remain|remains|hosted|stored|kept)(?: \\p{L}+){0,3} (?:in (?:the )?(?:eu|europe|germany|us|uk|switzerland)|encrypted|confidential|safe|secure)|hosted (?:only |exclusively |entirely )?in (?:the )?(?:eu|europe|germany|switzerland|frankfurt)',
    'ende-zu-ende[- ]verschlüssel\\p{L}*|(?:vollständig|komplett|absolut|hundertprozentig) (?:sicher|verschlüsselt|geschützt)|(?:ihre|alle|sämtliche) daten (?:sind|bleiben|liegen|werden|verlassen)(?: [\\p{L}]+){0,4}(?: (?:sicher|geschützt|verschlüsselt|eu|deutschland|europa|gelöscht|weitergegeben))?|(?:in deutschland|in der eu|in europa) (?:gehostet|gespeichert)|serverstandort (?:ist )?deutschland',
  ),
  negative(
    'security promise',
    'no (?:data|security) (?:loss|breach|breaches|leak|leaks|incident|incidents)|never (?:been |be )?(?:hacked|breached|leaked)|(?:never|not) (?:share|sell|leak|lose|leave)(?: \\p{L}+){0,3} data|data (?:will )?never (?:leaves?|shared|sold|lost)|kein datenverlust|keine datenlecks?|niemals gehackt',
  ),
  bare(
    'contract term',
    `cancel(?:led|lable)?(?: (?:it|this|the contract|your plan|the subscription))? (?:at )?(?:any ?time|whenever|monthly|every month|on short notice)|(?:terminate|leave|quit|exit|end|opt out)(?: \\p{L}+){0,3} (?:(?:at )?any ?time|whenever)|notice (?:period )?(?:is|of) ${count} ${unit}|month[- ]to[- ]month|rolling contract|pay (?:only |just )?(?:when|if|once|later|as you go)|(?:jederzeit|monatlich|täglich)(?: wieder)? (?:kündbar|kündigen|aussteigen|beenden)|zahlen (?:sie )?(?:erst|nur) wenn|zahlbar (?:erst|in raten)|ratenzahlung möglich|terms of payment|net (?:30|60|90)`,
  ),
  negative(
    'contract term',
    '(?:no|without(?: any| a)?) (?:long[- ]term |minimum |fixed |binding |annual )?(?:contracts?|lock[- ]?in|minimum term|terms?|notice period|notice|cancellation period)|(?:kein\\p{L}*|ohne) (?:mindest|feste |lange )?(?:vertrags)?(?:laufzeit|bindung|kündigungsfrist)(?:en)?|ohne langen vertrag',
  ),
  ours(
    'contract term',
    `${count}[- ](?:month|year)s?(?:'s|s')? (?:contract|term|agreement|deal|plan)|minimum (?:term|contract)|notice period|payment terms?|contract (?:term|length|duration) of|term of ${count}|extend(?:ed)? (?:the|your) (?:contract|agreement|term)|kündigungsfrist|zahlungsziel|mindestlaufzeit|vertragslaufzeit|laufzeit von|vertrag (?:verlängern|anpassen)|instal?lments|raten`,
  ),
  bare(
    'refund',
    '(?:full|partial|complete) refunds?|money[- ]back|refund(?:ed|s)? (?:is|are|within|if|at any|in full|possible|available|every|the full|your)|get (?:a|your|the|all your) (?:refund|money back)|(?:your|the) money (?:is )?(?:back|returned)|geld[- ]zurück\\p{L}*|geld zurück|rückerstattung|volle erstattung|erstatten (?:wir|ihnen)',
  ),
  ours(
    'refund',
    'refund(?:s|ed|able)?|reimburse[ds]?|credit (?:you|your account|note)|pay (?:it|you|everything) back|erstatt(?:en|et|ung)|gutschreiben|gutschrift|zurückzahlen',
  ),
  bare(
    'exclusivity',
    'exclusive (?:offer|deal|rights?|access|price|pricing|discount|terms?|partner(?:ship)?|territory|licen[cs]e|invitation|agreement)|exclusivity|exclusively (?:for you|yours|to you|with you)|(?:only|just) for (?:you|your company)|only (?:customer|client|company|partner)(?: of ours)? in (?:the|your) \\p{L}+|exklusivität|exklusiv(?:e[rnms]?)? (?:angebot|rechte?|vertrag|zugang|preis|partner\\p{L}*|konditionen)|exklusiv(?:recht|vertrag|angebot)\\p{L}*|exklusiv für sie|nur für sie',
    "(?:nobody|no one|none|no other (?:company|customer|client|competitor)s?|none of your competitors) (?:else )?(?:in your (?:region|industry|market|area|city) )?(?:will|gets?|can have|shall)|(?:won't|will not|not|never) (?:sell|offer|work|serve|supply)(?: \\p{L}+){0,4} (?:your competitors?|other \\p{L}+ in your)|(?:kein\\p{L}*|nicht an) (?:anderer?n? )?(?:ihrer )?wettbewerber\\p{L}*",
  ),
  bare(
    'roadmap promise',
    'on (?:our|the) (?:product )?roadmap|(?:is |are )?coming (?:soon|shortly|next (?:week|month|quarter|year)|in q[1-4]|this (?:year|quarter))|(?:auf|in) (?:unserer|der) roadmap|(?:next|upcoming) (?:version|release)|nächste[nr]? (?:version|release)',
    `(?:feature|integration|(?:mobile )?app|module|version|release|connector|interface|app|functionality|function|schnittstelle|funktion|modul|anbindung|integration)s?(?:\\s+\\p{L}+){0,5}?\\s+(?:will (?:be|come|arrive|launch|follow|ship)|(?:comes|launches|arrives|ships)(?: out)? (?:in|by|next|this|soon)|is (?:planned|scheduled|due|coming)|are (?:planned|coming)|kommt|folgt|ist geplant|erscheint|wird (?:\\p{L}+ ){0,3}(?:verfügbar|ergänzt|eingebaut|veröffentlicht))`,
    `(?:available|released|launched|verfügbar|veröffentlicht) (?:in|by|from|next|ab|im) (?:q[1-4]|next|the next|${monthName}|quarter|dem nächsten|nächsten|nächstes)`,
    "(?:we|our (?:developers|engineers|product team|team))(?:'ll| will|'re going to| are going to| plan to| intend to| are)\\s+(?:\\p{L}+\\s+){0,2}?(?:add(?:ing)?|build(?:ing)?|develop(?:ing)?|releas(?:e|ing)|integrat(?:e|ing)|extend(?:ing)?|ship(?:ping)?|launch(?:ing)?|working on|support(?:ing)?)(?! (?:you|your team|your people|my colleague|him|her|them|nothing))",
    '(?:we|i) (?:can|could|will|would) (?:build|customi[sz]e|develop|program|tailor|adapt)(?! (?:on|upon|our conversation))|(?:wir|unser team|unsere entwickler) (?:werden|bauen|planen|entwickeln|arbeiten)(?:\\s+[\\p{L}-]+){0,6}?\\s+(?:ergänzen|einbauen|bauen|entwickeln|unterstützen|veröffentlichen|integrieren|nachliefern|ein|an einer|an der)',
  ),
]

/** Every way to promise, most telling first. */
export const terms: readonly Term[] = [...own, ...families]
