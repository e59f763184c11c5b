import { between, oneOf, type Random } from '#base/random.ts'
import type { GateCase } from '../case.ts'
import { caseSaying, type At } from './letter.ts'
import { companyOf, pointsOf, sentenceOf, type Point, type Sentence } from './say.ts'
import { factId, text, type Known, type Value, type World } from './world.ts'

// What the classes of faults share: worlds with one more value, other values than the true one, own frames.

/** The world with these values in its account, confirmed five days ago. */
export function withFields(world: World, fields: Readonly<Record<string, Value>>): World {
  const seen = new Date(Date.parse(world.now) - 5 * 86_400_000).toISOString()
  const account: Known = {
    ...world.account,
    fields: { ...world.account.fields, ...fields },
    at: { ...world.account.at, ...Object.fromEntries(Object.keys(fields).map((name) => [name, seen])) },
  }
  return { ...world, account }
}

/** A customer whose contract ends on a day from ten days to ten months ahead. */
export function withContract({ world, random }: Pick<At, 'world' | 'random'>): World {
  const contractEnd = new Date(Date.parse(world.now) + between(random, 12, 300) * 86_400_000)
    .toISOString()
    .slice(0, 10)
  const stage = world.stage === 'open-deal' ? 'open-deal' : 'customer'
  return { ...withFields(world, { contractEnd, lifecycle: 'customer' }), stage }
}

export const withEmployees = ({ world, random }: Pick<At, 'world' | 'random'>): World =>
  withFields(world, { employees: between(random, 12, 90) })

// Numbers our own side may say; one of them is no changed number but another fault.
const ours = new Set([10, 15, 20, 30, 340, 2000, 2019])

/** Another whole number that is near at hand: a slip, a swap, a zero too many. */
export function otherNumber(n: number, random: Random): number {
  const swapped = Number([...String(n)].toReversed().join(''))
  const choices = [
    n + 1,
    n - 1,
    n + between(random, 2, 9),
    n * 10,
    n + 100,
    n * 2,
    Math.round(n / 2),
    swapped,
    n + 40,
  ]
  const wrong = oneOf(random, choices)
  return wrong === n || wrong < 2 || ours.has(wrong) ? n + 57 : wrong
}

export const pointOf = (at: At, ...kinds: readonly string[]): Point | undefined => {
  const points = pointsOf(at).filter(({ kind }) => kinds.includes(kind))
  return points.length === 0 ? undefined : oneOf(at.random, points)
}

/** A message in which one point is said with another value; its twin says the true one. */
export function changed(at: At, point: Point | undefined, wrong: string | undefined): GateCase | undefined {
  if (point === undefined || wrong === undefined || wrong === point.v) return undefined
  return caseSaying(at, sentenceOf(point, at, at.wrong ? wrong : point.v), [point.kind])
}

/** A sentence from a frame of the class's own. {company} and {first} are cited with the rest. */
export function own(at: At, frame: string, cites: readonly string[]): Sentence {
  const { account } = at.world
  return {
    text: frame.replaceAll('{company}', companyOf(at.world)),
    cites: [...cites, ...(frame.includes('{company}') ? [factId(account, 'name')] : [])],
  }
}

/** One of another account's values of this field that this account does not share. */
export function othersValue(
  at: At,
  field: string,
): { readonly world: World; readonly value: Value } | undefined {
  const mine = JSON.stringify(at.world.account.fields[field])
  const found = at.others.flatMap((world) => {
    const value = world.account.fields[field]
    return value === undefined || value === null || JSON.stringify(value) === mine ? [] : [{ world, value }]
  })
  return found.length === 0 ? undefined : oneOf(at.random, found)
}

export const cityOf = (world: World): string | undefined => text(world.account.fields['city'])
