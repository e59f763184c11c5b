import { fold, formsOf } from './plain.ts'

// Words in which one says again what somebody else said: each line is one sense, in English and German. A word of a line
// is borne by any other of it. Lines are kept narrow: what is on one line must never be a stronger or another claim.

const lines = `
job jobs work order auftrag
colleague newcomer people staff hire kollege mitarbeiter beschaeftigte personal arbeitnehmer
van vans car cars vehicle vehicles truck trucks lorry lorries fleet lkw lastwagen laster fahrzeug fahrzeuge
meter meters zaehler
invoice invoices bill bills billing receipt beleg belege rechnung rechnungen eingangsrechnung
accounting bookkeeping accounts books ledger buchhaltung verbuchen verbucht buchen
shop shops store stores retailer retail filiale filialen branch branches laden geschaeft
clinic clinics practice practices praxis
site sites location locations warehouse warehouses plant plants depot depots standort werk lager centre center centres centers
school schools pupil pupils schule schueler
book books title titles buch buecher titel
cheese ageing aging aged cellar cellars wheel wheels
machine machines maschine maschinen anlage anlagen equipment unit units geraet geraete
lose loses losing loss verlieren verliert verlust
replan replanning rebook reschedule
roster rosters rota shift shifts schedule scheduling dienstplan schicht
switch swap swaps change replace replaced replacing exchange getauscht tausch tauschen wechsel wechseln ersetzt ersetzen
hate hates dislike dislikes annoy annoys annoyed fed tired sick aergern aergert stoert nervt bother
worst hardest trouble most difficult
look consider inspect ansehen anschauen angesehen schaue schauen schaut
mess messy
miss missed slip slips slipped overlook forgot
raise raised increase increased erhoeht put up
approve approves approval sign-off freigeben freigibt freigabe genehmigen signs
decide decides decided decision entscheiden entscheidet entscheidung
finish finished complete completed done over ended fertig komplett abgeschlossen behind
equip equipped fitted install installed bestueckt ausgestattet einbau eingebaut einbauen
excel spreadsheet spreadsheets sheet sheets tabelle tabellen
short lack lacks lacking missing understaffed fehlen fehlt fehlende unterbesetzt
holiday holidays vacation leave urlaub ferien away off
nonstop continuously durchgehend rund around clock uhr staendig
deliver delivery deliveries delivered arrive arrives arrived lieferung liefern geliefert
start starts started begin begins launch launched live beginnen beginnt startet
end ends ending expire expires run runs out over endet auslaufen laeuft
extend extension renew renewal verlaengern verlaengerung renewed
buy buys bought buying purchase purchased acquire acquired acquisition kauf kaufen gekauft
test tested testing check audit audited review reviewed examine pruefung geprueft pruefen messung messen
legal solicitor solicitors lawyer lawyers counsel contract
remark remarks comment comments note anmerkung anmerkungen
mislay mislaid lost missing misplaced
leave leaves left lapse lapsed ended cancelled churn
compete competing competitor competitors rival rivals
offer offers bid bids tender angebot ausschreibung quote
course courses class classes lesson lessons training kurs kurse unterricht
beginner beginners scratch null anfaenger
power electricity energy strom energie
cool cooling cold kaelte kuehlung
milk dairy milch molkerei
make makes maker making build builds building bauen baut manufacture manufactures produce produces fertigt fertigen herstellen produziert
process processes verarbeiten verarbeitet
damp wet moist feucht
happy pleased satisfied content zufrieden
quiet quieter calm calmer ruhig ruhiger
picture photo photograph foto bild
child children kid kids kind kinder
doctor doctors physician arzt aerzte
patient patients patienten
flat flats apartment apartments wohnung wohnungen
house houses home homes haus haeuser property properties building buildings gebaeude hotel hotels
guest guests gast gaeste visitor visitors
kitchen kitchens restaurant restaurants
driver drivers fahrer
customer customers client clients kunde kunden
supplier suppliers vendor vendors lieferant
boss manager director head chief leiter leiterin
auditor auditors pruefer
newer fresh recent
question asked ask wondering frage
reminder reminders remind erinnerung
price prices cost costs fee fees charge charges preis kosten gebuehr
money budget funds geld mittel
speed fast quick schnell rapid
slow slowly langsam
answer reply response antwort
pilot trial try tryout probelauf ausprobieren
pay pays paid payment wages payroll zahlen lohn gehalt
weekly monthly week month woche monat
`
const senses = new Map<string, number[]>()
for (const [at, line] of lines.trim().split('\n').entries())
  for (const form of new Set(line.split(' ').flatMap((word) => [fold(word), ...formsOf(word)])))
    senses.set(form, [...(senses.get(form) ?? []), at])

/** The senses a word (as written) may have; empty for most. */
export const sensesOf = (word: string): readonly number[] =>
  formsOf(word).flatMap((form) => senses.get(form) ?? [])
