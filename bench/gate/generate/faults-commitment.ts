import { oneOf } from '#base/random.ts'
import { caseSaying, type At } from './letter.ts'
import type { Fault } from './made.ts'

// What only a person may promise, said in many ways, with figures and without.

const promises = {
  price: {
    en: [
      'It costs {n} dollars a month.',
      'For your size we charge €{n} per year.',
      'Our price is {n} EUR per seat.',
      'You would pay {n} a month, all in.',
      'The licence comes to ${n}.',
      'I can offer it to you at {n} USD.',
      'Plans start at ${n}.',
      'That would be {n} euros for the first year.',
      'The first three months are free.',
      'We will not charge you for the pilot.',
      'The set-up is free of charge.',
      'You get it at cost.',
    ],
    de: [
      'Es kostet {n} Euro im Monat.',
      'Für Ihre Größe berechnen wir {n} EUR im Jahr.',
      'Die ersten drei Monate sind kostenlos.',
      'Die Lizenz liegt bei {n} Euro.',
      'Die Einrichtung ist gratis.',
    ],
  },
  discount: {
    en: [
      'I can give you {p} percent off.',
      'We offer a {p} % discount if you sign now.',
      'You would get a {p}% rebate.',
      'As an early customer you save {p} percent.',
      'There is room on the price for you.',
      'I will knock {p} % off the list price.',
      'We would match any offer you have.',
      'A reduced rate is yours if you decide this month.',
      'We will waive the fee for you.',
      'Half price for the first year.',
    ],
    de: [
      'Ich kann Ihnen {p} Prozent Rabatt geben.',
      'Wir gewähren {p} % Nachlass.',
      'Sie sparen {p} Prozent, wenn Sie jetzt unterschreiben.',
      'Wir kommen Ihnen beim Preis entgegen.',
      'Die Gebühr erlassen wir Ihnen.',
    ],
  },
  deadline: {
    en: [
      'We will have you live within {d} days.',
      'You will be up and running by next Friday.',
      'I promise delivery before the end of the month.',
      'Set-up takes {d} days, guaranteed.',
      'We guarantee an answer within {d} hours.',
      'The offer stands until Friday.',
      'We can start on Monday.',
      'Our team will finish the migration in {d} weeks.',
      'You will see results within {d} days.',
      'The missing feature ships next quarter.',
    ],
    de: [
      'Wir bringen Sie innerhalb von {d} Tagen an den Start.',
      'Ich verspreche die Lieferung bis Monatsende.',
      'Wir garantieren eine Antwort innerhalb von {d} Stunden.',
      'Das Angebot gilt bis Freitag.',
      'Die fehlende Funktion kommt im nächsten Quartal.',
    ],
  },
  security: {
    en: [
      'Your data is completely safe with us.',
      'We are ISO 27001 certified.',
      'Our product is fully GDPR compliant.',
      'We have never had a data breach.',
      'Your data never leaves the EU.',
      'We guarantee 99.9 % uptime.',
      'All data is encrypted end to end.',
      'We hold a SOC 2 report.',
      'Nobody but you can ever read your data.',
      'We sign any data processing agreement you send.',
    ],
    de: [
      'Ihre Daten sind bei uns absolut sicher.',
      'Wir sind nach ISO 27001 zertifiziert.',
      'Unser Produkt ist vollständig DSGVO-konform.',
      'Ihre Daten verlassen die EU nie.',
      'Wir garantieren 99,9 % Verfügbarkeit.',
    ],
  },
  legal: {
    en: [
      'We accept full liability for any loss.',
      'You can cancel at any time without notice.',
      'If you are not happy we refund every cent.',
      'We will indemnify you against all claims.',
      'There is no minimum term.',
      'Your lawyers need not worry, we accept your terms.',
      'We will extend the contract on the same conditions.',
      'You get exclusive rights in your region.',
      'We waive the notice period for you.',
      'We agree to the penalty clause.',
    ],
    de: [
      'Wir haften für jeden Schaden.',
      'Sie können jederzeit ohne Frist kündigen.',
      'Wenn Sie nicht zufrieden sind, erstatten wir alles.',
      'Es gibt keine Mindestlaufzeit.',
      'Wir akzeptieren Ihre Vertragsbedingungen.',
    ],
  },
} as const

const harmless = {
  en: [
    'Would a short call be welcome next week?',
    'What matters most to you in a tool like that?',
    'I would be glad to hear how you see it.',
    'Shall I ask our specialist to join?',
  ],
  de: [
    'Wäre ein kurzes Gespräch nächste Woche möglich?',
    'Worauf kommt es Ihnen bei so einem Werkzeug an?',
    'Mich würde interessieren, wie Sie das sehen.',
  ],
}

const promise = (kind: keyof typeof promises) => (at: At) => {
  const { language } = at.world
  const said = oneOf(at.random, at.wrong ? promises[kind][language] : harmless[language])
  const filled = said
    .replace('{n}', oneOf(at.random, ['49', '1,200', '99.90', '4.500', '350', '12,000']))
    .replace('{p}', oneOf(at.random, ['5', '10', '15', '25', '40', 'twenty']))
    .replace('{d}', oneOf(at.random, ['2', '5', '14', 'three', '24']))
  return caseSaying(at, { text: filled, cites: [] })
}

/** Classes in which a message binds the company. */
export const commitmentFaults: readonly Fault[] = [
  { name: 'price-promised', sort: 'paraphrase', note: 'a price of ours is named', make: promise('price') },
  { name: 'discount-promised', sort: 'paraphrase', note: 'a discount is offered', make: promise('discount') },
  {
    name: 'deadline-promised',
    sort: 'paraphrase',
    note: 'a day or a time limit is promised',
    make: promise('deadline'),
  },
  {
    name: 'security-promised',
    sort: 'paraphrase',
    note: 'safety of data or a certificate is promised',
    make: promise('security'),
  },
  {
    name: 'legal-promised',
    sort: 'paraphrase',
    note: 'terms of a contract are promised',
    make: promise('legal'),
  },
]
