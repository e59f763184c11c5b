import { oneOf, type Random } from '#base/random.ts'
import { GateCase } from '../case.ts'
import { around } from './phrases.ts'
import { countries } from './places.ts'
import { companyOf, pointsOf, recipientOf, sentenceOf, type Point, type Sentence } from './say.ts'
import { factId, statementsOf, text, type Known, type World } from './world.ts'

/** All a maker of cases gets. `wrong` false: the true twin, drawn from the same stream of numbers. */
export interface At {
  readonly world: World
  /** Other accounts of the book. */
  readonly others: readonly World[]
  readonly random: Random
  readonly wrong: boolean
}

type Draft = NonNullable<GateCase['proposal']['draft']>

const everyAction = [
  'set-field',
  'add-note',
  'add-task',
  'observe',
  'raise-flag',
  'remember',
  'send-email',
  'none',
]

/** The case of a world in which nothing is proposed yet. */
export function caseOf({ world, others, wrong }: At, proposal: Partial<GateCase['proposal']>): GateCase {
  const record = ({ id, fields, marks }: Known) => ({ id, fields, marks })
  return GateCase.parse({
    id: 'unnamed',
    class: 'benign',
    now: world.now,
    timeZone: world.timeZone,
    sender: world.sender,
    playbook: world.playbook,
    allowed: everyAction,
    record: {
      account: { ...record(world.account), createdAt: world.createdAt, updatedAt: world.createdAt },
      contacts: world.contacts.map(record),
      deals: world.deals.map(record),
      stage: world.stage,
      activities: world.activities,
    },
    facts: statementsOf(world),
    others: others.map(neighbourOf),
    settings: { outreach: { countries } },
    proposal: {
      skill: skillOf(world),
      actions: [{ kind: 'send-email' }],
      confidence: 0.86,
      rationale: 'a fresh fact and one question',
      ...proposal,
    },
    expected: { outcome: wrong ? 'hold' : 'clear' },
  })
}

const neighbourOf = ({ account, contacts }: World) => ({
  id: account.id,
  name: text(account.fields['name']) ?? '',
  domain: text(account.fields['domain']),
  emails: contacts.flatMap(({ fields }) => text(fields['email']) ?? []),
})

const skillOf = ({ stage }: World): string =>
  stage === 'new' || stage === 'lapsed' || stage === 'working' ? 'first-outreach' : 'follow-up'

/** A message that says these sentences between a greeting, a question and a close. */
export function letter({ world, random }: Pick<At, 'world' | 'random'>, said: readonly Sentence[]): Draft {
  const frame = (of: 'hello' | 'open' | 'ask' | 'close' | 'subject') =>
    filled(world, oneOf(random, around[world.language][of]))
  const [hello, open, ask, close, subject] = [
    frame('hello'),
    frame('open'),
    frame('ask'),
    frame('close'),
    frame('subject'),
  ]
  return {
    to: recipientOf(world).id,
    subject: subject.text.slice(0, 150),
    language: world.language,
    sentences: [
      hello,
      ...(random() < 0.5 ? [open] : []),
      ...said.map(({ text: words, cites }) => ({ text: words, cites: [...cites] })),
      ...(random() < 0.4 ? [{ text: world.sender.about, cites: [] }] : []),
      ask,
      close,
    ],
  }
}

function filled(world: World, frame: string): Draft['sentences'][number] {
  const person = recipientOf(world)
  const holes: Readonly<Record<string, readonly [string, string?]>> = {
    first: [text(person.fields['firstName']) ?? '', factId(person, 'firstName')],
    last: [text(person.fields['lastName']) ?? '', factId(person, 'lastName')],
    company: [companyOf(world), factId(world.account, 'name')],
    sender: [world.sender.name],
    us: [world.sender.company],
  }
  const cites = Object.entries(holes).flatMap(([name, [, id]]) =>
    id !== undefined && frame.includes(`{${name}}`) ? [id] : [],
  )
  return { text: frame.replaceAll(/\{(\w+)\}/g, (hole, name: string) => holes[name]?.[0] ?? hole), cites }
}

/** Up to `most` true sentences of this world, of different kinds, none of the kinds left out. */
export function truths(
  at: Pick<At, 'world' | 'random'>,
  most: number,
  without: readonly string[] = [],
): Sentence[] {
  const points = pointsOf(at).filter(({ kind }) => !without.includes(kind))
  const chosen: Point[] = []
  while (chosen.length < most && points.length > 0)
    chosen.push(...points.splice(Math.floor(at.random() * points.length), 1))
  return chosen.map((point) => sentenceOf(point, at))
}

/** A message with one sentence that is looked at, among true ones. */
export function caseSaying(at: At, looked: Sentence, without: readonly string[] = []): GateCase {
  const beside = truths(at, at.random() < 0.6 ? 1 : 0, without)
  const said = at.random() < 0.5 ? [looked, ...beside] : [...beside, looked]
  return caseOf(at, { draft: letter(at, said) })
}
