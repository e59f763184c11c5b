import type { Language } from './world.ts'

// Sentence frames by what they state. {v}: the value. {company}: the account's name, which is cited then, too.

export type Frames = Readonly<Record<string, readonly string[]>>

const en: Frames = {
  employees: [
    'With a team of {v} people, keeping everybody in step takes effort.',
    'You count {v} employees today.',
    'Our records show a headcount of {v}.',
    '{company} employs {v} people.',
    'A company with {v} employees rarely fits on a whiteboard.',
    '{v} colleagues means a lot of calendars to reconcile.',
    'I read that {v} people work at {company} now.',
    'When {v} people depend on one plan, small slips get loud.',
    'How do the {v} people on your payroll learn about a change of plan?',
    'There are {v} of you by now, which is when spreadsheets start to creak.',
    'Getting {v} employees onto the same page is hard work.',
    "{company}'s {v} employees probably each have an opinion on this.",
    'Your staff of {v} is what made me write.',
  ],
  foundedYear: [
    '{company} has been around since {v}.',
    'Founded in {v}, you have seen a few planning tools come and go.',
    'You started out in {v}.',
    'Since {v} you have built up habits worth keeping.',
    'A firm established in {v} knows its own trade.',
    'I saw that {company} dates back to {v}.',
  ],
  revenueUsd: [
    'You report revenue of {v}.',
    'With {v} in annual revenue, an hour lost each week adds up.',
    'Your revenue stands at {v}, as far as we know.',
    '{company} turned over {v}.',
  ],
  city: [
    'You work out of {v}.',
    'I see that {company} is based in {v}.',
    'Greetings to {v}!',
    'Your office in {v} caught my eye.',
    'Since you are in {v}, a call in your morning would suit me.',
    'How is business in {v}?',
    "{company}'s home is {v}.",
    'Planning from {v} works the same way as anywhere else.',
  ],
  industry: [
    'Work in {v} has its own rhythm.',
    'In {v} every delay shows at once.',
    'You are active in {v}.',
    'Your field is {v}, if our notes are right.',
    'Companies in {v} often tell us the same story.',
  ],
  description: [
    'You describe yourselves like this: “{v}”.',
    'Your profile says "{v}".',
    'I read this about {company}: “{v}”',
    'In your own words: "{v}"',
  ],
  technology: [
    'You already run {v}.',
    'I noticed {v} in your stack.',
    'Teams that use {v} usually have the data they need.',
    'Moving away from {v} is not what I have in mind.',
    '{company} works with {v}, which makes a start easier.',
    'Since {v} is in place with you, the data is there.',
    "I gather {v} is part of {company}'s daily work.",
  ],
  hiring: [
    'I also saw that you are hiring.',
    'You have open positions at the moment.',
    'You are recruiting right now.',
    'I noticed that {company} is looking for new colleagues.',
    'New people are joining you, going by your job ads.',
    "{company}'s careers page lists openings.",
  ],
  contractEnd: [
    'Your contract with us runs until {v}.',
    'The current agreement ends on {v}.',
    'Before {v}, when your contract ends, I would like to hear what you need.',
    'As the agreement expires on {v}, now is a good time to talk.',
    'Our contract with {company} is good until {v}.',
  ],
  contractAhead: [
    'Your contract ends {v}.',
    'The current agreement runs out {v}.',
    '{V}, the contract with us comes to its end.',
  ],
  title: [
    'As {v} you see both sides of it.',
    'I am writing to you because you are {v} at {company}.',
    'In your role as {v} you probably hear about it first.',
    'You are the {v}, so this may land on your desk.',
    'Your position, {v}, is why I picked you.',
  ],
  colleague: [
    '{name}, your {v}, may want to join us.',
    'Perhaps {name} ({v}) should be in the loop.',
    'I would gladly include {name}, who is {v}, if that helps.',
    'Would it help if {name}, {v} with you, listened in?',
  ],
  batch: [
    'You were part of the {v} batch.',
    'I came across {company} among the {v} companies.',
    'Your batch, {v}, keeps in touch, I hear.',
  ],
  said: [
    'You wrote: “{v}”',
    'In your last mail you said "{v}".',
    'Your words were: “{v}”. I took them seriously.',
    'You mentioned "{v}" when we last exchanged mails.',
  ],
  budget: [
    'You told us that {v} is set aside for this.',
    'You mentioned a budget of {v}.',
    'The {v} you named would be your budget for the year.',
    'I have noted the {v} you mentioned as your own limit.',
  ],
}

const de: Frames = {
  employees: [
    'Mit {v} Mitarbeitenden ist Planung keine Nebensache.',
    'Ihr Team zählt derzeit {v} Köpfe.',
    'Bei {v} Beschäftigten wird jede Schicht zum Puzzle.',
    '{company} beschäftigt {v} Menschen.',
    'Ein Betrieb mit {v} Leuten braucht einen klaren Plan.',
    'Wie erfahren Ihre {v} Kolleginnen und Kollegen von einer Änderung?',
    'Inzwischen arbeiten {v} Menschen bei {company}.',
  ],
  foundedYear: [
    'Seit {v} gibt es {company}.',
    'Sie wurden {v} gegründet.',
    'Ein Unternehmen mit Wurzeln im Jahr {v} kennt sein Handwerk.',
    'Gegründet {v}, haben Sie schon manches Werkzeug kommen und gehen sehen.',
  ],
  revenueUsd: ['Ihr Umsatz liegt bei {v}.', '{company} setzt {v} um.'],
  city: [
    'Sie sitzen in {v}.',
    'Viele Grüße nach {v}!',
    '{company} ist in {v} zu Hause.',
    'Ihr Standort in {v} ist mir aufgefallen.',
    'Von {v} aus planen Sie Ihre Einsätze.',
  ],
  industry: [
    'Ihre Branche, {v}, plant anders als andere.',
    'Sie sind im Bereich {v} tätig.',
    'Im Bereich {v} fällt jede Verspätung sofort auf.',
  ],
  description: [
    'Sie beschreiben sich so: „{v}“.',
    'In Ihrem Profil steht: „{v}“',
    'Über {company} lese ich: "{v}".',
  ],
  technology: [
    'Sie setzen {v} ein.',
    'Mir ist aufgefallen, dass Sie mit {v} arbeiten.',
    'Da {v} bei Ihnen läuft, sind die Daten schon da.',
    '{company} nutzt {v}, das macht den Anfang leichter.',
  ],
  hiring: [
    'Sie suchen gerade Verstärkung.',
    'Bei Ihnen sind Stellen offen.',
    'Ich habe gesehen, dass {company} einstellt.',
    'Ihre Stellenanzeigen sind mir aufgefallen.',
  ],
  contractEnd: [
    'Ihr Vertrag mit uns läuft bis {v}.',
    'Die laufende Vereinbarung endet am {v}.',
    'Da der Vertrag am {v} ausläuft, wäre jetzt ein guter Zeitpunkt.',
  ],
  contractAhead: ['Ihr Vertrag endet {v}.', 'Die laufende Vereinbarung läuft {v} aus.'],
  title: [
    'Als {v} kennen Sie beide Seiten.',
    'Ich schreibe Ihnen, weil Sie {v} bei {company} sind.',
    'In Ihrer Rolle als {v} hören Sie vermutlich zuerst davon.',
  ],
  colleague: ['{name} ({v}) möchte vielleicht dabei sein.', 'Gern lade ich auch {name} ein, {v} bei Ihnen.'],
  batch: ['Sie waren Teil des Jahrgangs {v}.', 'Auf {company} bin ich unter den Firmen aus {v} gestoßen.'],
  said: ['Sie schrieben: „{v}“', 'In Ihrer letzten Mail stand: „{v}“.'],
  budget: ['Sie nannten uns ein Budget von {v}.', 'Die {v}, die Sie genannt haben, sind notiert.'],
}

export const frames: Readonly<Record<Language, Frames>> = { en, de }

/** Frames around what is stated: nothing in them can be checked. */
export const around: Readonly<
  Record<Language, Readonly<Record<'hello' | 'open' | 'ask' | 'close' | 'subject', readonly string[]>>>
> = {
  en: {
    hello: [
      'Hello {first},',
      'Hi {first},',
      'Dear {first} {last},',
      'Good morning {first},',
      '{first}, good to have you here.',
    ],
    open: [
      'I will keep this short.',
      'I hope this reaches you at a calm moment.',
      'Something about your company made me curious.',
      'One thing made me write today.',
      'Please forgive the direct note.',
      'Nobody likes long mails, so here is the short version.',
    ],
    ask: [
      'Would a short call be welcome?',
      'Who looks after this on your side?',
      'Is this worth a conversation?',
      'What would have to change for it to get easier?',
      'May I ask how you handle this today?',
      'If it is not for you, a one-line answer is fine.',
      'Does that sound familiar, or am I far off?',
    ],
    close: [
      'Best regards, {sender}',
      'Kind regards, {sender}',
      'All the best, {sender}',
      'Thank you, {sender} from {us}',
      '{sender}, {us}',
    ],
    subject: [
      'A question about {company}',
      '{company} and planning',
      'Planning at {company}',
      'A short question, {first}',
      'How do you plan at {company}?',
    ],
  },
  de: {
    hello: [
      'Guten Tag {first} {last},',
      'Hallo {first},',
      'Guten Morgen {first} {last},',
      'Liebe Grüße vorab, {first}.',
    ],
    open: [
      'Ich fasse mich kurz.',
      'Etwas an Ihrem Unternehmen hat mich neugierig gemacht.',
      'Ein Gedanke dazu, dann lasse ich Sie in Ruhe.',
    ],
    ask: [
      'Wäre ein kurzes Gespräch für Sie interessant?',
      'Wer kümmert sich bei Ihnen darum?',
      'Wie lösen Sie das heute?',
      'Falls es nicht passt, genügt mir eine Zeile als Antwort.',
    ],
    close: [
      'Viele Grüße, {sender}',
      'Mit freundlichen Grüßen, {sender}',
      'Herzliche Grüße, {sender} von {us}',
    ],
    subject: ['Eine Frage zu {company}', 'Planung bei {company}', 'Kurze Frage, {first}'],
  },
}
