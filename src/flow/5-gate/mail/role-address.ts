// Mailboxes that belong to a function, not to a person, in the languages of the countries we write to.
const words = new Set(
  `info infos information informations informacion informazioni contact contacts contacto contatto contato kontakt kontakte
  hello hallo hi bonjour hola ola ciao hej office buero büro bureau oficina ufficio kantoor mail email post mailbox inbox
  sales sale vertrieb verkauf ventes vente ventas vendas vendite verkoop salg salesteam presales marketing werbung
  support help helpdesk hilfe service services servicio servizio servis kundenservice kundendienst kundendienste
  customerservice customercare customersupport care soporte assistance aide ayuda assistenza supporto klantenservice
  admin administrator administration administracion amministrazione verwaltung sekretariat secretary secretariat
  secretaria segreteria empfang reception rezeption accueil recepcion zentrale central team teams company firma
  billing invoice invoices invoicing accounting accounts accountspayable accountsreceivable finance finances finanzen
  buchhaltung rechnung rechnungen rechnungswesen comptabilite compta facturation facturacion contabilidad
  amministrazionecontabile boekhouding payments payroll ap ar
  hr humanresources personal personalabteilung recruiting recruitment recruiter jobs job career careers karriere
  bewerbung bewerbungen rh recrutement empleo talent people
  press presse prensa stampa media medien pr news newsletter newsletters events
  legal recht rechtsabteilung juridique compliance privacy datenschutz dpo gdpr dsgvo privacidad rgpd
  security sicherheit abuse postmaster hostmaster webmaster root noc dns ssl www web website webshop shop store
  orders order bestellung bestellungen commande commandes pedidos ordini einkauf purchasing procurement compras achats
  noreply noreplies donotreply dontreply notreply nichtantworten nepasrepondre noresponder nonrispondere
  mailerdaemon bounce bounces notification notifications notify alert alerts automated auto system daemon robot bot
  unsubscribe abmelden subscribe list lists all everyone staff alle
  partner partners partnership partnerships feedback enquiries enquiry inquiries inquiry anfrage anfragen demande
  it edv tech technik dev developers engineering operations ops test testing example user usuario nobody none`
    .split(/\s+/)
    .map((word) => word.normalize('NFKD').replace(/\p{M}/gu, '')),
)
// These are people's names, too.
const names = new Set(
  'post jobs sale bot ola root people store shop news it ar ap dev press care partner recht hey tech media talent'.split(
    ' ',
  ),
)
const region =
  /^(?:[a-z]{2}|eu|emea|dach|apac|latam|usa|uk|global|intl|international|europe|germany|deutschland|north|south|east|west|team|desk|group|the|dept|\d+)$/

/**
 * Whether a mailbox is a function's: `info`, `no-reply`, `sales.uk`, `vertrieb2`. `owners`: names of the contact, which a
 * mailbox like `post` may be after all.
 */
export function isRoleMailbox(local: string, owners: readonly string[]): boolean {
  const plain = local.replace(/\+.*$/, '').replace(/\d+$/, '')
  if (names.has(plain) && owners.some((name) => name.toLowerCase() === plain)) return false
  const parts = plain.split(/[._-]+/).filter((part) => part !== '')
  return words.has(parts.join('')) || (parts.some((part) => words.has(part)) && parts.every(isFunction))
}

const isFunction = (part: string): boolean => words.has(part) || region.test(part)
