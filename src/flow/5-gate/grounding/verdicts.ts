import type { Topic } from './topics.ts'

// What goes beyond a fact and sounds as if somebody had said it: news of them, troubles of theirs, their plans and their
// words. Each family needs a cited fact that speaks of the same.

/** A family of such words. `topics`, `fields`: facts about these say enough; else the words of a fact must be of the family. */
export interface Verdict {
  readonly pattern: RegExp
  readonly topics: readonly Topic[]
  readonly fields: RegExp
  /** Other words in which somebody writes the same of themselves: who hates the whiteboard is fed up with it. */
  readonly said?: RegExp
}

const family = (words: string, topics: readonly Topic[] = [], fields = /^$/): Verdict => ({
  pattern: new RegExp(String.raw`(?<![\p{L}])(?:${words})(?![\p{L}])`, 'iu'),
  topics,
  fields,
})

const withWords = (verdict: Verdict, said: string): Verdict => ({
  ...verdict,
  said: new RegExp(String.raw`(?<![\p{L}])(?:${said})(?![\p{L}])`, 'iu'),
})

const troubled = String.raw`hat(?:e|es|ed|ing)|annoy\p{L}*|nuisance|worst|stuck|tired|sick of|nightmare|headache|hassle|never (?:match|fit|work|add|arrive)\p{L}*|wrong|too \p{L}+|lost|loses?|losing|late|hard|bother\p{L}*|complain\p{L}*|mad|angry|slow|crazy|mess|chaos|fight\p{L}*|errors?|mistakes?|miss(?:ed|es|ing)?|wast\p{L}*|pain\p{L}*|fail\p{L}*|bro(?:ke|ken)|struggl\p{L}*|problems?|troubles?|issues?|nobody (?:owns|knows|has)|takes (?:the whole|all|hours|days|ages|forever|too)[^.]*|ärger\p{L}*|nerv\p{L}*|mühsam\p{L}*|stör\p{L}*|hass\p{L}*|schlimm\p{L}*|falsch\p{L}*|dumm|passen nie|nie passen|am meisten arbeit|verlier\p{L}*|fehl\p{L}*|stress|zu (?:viel|lange|spät)|kaputt`
const byHand = String.raw`whiteboards?|spreadsheets?|paper|excel|lists?|by (?:hand|phone|post)|(?:text )?messages?|manual\p{L}*|pen|binders?|papier|hand|tabellen?|listen?|tafel|per (?:post|fax|telefon)|zettel\p{L}*|ordner\p{L}*`
const planned = String.raw`next (?:year|month|quarter|week|spring|summer|autumn|fall|winter)|(?:ask|call|write|try|ring) (?:me|us) (?:again|then|in)|(?:look|looking) (?:at|into)|could|maybe|perhaps|want(?:s|ed)?|interest\p{L}*|open to|plan\p{L}*|would like|need(?:s|ed)?|hope[sd]?|decid\p{L}*|schaue\p{L}*|ansehen|anschauen|möchten?|wollen|will (?:die|den|das|ein\p{L}*)|vielleicht|interess\p{L}*|planen|überleg\p{L}*|brauchen|entscheid\p{L}*`

/** News: looked for in statements, and behind `your`, `congratulations on` and the like. */
export const news: readonly Verdict[] = [
  family(
    String.raw`acquired|acquisitions?|takeovers?|taken over|merge[ds]?|mergers?|merging|bought (?:by|out|up|another|a|an|the|your)|buyouts?|sold (?:to|off|your|its|the)|spun (?:off|out)|spin-?offs?|ipo|went public|going public|stock market|listing|joint venture|übernommen|übernahmen?|fusion(?:en|iert|ieren)?|zusammenschluss|börsengang|verkauft worden|aufgekauft|ausgegründet`,
    [],
    /acqui|merge|owner|parent/i,
  ),
  family(
    String.raw`rais(?:e[ds]?|ing) (?:money|capital|funds?|funding|a|an|your|another|[$€£\d])|funding(?: rounds?)?|(?:seed|financing|investment) rounds?|closed (?:a|your|another) round|new investors?|venture capital|finanzierungsrunden?|kapitalrunde|kapitalerhöhung|neue investoren|eingesammelt`,
    ['funding'],
  ),
  family(
    String.raw`layoffs?|lay-offs?|la(?:y|id|ying) off|let (?:\p{L}+ ){0,3}go|redundanc(?:y|ies)|downsiz(?:e|ed|ing)|cut(?:ting)? (?:jobs?|staff|headcount|positions)|job cuts|reorgani[sz](?:ation|ations|ing|e|ed)|restructur(?:ing|e|ed)|turnaround|insolven\p{L}*|bankrupt\p{L}*|strikes?|stellenabbau|stellen ab|entlass\p{L}*|kurzarbeit|umstruktur\p{L}*|reorganisation|insolvenz|streik`,
  ),
  family(
    String.raw`new (?:ceo|cto|cfo|coo|cmo|cio|head|chief|director|boss|owner|owners|management|leadership|managing director|president|board)(?: \p{L}+)?|appoint(?:ed|ment)|resign(?:ed|ation)|retire[ds]?|stepped (?:down|up)|promot(?:ed|ion)|(?:has|have|had|just|recently) (?:joined|left)|neue[nrms]? (?:geschäftsführ\p{L}*|chef\p{L}*|leiter\p{L}*|leitung|vorstand|eigentümer\p{L}*)|ernannt|zurückgetreten|befördert|beförderung|in rente`,
    [],
    /change|joined|appoint|promot/i,
  ),
  family(
    String.raw`open(?:ed|ing|s)? (?:up )?(?:a|an|another|your|its|the|two|three|new|\d+)(?! (?:position|role|job|vacanc))(?: \p{L}+){0,2}|(?:mov(?:ed?|es|ing)|relocat(?:ed?|es|ing)) (?:to|into|from|out|away|your|offices?|headquarters|house|premises)|relocation|(?:new|second|third|fourth|additional|another|bigger|larger) (?:site|office|offices|plant|plants|headquarters|hq|location|locations|factory|branch|branches|warehouse|store|stores|building|premises|home|hub|depot|facility|centre|center)|expan(?:d|ds|ded|ding|sion)(?: (?:to|into|in|abroad))?|br(?:oke|eaking) (?:new )?ground|eröffn\p{L}*|umgezogen|umzug|umzieh\p{L}*|zieh(?:en|t) (?:\p{L}+ ){0,5}um|(?:neue[nrms]?|zweite[nrms]?|dritte[nrms]?|weitere[nrms]?) (?:standort\p{L}*|zentrale|büros?|werke?|niederlassung\p{L}*|filialen?|lager|halle|gebäude)|expan(?:sion|dier\p{L}*)`,
    [],
    /office|expansion|news|moved/i,
  ),
  family(
    String.raw`w[io]n(?:ning|s)? (?:a|an|the|another|your|this|last|three|two|first|new|big|several)(?: \p{L}+){0,3}|awards?|award-winning|prizes?|nominat(?:ed|ion)|shortlisted|certifi(?:ed|cation|cates?)|accredit\p{L}*|recogni[sz]ed as|honou?red|record (?:year|quarter|month|sales|results?|profits?)|milestones?|anniversary|jubilee|auszeichnung\p{L}*|ausgezeichnet|gewonnen|preisträger|zertifi\p{L}*|jubiläum|rekord\p{L}*|meilenstein\p{L}*`,
    ['founded'],
    /award|certif|prize|news/i,
  ),
  family(
    String.raw`launch(?:ed|es|ing)?|released?|rolled out|rolling out|roll-?outs?|introduced|unveil(?:ed|ing)|announc(?:e[ds]?|ing|ements?)|went live|go-?live|rebrand(?:ed|ing)?|redesign(?:ed)?|partner(?:ship|ships|ed)(?: with)?|alliance|signed (?:a|an|the|with|up)(?: \p{L}+){0,2}|(?:marktein|produktein)führung|vorgestellt|angekündigt|gestartet|neue partnerschaft|kooperation`,
    ['launch'],
    /launch|news|partner/i,
  ),
  family(
    String.raw`made (?:the )?(?:news|headlines)|in the (?:news|press|papers|headlines)|headlines|press release|schlagzeilen|in (?:der presse|den nachrichten|der zeitung)|pressemitteilung`,
    ['funding', 'launch'],
    /news|press/i,
  ),
  family(
    String.raw`switch(?:ed|ing)(?: to| from)?|migrat(?:ed|ing|ion)|replac(?:ed|ing)|moved (?:over|away)|abandoned|umgestiegen|umgestellt|umstellung|gewechselt|abgelöst|ersetzt|recall(?:ed|s)?|lawsuits?|sued|fined|hacked|breach(?:ed|es)?|data leak|fire|flood(?:ed)?|audit(?:ed|s)?|rückruf\p{L}*|klage|verklagt|gehackt|datenleck|brand|prüfung`,
    [],
    /news|migration|replac/i,
  ),
]

/** Troubles, gains and plans: looked for in statements about them. */
export const verdicts: readonly Verdict[] = [
  ...news,
  withWords(
    family('by hand|manual(?:ly)?|on paper|von hand|auf papier|tabellen', [], /process|method|manual|tool/i),
    byHand,
  ),
  withWords(
    family(
      String.raw`struggl(?:e[ds]?|ing)|suffer(?:s|ed|ing)?|crash(?:es|ed|ing)?|fail(?:s|ed|ing|ures?)?|br(?:eaks?|oke|oken|eaking)(?: down)?|breakdowns?|complain(?:s|ed|ing|ts?)?|los(?:e|es|ing|ses?)|lost|churn\p{L}*|staff turnover|turnover (?:of|among|in) (?:staff|people|employees)|overtime|understaffed|short-?staffed|overwork(?:ed)?|overload(?:ed)?|overwhelm(?:ed|ing)?|burn-?outs?|burn(?:s|ed|ing)? out|bottlenecks?|backlogs?|mess(?:y)?|chao(?:s|tic)|errors?|mistakes?|wast(?:e[ds]?|ing|eful)|too (?:much|many|slow|slowly|late|few|little|long|often|expensive|high|old|small|big)|slow(?:s|ed|ing)? (?:you|things)? ?down|outdated|obsolete|old-fashioned|(?:fall|fell|falling|lag|lags|lagging|far|running|run|are|is) (?:far )?behind|behind (?:schedule|plan|the competition)|miss(?:es|ed|ing)?|downtimes?|outages?|shortages?|inefficien\p{L}*|frustrat\p{L}*|unhappy|dissatisfied|tired of|fed up|under pressure|pressure|stress(?:ed|ful)?|problems?|troubles?|issues?|difficult(?:y|ies)?|pains?|painful|hurt(?:s|ing)?|cost(?:s|ing)? (?:you|them|your)|overpa(?:y|ys|id|ying)|pay(?:s|ing)? too|double-?book\p{L}*|no-?shows?|delay(?:s|ed|ing)?|late (?:deliver\p{L}*|orders?|shipments?|payments?)|cancel(?:led|lations?)|quit|absent\p{L}*|sick|accidents?|injur\p{L}*|debts?|deficit|in the red|unprofitable|bleed\p{L}*|worse(?:n\p{L}*)?|poor(?:ly)?|bad(?:ly)?|weak(?:ness\p{L}*)?|unreliable|insecure|vulnerab\p{L}*`,
      [],
      /pain|problem|challenge|trouble|issue|churn|complaint/i,
    ),
    troubled,
  ),
  withWords(
    family(
      String.raw`beschwer\p{L}*|reklam\p{L}*|verspät\p{L}*|fällt (?:\p{L}+ ){0,3}aus|fallen (?:\p{L}+ ){0,3}aus|ausf[aä]ll\p{L}*|abst[uü]rz\p{L}*|stürzt|verlier\p{L}*|verlor\p{L}*|verlust\p{L}*|überstunden|überlast\p{L}*|überforder\p{L}*|unterbesetzt|chaos|chaotisch|fehler\p{L}*|probleme?n?|ärger|kämpf\p{L}*|leide[nt]|litt(?:en)?|mangel\p{L}*|engp[aä]ss\p{L}*|veraltet\p{L}*|verschwend\p{L}*|zu (?:viel|viele|wenig|wenige|spät|lange?|langsam|teuer|hoch|hohe[nr]?|oft)|rückst[aä]nd\p{L}*|hinterher|unzufrieden|frust\p{L}*|druck|stress|schwierig\p{L}*|krise\p{L}*|schulden|unfälle?|krankenstand|fluktuation|kündig(?:en|t|ten)|abwander\p{L}*|scheiter\p{L}*`,
      [],
      /pain|problem|challenge|trouble|issue|churn|complaint/i,
    ),
    troubled,
  ),
  withWords(
    family(
      String.raw`(?:plan|plans|planning|planned|want|wants|wanted|intend|intends|intended|aim|aims|hope|hopes|hoping|wish|wishes|looking|seek|seeks|seeking|trying|try|decided|expect|expects|expecting|about|going|preparing|agreed|promised|committed|ready|willing|keen|eager|need|needs) to (?!say\b|hear\b|know\b|get (?:going|started|ahead|moving)\b|move (?:on|ahead)\b)\p{L}+|considering|evaluating|thinking (?:of|about)|shopping for|in the market for|(?:are|is) looking for (?:a|an|the|new|another|ways?|something)(?! (?:people|person|colleague|hire|member|engineer|developer|employee|talent))|budget(?:ed)? for|have (?:a|the) budget|beabsichtig\p{L}*|vorhaben|(?:(?<=\p{Lu}\p{L}+ )will|möchte|plant|wollen|möchten|planen|überlegen|erwägen) (?:\p{L}+ ){0,6}(?:zu )?\p{L}+en|benötigen|brauchen (?:ein|eine|einen|neue\p{L}*|mehr|dringend)|suchen (?:ein|eine|einen|nach) (?!kolleg|mitarbeit|person)\p{L}+`,
      ['hiring', 'vacancies', 'close'],
      /goal|plan|priorit|intent|need|wish|want|interest|next|step|budget|timeline/i,
    ),
    planned,
  ),
  family(
    String.raw`profitab\p{L}*|profits?|savings?|saved|cash|wealth\p{L}*|success(?:ful|fully|es)?|thriv(?:e|es|ing)|flourish\p{L}*|prosper\p{L}*|demand (?:is|has)|booked out|sold out|gewinn\p{L}*|marge\p{L}*|profitabel|erfolgreich\p{L}*|ausgebucht|ausverkauft`,
    ['revenue'],
    /profit|margin|saving|cash/i,
  ),
  family(
    String.raw`(?:competitors?|rivals?|competition|customers|clients|users|investors|peers|board|wettbewerb\p{L}*|konkurren\p{L}*|kund(?:en|innen)|anleger|aufsichtsrat|vorstand)(?= )`,
    ['customers'],
    /customer|client|competit|rival|invest|board|description|segment/i,
  ),
  family(
    String.raw`agreed|approved|confirmed|promised|signed off|accepted|committed|rejected|declined|refused|zugestimmt|bestätigt|zugesagt|genehmigt|versprochen|unterschrieben|abgelehnt`,
    [],
    /^(?:lastMail|mail|note|agreement|status|decision)/i,
  ),
]
