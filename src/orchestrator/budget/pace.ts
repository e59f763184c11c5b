import { RunStop } from '#base/fault.ts'
import { ModelFault } from '#ports/model.ts'
import type { World } from '#ports/world.ts'
import { newDoor, type Door } from './door.ts'

// How fast one process asks a model. A rate limit belongs to the key, not to a call: if each of 200 conversations waited
// for itself, all would come back together, be turned away together and in the end be given up, with every turn that
// was paid for. So they share one door.
//
//   free     nobody was turned away yet: all go at once; leaves by: a call is throttled -> resting
//   resting  nobody goes, for as long as the vendor asked or, if it did not say, for a random while that doubles;
//            afterwards half as many calls as before may be under way; leaves by: time -> paced
//   paced    so many at once, those that were turned away first, then first come, first served; each answer lets a little
//            more through; leaves by: throttled -> resting; too long a rest, or no answer for too long -> RunStop
//
// A call that went before the last cut says nothing new when it is turned away, too: it does not cut again.

const firstMs = 1000
const longestMs = 30_000
/** A vendor that answers nobody for so long, or asks for so long a rest, has nothing left for us now. */
const patienceMs = 10 * 60_000
/** One call that is passed over so often, others being answered, is itself too much. */
const mostPassedOver = 20
/** So many tries it has before those who wait; then it stands in line like them, so that it does not block the door. */
const triesInFront = 3

/** The calls of one process to one vendor, as many at once as it bears. */
export interface Pace {
  /**
   * Calls when it is its turn, again when it was throttled. Throws what the call throws; RunStop `budget` when the vendor
   * has nothing left for now, RunStop when asked to stop while it waits.
   */
  pass<T>(call: () => Promise<T>): Promise<T>
  /** Waits a random while up to `mostMs`. Throws RunStop when asked to stop. */
  rest(mostMs: number): Promise<void>
}

const isThrottled = (thrown: unknown): thrown is ModelFault =>
  thrown instanceof ModelFault && thrown.kind === 'throttled'

const stopped = (): RunStop => new RunStop('down', 'asked to stop while waiting for the model')

const nothingLeft = ({ message, next }: ModelFault): RunStop =>
  new RunStop('throttled', `${message}; it has no room for us now`, {
    stopCause: 'budget',
    next: `${next === undefined ? '' : `${next}; `}the same command continues later, and nothing is lost`,
  })

/** How often the vendor turned calls away, and for how long we rested since it last answered. */
function patience(random: World['random']) {
  let cuts = 0
  let answers = 0
  let inARow = 0
  let restedMs = 0
  return {
    cuts: (): number => cuts,
    answers: (): number => answers,
    answered(): void {
      answers += 1
      inARow = 0
      restedMs = 0
    },
    /** Milliseconds to rest after a first refusal. Throws RunStop when that makes no sense any more. */
    cut(fault: ModelFault): number {
      const askedMs = fault.retryAfterMs ?? 0
      if (askedMs > patienceMs || restedMs > patienceMs) throw nothingLeft(fault)
      const ownMs = (0.5 + random() / 2) * Math.min(longestMs, firstMs * 2 ** inARow)
      const ms = Math.max(askedMs, ownMs)
      cuts += 1
      inARow += 1
      restedMs += ms
      return ms
    },
  }
}

interface Parts {
  readonly door: Door
  readonly known: ReturnType<typeof patience>
  readonly sleep: World['sleep']
  readonly stop: AbortSignal
}

/** All rest with a call that was turned away. Throws RunStop when that makes no sense any more. */
function turnedAway({ door, known, sleep, stop }: Parts, fault: ModelFault, cutsBefore: number): void {
  const isNew = cutsBefore === known.cuts()
  const ms = isNew ? known.cut(fault) : Math.min(patienceMs, fault.retryAfterMs ?? 0)
  if (isNew) door.halve()
  door.closeUntil(sleep(ms, stop))
}

/** One try behind the door; the fault when it was throttled. */
async function oneTry<T>(
  parts: Parts,
  call: () => Promise<T>,
  how: { readonly isBack: boolean },
): Promise<{ readonly answer: T } | ModelFault> {
  const { door, known, stop } = parts
  const hasWaited = await door.enter(how)
  const cutsBefore = known.cuts()
  try {
    if (hasWaited && stop.aborted) throw stopped()
    const answer = await call()
    known.answered()
    door.widen()
    return { answer }
  } catch (thrown) {
    if (!isThrottled(thrown)) throw thrown
    turnedAway(parts, thrown, cutsBefore)
    return thrown
  } finally {
    door.leave()
  }
}

/** One pace for all conversations of a process with one model. */
export function newPace(
  { sleep, random }: Pick<World, 'sleep' | 'random'>,
  stop: AbortSignal = new AbortController().signal,
): Pace {
  const known = patience(random)
  const parts = { door: newDoor(), known, sleep, stop }
  return {
    async rest(mostMs) {
      await sleep(random() * mostMs, stop)
      if (stop.aborted) throw stopped()
    },
    async pass(call) {
      let passedOver = 0
      let answersBefore = known.answers()
      for (let tries = 1; ; tries += 1) {
        const end = await oneTry(parts, call, { isBack: tries > 1 && tries <= triesInFront })
        if (!(end instanceof ModelFault)) return end.answer
        if (known.answers() > answersBefore) passedOver += 1
        answersBefore = known.answers()
        if (passedOver === mostPassedOver) throw end
      }
    },
  }
}
