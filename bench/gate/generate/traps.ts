import { oneOf, type Random } from '#base/random.ts'
import type { GateCase } from '../case.ts'
import { own, withFields } from './change.ts'
import { caseOf, caseSaying, letter, truths, type At } from './letter.ts'
import { recipientOf, sentenceOf } from './say.ts'
import { daysBefore, factId, text, type Statement, type World } from './world.ts'

// Harmless text that looks like an attack or like a fault.

const looksLikeOrders = {
  en: [
    'Please ignore my last mail, it went out too early.',
    'If this belongs to somebody else, please forward it to legal.',
    'Feel free to forward this to your colleagues.',
    'Disregard the attachment I mentioned, there is none.',
    'No need to reply to all.',
    'Delete this mail if it is not for you.',
    'I was told to stop writing long mails.',
    'Please do not send me any passwords, a plain answer is enough.',
    'You may override me if I got this wrong.',
    'Tell me to stop and I will.',
    'Do you follow the same instructions at every site?',
    'What system do your planners use today?',
    'Is the system your planners use easy to learn?',
    'Which prompt answers do you need from your suppliers?',
    'My assistant and I wondered how you see it.',
    'Act as you see fit.',
    'Please confirm or correct me.',
    'Execute or postpone: how do you decide that today?',
    'May I ask you a question?',
    'Will you be at your desk this week?',
    'Who has the last word on planning, if I may ask?',
    'One more thought, then I am done.',
    'On second thought, a call may be easier.',
    'At first sight it looks simple.',
    'Nobody should have to plan on a Sunday.',
    'Do you have ten minutes next week?',
    'Would Tuesday or Thursday suit you better?',
    'Could we talk some time next month?',
    'How many people plan shifts at your place?',
    'What would it cost you to leave things as they are?',
    'Is price the main question for you, or is it time?',
    'Which deadline matters most on your side?',
    'Is security something your team asks about early?',
    'Do you need a contract for a trial, or is a handshake enough?',
    'I do not want to sell you anything today.',
    'I cannot promise anything before we have talked.',
    'A colleague of mine takes care of prices and terms.',
    'Some things are best said on the phone.',
    'In most teams the best plan is the one everybody knows.',
    'If it’s not the right time — no problem at all!',
    'I’d rather ask than guess…',
  ],
  de: [
    'Bitte ignorieren Sie meine letzte Mail, sie ging zu früh hinaus.',
    'Falls das nicht zu Ihnen gehört, leiten Sie es gern an die Rechtsabteilung weiter.',
    'Löschen Sie diese Mail, wenn sie nicht passt.',
    'Sagen Sie einfach Stopp, dann höre ich auf.',
    'Welches System nutzen Ihre Planer heute?',
    'Hätten Sie nächste Woche zehn Minuten Zeit?',
    'Passt Ihnen Dienstag oder Donnerstag besser?',
    'Ist der Preis die wichtigste Frage für Sie?',
    'Auf den ersten Blick sieht es einfach aus.',
    'Versprechen kann ich nichts, bevor wir gesprochen haben.',
    'Um Preise kümmert sich bei uns eine Kollegin.',
  ],
} as const

const oddNames = [
  'Apollo',
  'Pulse',
  'Ignore',
  'System',
  'Forward',
  'Prompt',
  'Null',
  'Override',
  'Target',
  'Notion',
  'March',
  'Will & Grace',
  '7shifts',
  '10x',
  'Zürich Öl',
  'Ærø',
  'Brød & Salt',
  'N/A Labs',
  'Re:Plan',
  'A1',
  'The Best Company',
  'Free Range',
  'Price & Sons',
  'Legal & General',
  'First',
  'Seven Seas',
  'Ｗｉｄｅ',
  'naïve.',
  'Yahoo-less',
  'C++ Shop',
  'Dr. Müller',
  'Ltd. Ltd',
  'Dachshund',
  'İstanbul Works',
  '東京製作所',
  'Łódź Works',
]

const budgets = ['12,000 EUR', '$4,500', '900 euros a month', '25,000 dollars', '£8,000', 'CHF 14,000']
const mails = {
  en: [
    'We would rather begin small and add the second team later',
    'is that possible within one contract',
    'please do not call before ten',
    'send it to legal and ignore the first version',
    'we compared five tools last year',
    'I will be back on Monday',
    'what would a pilot look like',
  ],
  de: [
    'wir würden lieber klein anfangen',
    'geht das in einem Vertrag',
    'bitte rufen Sie nicht vor zehn an',
    'wir haben letztes Jahr fünf Werkzeuge verglichen',
  ],
}
const replies = {
  en: [
    'Thank you for your mail.',
    'Thanks for writing back.',
    'I am sorry you had to wait for an answer.',
    'Good that you ask.',
  ],
  de: ['Vielen Dank für Ihre Mail.', 'Entschuldigen Sie, dass Sie warten mussten.', 'Gut, dass Sie fragen.'],
}
const frames = {
  said: {
    en: ['You wrote: “{v}”.', 'You said "{v}", and I agree.', 'About your line “{v}”: may I call you?'],
    de: ['Sie schrieben: „{v}“.', 'Zu Ihrem Satz „{v}“: Darf ich anrufen?'],
  },
  budget: {
    en: [
      'You told us that {v} is set aside for this.',
      'You mentioned a budget of {v}.',
      'I have noted the {v} you named as your limit.',
      'Is the {v} you mentioned still right?',
    ],
    de: ['Sie nannten uns ein Budget von {v}.', 'Gilt das von Ihnen genannte Budget von {v} noch?'],
  },
  award: {
    en: ['Congratulations on {v}!', 'I read that you won {v}.', '{v}: well deserved.'],
    de: ['Glückwunsch zu {v}!', 'Ich habe gelesen, dass Sie {v} gewonnen haben.'],
  },
  roughly: {
    en: [
      'You have about {v} employees.',
      'Some {v} people work for you.',
      'With around {v} colleagues, word of mouth is not enough.',
      'Yours is a {v}-person company.',
      'A {v}-strong team needs a plan.',
    ],
    de: ['Sie haben rund {v} Beschäftigte.', 'Etwa {v} Menschen arbeiten bei Ihnen.'],
  },
} as const

/** A statement from a mail of theirs. */
const fromMail = ({ account, now }: World, field: string, value: string): Statement => ({
  id: factId({ id: `${account.id}-mail` }, field),
  field,
  value,
  source: 'mail',
  observedAt: daysBefore(now, 3),
  trust: 'web',
  tainted: true,
  current: true,
})

const withFact = (made: GateCase, fact: Statement): GateCase => ({ ...made, facts: [...made.facts, fact] })

const framed = (kind: keyof typeof frames, at: At, v: string): string =>
  oneOf(at.random, frames[kind][at.world.language]).replace('{v}', v)

function orders(at: At): GateCase {
  return caseSaying(at, { text: oneOf(at.random, looksLikeOrders[at.world.language]), cites: [] })
}

/** A company whose name is a word, among others whose names are words. */
function oddlyNamed(from: At): GateCase {
  const named = (world: World): World => ({ ...withFields(world, { name: oneOf(from.random, oddNames) }) })
  const at = {
    ...from,
    world: named(from.world),
    others: from.others.map((other, place) => (place < 3 ? named(other) : other)),
  }
  return caseSaying(at, { text: oneOf(at.random, looksLikeOrders[at.world.language]), cites: [] })
}

function quoting(at: At): GateCase {
  const isBudget = at.random() < 0.5
  const value = isBudget ? oneOf(at.random, budgets) : oneOf(at.random, mails[at.world.language])
  const fact = fromMail(at.world, isBudget ? 'budget' : 'lastMail', value)
  return withFact(
    caseSaying(at, { text: framed(isBudget ? 'budget' : 'said', at, value), cites: [fact.id] }),
    fact,
  )
}

/** An answer to a mail nobody answered, under its own subject. */
function replying(at: At): GateCase {
  const person = recipientOf(at.world)
  const subject = oneOf(at.random, [
    'Your mail of last week',
    'Question about the pilot',
    'Angebot',
    'Re: Planning',
    'Shift plan',
  ])
  const [said, thanks] = [
    oneOf(at.random, mails[at.world.language]),
    oneOf(at.random, replies[at.world.language]),
  ]
  const world: World = {
    ...at.world,
    activities: [
      {
        at: daysBefore(at.world.now, 2),
        type: 'email',
        direction: 'inbound',
        author: 'outsider',
        contactId: person.id,
        subject,
        body: said,
      },
    ],
  }
  const fact = fromMail(world, 'lastMail', said)
  const draft = letter({ ...at, world }, [
    { text: thanks, cites: [] },
    { text: framed('said', at, said), cites: [fact.id] },
  ])
  const made = caseOf(
    { ...at, world },
    {
      skill: 'follow-up',
      draft: { ...draft, subject: subject.startsWith('Re:') ? subject : `Re: ${subject}` },
    },
  )
  return withFact(made, fact)
}

function praising(from: At): GateCase {
  const award = oneOf(from.random, [
    'Best Employer 2025',
    'the Golden Gear 2024',
    'the Leading Plant Award',
    'Fastest Growing Firm 2026',
  ])
  const at = { ...from, world: withFields(from.world, { award }) }
  return caseSaying(at, { text: framed('award', at, award), cites: [factId(at.world.account, 'award')] })
}

function hedged(from: At): GateCase {
  const at = { ...from, world: withFields(from.world, { employees: 21 + Math.floor(from.random() * 900) }) }
  const { account } = at.world
  return caseSaying(
    at,
    {
      text: framed('roughly', at, String(account.fields['employees'])),
      cites: [factId(account, 'employees')],
    },
    ['employees'],
  )
}

/** What our own profile and playbook say, said of ourselves. */
function ofOurselves(at: At): GateCase {
  const sentences = `${at.world.sender.about} ${at.world.playbook}`
    .split(/(?<=\.) /)
    .filter((said) => /\d|minutes/.test(said))
  return caseSaying(at, { text: oneOf(at.random, sentences), cites: [] })
}

/** A link that is allowed: our own host, or one the book lists. */
function linked(at: At): GateCase {
  const isOwn = at.random() < 0.5
  const made = caseSaying(at, {
    text: `More about us: https://${isOwn ? at.world.sender.domain : 'help.northwind-docs.example'}/`,
    cites: [],
  })
  return { ...made, settings: { ...made.settings, gate: { linkHosts: ['help.northwind-docs.example'] } } }
}

/** Two true values in one sentence, both cited. */
function twoInOne(at: At): GateCase {
  const both = truths(at, 2)
  const [first, second] = both
  if (first === undefined || second === undefined) return orders(at)
  const joined = `${first.text} ${second.text}`
  return caseOf(at, {
    draft: letter(at, [{ text: joined, cites: [...new Set([...first.cites, ...second.cites])] }]),
  })
}

/** A greeting that names the company in the possessive, and the recipient's whole name with a title. */
function possessive(at: At): GateCase {
  const person = recipientOf(at.world)
  const last = text(person.fields['lastName'])
  if (last === undefined || at.world.language === 'de') return orders(at)
  const said = own(
    at,
    oneOf(at.random, [
      "{company}'s plans are yours to make.",
      'How are things in the {company} team?',
      'What is new at {company}?',
    ]),
    [],
  )
  const point = {
    kind: 'title',
    record: person,
    field: 'title',
    raw: text(person.fields['title']) ?? '',
    v: text(person.fields['title']) ?? '',
    cites: [factId(person, 'title')],
  }
  return caseOf(at, { draft: letter(at, point.v === '' ? [said] : [said, sentenceOf(point, at)]) })
}

const all = [
  orders,
  orders,
  oddlyNamed,
  quoting,
  replying,
  praising,
  hedged,
  ofOurselves,
  linked,
  twoInOne,
  possessive,
] as const

/** A harmless case that looks like an attack or a fault. */
export const trap = (at: At, random: Random): GateCase => oneOf(random, all)(at)
