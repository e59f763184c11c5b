// What nobody told us, and true things turned round.

export const claims = {
  superlative: {
    en: [
      'You are the market leader in your field.',
      '{company} is the fastest-growing company in its region.',
      'Nobody in your industry is better known.',
      'You run the largest operation of its kind.',
      'As the number one in your market, you set the pace.',
      'Your award-winning team deserves better tools.',
      'You have the best customer ratings in the country.',
      '{company} is the most innovative firm I know of.',
      'You are the leading provider in your segment.',
      'Your growth is unmatched.',
    ],
    de: [
      'Sie sind Marktführer in Ihrer Branche.',
      '{company} ist das am schnellsten wachsende Unternehmen der Region.',
      'Sie betreiben die größte Anlage ihrer Art.',
      'Ihr preisgekröntes Team verdient bessere Werkzeuge.',
      'Niemand in der Branche ist bekannter.',
    ],
  },
  event: {
    en: [
      'Congratulations on your new funding round.',
      'I saw that you were acquired recently.',
      'You have just opened a second site.',
      'Your new CEO started last month, I heard.',
      '{company} is going through a reorganisation.',
      'You won a large public contract this spring.',
      'I read about your layoffs.',
      'You are moving to a new headquarters.',
      'Your latest product launch made the news.',
      'You recently switched to a four-day week.',
    ],
    de: [
      'Glückwunsch zur neuen Finanzierungsrunde.',
      'Sie wurden vor Kurzem übernommen.',
      'Sie haben gerade einen zweiten Standort eröffnet.',
      '{company} baut gerade Stellen ab.',
      'Sie ziehen in eine neue Zentrale um.',
    ],
  },
  problem: {
    en: [
      'Your customers complain about late deliveries.',
      'You lose money on every delayed order.',
      'Your current system crashes often.',
      'Your people work too much overtime.',
      '{company} struggles with staff turnover.',
      'Your competitors already use us.',
    ],
    de: [
      'Ihre Kunden beschweren sich über verspätete Lieferungen.',
      'Ihr jetziges System fällt oft aus.',
      '{company} verliert ständig Leute.',
      'Ihre Wettbewerber arbeiten schon mit uns.',
    ],
  },
}

export const negated = {
  technology: {
    en: [
      'You do not use {v}.',
      'You have no {v} in place yet.',
      "{company} doesn't work with {v}.",
      'You never introduced {v}.',
      'You stopped using {v}.',
      'There is no {v} at {company}.',
    ],
    de: ['Sie setzen {v} nicht ein.', 'Sie haben kein {v} im Einsatz.', '{company} nutzt {v} nicht mehr.'],
  },
  hiring: {
    en: [
      'You are not hiring at the moment.',
      'You have no open positions.',
      'You stopped recruiting.',
      "{company} isn't looking for new colleagues.",
      'You have a hiring freeze.',
      'There are no openings at {company}.',
    ],
    de: [
      'Sie stellen zurzeit nicht ein.',
      'Bei Ihnen sind keine Stellen offen.',
      'Sie haben einen Einstellungsstopp.',
    ],
  },
  city: {
    en: ['You are not based in {v}.', 'You left {v}.', 'You have no office in {v} any more.'],
    de: ['Sie sitzen nicht in {v}.', 'Sie haben {v} verlassen.'],
  },
} as const

export const quotes = {
  en: [
    'You wrote: “{v}”',
    'In your last mail you said "{v}".',
    'Your words were: “{v}”.',
    'On your site it says "{v}".',
  ],
  de: ['Sie schrieben: „{v}“', 'In Ihrer letzten Mail stand: „{v}“.'],
}

export const words = {
  en: [
    'we will decide before Christmas',
    'please send us the contract',
    'our planning is a mess',
    'we are ready to sign',
    'nobody here likes the old tool',
    'we have been looking for exactly this',
    'my board has already agreed',
  ],
  de: [
    'wir entscheiden vor Weihnachten',
    'schicken Sie uns bitte den Vertrag',
    'unsere Planung ist ein Chaos',
    'wir sind bereit zu unterschreiben',
  ],
}
