import { plusDays } from '#base/clock.ts'
import { Fault, RunStop } from '#base/fault.ts'
import type { ModelRequest } from '#ports/model.ts'
import type { World } from '#ports/world.ts'
import type { ModelAnswer } from '#records/conversation.ts'
import type { AccountId } from '#records/ids.ts'
import type { MailReading } from '#records/inbound-reading.ts'
import type { WithDb } from '#state/db.ts'
import { claimText, releaseText, storeReading, type TextClaim } from '#state/write/inbound-claim.ts'
import { judgeAnswer } from './judge.ts'
import { mailRequest } from './request.ts'

// Each text is claimed, asked, stored. A crash in between leaves a claim that runs out; then the text is asked again, so
// that a crash costs at most the answers that were on their way. A failure gives the claim back for the next run.

/** One text to read, and an account it came from: the ledger's row names it. */
export interface Text {
  readonly hash: string
  readonly text: string
  readonly accountId: AccountId
}

export interface Asked {
  readonly request: ModelRequest
  readonly accountId: AccountId
}

/** How the small tier is asked, money included. Throws Fault; RunStop: no further call makes sense. */
export interface Reader {
  readonly model: string
  ask(asked: Asked): Promise<ModelAnswer>
  /** Absent: no batches. A Fault where one gave no answer in time. */
  readonly batch?: {
    readonly withinMs: number
    ask(asked: readonly Asked[]): Promise<readonly (ModelAnswer | Fault)[]>
  }
}

export interface ReadTexts {
  readonly texts: readonly Text[]
  readonly reader: Reader
  /** Texts asked at the same time, at most. */
  readonly inFlight: number
  /** This process's own word: its claims are known by it. */
  readonly claim: string
  readonly stop: AbortSignal
  /** Called after the reading is stored; undefined: the text gave none. */
  onRead(text: Text, reading: MailReading | undefined): Promise<void>
}

/** How it ended: texts that failed, and the Fault that made it stop early. */
export interface TextsEnd {
  readonly failed: number
  readonly ended: Fault | undefined
}

type TextWorld = Pick<World, 'clock' | 'faults'> & WithDb

/** So many failures in a row, and nobody answers: the day goes on without. */
const enough = 5
/** Longer than the slowest call with its retries takes. */
const leaseMinutes = 15

const claimOf = ({ reader, claim }: ReadTexts, { hash }: Text): TextClaim => ({
  hash,
  model: reader.model,
  claim,
})

async function take(world: TextWorld, ask: ReadTexts, of: { text: Text; minutes: number }): Promise<boolean> {
  const now = world.clock()
  return claimText(world.db, claimOf(ask, of.text), { now, lease: plusDays(now, of.minutes / 1440) })
}

async function keep(
  world: TextWorld,
  ask: ReadTexts,
  of: { text: Text; answer: ModelAnswer },
): Promise<void> {
  const reading = judgeAnswer(of.answer, of.text.text)
  world.faults.at('mail-answered')
  await storeReading(world.db, claimOf(ask, of.text), { reading: reading ?? null, now: world.clock() })
  world.faults.at('reading-stored')
  await ask.onRead(of.text, reading)
}

const askedOf = ({ text, hash, accountId }: Text): Asked => ({ request: mailRequest(text, hash), accountId })

/** Reads by batch what a batch answers in time; the rest is given back and read one by one. */
async function readByBatch(
  world: TextWorld,
  ask: ReadTexts,
  batch: NonNullable<Reader['batch']>,
): Promise<void> {
  const minutes = batch.withinMs / 60_000 + leaseMinutes
  const mine: Text[] = []
  for (const text of ask.texts) if (await take(world, ask, { text, minutes })) mine.push(text)
  const kept = new Set<Text>()
  try {
    const answers = mine.length === 0 ? [] : await batch.ask(mine.map(askedOf))
    for (const [at, text] of mine.entries()) {
      const answer = answers[at]
      if (answer === undefined || answer instanceof Fault) continue
      await keep(world, ask, { text, answer })
      kept.add(text)
    }
  } finally {
    for (const text of mine) if (!kept.has(text)) await releaseText(world.db, claimOf(ask, text))
  }
}

/** One text; the Fault when it failed. */
async function readOne(world: TextWorld, ask: ReadTexts, text: Text): Promise<Fault | undefined> {
  if (!(await take(world, ask, { text, minutes: leaseMinutes }))) return undefined
  let answer: ModelAnswer
  try {
    answer = await ask.reader.ask(askedOf(text))
  } catch (thrown) {
    await releaseText(world.db, claimOf(ask, text))
    if (thrown instanceof Fault) return thrown
    throw thrown
  }
  await keep(world, ask, { text, answer })
  return undefined
}

/**
 * Reads the texts, each at most once over all processes, and stores what stood. Never throws a Fault of the model: it
 * ends early on RunStop or when nobody answers, and what was not read is left for the next time.
 */
export async function readTexts(world: TextWorld, ask: ReadTexts): Promise<TextsEnd> {
  let ended: Fault | undefined
  let failed = 0
  let inARow = 0
  if (ask.reader.batch !== undefined) {
    try {
      await readByBatch(world, ask, ask.reader.batch)
    } catch (thrown) {
      if (!(thrown instanceof Fault)) throw thrown
      if (thrown instanceof RunStop) return { failed: 0, ended: thrown }
    }
  }
  const left = ask.texts.values()
  const work = async (): Promise<void> => {
    while (ended === undefined && !ask.stop.aborted) {
      const { value: text, done } = left.next()
      if (done === true) return
      const fault = await readOne(world, ask, text)
      inARow = fault === undefined ? 0 : inARow + 1
      failed += fault === undefined ? 0 : 1
      if (fault instanceof RunStop || inARow >= enough) ended = fault
    }
  }
  await Promise.all(Array.from({ length: ask.inFlight }, work))
  return { failed, ended }
}
