// The day in small, without a database: what each transaction and each call does, one after the other, with the states of
// the real tables. Schedules of it show whether the design holds; the statements themselves are tried on Postgres.
import { hashOf } from '#base/hash.ts'
import { itemMoves } from '#records/item-moves.ts'
import { after } from '#records/moves.ts'
import { orderMoves } from '#records/order-moves.ts'
import type { OrderState } from '#records/order.ts'
import type { ItemState } from '#records/queue-item.ts'
import { workMoves, type WorkMove, type WorkState } from '#records/work-moves.ts'

/** What can be left out, to see that the properties notice. */
export interface Guards {
  /** Writes say the epoch of their claim. */
  readonly fence: boolean
  /** The cap is counted while nobody else claims. */
  readonly exactCap: boolean
  /** The CRM knows an intent it has carried out. */
  readonly intents: boolean
  /** A decision is taken once for each version. */
  readonly versions: boolean
  /** A message is marked before it is handed over, and one whose fate is not known is not sent again. */
  readonly unknown: boolean
}
export const allGuards: Guards = { fence: true, exactCap: true, intents: true, versions: true, unknown: true }

export const leaseMs = 12_000
const mostCrashes = 3

export interface Item {
  state: WorkState
  epoch: number
  worker: number | undefined
  lease: number
  crashes: number
  failures: number
  pass: number
}

/** An account in a worker's hands: what it does next, and under which epoch it believes to do it. */
export interface Task {
  readonly account: number
  readonly epoch: number
  readonly pass: number
  next: 'work' | 'record' | 'send' | 'confirm' | 'settle'
}

export interface Worker {
  /** Its lock: a process that is started again is another worker. */
  name: number
  alive: boolean
  frozen: boolean
  /** What it saw when it looked how many are in flight, if it looked and has not claimed yet. */
  seen: number | undefined
  tasks: Task[]
}

export interface Review {
  state: ItemState
  version: number
  /** A decision is being carried out: its effects go to the CRM when somebody finishes it. */
  releases: string[]
  decisions: Map<number, string>
}

export interface World {
  readonly guards: Guards
  readonly cap: number
  now: number
  readonly items: Item[]
  readonly workers: Worker[]
  /** By key: whether the CRM's answer is known. */
  readonly effects: Map<string, 'pending' | 'done'>
  readonly reviews: Map<number, Review>
  readonly orders: Map<number, OrderState>
  /** How often the CRM carried an intent out, how often a provider took a message: the outside's own count. */
  readonly carriedOut: Map<string, number>
  readonly delivered: Map<number, number>
  readonly fields: { by: 'human' | 'daybook'; version: number }[]
  readonly audit: { previous: string; body: string; hash: string }[]
  /** What must never be; the properties look here. */
  readonly breaches: string[]
}

export const newWorld = (accounts: number, workers: number, guards = allGuards): World => ({
  guards,
  cap: 2,
  now: 0,
  items: Array.from({ length: accounts }, () => ({
    state: 'queued',
    epoch: 0,
    worker: undefined,
    lease: 0,
    crashes: 0,
    failures: 0,
    pass: 1,
  })),
  workers: Array.from({ length: workers }, (_, name) => ({
    name,
    alive: true,
    frozen: false,
    seen: undefined,
    tasks: [],
  })),
  effects: new Map(),
  reviews: new Map(),
  orders: new Map(),
  carriedOut: new Map(),
  delivered: new Map(),
  fields: Array.from({ length: accounts }, () => ({ by: 'human', version: 1 })),
  audit: [],
  breaches: [],
})

export const running = ({ items }: World): number => items.filter(({ state }) => state === 'running').length

export function audit(world: World, body: string): void {
  const previous = world.audit.at(-1)?.hash ?? ''
  world.audit.push({ previous, body, hash: hashOf([previous, body]) })
}

/** Moves an item as its table says; false: it cannot happen now, and nothing was written. */
export function move(world: World, account: number, kind: keyof typeof workMoves, epoch?: number): boolean {
  const item = world.items[account]
  const way: WorkMove = workMoves[kind]
  const to = item === undefined ? undefined : after<WorkState>(way, item.state)
  if (item === undefined || to === undefined) return false
  const isStale = way.fenced === true && epoch !== item.epoch
  if (isStale && world.guards.fence) return false
  if (isStale) world.breaches.push(`${kind} of ${account} by the stale epoch ${epoch}`)
  item.state = to
  if (way.raises === true) item.epoch += 1
  if (to !== 'running') item.worker = undefined
  return true
}

/** Whether a claim still holds, for a write that does not move the item. */
export function holds(world: World, { account, epoch }: Task, what: string): boolean {
  const item = world.items[account]
  const isOurs = item?.state === 'running' && item.epoch === epoch
  if (!isOurs && !world.guards.fence) world.breaches.push(`${what} of ${account} by the stale epoch ${epoch}`)
  return isOurs || !world.guards.fence
}

/** A new thing to decide about the account. */
export function putBefore(world: World, account: number): void {
  const there = world.reviews.get(account)
  if (there === undefined)
    world.reviews.set(account, { state: 'open', version: 1, releases: [], decisions: new Map() })
  else {
    there.state = after<ItemState>(itemMoves['put-back'], there.state) ?? there.state
    there.version += 1
  }
}

/** The CRM carries an intent out: once, however often it is asked. A field that a person changed meanwhile is left alone. */
export function askCrm(
  world: World,
  account: number,
  intent: string,
  expected: number,
): 'taken' | 'conflict' {
  if (world.guards.intents && world.carriedOut.has(intent)) return 'taken'
  const field = world.fields[account]
  if (field !== undefined && field.version !== expected && !world.carriedOut.has(intent)) return 'conflict'
  world.carriedOut.set(intent, (world.carriedOut.get(intent) ?? 0) + 1)
  if (field !== undefined) field.by = 'daybook'
  return 'taken'
}

export function moveOrder(world: World, account: number, kind: keyof typeof orderMoves): boolean {
  const state = world.orders.get(account)
  const to = state === undefined ? undefined : after<OrderState>(orderMoves[kind], state)
  if (to === undefined) return false
  world.orders.set(account, to)
  return true
}

export { mostCrashes }
