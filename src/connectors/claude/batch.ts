import type { Clock } from '#base/clock.ts'
import type { Fault } from '#base/fault.ts'
import { ModelFault, type BatchAsk, type ModelRequest } from '#ports/model.ts'
import type { ModelTier } from '#records/config.ts'
import type { ModelAnswer } from '#records/conversation.ts'
import { idAt, outcomesOf, type Billed } from './batch-results.ts'
import { faultOf, type CallContext } from './faults.ts'
import type { Line } from './line.ts'
import { paramsOf } from './request.ts'

// One batch.
//   asked      made at the vendor; leaves by: it says ended -> read; time is up or a stop -> cancelled
//   cancelled  what had not begun is dropped, what had is still billed and read; leaves by: ended -> read; grace over -> lost
//   read       every answer stands at its place; what was cancelled or ran out of time is a Fault that cost nothing
//   lost       the vendor did not say how it ended; every answer is a Fault of unknown cost

/** What a batch needs; `about` says how a request is asked and billed. */
export interface BatchOffice {
  readonly line: Line
  readonly clock: Clock
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>
  readonly about: (request: ModelRequest) => Billed & { readonly settings: ModelTier }
}

const firstLookMs = 1000
const looksGrowBy = 1.5
const lookAtMostMs = 60_000
const graceMs = 60_000
/** What is not answered in a minute is asked again at the next look. */
const control = { timeout: 60_000 }

interface Batch {
  readonly office: BatchOffice
  readonly id: string
  readonly context: CallContext
}

/** Whether the batch has ended. A look that fails says nothing; the next one may. */
async function hasEnded({ office, id, context }: Batch): Promise<boolean> {
  try {
    const { processing_status: status } = await office.line.client.messages.batches.retrieve(
      id,
      null,
      control,
    )
    return status === 'ended'
  } catch (thrown) {
    faultOf(thrown, context)
    return false
  }
}

async function cancel({ office, id, context }: Batch): Promise<void> {
  try {
    await office.line.client.messages.batches.cancel(id, null, control)
  } catch (thrown) {
    faultOf(thrown, context)
  }
}

/** Looks until the batch has ended, until `until`, or until a stop. */
async function watch(batch: Batch, until: number, stop?: AbortSignal): Promise<boolean> {
  const { clock, sleep } = batch.office
  for (let waitMs = firstLookMs; ; waitMs = Math.min(lookAtMostMs, waitMs * looksGrowBy)) {
    if (await hasEnded(batch)) return true
    const left = until - clock().getTime()
    if (left <= 0 || stop?.aborted === true) return false
    await sleep(Math.min(waitMs, left), stop)
  }
}

async function settle(batch: Batch, { withinMs, stop }: BatchAsk): Promise<boolean> {
  const now = (): number => batch.office.clock().getTime()
  if (await watch(batch, now() + withinMs, stop)) return true
  await cancel(batch)
  return watch(batch, now() + graceMs)
}

/** The results, which can be read any number of times; three tries. */
async function read(
  batch: Batch,
  billed: readonly Billed[],
  triesLeft = 2,
): Promise<ReadonlyMap<number, ModelAnswer | Fault>> {
  const { line, sleep } = batch.office
  try {
    return await outcomesOf(await line.client.messages.batches.results(batch.id, {}, control), billed)
  } catch (thrown) {
    if (!(thrown instanceof SyntaxError || thrown instanceof TypeError)) faultOf(thrown, batch.context)
    if (triesLeft === 0) return new Map()
    await sleep(firstLookMs)
    return read(batch, billed, triesLeft - 1)
  }
}

const lost = (id: string): ModelFault =>
  new ModelFault('down', `the vendor did not say what became of this request in batch ${id}`, {
    billed: 'unknown',
    next: 'look the batch up in the console of the vendor; the same command asks again',
  })

/**
 * Asks independent requests as one batch at half the price. Answers stand in the order asked. Throws ModelFault or RunStop
 * when the batch could not be made; then nothing was billed unless the fault says so.
 */
export async function askBatch(
  office: BatchOffice,
  requests: readonly ModelRequest[],
  ask: BatchAsk,
): Promise<readonly (ModelAnswer | Fault)[]> {
  const billed = requests.map(office.about)
  const [first] = billed
  if (first === undefined) return []
  const made = await office.line.client.messages.batches
    .create({
      requests: requests.map((request, index) => ({
        custom_id: idAt(index),
        params: { ...paramsOf(request, office.about(request).settings), stream: false },
      })),
    })
    .catch((thrown: unknown) => {
      throw faultOf(thrown, first.context)
    })
  const batch = { office, id: made.id, context: first.context }
  const outcomes = (await settle(batch, ask))
    ? await read(batch, billed)
    : new Map<number, ModelAnswer | Fault>()
  return requests.map((_, index) => outcomes.get(index) ?? lost(made.id))
}
