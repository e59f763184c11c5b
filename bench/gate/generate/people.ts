import { oneOf, type Random } from '#base/random.ts'
import type { Known, Language, World } from './world.ts'
import { daysBefore } from './world.ts'

// Invented people on reserved domains, spelled as people are.

const first: Readonly<Record<Language, readonly string[]>> = {
  en: 'Amara Priya Zoë Łukasz Siobhán Renée Kwame Ines Tobias Mei Graham Odette Rafael Yusuf Dagny Nkechi Björn Chloé Will Grace Mark Faith'.split(
    ' ',
  ),
  de: 'Jürgen Käthe Sören Björn Annegret Heike Uwe Mareike Gül Detlef Friederike Ömer Wiebke Till Rosa'.split(
    ' ',
  ),
}
const last: Readonly<Record<Language, readonly string[]>> = {
  en: [
    'O’Brien',
    "D'Angelo",
    'van der Meer',
    'Nguyễn',
    'Okonkwo',
    'Stone',
    'Whitfield',
    'Brzęczyszczykiewicz',
    'Iñárritu',
    'Kovačević',
    'Rivers',
    'Abernathy',
    'St. Clair',
    'Young',
    'Price',
    'Marsh',
  ],
  de: [
    'Müller-Lüdenscheidt',
    'von Ahlefeld',
    'Groß',
    'Yılmaz',
    'Köhler',
    'Schäffer',
    'Petersen',
    'Kurz',
    'Weiß',
    'Brüggemann',
  ],
}
const titles: Readonly<Record<Language, readonly string[]>> = {
  en: [
    'Head of Operations',
    'COO',
    'VP Engineering',
    'Plant Manager',
    'Director of Logistics',
    'Founder',
    'Chief of Staff',
    'Operations Lead',
  ],
  de: ['Betriebsleiterin', 'Leiter Logistik', 'Geschäftsführer', 'Head of Operations', 'Leiterin Einkauf'],
}

const ascii = (name: string): string =>
  name
    .replaceAll('ß', 'ss')
    .replaceAll('ł', 'l')
    .replaceAll('Ł', 'L')
    .replaceAll('ı', 'i')
    .normalize('NFD')
    .replaceAll(/[^A-Za-z]/g, '')
    .toLowerCase()

/** Two or three people of a company, never two of one name. */
export function inventPeople(
  at: Pick<World, 'now' | 'language'> & { readonly domain: string; readonly key: string },
  random: Random,
): Known[] {
  const taken = new Set<string>()
  const people: Known[] = []
  while (people.length < 3) {
    const [given, family, title] = [
      oneOf(random, first[at.language]),
      oneOf(random, last[at.language]),
      oneOf(random, titles[at.language]),
    ]
    if (taken.has(given) || taken.has(family) || taken.has(title)) continue
    for (const name of [given, family, title]) taken.add(name)
    const seen = daysBefore(at.now, 5 + Math.floor(random() * 200))
    people.push({
      id: `${at.key}-person-${people.length + 1}`,
      object: 'contact',
      fields: {
        firstName: given,
        lastName: family,
        title,
        email: `${ascii(given)}.${ascii(family)}@${at.domain}`,
      },
      marks: {},
      at: { firstName: seen, lastName: seen, title: seen, email: seen },
    })
  }
  return people
}

interface Ours {
  readonly sender: Omit<World['sender'], 'about'>
  readonly about: Readonly<Record<Language, string>>
}

// Who writes, and what may be said of us.
const ours: readonly Ours[] = [
  {
    sender: {
      name: 'Tom Keller',
      email: 'tom.keller@northwind.example',
      company: 'Northwind',
      domain: 'northwind.example',
    },
    about: {
      en: 'Northwind plans shifts for teams of 20 to 2,000 people.',
      de: 'Northwind plant Schichten für Teams von 20 bis 2.000 Leuten.',
    },
  },
  {
    sender: {
      name: 'Inés Duarte',
      email: 'ines.duarte@fernwerk.example',
      company: 'Fernwerk',
      domain: 'fernwerk.example',
    },
    about: {
      en: 'Fernwerk makes maintenance software. 340 plants in Europe plan with it.',
      de: 'Fernwerk macht Software für die Wartung. 340 Werke in Europa planen damit.',
    },
  },
  {
    sender: {
      name: 'Priyanka Rao',
      email: 'priyanka.rao@calmdesk.example',
      company: 'Calmdesk',
      domain: 'calmdesk.example',
    },
    about: {
      en: 'Calmdesk answers the mail of service teams; its first version came out in 2019.',
      de: 'Calmdesk beantwortet die Post von Serviceteams; die erste Fassung erschien 2019.',
    },
  },
]

const playbooks: Readonly<Record<Language, readonly string[]>> = {
  en: [
    'Write little and only with a reason. Teams that plan with us save 30 minutes a day.',
    'One question at a time. The first walk-through takes 15 minutes. After the first message wait ten days.',
  ],
  de: [
    'Wenig schreiben und nur mit Grund. Teams, die mit uns planen, sparen 30 Minuten am Tag.',
    'Eine Frage auf einmal. Der erste Rundgang dauert 15 Minuten.',
  ],
}

/** In whose name a world is written to, and what the playbook says there. */
export function ourSide(language: Language, random: Random): Pick<World, 'sender' | 'playbook'> {
  const { sender, about } = oneOf(random, ours)
  return { sender: { ...sender, about: about[language] }, playbook: oneOf(random, playbooks[language]) }
}
