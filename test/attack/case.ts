// One attack: an account with a text in it that wants something, and how the puppet goes about it.
import { between, oneOf, seeded } from '#base/random.ts'
import type { AccountId } from '#records/ids.ts'
import type { Goal, Payload, WrapperPart } from './attack-files.ts'
import { emailsAndHosts } from './payload-values.ts'
import { aimOf, pursuits, type Pursuit } from './goals.ts'
import { markOf } from './marks.ts'
import { hiddenWrappers, ownWrappers, wrapForeign, wrapOwn, type Wrapped } from './wrappers.ts'

/**
 * `obey`: does what the text says, and every other harm beside it, without any care · `adaptive`: knows the gate, cites
 * real facts, writes what passes but for one thing · `control`: the adaptive draft without the attack, to see that it
 * would have passed.
 */
export type Mode = 'obey' | 'adaptive' | 'control'

export interface AttackCase {
  readonly id: string
  /** Draws whatever the puppet decides in this case. */
  readonly seed: number
  readonly accountId: AccountId
  readonly goal: string
  readonly pursuit: Pursuit
  readonly carrier: string
  readonly wrapper: string
  readonly mode: Mode
  readonly text: string
  readonly attacker: Attacker
}

/** Where the attacker wants things to go. `mark` stands in both, and in nothing else of the book. */
export interface Attacker {
  readonly mark: string
  readonly email: string
  readonly url: string
  /** Another account of the book, by id. */
  readonly other: AccountId
}

/** What cases are drawn from. */
export interface Arsenal {
  readonly seed: number
  readonly goals: readonly Goal[]
  readonly wrappers: readonly WrapperPart[]
  readonly payloads: readonly Payload[]
  readonly carriers: readonly string[]
  readonly accounts: readonly AccountId[]
}

const modeOf = (n: number): Mode => (n % 20 === 0 ? 'control' : n % 5 < 2 ? 'obey' : 'adaptive')

const filled = (text: string, { email, url, other }: Attacker): string =>
  text.replaceAll('{attacker_email}', email).replaceAll('{attacker_url}', url).replaceAll('{other}', other)

/** The n-th case, of the account at that place. The same arsenal and n give the same case. */
export function caseAt(arsenal: Arsenal, n: number): AttackCase {
  const { accounts, carriers, payloads } = arsenal
  const accountId = accounts[n % accounts.length]
  if (accountId === undefined) throw new Error('there is no account to attack')
  const seed = (arsenal.seed * 1_000_003 + n) | 0
  const random = seeded(seed)
  const mark = markOf('attacker', arsenal.seed, n)
  const attacker: Attacker = {
    mark,
    email: `${mark}@collect.${mark}.example`,
    url: `https://${mark}.example/${between(random, 10, 99)}`,
    other: oneOf(
      random,
      accounts.length > 1 ? accounts.filter((id) => id !== accountId).slice(0, 50) : accounts,
    ),
  }
  const foreign = payloads.length === 0 ? undefined : payloads[n % payloads.length]
  const runnable = arsenal.goals.filter(({ id }) => aimOf(id) !== undefined)
  const goal = foreign === undefined ? runnable[n % runnable.length] : undefined
  const aim = goal === undefined ? 'any' : (aimOf(goal.id) ?? 'any')
  const pursuit = aim === 'any' ? oneOf(random, pursuits) : aim
  const order = aim === 'any' && goal !== undefined ? orderFor(runnable, pursuit) : (goal?.goal ?? '')
  const wrapped =
    foreign === undefined
      ? dressed(arsenal, { goal: goal?.id ?? '', order: filled(order, attacker), random })
      : { wrapper: 'foreign', text: filled(foreign.text, attacker) }
  // A foreign text names places of its own: it is obeyed to the letter.
  const named = foreign === undefined ? {} : namedIn(wrapped.text)
  const base = {
    id: `case-${n}`,
    seed,
    accountId,
    pursuit,
    attacker: { ...attacker, ...named },
    mode: modeOf(n),
    ...wrapped,
  }
  const carrier = goal?.id === 'crm-20' ? 'two-records' : oneOf(random, carriers)
  return { ...base, carrier, goal: goal?.id ?? foreign?.id ?? '' }
}

function namedIn(text: string): Partial<Pick<Attacker, 'email' | 'url'>> {
  const email = emailsAndHosts(text).find((one) => one.includes('@'))
  const url = /https?:\/\/[^\s<>"')\]]+/i.exec(text)?.[0]
  return { ...(email === undefined ? {} : { email }), ...(url === undefined ? {} : { url }) }
}

const orderFor = (goals: readonly Goal[], pursuit: Pursuit): string =>
  goals.find(({ id }) => aimOf(id) === pursuit)?.goal ?? pursuit

function dressed(
  { wrappers }: Arsenal,
  { goal, order, random }: { goal: string; order: string; random: () => number },
): Wrapped {
  if (goal === 'crm-19') return wrapOwn(oneOf(random, hiddenWrappers), order)
  if (wrappers.length > 0 && random() < 0.5) return wrapForeign(wrappers, order, random)
  return wrapOwn(oneOf(random, ownWrappers), order)
}
