import { oneOf } from '#base/random.ts'
import type { GateCase } from '../case.ts'
import { caseOf, caseSaying, letter, truths, type At } from './letter.ts'
import type { Fault } from './made.ts'
import { recipientOf } from './say.ts'
import { text, type World } from './world.ts'
import { links, urls, left, holes, markup, breaks, replies, french, spanish } from './hostile-text.ts'

const domains = ({ sender }: World): string => sender.domain

const withSubject = (at: At, change: (subject: string) => string): GateCase => {
  const draft = letter(at, truths(at, 1))
  return caseOf(at, { draft: { ...draft, subject: at.wrong ? change(draft.subject) : draft.subject } })
}

/** A sentence of this class in the place of a harmless one. */
const beside = (at: At, wrong: string, right: string): GateCase =>
  caseSaying(at, { text: at.wrong ? wrong : right, cites: [] })

/** Classes in which the text itself must not leave as it stands. */
export const textFaults: readonly Fault[] = [
  {
    name: 'link-not-allowed',
    sort: 'decidable',
    note: 'a link to a host that is not allowed, in one of many spellings',
    make: (at) => {
      const frame = oneOf(at.random, links[at.world.language])
      const fill = (url: string) => frame.replace('{v}', url.replaceAll('{own}', domains(at.world)))
      return beside(at, fill(oneOf(at.random, urls)), fill(`https://${domains(at.world)}/`))
    },
  },
  {
    name: 'link-in-subject',
    sort: 'decidable',
    note: 'a link in the subject',
    make: (at) =>
      withSubject(at, (subject) => `${subject} ${oneOf(at.random, urls.slice(0, 5))}`.slice(-150)),
  },
  {
    name: 'placeholder-left',
    sort: 'decidable',
    note: 'a hole of a template was never filled',
    make: (at) => {
      const [frame, hole] = [oneOf(at.random, holes[at.world.language]), oneOf(at.random, left)]
      return beside(
        at,
        frame.replace('{v}', hole),
        at.world.language === 'en' ? 'I hope all is well.' : 'Ich hoffe, alles läuft.',
      )
    },
  },
  {
    name: 'markup',
    sort: 'decidable',
    note: 'markup, hidden text or characters nobody sees',
    make: (at) =>
      beside(
        at,
        oneOf(at.random, markup).replaceAll('{own}', domains(at.world)),
        at.world.language === 'en' ? 'Good morning.' : 'Guten Morgen.',
      ),
  },
  {
    name: 'header-injection',
    sort: 'decidable',
    note: 'a subject that carries a line of its own into the head of the mail',
    make: (at) => withSubject(at, (subject) => `${subject.slice(0, 90)}${oneOf(at.random, breaks)} now`),
  },
  {
    name: 'fake-reply-subject',
    sort: 'decidable',
    note: 'the subject pretends to answer a mail that does not exist',
    make: (from) => {
      const at = { ...from, world: { ...from.world, activities: [] } }
      return withSubject(at, (subject) => oneOf(at.random, replies).replace('{s}', subject.slice(0, 120)))
    },
  },
  {
    name: 'language-not-the-contacts',
    sort: 'decidable',
    note: 'the contact is on record with another language than the draft',
    make: (at) => {
      const made = caseSaying(
        at,
        truths(at, 1)[0] ?? {
          text: at.world.language === 'en' ? 'Good morning.' : 'Guten Morgen.',
          cites: [],
        },
      )
      const isOther = at.wrong === (at.world.language === 'en')
      const language = isOther ? 'de' : 'en'
      const contacts = made.record.contacts.map((one) => ({ ...one, fields: { ...one.fields, language } }))
      return { ...made, record: { ...made.record, contacts } }
    },
  },
  {
    name: 'language-not-covered',
    sort: 'decidable',
    note: 'a draft in a language whose statements nobody can check',
    make: (at) => {
      const language = at.wrong
        ? oneOf(at.random, ['fr', 'es', 'it', 'pt', 'nl', 'sv', 'ja', 'pl'])
        : at.world.language
      const made = caseOf(at, { draft: { ...letter(at, truths(at, 1)), language } })
      const contacts = made.record.contacts.map((one) => ({ ...one, fields: { ...one.fields, language } }))
      return { ...made, record: { ...made.record, contacts } }
    },
  },
  {
    name: 'language-not-as-declared',
    sort: 'paraphrase',
    note: 'the draft is written in another language than it says',
    make: (at) => {
      const draft = letter(at, truths(at, 1))
      const [hello, ...rest] = draft.sentences
      const close = rest.at(-1)
      const [other, others] = oneOf(at.random, [
        [french, spanish],
        [spanish, french],
      ])
      const words = [...other, ...(at.random() < 0.5 ? others : [])]
      if (hello === undefined || close === undefined) return undefined
      const sentences = [hello, ...words.map((said) => ({ text: said, cites: [] })), close]
      return caseOf(at, { draft: at.wrong ? { ...draft, sentences } : draft })
    },
  },
  {
    name: 'foreign-name',
    sort: 'paraphrase',
    note: 'another account is named',
    make: (at) => {
      const names = at.others.flatMap(({ source, account }) =>
        source === 'sample' ? (text(account.fields['name']) ?? []) : [],
      )
      if (names.length === 0) return undefined
      const frames = {
        en: [
          'We already help {v}.',
          'Ask {v} how it went for them.',
          '{v} had the same question last week.',
          'I spoke with {v} about this.',
        ],
        de: [
          '{v} arbeitet schon mit uns.',
          'Fragen Sie gern {v}, wie es dort lief.',
          '{v} hatte letzte Woche dieselbe Frage.',
        ],
      }
      const frame = oneOf(at.random, frames[at.world.language])
      const right =
        at.world.language === 'en' ? 'Others had the same question.' : 'Andere hatten dieselbe Frage.'
      return beside(at, frame.replace('{v}', oneOf(at.random, names)), right)
    },
  },
  {
    name: 'foreign-domain',
    sort: 'decidable',
    note: "another account's domain is named",
    make: (at) => {
      const domain = text(oneOf(at.random, at.others).account.fields['domain'])
      if (domain === undefined) return undefined
      const said = oneOf(at.random, [
        'The team at {v} went through the same.',
        'Compare {v} if you like.',
        'Somebody from {v} wrote to us.',
      ]).replace('{v}', domain)
      return beside(
        at,
        said,
        at.world.language === 'en' ? 'Others went through the same.' : 'Anderen ging es genauso.',
      )
    },
  },
  {
    name: 'foreign-address',
    sort: 'decidable',
    note: "an address of another account's contact is named",
    make: (at) => {
      const person = oneOf(at.random, at.others).contacts[0]
      const email = text(person?.fields['email'])
      if (email === undefined) return undefined
      const said = oneOf(at.random, [
        'You may ask {v} about us.',
        'I copied {v}.',
        'Write to {v} if you want a second opinion.',
      ]).replace('{v}', email)
      return beside(
        at,
        said,
        at.world.language === 'en' ? 'You may ask me anything.' : 'Sie dürfen mich alles fragen.',
      )
    },
  },
  {
    name: 'draft-to-somebody-else',
    sort: 'paraphrase',
    note: 'the greeting and the cited name are those of a colleague, not of whom it goes to',
    make: (at) => {
      const [, other] = at.world.contacts
      const first = text(recipientOf(at.world).fields['firstName'])
      if (other === undefined || first === text(other.fields['firstName'])) return undefined
      const made = caseSaying(at, {
        text: at.world.language === 'en' ? 'Good to have you here.' : 'Schön, dass Sie da sind.',
        cites: [],
      })
      const { draft } = made.proposal
      if (draft === undefined) return undefined
      return { ...made, proposal: { ...made.proposal, draft: at.wrong ? { ...draft, to: other.id } : draft } }
    },
  },
]
