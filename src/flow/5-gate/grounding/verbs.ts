// The verbs that tell something of a company, in all the forms that stand after `your team` or a company's name.

const regular =
  'use employ operate serve offer need want plan sign open close move launch hire recruit raise expand acquire announce switch migrate rely depend work face serve handle manage lack suffer struggle fail crash complain expire renew end start stop happen employ recruit struggle look seek seem count consist belong focus specialise specialize cover deliver ship produce manufacture develop design host store list show report post advertise publish plan schedule track waste miss delay cancel replace introduce adopt deploy install test evaluate consider intend aim hope expect target attend join merge restructure reorganise reorganize relocate double triple increase decrease decline drop rise climb reach turn earn save invest own license partner compete lag pay charge receive depend rank span train promote appoint fire retire resign celebrate nominate award certify outsource automate digitise digitize integrate connect maintain support supply import export transport treat teach insure finance lend roast brew bake repair collect process trade exist date date base locate headquarter appear remain stay change improve worsen break burn slip pile cause create require demand attract operate supply visit mention confirm ask answer reply describe explain promise suggest request call like love hate dislike prefer enjoy rate review criticise criticize praise blame threaten sue settle default owe overrun underperform outgrow outperform exceed trail dominate pioneer'
const irregular =
  'run runs ran sell sells sold make makes made build builds built grow grows grew lose loses lost win wins won spend spends spent buy buys bought begin begins began keep keeps kept fall falls fell rise rises rose leave leaves left hold holds held put puts think thinks thought tell tells told say says said write writes wrote get gets got give gives gave go goes went come comes came take takes took find finds found lead leads led bring brings brought teach teaches taught pay pays paid sit sits sat stand stands stood break breaks broke cut cuts shut shuts split splits spin spins spun deal deals dealt bear bears sees saw knows knew feel feels felt hear hears heard becomes became sends sent shrank shrink shrinks fights fought'
const auxiliaries =
  'am are is was were has have had does do did isn’t aren’t wasn’t weren’t hasn’t haven’t hadn’t doesn’t don’t didn’t'

function formsOfVerb(base: string): readonly string[] {
  const soft = /[^aeiou]y$/.test(base)
  const stem = soft ? base.slice(0, -1) : base
  const third = soft ? `${stem}ies` : /(?:s|x|z|ch|sh)$/.test(base) ? `${base}es` : `${base}s`
  const past = base.endsWith('e') ? `${base}d` : `${soft ? `${stem}i` : base}ed`
  const doubled = /[^aeiou][aeiou][bdgmnprt]$/.test(base) ? [`${base}${base.slice(-1)}ed`] : []
  return [base, third, past, ...doubled]
}

const finite: ReadonlySet<string> = new Set([
  ...regular.split(' ').flatMap(formsOfVerb),
  ...irregular.split(' '),
  ...auxiliaries.split(' '),
])

/** Whether a word (lower case) can be the verb of a statement: `uses`, `struggled`, `isn’t`. */
export const isFiniteVerb = (word: string): boolean => finite.has(word)
