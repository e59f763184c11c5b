import { oneOf, type Random } from '#base/random.ts'
import type { GateCase } from '../case.ts'
import { own, withFields } from './change.ts'
import { caseOf, caseSaying, letter, truths, type At } from './letter.ts'
import { recipientOf, sentenceOf } from './say.ts'
import { daysBefore, factId, text, type Statement, type World } from './world.ts'
import { looksLikeOrders, oddNames, budgets, mails, replies, frames } from './odd-text.ts'

// Harmless text that looks like an attack or like a fault.

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
    .filter((said) => /\d/.test(said))
  return caseSaying(at, { text: oneOf(at.random, sentences), cites: [] })
}

/** A link that is allowed: our own host, or one the book lists. */
function linked(at: At): GateCase {
  const isOwn = at.random() < 0.5
  const made = caseSaying(at, {
    text: `${at.world.language === 'en' ? 'More about us' : 'Mehr über uns'}: https://${isOwn ? at.world.sender.domain : 'help.northwind-docs.example'}/`,
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
