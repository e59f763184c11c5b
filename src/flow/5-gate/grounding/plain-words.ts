import { memo } from './memo.ts'
import { fold, formsOf, verbStem } from './plain.ts'

// Words that state nothing of a company when nobody said them: grammar, measures, time, courtesy, the conversation itself
// and what every company has and does. A word that is none of these has to be said by a source.

const grammar =
  `a an the this that these those it its itself i me my mine we us our ours you your yours yourself yourselves he him his she her hers they them their theirs one ones
who whom whose which what where when why how whether if unless though although because since as than then so and or but nor yet not no yes none nobody nothing nowhere never neither either both each any anybody anyone anything some somebody someone something such other others another else same own
youre youve youd youll were weve well ill im ive id theyre theyve hes shes its thats theres whats lets dont doesnt didnt isnt arent wasnt werent cant wont couldnt wouldnt shouldnt hasnt havent hadnt
be am is are was were been being have has had having do does did done doing can could may might must shall should will would ought cannot let
of in on at by to from with within without for about into onto over under above below up down out off between among against across along around through throughout during before after until till upon per via like near beside besides behind beyond toward towards despite instead
here there now today tonight tomorrow yesterday currently present presently still already just also too very quite rather really truly indeed even only again back away together soon later lately recently nowadays meanwhile once often sometimes usually normally generally mostly mainly partly perhaps maybe probably apparently possibly certainly surely clearly simply exactly anyway therefore thus hence however otherwise more most less least much many few several lot plenty bit little enough
about roughly nearly almost close circa approximately upwards least around good dozen dozens? couple pair half third quarter number figure count total whole hundred thousand million billion percent double size
year month week weekend day hour minute second morning date time moment while term period century decade beginning start middle end early late long short old new young recent current next last past coming ago far first second sooner spring summer autumn fall winter january february march april may june july august september october november december monday tuesday wednesday thursday friday saturday sunday
get gets got give gives gave given go goes went gone going take takes took taken make makes made making put puts keep keeps kept possible single agree agrees let lets letting thanks thank congratulations congratulation belated profile website page ad advert posting podcast article news press blog talk interview line headline quote
say says said tell tells told ask asks asked mention write writes wrote written mail email message note letter call phone ring line reply answer read reads hear hears heard see sees saw seen look notice find finds found learn understand understood know knows knew known think thinks thought believe gather remember recall wonder guess suppose assume feel felt mean means meant speak spoke talk explain describe report share point bring brought raise word come comes came stick stuck show shown name call question request thank thanks according record file note information detail story news thing matter topic subject case point side way part kind sort type fact idea view mind`.split(
    /\s+/,
  )

const everyday =
  `get gets got give gives gave given go goes went gone going take takes took taken make makes made put puts keep keeps kept hold holds held stand stands stood sit sits sat stay stays stayed turn use uses used using run runs ran work works worked working live lives lived help helps helped serve serves served offer provide handle deal deals manage look looking seem appear belong include involve cover carry carries follow move sit set sets happen become becomes became begin begins began start continue remain bear depend care count counts describe list total number add adds
company firm business house group organisation organization outfit team people person staff crew colleague employee employ workforce folk place site office location home base based headquarter hq town city country region state street world market field area sector industry line branch trade customer client user member supplier partner work job task duty role position title responsibility charge process operation operate day-to-day system tool software setup set-up stack place technology data contract agreement deal proposal project plan product service record
able available certain clear different usual regular real full main possible likely sure common general specific particular several various everyday daily weekly monthly yearly annual
nice glad happy good great kind interesting interested impressive lovely pleased sorry hope welcome dear please
us ourselves everyday side hand hands head heads eye reason sense
easy easier simple right well better fine busy small large big moving parts
want wants wanted need needs needed wait waits waited waiting expect expected expects plan plans planned planning check checks checked visit visits visited arrange arranged send sends sent receive receives received arrive arrives arrived collect compare compared watch try tries tried choose chose pick picked suggest suggested recommend propose prepare prepared discuss review summarize sum cover add added join joined meet meets met talk belated earlier apology apologies sorry excuse forgive worry mind sake behalf touch loop desk inbox page sheet paper list lists report summary overview outline agenda document documents file files folder trip crowd occasion event opportunity chance moment situation context background scene environment setting circumstances condition tend tends likely unlikely seem sounds sound looks appear turn turns expression opinion guess feeling impression sense idea thought interest attention effort patience habit routine rhythm pace step steps progress way manner approach method practice matter around roughly exactly precisely strictly particularly especially basically essentially naturally obviously evidently understandably honestly frankly respectfully politely briefly quickly slowly quietly kindly warmly personally directly jointly separately together alone own private public internal external local national regional international global side corner edge top bottom front back middle right inside outside nearby far close colour color shape size length width height weight amount volume level degree range scale share rest remainder balance individual single separate joint common shared mutual next following previous former initial final original existing present latest newest belated welcome congratulations congratulate congrats thanks cheers regards wishes fellow lads folks guys ladies gentlemen everyone everybody men women man woman put up take over go come along bring ahead hear tell reply voice remark comment hint clue answer deal deals dealing dealt kept runs ran sits lies lie lay rests exist exists existing everything nothing something anything somewhere anywhere elsewhere rather instead though although even unlike while whereas whether hi hello hey greetings yours sincerely weekday fortnight monthly quarterly yes no okay ok half-hour whole-day profile website page web site online careers ad ads posting address number line extension postcode familiar aware mindful curious worth deserved happen happens happened occur occurs occurred take place involve involved affect affected concern concerns concerning regarding related relating relevant apply applies applied affect count counts finish finished complete completed done whatever whichever whenever wherever however sort sorts kind kinds type types form forms variety item items piece pieces unit units part parts bit bits fair fairly decent proper properly gather spread across headcount payroll books carry carries carrying hold holding hope hopes hoped hoping wish wishes belong belongs own owns owned mainly chiefly largely order customer customers introduce introduced short-term long-term ourselves themselves itself herself himself ready able unable round off born remind reminds reminded reminder aim purpose use fit fits reach reached reaches welcome anyone flag flags flagged flagging heads-up headsup pointing altogether risk risks timing built set aside
hard fun tough trouble problem issue headache hassle nuisance
spend spends spent frank
every each all both alle jede jeder jedes jeden beide nie immer
picture sketch portrait research recap digest brief briefing synopsis
seek seeks seeking sought contact contacts quiet silent silence danger dangers caution doubt doubts
upcoming ahead due scheduled pending ongoing underway`.split(/\s+/)

const germanGrammar =
  `der die das den dem des ein eine einen einem einer eines dieser diese dieses diesen diesem dieser jener kein keine man es er sie ihr ihre ihren ihrem ihrer ihres ihnen wir uns unser unsere unseren unserem unserer ich mich mir mein meine meinen meinem meiner sich selbst selber wer wen wem wessen was welche welcher welches welchen wo wann warum wie weshalb ob dass weil da wenn falls als und oder aber doch sondern denn sowie nicht nie niemand nichts nirgends weder noch beide beides jede jeder jedes jeden jedem etwas jemand manche mancher einige einiges andere anderer anderen anderes derselbe gleiche eigene eigenen
bin bist ist sind war waren gewesen sei seien hat habe haben hatte hatten gehabt wird werden wurde wurden worden geworden kann koennen konnte konnten darf duerfen muss muessen soll sollen sollte sollten mag moegen moechte moechten will wollen wollte wollten lassen laesst liess tun tut tat
an am auf aus bei beim bis durch fuer gegen hinter im in ins mit nach neben ohne seit statt ueber um unter vom von vor waehrend wegen zu zum zur zwischen ab
hier dort da jetzt nun heute morgen gestern derzeit aktuell zurzeit momentan noch schon bereits gerade eben auch nur sogar sehr ganz recht ziemlich wirklich ja eigentlich wieder zurueck zusammen bald spaeter neulich kuerzlich inzwischen mittlerweile oft manchmal meist meistens normalerweise vielleicht wohl vermutlich wahrscheinlich offenbar sicher gewiss einfach genau also daher deshalb dann damals sonst mehr meisten weniger viel viele vielen vieler wenig wenige etwas genug einiges
etwa rund circa ungefaehr knapp gut fast beinahe ueber mindestens hoechstens dutzend paar haelfte drittel viertel zahl anzahl menge summe hundert tausend million millionen milliarde prozent insgesamt gesamt ganze ganzen
jahr jahre jahren monat monate monaten woche wochen wochenende tag tage tagen stunde stunden minute minuten morgen mittag datum zeit zeitpunkt moment augenblick anfang beginn mitte ende frueh spaet lang lange kurz alt alte neu neue neuen neuer jung letzte letzten letzter naechste naechsten vergangene kommende erste ersten quartal fruehjahr fruehling sommer herbst winter januar februar maerz april mai juni juli august september oktober november dezember montag dienstag mittwoch donnerstag freitag samstag sonntag
moeglich sagen sagte sagten gesagt erzaehlen erzaehlte erzaehlten schreiben schrieb schrieben geschrieben erwaehnen erwaehnte erwaehnten berichten berichtete fragen fragte fragten gefragt bitten bat baten gebeten antworten antwort antwortete lesen las gelesen hoeren gehoert sehen sah gesehen schauen finden fand gefunden verstehen verstanden wissen wusste denken dachte meinen glauben merken erinnern sprechen sprach sprachen gesprochen reden nennen nannte nannten genannt heissen erklaeren zeigen mail e-mail nachricht notiz brief zeile zeilen anruf telefon telefonat gespraech wort frage punkt sache thema fall seite weise art grund danke dank vielen laut angabe angaben unterlagen akten stand`.split(
    /\s+/,
  )

const germanEveryday =
  `geben gibt gab gegeben gehen geht ging gegangen nehmen nimmt nahm machen macht machte gemacht stellen setzen halten haelt stehen steht stand sitzen sitzt liegen liegt bleiben bleibt kommen kommt kam gekommen laufen laeuft lief nutzen nutzt verwenden arbeiten arbeitet arbeit leben helfen hilft bieten bietet fuehren fuehrt leiten leitet kuemmern scheinen gehoeren umfassen zaehlen zaehlt beginnen begann anfangen beschaeftigen beschaeftigt betreiben betreibt bringen bringt brachte folgen hinzukommen
unternehmen firma betrieb haus gruppe organisation mannschaft team leute mensch menschen person personen mitarbeiter mitarbeitende mitarbeiterin belegschaft kollege kollegen kollegin ort standort buero sitz zuhause stadt land region gegend welt markt feld bereich branche kunde kunden nutzer partner lieferant arbeit aufgabe rolle position titel funktion verantwortung zustaendig ablauf prozess betrieb alltag system werkzeug software technik daten vertrag vereinbarung angebot vorschlag projekt plan produkt dienst
moeglich bestimmt klar verschieden ueblich regelmaessig richtig voll ganz ganzes wichtig genau taeglich woechentlich monatlich jaehrlich
schoen froh freue freut freuen toll nett gern gerne herzlich freundlich liebe lieber gruss gruesse bitte entschuldigung willkommen
leicht einfach gut gute guten guter klein gross einzige einiges
wollen moechte moechten brauchen braucht brauchten benoetigen benoetigt warten wartet erwarten erwartet planen plant geplant pruefen besuchen besuch schicken schickt senden sendet bekommen bekommt erhalten erhaelt abholen vergleichen vergleich versuchen waehlen vorschlagen schlagen vorbereiten besprechen bespricht ansprechen angehen herausfinden erfahren kennen kennt lernen lernt treffen traf
davon damit dafuer dazu daran darauf darin darum darueber dabei danach davor daraus dadurch dagegen hierzu hierfuer hiermit wobei womit wofuer wozu woran worauf worin
ausserdem zudem ebenfalls ebenso zwar allerdings jedoch trotzdem dennoch hingegen dafuer uebrigens natuerlich selbstverstaendlich durchaus ueberhaupt insbesondere besonders vor allem naemlich jeweils
anlass gelegenheit lage umstand zusammenhang hintergrund rahmen moeglichkeit chance eindruck gefuehl meinung ansicht sicht blick ueberblick zusammenfassung liste bericht dokument akte seite blatt papier tisch
stammt stammen stammte bestehen besteht bestand gehoert gilt gelten geltend betrifft betreffen handelt handeln ergibt ergeben findet stattfinden statt
haeufig selten gelegentlich immer mehrfach mehrere verschiedene einzelne einzelner gesamte gesamten halbe halber weitere weiterer zusaetzlich
eigene eigener gemeinsam getrennt einzeln persoenlich direkt kurz ausfuehrlich genau
kommende bisherige bisher bislang kuenftig zukuenftig spaetestens fruehestens
oertlich regional national international weltweit
lautet heisst bezeichnet
vorab bescheid rueckmeldung hinweis information
glueckwunsch gratulieren gratuliere herzlichen
sorgt sorgen kuemmert
zuerst zunaechst zuletzt anschliessend schliesslich endlich
hallo moin servus tag
vorhaben ziel zweck
dran drauf drin rum
fertig bereit
davon hierbei
herr frau damen herren
teil teile stueck
gesicht auge
wert
muehe aerger sorge kopfzerbrechen
bevor nachdem obwohl sofern solange sobald waehrend indem sodass hauptsaechlich vorwiegend lediglich immerhin jedenfalls sowohl entweder statt anstatt ausser trotz
hinaus heraus herein hinein raus rein hin her herum vorbei vorbeikommen weg fort los nieder empor voran voraus nachher vorher seither seitdem erst erstmal einmal zweimal mal
verschoben vorerst klaeren klaert bitten
insgesamt zusammengenommen
profil webseite website stellenanzeige karriere
einsatz einsaetze
taetig aktiv
kopf koepfe
herr frau herrn dr prof`.split(/\s+/)

const bare = (word: string): string => fold(word.replace('?', ''))
const forms = new Set(
  [...grammar, ...everyday, ...germanGrammar, ...germanEveryday].flatMap((word) => [
    bare(word),
    ...formsOf(bare(word)),
  ]),
)
const grammarForms = new Set([...grammar, ...germanGrammar].map(bare))

const stems = new Set(
  [...germanGrammar, ...germanEveryday].filter((word) => word.length > 5).map((word) => verbStem(word)),
)
// `Neatly`, `kindly` say how, not what; what they say of how far is for `check-scope`.
const manner =
  /^(?!(?:early|daily|weekly|monthly|family|supply|assembly|reply|apply|italy|july|rely|multiply|comply)$)\p{L}{4,}ly$/iu

/** Whether a word (as written) needs no source. */
export const isPlainWord = memo(
  6000,
  (word: string): boolean =>
    forms.has(fold(word)) ||
    formsOf(word).some((form) => forms.has(form)) ||
    manner.test(word) ||
    (word.length > 6 && stems.has(verbStem(word))),
)

/** Whether a word (as written) only holds others together: grammar, measures and time, courtesy, who said it. */
export const isGrammarWord = memo(
  6000,
  (word: string): boolean => grammarForms.has(fold(word)) || manner.test(word),
)

// Plain where nothing nearer is known; in a statement that retells a sentence they tell something of their own.
const telling = new Set(
  `customer customers client clients user users member members supplier suppliers partner partners employee employees contract contracts agreement agreements deal deals order orders decided decision introduced owns owned happy glad pleased interested daily weekly monthly quarterly yearly annual once twice mostly mainly largely worldwide world everywhere
kunde kunden nutzer partner lieferant lieferanten vertrag vereinbarung taeglich woechentlich monatlich jaehrlich weltweit meisten`
    .split(/\s+/)
    .map(fold),
)

/** Whether a word (as written) that is plain elsewhere tells something in a statement that retells a sentence of theirs. */
export const isTellingWord = (word: string): boolean => telling.has(fold(word))
/** Whether a word (as written) tells nothing of its own, also in such a statement. */
export const isNeutralWord = (word: string): boolean => !isTellingWord(word) && isPlainWord(word)
