import { between, oneOf, type Random } from '#base/random.ts'
import type { Instant } from '#records/time.ts'
import type { Drawn } from './company.ts'
import { dayAgo } from './days.ts'
import { addressPart, peopleNames, titles } from './people-names.ts'
import type { SampleContact } from './sample-account.ts'
import { chance, weighted } from './streams.ts'

/** A contact and how a mail addresses it. */
export interface Person {
  readonly contact: SampleContact
  readonly first: string
  readonly last: string
}

/** Twins and domain neighbours share a domain, never a person: their addresses are built the other way round. */
const addressOf = (drawn: Drawn, first: string, last: string): string => {
  const { role, rank } = drawn.traits
  const isSecond = role === 'thread-neighbour' || (role === 'twin-in-flight' && rank % 2 === 1)
  const [a, b] = [addressPart(first), addressPart(last)]
  return `${isSecond ? `${b}-${a}` : `${a}.${b}`}@${drawn.identity.mailDomain}`
}

function titleFor(random: Random, place: number): string {
  if (place === 0)
    return oneOf(
      random,
      titles[
        weighted(random, [
          [0, 3],
          [1, 2],
          [2, 4],
        ])
      ] ?? titles[0],
    )
  return oneOf(
    random,
    titles[
      weighted(random, [
        [2, 1],
        [3, 5],
        [4, 5],
      ])
    ] ?? titles[3],
  )
}

const phoneOf = (random: Random, country: string): { readonly phone?: string } =>
  country === 'United States' && chance(random, 0.5) ? { phone: `+1 555 01${between(random, 10, 99)}` } : {}

/**
 * The account's people. The first one has the highest title and is the one who writes; where the account has a new
 * contact it is the last one.
 */
export function peopleOf(drawn: Drawn, createdAt: Instant): readonly Person[] {
  const { traits, now, random } = drawn
  const pool = peopleNames[traits.place.people]
  const people: Person[] = []
  const taken = new Set<string>()
  const count = traits.contacts + (traits.newContact ? 1 : 0)
  while (people.length < count) {
    const place = people.length
    const first = oneOf(random, pool.first)
    const last = oneOf(random, pool.last)
    const key = addressOf(drawn, first, last)
    const title = titleFor(random, place)
    const isNew = traits.newContact && place === count - 1
    const made = isNew ? dayAgo(now, between(random, 1, 2), random) : createdAt
    const marked = dayAgo(now, between(random, 5, 280), random)
    const at = marked > made ? marked : made
    const spoken = traits.language === 'en' ? {} : { language: traits.language }
    const more = { ...spoken, ...phoneOf(random, traits.place.country) }
    if (taken.has(key)) continue
    taken.add(key)
    const fields = { email: key, firstName: first, lastName: last, title, ...more }
    people.push({
      contact: { key, createdAt: made, fields, by: chance(random, 0.8) ? 'import' : 'person', at },
      first,
      last,
    })
  }
  return people
}
