import { fold } from './plain.ts'

// German writes every noun with a capital, so a capital alone tells nothing there. What ends like a common noun, is one
// of these of our trade, or has such a one at its end, is taken for a word; a name is what is left.

const nouns = new Set(
  `team teams arbeit anliegen abend abende absprache abstimmung alltag angebot anruf ansatz anfrage antwort auftrag aufwand austausch auge augen bedarf beginn beispiel beitrag bereich betrieb bild blick branche brief büro chance chancen daten dank detail details dienst dienste dinge ding druck effekt einblick eindruck eindrücke einsatz ende erfolg erfolge ergebnis ergebnisse email e-mail mail mails erwartung fabrik fachkräfte fall fälle familie fehler feedback feld firma firmen form fokus frage fragen freude freunde führung gebiet gedanke gedanken gelegenheit gelände gemeinsam geschäft gespräch gespräche grund gründe gruß grüße hand hände handel haus herausforderung herz hilfe hinweis idee ideen impuls industrie info infos information interesse internet it jahr jahre jahren jahres kalender kapazität kauf kenntnis kontakt kontakte kopf köpfe kosten kraft kunde kunden kundin land länder leben lage leistung leute lösung lösungen luft lust markt märkte maschine maschinen mal maß mensch menschen messe minute minuten mitarbeiter mitarbeitende mitarbeitenden mitte möglichkeit moment monat monate monaten morgen motto muster mut nachricht nachrichten nachsicht name namen netz neuigkeit not nutzen ordnung ort orte papier paar partner pause person personen personal phase phasen plan pläne platz praxis prioritäten problem probleme produkt produkte produktion projekt projekte prozess prozesse prozent punkt punkte qualität rahmen raum reibungen reihe rolle routine ruhe runde sache sachen satz schicht schichten schritt schritte seite seiten sicht sinn situation software sorge spaß sprache stadt stand start stelle stellen stunde stunden suche system systeme tag tage tagen takt tat team telefon telefonat termin termine thema themen tisch tool tools typ überblick uhr umfang umgang umsatz umstieg unternehmen unternehmens unterlagen unterschied unterstützung verbindung vergleich verkauf vertrag verträge vertrauen vertrieb verzeihung viel vorhaben vorschlag vorschläge vorteil wachstum wand ware weg wege weile weise welt werk werke wert wettbewerb willen wissen woche wochen wort worte worten wunsch zahl zahlen zeichen zeilen zeit zeiten zeitpunkt ziel ziele zugang zukunft zusammenhang zuschrift zweck zweifel anfang anlass kollege kollegen kollegin kolleginnen roboter lager läger standort standorte kreis kreise ding wartezeit schweigen zufall wesen montag dienstag mittwoch donnerstag freitag samstag sonntag januar februar märz april mai juni juli august september oktober november dezember quartal herr frau herrn dr prof guten grüßen dame damen herren ihr ihre ihnen ihrem ihren ihrer sie sales marketing head chief officer crm erp saas api ki ceo cto cfo coo gf b2b euro dollar handwerk gründung mannschaft belegschaft anbieter hersteller marktführer kette ketten tempo wechsel bestand ablauf abläufe fortschritt hintergrund rückmeldung rückfrage woran demo testphase test tests newsletter website webseite homepage startup startups kaffee mühe glückwunsch abonnement version stück tonnen logistik robotik`
    .split(/\s+/)
    .map(fold),
)
const endings =
  /(?:ung|ungen|heit|heiten|keit|keiten|schaft|schaften|tion|tionen|sion|sionen|taet|taeten|ments?|nis|nisse|nissen|ismus|linge?|chen|tum|enz|enzen|anz|anzen|igkeit|logie|grafie|atur|itur|barkeit|zeug|zeuge|kraft|kraefte|stoffe?|isten|ereien|erei|eien|oren|enden|ender|ende|ierung|barkeiten)$/
const heads = [...nouns].filter((noun) => noun.length > 3)

/** Whether a capitalised German word is an ordinary noun rather than a name. */
export function isGermanNoun(word: string): boolean {
  const key = fold(word)
  if (nouns.has(key) || endings.test(key)) return true
  const bare = key.replace(/(?:en|er|es|e|n|s)$/, '')
  if (nouns.has(bare) || nouns.has(`${bare}e`)) return true
  return (
    key.length > 7 && heads.some((noun) => key.endsWith(noun) || (bare.length > 7 && bare.endsWith(noun)))
  )
}
