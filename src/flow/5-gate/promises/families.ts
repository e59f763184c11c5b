import { bare, byWhen, count, currency, negative, ours, unit, type Term } from './ways.ts'

// Families of promises that were met in messages and in what people write about sales mail: what costs nothing, moves in
// price, lasts for a time, will be gained, never went wrong or is agreed to.

const words = (most: number): string => `(?: [\\p{L}\\p{N}'-]+){0,${most}}`
const theSum = '(?:prices?|fees?|rates?|pricing|costs?)'
const part = `(?:\\d[\\d.,]{0,20}\\s?(?:%|percent|prozent|${currency})?|half|(?:a|one) (?:third|quarter|half|fifth)|two thirds|die hälfte|eine?[mn]? (?:drittel|viertel|fünftel))`
const gained =
  '(?:results?|(?:a|the) difference|effects?|improvements?|returns?|savings|ergebnisse?|(?:den|einen) unterschied|wirkung|erfolge?)'
const noticing = '(?:see|sees|notice|feel|get|have|sehen|merken|spüren|haben)'
const secrets = '(?:data|records?|files?|information|documents?|messages?)'
const breach = '(?:(?:data|security) )?(?:breach|leak|hack|intrusion|data loss)(?:es|s)?'
const germanBreach = '(?:daten(?:panne|leck|verlust|diebstahl)|sicherheitsvorfall|hackerangriff)s?'
const contract =
  '(?:clauses?|terms|conditions|contracts?|agreements?|penalt(?:y|ies)|nda|requirements|demands)'
const germanContract = '(?:agb|\\p{L}*bedingungen|\\p{L}*klauseln?|vertragsstrafen?|pönalen?|\\p{L}*vertrag)'
const germanSum = '\\p{L}*(?:gebühr|kosten|rechnung|pauschale)\\p{L}*'
const talk = '(?:call|chat|meeting|conversation|talk|demo|gespräch|telefonat|anruf|termin|mail|question)'

export const families: readonly Term[] = [
  negative(
    'free offer',
    "(?:not|never|nothing|\\p{L}+n't)(?: (?:ever|even|be|get))? (?:charg(?:e|ed|ing)|bill(?:ed)?|invoiced?)",
    'pays?(?: us)? nothing|(?:you )?owes? us nothing',
    `nicht in rechnung|nicht berechne[tn]|(?:berechnen|verrechnen|zahlen|bezahlen)${words(4)} (?:nicht|nichts)(?= *(?:$|[.,;!]))`,
  ),
  bare('free offer', 'on our account|at our (?:own )?expense|auf unsere (?:rechnung|kosten)|auf uns'),
  ours(
    'free offer',
    `(?:cover|absorb|bear|carry|pick up|take over)s?${words(2)} (?:costs?|fees?|bill|tab|expenses?)`,
    `${germanSum}${words(3)} (?:erlassen|übernehmen|tragen|streichen|verzichten)`,
    `(?:erlassen|übernehmen|streichen|verzichten)${words(4)} ${germanSum}`,
  ),
  bare(
    'price',
    '(?:get|have|receive|yours|offer|sell|give|buy)(?: it| you| them| this)* at (?:cost|list price)',
  ),
  ours('price', `at (?:cost|list price)(?= (?:for|to) you| *(?:$|[.,;!]))`),
  bare(
    'price',
    `(?:pay|cost(?:s|ing)?|charged?)(?: you| them| us)?(?: only| just| no more than| as little as| merely| barely){0,2} (?:(?:a|one) (?:tenth|fifth|quarter|third|half|fraction)|half|next to nothing) (?:of|the|what)`,
  ),
  bare(
    'contract term',
    `(?:offer|quote|proposal|price|promise|commitment|angebot|zusage|preis)${words(2)} (?:is|are|ist|sind|remains?|bleibt)${words(3)} (?:binding|firm|irrevocable|verbindlich|bindend|unwiderruflich)(?! (?:only )?(?:if|once|when|after|wenn|sobald))`,
  ),
  bare(
    'discount',
    `(?:flexible|negotiable|room|leeway|movement)${words(2)} (?:on|in|with|about) (?:the |our |this )?${theSum}`,
    `${theSum} (?:is|are)${words(2)} (?:negotiable|flexible|up for discussion)`,
    `(?:you|sie)(?:'ll| will| would| can| could)?(?: (?:easily|also|then|so|auch|damit))? (?:save|sparen) \\d[\\d.,]{0,20}\\s?(?:%|percent|prozent)`,
    `(?:beim|im|am) preis${words(3)} (?:entgegen\\p{L}*|luft|spielraum|bewegen)|spielraum beim preis|über den preis (?:lässt sich|können wir|kann man) (?:reden|sprechen)|verhandelbar|verhandlungssache`,
  ),
  ours(
    'discount',
    `(?:move|budge|come down|do something|work something out)${words(1)} (?:on|about) (?:the |our )?${theSum}`,
  ),
  bare(
    'deadline',
    `(?:offer|price|quote|rate|conditions?|angebot|preise?|konditionen)${words(2)} (?:stands?|holds?|valid|good|open|expires?|ends?|lapses?|runs out|applies|gilt|gelten|gültig|läuft|endet|steht|bleib(?:t|en)) (?:only |just |nur |noch )?(?:${byWhen}|until further notice)`,
  ),
  ours(
    'deadline',
    `(?:start|begin|kick off|go ahead|get going)(?: (?!${talk}|a |an |the |our |with )[\\p{L}'-]+){0,2} ${byWhen}`,
    `(?:am|ab|ab dem) (?:\\p{L}+tag|\\p{L}+woch|\\d[\\d.]*)(?: (?!${talk})[\\p{L}-]+){0,3} (?:beginnen|starten|loslegen|anfangen)`,
  ),
  bare(
    'promised result',
    `(?:you|sie)${words(2)} ${noticing}${words(3)} ${gained}${words(2)} ${byWhen}`,
    `(?:${byWhen}|(?:after|nach) (?:only |just |nur )?${count} ${unit})${words(2)} ${noticing}${words(3)} ${gained}`,
    `(?:pays? (?:for itself|off|itself back)|rechnet sich|amortisiert sich|(?:macht|zahlt) sich(?: bezahlt| aus)?)${words(2)} ${byWhen}`,
    `(?:you|sie)(?:'ll| will| would| can| could| werden| würden| könnten)?(?: (?:easily|also|then|so|auch|damit))? (?:save|gain|win back|get back|sparen|gewinnen)${words(2)} (?:${count} ${unit}|${part})(?! (?:off|cheaper))`,
    `(?:saves?|spart) (?:you|your \\p{L}+|ihnen|ihre[nmr]? \\p{L}+)${words(2)} (?:${count} ${unit}|${part})`,
  ),
  ours(
    'promised result',
    `(?:cuts?|reduces?|lowers?|shrinks?|bring down|raises?|increases?|boosts?|improves?|senk(?:en|t)|reduzier(?:en|t)|steiger[nt]|erhöh(?:en|t))${words(4)} (?:by|to|um|auf) (?:about |around |up to |over |etwa |bis zu |rund |gut )?${part}`,
    `(?:your|ihre?[mnr]?)(?: [\\p{L}-]+){1,3} (?:will|would|werden|wird|würden)(?: (?:soon|also|easily|sich|bald))? (?:halve|drop|fall|shrink|disappear|vanish|double|triple|rise|grow|improve|go (?:down|up|away)|be (?:cut|halved|gone)|halbieren|sinken|fallen|steigen|verdoppeln|verschwinden|wachsen)(?!\\p{L})`,
    '(?:halves?|doubles?|triples?|halbier(?:en|t)|verdoppel[nt]|verdreifach(?:en|t)) (?:your|their|its|the|ihre[nmr]?)',
  ),
  negative(
    'security promise',
    `(?:never|not once)${words(3)} (?:an? |any |one )?${breach}|(?:not|without|zero) (?:a |one )?(?:single )?${breach}|(?:not|never|\\p{L}+n't)(?: (?:ever|yet))? (?:lost|leaked|exposed|mislaid)${words(3)} (?:${secrets}|byte|passwords?)`,
    `(?:nobody|no one|no (?:third part(?:y|ies)|outsiders?|strangers?)|not even (?:we|our \\p{L}+))(?: (?:but|except|besides|other than|outside)(?: [\\p{L}-]+){1,2})?(?: (?:else|can|could|will|would|may|ever|gets? to)){0,3} (?:reads?|sees?|access(?:es)?|opens?|decrypts?|views?|touch(?:es)?|look at)${words(2)} ${secrets}`,
    `(?:niemand|keiner|kein(?:e[rn]?)? (?:dritte[rn]?|fremde[rn]?|mitarbeiter\\p{L}*))${words(4)} (?:daten${words(2)} (?:lesen|sehen|einsehen|öffnen|entschlüsseln)|zugriff)`,
    `(?:noch )?(?:nie|niemals)(?: zuvor)?(?: eine?n?)? ${germanBreach}`,
  ),
  bare(
    'security promise',
    `only you (?:can|have|will|may|hold)${words(3)} (?:${secrets}|keys?)|nur sie (?:haben|können)${words(4)} (?:zugriff|daten|schlüssel)`,
  ),
  ours(
    'contract term',
    `(?:(?:agree|consent) to|accept|sign|take on|submit to)s?${words(4)} ${contract}`,
    `(?:stimmen?|akzeptieren?|unterschreiben?|unterzeichnen?)${words(4)} ${germanContract}`,
    `${germanContract} (?:stimmen?|akzeptieren|unterschreiben|nehmen) (?:wir|ich)`,
  ),
]
