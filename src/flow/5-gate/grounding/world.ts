import type { Activity } from '#records/activity.ts'
import type { Dossier } from '#records/dossier.ts'
import type { Fact } from '#records/fact.ts'
import { textOf } from '#records/fields.ts'
import type { FactId } from '#records/ids.ts'
import type { SenderProfile } from '#records/sender.ts'
import type { Instant } from '#records/time.ts'
import { textsIn } from '../texts.ts'
import { dayIn } from './calendar.ts'
import type { Ground, Person } from './ground.ts'
import { knownIn, thingsOf } from './known.ts'
import { formsOf } from './plain.ts'
import { readingOf } from './reading.ts'
import { statedText } from './stated.ts'

// What a proposal's texts are held against, made of the evidence once for all its actions.

/** The parts of the evidence it is made of. */
interface Sources {
  readonly now: Instant
  readonly timeZone: string
  readonly linkHosts: readonly string[]
  readonly dossier: Dossier
  readonly facts: readonly Fact[]
  readonly cited: Readonly<Record<FactId, Fact>>
  readonly playbook: string
  readonly sender: SenderProfile
  readonly activities: readonly Activity[]
}

/** The evidence and what follows from it for every text. */
export interface World extends Sources {
  readonly ground: Ground
}

/** What holds of a sentence of a message until something else is known of it. */
const mail = { isForColleagues: false, isTask: false, isSubject: false, isAboutThem: false } as const

const worlds = new WeakMap<Dossier, World>()

/** The world of a proposal's actions: they are judged on the same evidence one after the other. */
export function worldFor(sources: Sources): World {
  const before = worlds.get(sources.dossier)
  if (before !== undefined && isSame(before, sources)) return before
  const world = worldOf(sources)
  worlds.set(sources.dossier, world)
  return world
}

const isSame = (one: Sources, other: Sources): boolean =>
  one.now === other.now &&
  one.timeZone === other.timeZone &&
  one.linkHosts === other.linkHosts &&
  one.facts === other.facts &&
  one.cited === other.cited &&
  one.playbook === other.playbook &&
  one.sender === other.sender &&
  one.activities === other.activities

function worldOf(sources: Sources): World {
  const { dossier, sender, playbook, now, timeZone, linkHosts } = sources
  const today = dayIn(now, timeZone)
  const { account, contacts } = dossier
  const people = [...contacts.map(personOf), senderAs(sender)]
  const facts = sources.facts.map((fact) => sources.cited[fact.id] ?? fact)
  const accountTexts = textsOf(account, ['name', 'formerNames'])
  const named = [...accountTexts, ...people.flatMap(({ first, last }) => [first, last]), sender.company]
  const domains = textsOf(account, ['domain', 'website'])
  const mails = contacts.flatMap(({ fields }) => textOf(fields, 'email') ?? [])
  return {
    ...sources,
    ground: {
      cited: [],
      own: [
        statedText('the sender profile', [sender.about, sender.company, sender.name].join('\n'), today),
        statedText('the playbook', playbook, today),
      ],
      names: new Set(
        named.flatMap((text) => readingOf(text).words.flatMap((word) => [word.key, ...formsOf(word.text)])),
      ),
      things: thingsOf(account.fields),
      known: knownIn(facts, timeZone),
      people,
      accountName: textOf(account.fields, 'name') ?? '',
      ourName: sender.company,
      recipient: undefined,
      hosts: new Set([...domains, ...mails, sender.domain, sender.email].map(hostOf)),
      linkHosts: [...linkHosts, sender.domain].map(hostOf),
      quotable: [],
      activityDays: [],
      today,
      language: 'en',
      ...mail,
    },
  }
}

const textsOf = ({ fields }: Dossier['account'], names: readonly string[]): readonly string[] =>
  names.flatMap((name) => textsIn(fields[name] ?? null))

const hostOf = (address: string): string =>
  address
    .toLowerCase()
    .replace(/^https?:\/\//, '')
    .replace(/^www\./, '')
    .replace(/\/+$/, '')

const personOf = ({ id, fields }: Dossier['contacts'][number]): Person => ({
  id,
  first: textOf(fields, 'firstName') ?? '',
  last: textOf(fields, 'lastName') ?? '',
})
function senderAs({ name }: SenderProfile): Person {
  const [first = '', ...rest] = name.split(/\s+/)
  return { id: 'sender', first, last: rest.join(' ') }
}
