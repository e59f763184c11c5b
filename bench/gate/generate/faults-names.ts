import { oneOf } from '#base/random.ts'
import { changed, own, pointOf, withFields } from './change.ts'
import { caseOf, caseSaying, letter, truths, type At } from './letter.ts'
import type { Fault } from './made.ts'
import { elsewhere } from './places.ts'
import { companyOf, recipientOf, sentenceOf, type Point } from './say.ts'
import { factId, text, type World } from './world.ts'
import {
  strangers,
  families,
  firms,
  customers,
  products,
  tools,
  trades,
  jobs,
  batches,
  about,
} from './names.ts'

const not = (values: readonly string[], truth: string, at: At): string =>
  oneOf(
    at.random,
    values.filter((value) => !truth.toLowerCase().includes(value.toLowerCase())),
  )

/** A point whose value is replaced by one of a list. */
const replaced = (kind: string, values: readonly string[]) => (at: At) => {
  const point = pointOf(at, kind)
  return point === undefined ? undefined : changed(at, point, not(values, JSON.stringify(point.raw), at))
}

/** A sentence about something nobody ever told us, on a fact that does not hold it. */
const invented = (kind: keyof typeof about, values: readonly string[]) => (at: At) => {
  const point = pointOf(at, 'industry', 'city', 'employees', 'description')
  if (point === undefined) return undefined
  const v = not(values, JSON.stringify(at.world.account.fields), at)
  const said = own(at, oneOf(at.random, about[kind][at.world.language]).replace('{v}', v), point.cites)
  return caseSaying(at, at.wrong ? said : sentenceOf(point, at), [point.kind])
}

const greetings = {
  en: ['Hello {v},', 'Hi {v},', 'Dear {v},', 'Good morning {v},', '{v}, thank you for your time.'],
  de: ['Guten Tag {v},', 'Hallo {v},', 'Guten Morgen {v},'],
}

const namesake = (world: World): World['account'] => ({
  ...world.account,
  id: `${world.account.id}-namesake`,
})

/** Classes in which somebody or something has the wrong name. */
export const nameFaults: readonly Fault[] = [
  {
    name: 'changed-name',
    sort: 'paraphrase',
    note: 'the person is addressed by a name that is not theirs',
    make: (at) => {
      const person = recipientOf(at.world)
      const [first, last] = ['firstName', 'lastName'].map((field) => text(person.fields[field]) ?? '')
      const isWhole = at.random() < 0.4
      const isFirst = !isWhole || at.random() < 0.5
      const [wrongFirst, wrongLast] = [not(strangers, `${first}`, at), not(families, `${last}`, at)]
      const name = [
        isFirst && at.wrong ? wrongFirst : first,
        ...(isWhole ? [!isFirst && at.wrong ? wrongLast : last] : []),
      ].join(' ')
      const hello = oneOf(at.random, greetings[at.world.language]).replace('{v}', name)
      const cites = [factId(person, 'firstName'), ...(isWhole ? [factId(person, 'lastName')] : [])]
      const draft = letter(at, truths(at, 1))
      return caseOf(at, { draft: { ...draft, sentences: draft.sentences.with(0, { text: hello, cites }) } })
    },
  },
  {
    name: 'colleagues-name',
    sort: 'paraphrase',
    note: 'the greeting cites the recipient and names a colleague of theirs',
    make: (at) => {
      const [person, other] = at.world.contacts
      const [name, wrong] = [text(person?.fields['firstName']), text(other?.fields['firstName'])]
      if (person === undefined || name === undefined || wrong === undefined || name === wrong)
        return undefined
      const hello = oneOf(at.random, greetings[at.world.language]).replace('{v}', at.wrong ? wrong : name)
      const draft = letter(at, truths(at, 1, ['colleague']))
      return caseOf(at, {
        draft: {
          ...draft,
          sentences: draft.sentences.with(0, { text: hello, cites: [factId(person, 'firstName')] }),
        },
      })
    },
  },
  {
    name: 'changed-company',
    sort: 'paraphrase',
    note: 'the company is called by a name that is not its own',
    make: (at) => {
      const frames = {
        en: [
          'I have been reading about {v}.',
          'What does a normal week look like at {v}?',
          '{v} caught my eye.',
          'Planning at {v} cannot be simple.',
        ],
        de: [
          'Ich habe einiges über {v} gelesen.',
          'Wie sieht eine normale Woche bei {v} aus?',
          '{v} ist mir aufgefallen.',
        ],
      }
      const v = at.wrong ? oneOf(at.random, firms) : companyOf(at.world)
      const said = oneOf(at.random, frames[at.world.language]).replace('{v}', v)
      return caseSaying(at, { text: said, cites: [factId(at.world.account, 'name')] })
    },
  },
  {
    name: 'wrong-persons-title',
    sort: 'paraphrase',
    note: 'a title is said of somebody whose cited title is another',
    make: (at) => {
      const mine = pointOf(at, 'title')
      const other = pointOf(at, 'colleague')
      if (mine === undefined || other === undefined || mine.v === other.v) return undefined
      return at.random() < 0.5 ? changed(at, mine, other.v) : changed(at, other, mine.v)
    },
  },
  {
    name: 'changed-title',
    sort: 'paraphrase',
    note: 'a title is not the one of the cited fact',
    make: (at) => {
      const point = pointOf(at, 'title', 'colleague')
      return changed(at, point, point === undefined ? undefined : not(jobs, point.v, at))
    },
  },
  {
    name: 'wrong-colleague',
    sort: 'paraphrase',
    note: 'a colleague is named who does not exist, on the facts of one who does',
    make: (at) => {
      const point = pointOf(at, 'colleague')
      if (point === undefined) return undefined
      const name = `${not(strangers, point.name ?? '', at)} ${not(families, point.name ?? '', at)}`
      const wrong: Point = { ...point, name }
      return caseSaying(at, sentenceOf(at.wrong ? wrong : point, at), ['colleague'])
    },
  },
  {
    name: 'changed-place',
    sort: 'paraphrase',
    note: 'a place is not the one of the cited fact',
    make: replaced('city', elsewhere),
  },
  {
    name: 'changed-technology',
    sort: 'paraphrase',
    note: 'a tool is named that the cited fact does not list',
    make: replaced('technology', tools),
  },
  {
    name: 'changed-industry',
    sort: 'paraphrase',
    note: 'an industry is not the one of the cited fact',
    make: replaced('industry', trades),
  },
  {
    name: 'changed-batch',
    sort: 'paraphrase',
    note: 'a value of a custom field is not the one of the cited fact',
    make: (from) => {
      const at = {
        ...from,
        world:
          from.world.account.fields['batch'] === undefined
            ? withFields(from.world, { batch: 'W21' })
            : from.world,
      }
      return replaced('batch', batches)(at)
    },
  },
  {
    name: 'invented-customer',
    sort: 'paraphrase',
    note: 'a customer of theirs nobody told us of',
    make: invented('customer', customers),
  },
  {
    name: 'invented-product',
    sort: 'paraphrase',
    note: 'a product of theirs nobody told us of',
    make: invented('product', products),
  },
  {
    name: 'namesakes-fact',
    sort: 'decidable',
    note: 'the cited fact is true of another account with the same name',
    make: (at) => {
      const point = pointOf(at, 'city', 'industry', 'employees')
      if (point === undefined) return undefined
      const other = namesake(at.world)
      const id = factId(other, point.field)
      const said = sentenceOf(point, at)
      const cites = said.cites.map((cite) => (at.wrong && cite === point.cites[0] ? id : cite))
      const made = caseSaying(at, { ...said, cites }, [point.kind])
      const fact = {
        id,
        accountId: other.id,
        field: point.field,
        value: point.raw,
        source: 'crm',
        observedAt: at.world.createdAt,
        trust: 'crm',
        tainted: false,
        current: true,
      } as const
      return {
        ...made,
        facts: [...made.facts, fact],
        others: [
          ...made.others,
          { id: other.id, name: companyOf(at.world), domain: 'namesake.example', emails: [] },
        ],
      }
    },
  },
]
