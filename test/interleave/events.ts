// What can happen in the simulation, one thing at a time: each transaction and each call of the outside is one event.
import { itemMoves } from '#records/item-moves.ts'
import { after } from '#records/moves.ts'
import type { ItemState } from '#records/queue-item.ts'
import {
  askCrm,
  audit,
  holds,
  leaseMs,
  mostCrashes,
  move,
  moveOrder,
  putBefore,
  running,
} from './simulation.ts'
import type { Task, Worker, World } from './simulation.ts'

/** `at` chooses among what there is; `pick` decides what the outside does. */
export type Event =
  | {
      readonly kind: 'look' | 'claim' | 'beat' | 'freeze' | 'wake' | 'kill' | 'start' | 'sweep'
      readonly at: number
    }
  | { readonly kind: 'step' | 'fail'; readonly at: number; readonly pick: number }
  | { readonly kind: 'jump'; readonly ms: number }
  | { readonly kind: 'edit' | 'again' | 'finish' | 'next-day'; readonly at: number }
  | {
      readonly kind: 'decide'
      readonly at: number
      readonly move: 'approve' | 'reject' | 'snooze' | 'expire'
      readonly late: number
    }
  | { readonly kind: 'order'; readonly at: number; readonly move: 'approve' | 'void' | 'defer' | 'resume' }
  | { readonly kind: 'deliver'; readonly at: number; readonly answer: 'accepted' | 'refused' | 'lost' }
  | { readonly kind: 'provider-says'; readonly at: number }

const nth = <T>(list: readonly T[], at: number): T | undefined => list[at % Math.max(1, list.length)]
const isUp = (worker: Worker | undefined): worker is Worker =>
  worker !== undefined && worker.alive && !worker.frozen

/** With the exact cap the count and the claim are one transaction under a lock; without, they are two. */
function claim(world: World, worker: Worker): void {
  const free = world.cap - (world.guards.exactCap ? running(world) : (worker.seen ?? running(world)))
  worker.seen = undefined
  if (free <= 0) return
  const account = world.items.findIndex(({ state }) => state === 'queued')
  const item = world.items[account]
  if (item === undefined || !move(world, account, 'claim')) return
  Object.assign(item, { worker: worker.name, lease: world.now + leaseMs })
  worker.tasks.push({ account, epoch: item.epoch, pass: item.pass, next: 'work' })
}

function sweep(world: World): void {
  for (const [account, item] of world.items.entries()) {
    if (item.state !== 'running' || item.worker === undefined) continue
    const isDead =
      !world.workers.some(({ name, alive }) => alive && name === item.worker) || item.lease < world.now
    if (!isDead || !move(world, account, 'take-back')) continue
    item.crashes += 1
    if (item.crashes < mostCrashes || !move(world, account, 'give-up')) continue
    putBefore(world, account)
    audit(world, `gave up ${account}`)
  }
}

/** One key for what an account gets of one cause, whatever the words and whichever pass. */
const keyOf = ({ account }: Pick<Task, 'account'>): string => `account ${account}`

/** The transaction that decides: all of it, or nothing. */
function record(world: World, task: Task, pick: number): boolean {
  if (!holds(world, task, 'record')) return false
  if (world.effects.has(keyOf(task))) return true
  if (pick % 4 === 0) {
    if (!world.reviews.has(task.account)) putBefore(world, task.account)
  } else world.effects.set(keyOf(task), 'pending')
  if (pick % 3 === 0 && !world.orders.has(task.account)) world.orders.set(task.account, 'waiting')
  audit(world, `recorded ${task.account}`)
  return true
}

function confirm(world: World, task: Task): boolean {
  if (!holds(world, task, 'confirm')) return false
  if (world.effects.get(keyOf(task)) === 'pending') {
    world.effects.set(keyOf(task), 'done')
    audit(world, `confirmed ${task.account}`)
  }
  return true
}

/** Sends what is pending; the answer may be lost after the work was done. */
function send(world: World, task: Task, pick: number): boolean {
  if (world.effects.get(keyOf(task)) !== 'pending') return true
  const said = askCrm(world, task.account, keyOf(task), world.fields[task.account]?.version ?? 0)
  if (said === 'conflict') putBefore(world, task.account)
  return pick % 5 !== 0
}

function step(
  world: World,
  worker: Worker,
  { at, pick }: { readonly at: number; readonly pick: number },
): void {
  const task = nth(worker.tasks, at)
  if (task === undefined) return
  const drop = (): void => void worker.tasks.splice(worker.tasks.indexOf(task), 1)
  switch (task.next) {
    case 'work':
      task.next = 'record'
      return
    case 'record':
      if (!record(world, task, pick)) return drop()
      task.next = 'send'
      return
    case 'send':
      if (!send(world, task, pick)) return fail(world, worker, at)
      task.next = 'confirm'
      return
    case 'confirm':
      if (!confirm(world, task)) return drop()
      task.next = 'settle'
      return
    case 'settle':
      if (move(world, task.account, 'settle', task.epoch)) audit(world, `settled ${task.account}`)
      drop()
  }
}

/** Its one retry, then a person. */
function fail(world: World, worker: Worker, at: number): void {
  const task = nth(worker.tasks, at)
  const item = task && world.items[task.account]
  if (task === undefined || item === undefined) return
  worker.tasks.splice(worker.tasks.indexOf(task), 1)
  if (item.failures === 0) {
    if (move(world, task.account, 'give-back', task.epoch)) item.failures += 1
    return
  }
  if (!move(world, task.account, 'fail', task.epoch)) return
  putBefore(world, task.account)
  audit(world, `failed ${task.account}`)
}

/** A person decides on the version they saw, `late` versions ago. Told twice, it is taken once. */
function decide(world: World, { at, move: how, late }: Extract<Event, { kind: 'decide' }>): void {
  const found = nth([...world.reviews.entries()], at)
  if (found === undefined) return
  const [account, item] = found
  const version = item.version - late
  const to = after<ItemState>(itemMoves[how], item.state)
  if (world.guards.versions && (version !== item.version || to === undefined)) return
  if (item.decisions.has(version)) world.breaches.push(`two decisions on version ${version} of ${account}`)
  item.decisions.set(version, how)
  item.state = to ?? item.state
  item.version += 1
  audit(world, `${how} ${account}`)
  if (how === 'approve') item.releases.push(`release ${account} ${version}`)
}

/** Finishes what people released: whoever does it, and however often. */
function finish(world: World, at: number): void {
  const found = nth([...world.reviews.entries()], at)
  if (found === undefined) return
  const [account, { releases }] = found
  for (const intent of releases) askCrm(world, account, intent, world.fields[account]?.version ?? 0)
}

/** A message leaves: marked before, and its answer written down after, as one event that may end in the middle. */
function deliver(world: World, at: number, answer: 'accepted' | 'refused' | 'lost'): void {
  const account = nth([...world.orders.keys()], at)
  if (account === undefined) return
  const isAgain = !world.guards.unknown && world.orders.get(account) === 'unknown'
  if (!isAgain && !moveOrder(world, account, 'send')) return
  if (answer !== 'refused') world.delivered.set(account, (world.delivered.get(account) ?? 0) + 1)
  if (!isAgain) moveOrder(world, account, answer)
  audit(world, `${answer} ${account}`)
}

const onWorker: Readonly<
  Record<
    'look' | 'claim' | 'beat' | 'freeze' | 'wake' | 'kill' | 'start' | 'sweep',
    (world: World, worker: Worker) => void
  >
> = {
  look: (world, worker) => void (isUp(worker) && (worker.seen = running(world))),
  claim: (world, worker) => void (isUp(worker) && claim(world, worker)),
  sweep: (world, worker) => void (isUp(worker) && sweep(world)),
  beat(world, worker) {
    if (!isUp(worker)) return
    for (const item of world.items) if (item.worker === worker.name) item.lease = world.now + leaseMs
  },
  freeze: (_world, worker) => void (worker.frozen = worker.alive),
  wake: (_world, worker) => void (worker.frozen = false),
  kill: (_world, worker) =>
    void Object.assign(worker, { alive: false, frozen: false, seen: undefined, tasks: [] }),
  start(world, worker) {
    if (!worker.alive) Object.assign(worker, { alive: true, name: worker.name + world.workers.length })
  },
}

function again(world: World, at: number): void {
  const account = at % world.items.length
  const item = world.items[account]
  if (item === undefined || !move(world, account, 'again')) return
  Object.assign(item, { crashes: 0, failures: 0, pass: item.pass + 1 })
}

/** The next run first finishes what failed accounts had decided. */
function nextDay(world: World): void {
  for (const [account, item] of world.items.entries())
    if (world.effects.get(keyOf({ account })) === 'pending' && move(world, account, 'reopen'))
      Object.assign(item, { crashes: 0, failures: 0 })
}

/** Lets one thing happen. Whatever cannot happen now does nothing. */
export function happen(world: World, event: Event): void {
  switch (event.kind) {
    case 'step':
    case 'fail': {
      const worker = nth(world.workers, event.at)
      if (!isUp(worker)) return
      return event.kind === 'step'
        ? step(world, worker, { ...event, at: event.pick })
        : fail(world, worker, event.pick)
    }
    case 'jump':
      return void (world.now += event.ms)
    case 'edit': {
      const field = nth(world.fields, event.at)
      if (field !== undefined) Object.assign(field, { by: 'human', version: field.version + 1 })
      return
    }
    case 'again':
      return again(world, event.at)
    case 'next-day':
      return nextDay(world)
    case 'finish':
      return finish(world, event.at)
    case 'decide':
      return decide(world, event)
    case 'order': {
      const account = nth([...world.orders.keys()], event.at)
      if (account !== undefined) moveOrder(world, account, event.move)
      return
    }
    case 'deliver':
      return deliver(world, event.at, event.answer)
    case 'provider-says': {
      const account = nth([...world.delivered.keys()], event.at)
      if (account !== undefined) moveOrder(world, account, 'accepted')
      return
    }
    default: {
      const worker = nth(world.workers, event.at)
      if (worker !== undefined) onWorker[event.kind](world, worker)
    }
  }
}
