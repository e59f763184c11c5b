// Kills through all labels: each at its first, second, third, fifth … passage, until nobody dies of it any more.
import { between, oneOf, seeded, type Random } from '#base/random.ts'
import type { FaultLabel } from '#ports/faults.ts'
import { labels, points } from './points.ts'
import type { GroundAsk, Stage } from './stage.ts'
import { stepsOf } from './steps-of.ts'
import { Storm, type Death, type Kill } from './storm.ts'

export interface CampaignAsk {
  readonly kills: number
  readonly seed: number
  /** Books that are killed at the same time. */
  readonly atOnce: number
  note(line: string): void
  /** Hears of the kills of each step as they happened. */
  keep(kills: readonly Kill[]): void
}

/** What broke the driver itself or the calm twin: no breach, but no proof either. */
export interface Trouble {
  readonly where: string
  readonly why: string
}

const passages = [1, 2, 3, 5, 8]
const stepsPerBook = 40
const inRun = labels.filter((label) => points[label].when === 'run')

interface Series {
  readonly ground: GroundAsk
  readonly hasWorker: boolean
}

/** Both CRMs, alone and with a worker beside; then the same with other books. */
function* seriesOf(seed: number): Generator<Series, void> {
  for (let round = 0; ; round += 1)
    for (const hasWorker of [false, true])
      for (const crm of ['fake', 'built-in'] as const) {
        const pace = hasWorker ? { limit: 4, inFlight: 2, latencyMs: 120 } : { limit: 3, inFlight: 2 }
        yield {
          ground: { crm, seed: seed + round, accounts: 100, losesEvery: 7, ...pace },
          hasWorker,
        }
      }
}

const single: ReadonlySet<FaultLabel> = new Set([
  'run-asked',
  'run-storing',
  'run-stored',
  'book-synced',
  'selection-scored',
  'worker-entered',
  'mail-noted',
  'run-ending',
  'run-ended',
  'anchoring',
  'anchored',
  'forget-files',
  'forget-rows',
])

/** Places at which a process that comes to take over holds no account yet: it may die there as often as it likes. */
function early(random: Random, hasOrphans: boolean, hasWorker: boolean): Death {
  const places: readonly FaultLabel[] = hasWorker
    ? ['run-asked', 'worker-entered']
    : ['run-asked', 'worker-entered', 'claiming', ...(hasOrphans ? (['taking-over'] as const) : [])]
  return { ...nth(oneOf(random, places), 1), of: 'command' }
}

/** A second death in the middle of the work, by a label or by somebody else's hand. A third one would be one too many. */
const second = (random: Random): Death =>
  random() < 0.6
    ? { point: 'outside', afterMs: between(random, 5, 2000), of: 'command' }
    : { ...nth(oneOf(random, inRun), between(random, 1, 3)), of: 'command' }

/** The labels in an order of chance: a run that is cut short has been everywhere a little. */
const shuffled = (random: Random): readonly FaultLabel[] =>
  labels
    .filter((label) => points[label].when !== 'command-line')
    .map((label) => ({ label, place: random() }))
    .toSorted((a, b) => a.place - b.place)
    .map(({ label }) => label)

const holdsAccounts = (label: FaultLabel): boolean => !['C0', 'C1'].includes(points[label].c)

/** Dies of the label; the processes after it die while they take over, then comes one that may live. */
function deathsOf(label: FaultLabel, n: number, random: Random, hasWorker: boolean): readonly Death[] {
  const of = hasWorker && random() < 0.5 ? 'worker' : 'command'
  const takingOver = (): Death => early(random, holdsAccounts(label), hasWorker)
  if (points[label].when === 'take-over')
    return [{ ...nth('claimed', n), of: 'command' }, { ...nth(label, 1), of: 'command' }, takingOver()]
  const first: Death = { ...nth(label, n), of }
  if (points[label].when !== 'run') return [first]
  return [first, takingOver(), second(random)]
}

const nth = (label: FaultLabel, n: number) => ({ point: label, dieAt: `${label}:${n}` })

/** One series over all labels. `isEnough` ends it early. */
async function run(
  stage: Stage,
  { ground, hasWorker }: Series,
  ask: {
    readonly random: Random
    isEnough(): boolean
    onKills(kills: readonly Kill[]): void
    onTrouble(trouble: Trouble): void
  },
): Promise<void> {
  let storm: Storm | undefined
  let next: ReturnType<typeof stepsOf> | undefined
  let steps = 0
  const renewed = async (): Promise<Storm> => {
    await storm?.close()
    ;[storm, steps] = [await Storm.over(stage, ground, hasWorker), 0]
    next = stepsOf(storm)
    return storm
  }
  /** Whether anybody died at the label. */
  const once = async (label: FaultLabel, n: number): Promise<boolean> => {
    try {
      const on = storm === undefined || steps >= stepsPerBook ? await renewed() : storm
      steps += 1
      const step = await next?.(points[label].when)
      if (step === undefined) return false
      const kills = await on.step(step, deathsOf(label, n, ask.random, hasWorker))
      ask.onKills(kills)
      // What differs once differs for ever: go on with a fresh book.
      if (kills.some(({ breaches, late }) => breaches.length + late > 0)) steps = stepsPerBook
      return kills.some(({ point }) => point === label)
    } catch (thrown) {
      ask.onTrouble({
        where: `${ground.crm} ${label}:${n}`,
        why: thrown instanceof Error ? thrown.message : String(thrown),
      })
      steps = stepsPerBook
      return false
    }
  }
  try {
    for (const label of shuffled(ask.random)) {
      for (const n of single.has(label) ? [1] : passages) {
        if (ask.isEnough()) return
        const died = await once(label, n)
        // A day in which nobody came by proves nothing; another one may.
        if (!died && (n > 1 || !((await once(label, 1)) || (await once(label, 1))))) break
      }
    }
  } finally {
    await storm?.close()
  }
}

/** Kills until there were enough. Everything that happened, and what the auditor said to it. */
export async function campaign(
  stage: Stage,
  ask: CampaignAsk,
): Promise<{ readonly kills: readonly Kill[]; readonly troubles: readonly Trouble[] }> {
  const kills: Kill[] = []
  const troubles: Trouble[] = []
  const left = seriesOf(ask.seed)
  const random = seeded(ask.seed)
  const began = Date.now()
  const isEnough = (): boolean => kills.length >= ask.kills
  const lane = async (): Promise<void> => {
    for (let one = left.next(); one.done !== true; one = left.next()) {
      const series = one.value
      if (isEnough()) return
      await run(stage, series, {
        random,
        isEnough,
        onKills(found) {
          kills.push(...found)
          ask.keep(found)
          const breaches = kills.reduce((sum, one) => sum + one.breaches.length, 0)
          const seconds = Math.round((Date.now() - began) / 1000)
          ask.note(
            `${seconds} s: ${kills.length} kills, ${breaches} breaches; ${series.ground.crm} ${found.map(({ point }) => point).join(' + ')}`,
          )
          for (const { breaches: all } of found)
            for (const { kind, what } of all) ask.note(`  BREACH ${kind}: ${what}`)
        },
        onTrouble(trouble) {
          troubles.push(trouble)
          ask.note(`  TROUBLE at ${trouble.where}: ${trouble.why}`)
        },
      })
    }
  }
  await Promise.all(Array.from({ length: ask.atOnce }, lane))
  return { kills, troubles }
}
