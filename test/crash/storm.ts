// One book under kills, and its twin that nobody disturbs: after each step both must hold the same.
import { readFile } from 'node:fs/promises'
import type { Pool, PoolClient } from 'pg'
import * as z from 'zod'
import { audit, differences, type Sides } from './auditor/audit.ts'
import { breach, type Breach } from './auditor/breach.ts'
import { builtInSide, fakeSide } from './auditor/crm-side.ts'
import { claimedTexts, lateMails, ownLines, tables, type Asked, type ClaimSeen } from './auditor/tables.ts'
import { startChild, type Ended, type Hand } from './hand.ts'
import type { Step } from './protocol.ts'
import type { Ground, GroundAsk, Stage } from './stage.ts'

/** One kill that happened, and what came of it. */
export interface Kill {
  /** The label, or `outside` for a kill at a random moment. */
  readonly point: string
  readonly crm: string
  /** Accounts the process held, and milliseconds until each was claimed again. */
  readonly held: number
  readonly takeoverMs: readonly number[]
  /** Mails that wait for the claim of a dead reader to run out: the day was ranked without them. */
  readonly late: number
  /** What the auditor found after this step, and not before. */
  readonly breaches: readonly Breach[]
}

/** How a step's process is to die: at a label's n-th passage, or after so many milliseconds by somebody else's hand. */
export interface Death {
  readonly point: string
  readonly dieAt?: string
  readonly afterMs?: number
  /** Whose death: the process that does the step, or the worker beside it. */
  readonly of: 'command' | 'worker'
}

interface Fallen {
  readonly point: string
  readonly app: string
  readonly at: number
}

const Cost = z.object({ account: z.string().nullable(), microUsd: z.number() })

const asker =
  (by: Pick<Pool, 'query'> | Pick<PoolClient, 'query'>): Asked =>
  async (sql) =>
    (await by.query<Record<string, unknown>>(sql)).rows

/** All three sides of a book, as they stand now. */
export async function sidesOf(ground: Ground, ask: Asked, told: Sides['told']): Promise<Sides> {
  const log = await readFile(ground.place.modelLog, 'utf8').catch(() => '')
  // The last line may be cut off: its writer was killed.
  const asked = log
    .split('\n')
    .slice(0, -1)
    .map((line) => Cost.parse(JSON.parse(line)))
  return { tables: await tables(ask), crm: await sideOf(ground, ask), asked, told }
}

const sideOf = ({ fake, madeWith }: Ground, ask: Asked) =>
  fake === undefined ? builtInSide(ask) : fakeSide(fake, madeWith)

/** The accounts a process held when it died, and how long each waited for the next claim. */
function takeovers(claims: readonly ClaimSeen[], { app, at }: Fallen): readonly number[] {
  const byItem = Map.groupBy(claims, ({ item }) => item)
  return [...byItem.values()].flatMap((all) => {
    const last = all.findLastIndex((seen) => seen.at <= at)
    const held = all[last]
    if (held?.state !== 'running' || held.app !== app) return []
    const next = all.slice(last + 1).find(({ state }) => state === 'running')
    return [next === undefined ? Number.POSITIVE_INFINITY : next.at - at]
  })
}

const linesOf = (records: ReadonlyMap<string, unknown>): readonly string[] =>
  [...records].map(([key, record]) => `${key} ${JSON.stringify(record)}`).toSorted()

/** Two books of the same content; `stormy` is killed at, `calm` is not. */
export class Storm {
  readonly kills: Kill[] = []
  readonly #stormy: Ground
  readonly #calm: Ground
  readonly #told: { item: string; version: number }[] = []
  readonly #all: Hand[] = []
  #day = 0
  #hand: Hand | undefined
  #spare: Hand | undefined
  #worker: Hand | undefined
  #quiet: Hand | undefined
  readonly #hasWorker: boolean
  readonly #program: string

  private constructor(program: string, [stormy, calm]: readonly [Ground, Ground], hasWorker: boolean) {
    ;[this.#program, this.#stormy, this.#calm, this.#hasWorker] = [program, stormy, calm, hasWorker]
  }

  static async over(stage: Stage, ask: GroundAsk, hasWorker = false): Promise<Storm> {
    const stormy = await stage.ground(ask)
    const { spoil: _spoil, ...well } = ask
    const calm = await stage.ground({ ...well, losesEvery: 0, latencyMs: 4, warms: true })
    return new Storm(stage.program, [stormy, calm], hasWorker)
  }

  get ask(): Asked {
    return asker(this.#stormy.owner)
  }

  #start(ground: Ground): Hand {
    const onTold = (item: string, version: number): void => void this.#told.push({ item, version })
    const hand = startChild(this.#program, ground.place, { fake: ground.fake, onTold })
    this.#all.push(hand)
    return hand
  }

  /** A process that is there; the next one is started at once, so that it need not be waited for. */
  async #living(): Promise<Hand> {
    if (this.#hand === undefined || this.#hand.isGone()) {
      this.#hand = this.#spare ?? this.#start(this.#stormy)
      this.#spare = this.#start(this.#stormy)
    }
    await this.#hand.ready
    return this.#hand
  }

  async #beside(sinceMs: number, death: Death | undefined): Promise<Hand | undefined> {
    if (!this.#hasWorker) return undefined
    const when = { day: this.#day, sinceMs, dieAt: death?.of === 'worker' ? death.dieAt : undefined }
    if (this.#worker === undefined || this.#worker.isGone()) {
      this.#worker = this.#start(this.#stormy)
      await this.#worker.ready
      this.#worker.tell({ kind: 'work', ...when })
    } else this.#worker.tell({ kind: 'clock', ...when })
    return this.#worker
  }

  /** Does a step with the deaths in their order, each in the process that came after the one before. */
  async #suffer(step: Step, deaths: readonly Death[]): Promise<{ said: Ended; fallen: readonly Fallen[] }> {
    const began = Date.now()
    const fallen: Fallen[] = []
    const left = [...deaths]
    for (;;) {
      const death = left.shift()
      const hand = await this.#living()
      const worker = await this.#beside(Date.now() - began, death)
      const note = (point: string, dead: Hand, at: number): void =>
        void fallen.push({ point, app: `child ${dead.pid}`, at })
      const dying = death?.of === 'worker' ? worker : hand
      const timer =
        death?.afterMs === undefined ? undefined : setTimeout(() => dying?.kill('SIGKILL'), death.afterMs)
      hand.tell({
        kind: 'do',
        day: this.#day,
        sinceMs: Date.now() - began,
        step,
        ...(death?.of === 'command' ? { dieAt: death.dieAt } : {}),
      })
      const said = await hand.next()
      clearTimeout(timer)
      if (worker?.isGone() === true) {
        const ended = await worker.next()
        if (ended.kind === 'killed') note(death?.point ?? 'unknown', worker, ended.at)
      }
      if (said.kind !== 'killed') return { said, fallen }
      note(death?.point ?? 'unknown', hand, said.at)
    }
  }

  async #lookAt(
    said: Ended,
    calm: Ended,
  ): Promise<Pick<Kill, 'breaches' | 'late'> & { readonly claims: readonly ClaimSeen[] }> {
    const [ask, quiet] = [asker(this.#stormy.owner), asker(this.#calm.owner)]
    const sides = await sidesOf(this.#stormy, ask, this.#told)
    const calmCrm = await sideOf(this.#calm, quiet)
    const why = 'why' in said ? said.why : ''
    const what = 'what' in said ? [said.what] : []
    const wanted = 'what' in calm ? [calm.what] : [`the calm run: ${JSON.stringify(calm)}`]
    const late = await lateMails(ask, quiet)
    const compared = [
      ...differences('what it said', what, wanted),
      ...differences('CRM', linesOf(sides.crm.records), linesOf(calmCrm.records)),
      ...differences('own tables', await ownLines(ask), await ownLines(quiet)),
    ]
    return {
      late,
      claims: sides.tables.claims,
      breaches: [
        ...(said.kind === 'did' ? [] : [breach('stuck', `the step ended ${said.kind}: ${why}`)]),
        ...audit(sides),
        // Ranked without a mail, the day may choose others: then there is nothing to compare.
        ...(late === 0 ? compared : []),
        ...(late > (await claimedTexts(ask))
          ? [breach('lost', `${late} mails are not read, and nobody has them in hand`)]
          : []),
      ],
    }
  }

  /** What the auditor says to the book after these statements, which nobody keeps. */
  async forged(statements: readonly string[]): Promise<readonly Breach[]> {
    const client = await this.#stormy.owner.connect()
    try {
      await client.query('begin')
      for (const statement of statements) await client.query(statement)
      return audit(await sidesOf(this.#stormy, asker(client), this.#told))
    } finally {
      await client.query('rollback')
      client.release()
    }
  }

  /** One step under these deaths, then the auditor. Returns the kills that really happened. */
  async step(step: Step, deaths: readonly Death[] = []): Promise<readonly Kill[]> {
    if (step.kind === 'run') this.#day += 1
    this.#quiet ??= this.#start(this.#calm)
    await this.#quiet.ready
    this.#quiet.tell({ kind: 'do', day: this.#day, sinceMs: 0, step })
    const calm = await this.#quiet.next()
    const { said, fallen } = await this.#suffer(step, deaths)
    const { breaches, claims, late } = await this.#lookAt(said, calm)
    const kills = fallen.map((one, n): Kill => {
      const takeoverMs = takeovers(claims, one)
      const found = n === 0 ? breaches : []
      const { crm, inFlight } = this.#stormy.place
      const tooMany =
        takeoverMs.length > inFlight
          ? [breach('lost', `one kill interrupted ${takeoverMs.length} accounts`)]
          : []
      return {
        point: one.point,
        crm,
        held: takeoverMs.length,
        takeoverMs,
        late: n === 0 ? late : 0,
        breaches: [...found, ...tooMany],
      }
    })
    this.kills.push(...kills)
    if (fallen.length === 0 && breaches.length > 0)
      throw new Error(
        `the auditor objects to a step without a kill:\n${breaches.map(({ what }) => what).join('\n')}`,
      )
    return kills
  }

  async close(): Promise<void> {
    for (const hand of this.#all) hand.kill('SIGKILL')
    await Promise.all(this.#all.map((hand) => new Promise<void>((done) => void hand.gone.then(done))))
    await this.#stormy.close()
    await this.#calm.close()
  }
}
