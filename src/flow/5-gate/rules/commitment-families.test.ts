import { describe, expect, test } from 'vitest'
import {
  byId,
  evidenceOf,
  factLike,
  facts,
  objection,
  proposalOf,
  saying,
  send,
} from '#test/fakes/gate-case.ts'

const mail = (text: string, ...cites: string[]) => proposalOf([send], { draft: saying(text, ...cites) })
const either = (proposal: ReturnType<typeof mail>, evidence = evidenceOf()) =>
  objection('commitment', proposal, evidence) ?? objection('legal-promise', proposal, evidence)
const kindOf = (text: string) => /^no (.*), unless/.exec(either(mail(text))?.needed ?? '')?.[1]

describe('families of promises, each with ways to say it that share no word', () => {
  test.each([
    // Not charged: the promise holds its own negation.
    ['We will not charge you for the pilot.', 'free offer'],
    ["You won't be billed until you are happy.", 'free offer'],
    ['We would never invoice the set-up.', 'free offer'],
    ['You pay nothing for the first site.', 'free offer'],
    ['You owe us nothing for the workshop.', 'free offer'],
    ['The migration is on our account.', 'free offer'],
    ['We cover the cost of the migration.', 'free offer'],
    ['Die Gebühr erlassen wir Ihnen.', 'free offer'],
    ['Die Einrichtung stellen wir nicht in Rechnung.', 'free offer'],
    ['Den Workshop berechnen wir Ihnen nicht.', 'free offer'],
    ['Auf die Grundgebühr verzichten wir.', 'free offer'],
    ['Die Kosten der Umstellung übernehmen wir.', 'free offer'],
    ['Sie zahlen im ersten Jahr nichts.', 'free offer'],
    // A price that is named without a figure, or moved.
    ['You get it at cost.', 'price'],
    ['You will only pay a tenth of the list price.', 'price'],
    ['It costs you just half of what others ask.', 'price'],
    ['This offer is binding for us.', 'contract term'],
    ['Our quote remains firm.', 'contract term'],
    ['Das Angebot ist für uns verbindlich.', 'contract term'],
    ['I can let you have it at list price.', 'price'],
    ['There is room on the price for you.', 'discount'],
    ['The price is negotiable.', 'discount'],
    ['We are flexible on the fee.', 'discount'],
    ['We can move on the price.', 'discount'],
    ['We would match any offer you have.', 'discount'],
    ['Wir kommen Ihnen beim Preis entgegen.', 'discount'],
    ['Beim Preis ist noch Luft.', 'discount'],
    ['Über den Preis lässt sich reden.', 'discount'],
    ['Beim Preis haben wir Spielraum.', 'discount'],
    ['As an early customer you save 15 percent.', 'discount'],
    ['Sie sparen 20 Prozent, wenn Sie jetzt unterschreiben.', 'discount'],
    // How long an offer lasts.
    ['The offer stands until Friday.', 'deadline'],
    ['This price is valid until the end of the month.', 'deadline'],
    ['The quote expires on Monday.', 'deadline'],
    ['Das Angebot gilt bis Freitag.', 'deadline'],
    ['Der Preis bleibt bis Jahresende.', 'deadline'],
    ['We can start on Monday.', 'deadline'],
    ['Wir können am Montag beginnen.', 'deadline'],
    // What they will gain.
    ['You will see results within 2 days.', 'promised result'],
    ['Within a month you notice the difference.', 'promised result'],
    ['It pays for itself in six months.', 'promised result'],
    ['You will save two hours a week.', 'promised result'],
    ['We cut your costs by a third.', 'promised result'],
    ['That saves you 10,000 in the first year.', 'promised result'],
    ['Our customers halve their overtime, and so will you.', 'promised result'],
    ['You will double your output.', 'promised result'],
    ['Sie sparen drei Stunden pro Woche.', 'promised result'],
    ['Nach zwei Wochen sehen Sie Ergebnisse.', 'promised result'],
    ['Das rechnet sich in sechs Monaten.', 'promised result'],
    ['Wir senken Ihre Kosten um ein Drittel.', 'promised result'],
    // Safe until now, or from everybody.
    ['We have never had a data breach.', 'security promise'],
    ['Not a single leak in ten years with us.', 'security promise'],
    ['Our team has not lost one record.', 'security promise'],
    ['Nobody but you can ever read your data.', 'security promise'],
    ['Only you have access to your records.', 'security promise'],
    ['Not even we can read your files.', 'security promise'],
    ['No third party ever sees your data.', 'security promise'],
    ['Niemand außer Ihnen kann Ihre Daten lesen.', 'security promise'],
    ['Nur Sie haben Zugriff auf Ihre Daten.', 'security promise'],
    ['Bei uns gab es noch nie eine Datenpanne.', 'security promise'],
    // Terms taken on, and money given back.
    ['We agree to the penalty clause.', 'contract term'],
    ['We accept your general terms.', 'contract term'],
    ['Our side will sign your standard contract.', 'contract term'],
    ['Wir akzeptieren Ihre Vertragsbedingungen.', 'contract term'],
    ['Der Vertragsstrafe stimmen wir zu.', 'contract term'],
    ['If you are not happy we refund every cent.', 'refund'],
    ['Should it not work you get your money back.', 'refund'],
    ['If we cannot help we will pay it back.', 'refund'],
    ['We promise not to raise your price.', 'guarantee'],
    ['Ich verspreche Ihnen, dass keine Schicht leer bleibt.', 'guarantee'],
    ['We promise that no shift stays empty.', 'guarantee'],
  ])('%s', (text, kind) => {
    expect(kindOf(text)).toBe(kind)
  })
})

describe('their look-alikes', () => {
  test.each([
    'Would you be free for 20 minutes on Thursday?',
    'If you are free for half an hour, I would be glad.',
    'I am free for an hour on Monday.',
    'Is the £8,000 you mentioned still right?',
    'Does the budget of $4,500 that you named last year still stand?',
    'Are the 12,000 euros your colleague quoted per year or per month?',
    'I promise not to ring during the season.',
    'I promise you no miracles.',
    'I can promise nothing before we have talked.',
    'We promise nothing we cannot keep.',
    'You do not charge for delivery, I read.',
    'What does a no-show cost you?',
    'At what cost does that come?',
    'How do you keep a look at cost today?',
    'You published your results in March.',
    'I saw your results in the spring report.',
    'Do you see results in the night shift as well?',
    'How much time would you save with one plan?',
    'Did your own data breach make you change the tool?',
    'You have never had an outage, I hear.',
    'Only you can tell me whether this fits.',
    'Nobody but you can say when it is a good time.',
    'Did you agree to a penalty clause with your carrier?',
    'Which contract terms matter to you?',
    'If you do not like it, we part as friends.',
    'When does your current offer end?',
    'Your sale runs until Friday, I saw.',
    'You cut your energy use by a third, I read.',
    'I save your answer for later.',
    'Could we start with a call on Monday?',
  ])('%s', (text) => {
    expect(either(mail(text))?.found).toBeUndefined()
  })

  test.each([
    'Versprechen kann ich nichts, bevor wir gesprochen haben.',
    'Garantieren kann ich Ihnen das nicht.',
    'Was das kostet, weiß ich nicht, und ich verspreche Ihnen auch keine Wunder.',
    'Zusagen können wir heute noch nichts.',
    'Hätten Sie 20 Minuten frei?',
    'Gelten die 12.000 Euro, die Sie nannten, noch?',
    'Wie viel Zeit sparen Sie damit heute?',
    'Wer beschließt bei Ihnen solche Ausgaben?',
    'Wann sehen Sie die ersten Ergebnisse der Saison?',
    'Stimmen Sie sich beim Preis mit dem Einkauf ab?',
  ])('%s', (text) => {
    const draft = { ...saying(text), language: 'de' }
    expect(either(proposalOf([send], { draft }))?.found).toBeUndefined()
  })

  describe('a quotation of a cited fact', () => {
    const said = (value: string, tainted: boolean) => {
      const fact = factLike('industry', { field: 'description', value, tainted })
      return { cite: fact.id, evidence: evidenceOf({ facts: [...facts, fact], cited: byId(...facts, fact) }) }
    }
    const found = (text: string, { cite, evidence }: ReturnType<typeof said>) =>
      either(mail(text, cite), evidence)?.found
    const value = 'Payments for $15B of rent, guaranteed'
    test('is theirs, letter by letter', () => {
      expect(
        found('Your page says “Payments for $15B of rent, guaranteed”.', said(value, false)),
      ).toBeUndefined()
      expect(found('In your own words: "Payments for $15B of rent".', said(value, false))).toBeUndefined()
      expect(found('Here: “Payments for $16B of rent”.', said(value, false))).toBe('“$16B”')
    })
    test('what an outsider wrote is no quotation of theirs, and outside the quotes nothing changes', () => {
      expect(found('We confirm: “Payments for $15B”.', said(value, true))).toBe('“$15B”')
      expect(found('“Payments” would be $15B with us.', said(value, false))).toBe('“$15B”')
    })
  })

  test('the amount of the question is theirs only while the question is about them', () => {
    expect(either(mail('Would you take it if we do the $4,500 you mentioned?'))).toBeDefined()
    expect(either(mail('The $4,500 you mentioned is fine with us.'))).toBeDefined()
  })
})
