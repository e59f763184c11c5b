import * as z from 'zod'
import { Fault } from '#base/fault.ts'
import { ModelFault } from '#ports/model.ts'
import type { ModelAnswer } from '#records/conversation.ts'
import { answerOf, heardWhole } from './answer.ts'
import { RawError, RawMessage } from './events.ts'
import { faultOfSaid, type CallContext } from './faults.ts'
import type { Price } from './prices.ts'

const Result = z.discriminatedUnion('type', [
  z.object({ type: z.literal('succeeded'), message: RawMessage }),
  z.object({ type: z.literal('errored'), error: RawError }),
  z.object({ type: z.literal('canceled') }),
  z.object({ type: z.literal('expired') }),
])
const ResultLine = z.object({ custom_id: z.string(), result: Result })

/** How one request of a batch is billed, and whom it was for. */
export interface Billed {
  readonly price: Price
  readonly context: CallContext
}

function outcomeOf(result: z.infer<typeof Result>, { price, context }: Billed): ModelAnswer | Fault {
  switch (result.type) {
    case 'succeeded':
      try {
        return answerOf(heardWhole(result.message), { price, batch: true })
      } catch (thrown) {
        if (thrown instanceof Fault) return thrown
        throw thrown
      }
    case 'errored':
      return faultOfSaid(result.error.error, context)
    case 'canceled':
    case 'expired':
      return new ModelFault('down', `the batch had not come to this request in time (${result.type})`, {
        billed: 'nothing',
        next: 'ask it by itself, or give batches more time with model.batchMinutes',
      })
  }
}

/** The name of a request in its batch: its place. */
export const idAt = (index: number): string => `request-${index}`

/** The answers by the place of their request. A line of another shape, or of no request of ours, is passed over. */
export async function outcomesOf(
  lines: AsyncIterable<unknown>,
  billed: readonly Billed[],
): Promise<ReadonlyMap<number, ModelAnswer | Fault>> {
  const places = new Map(billed.map((_, index) => [idAt(index), index]))
  const outcomes = new Map<number, ModelAnswer | Fault>()
  for await (const raw of lines) {
    const { data: line } = ResultLine.safeParse(raw)
    const place = line === undefined ? undefined : places.get(line.custom_id)
    const how = place === undefined ? undefined : billed[place]
    if (line !== undefined && place !== undefined && how !== undefined)
      outcomes.set(place, outcomeOf(line.result, how))
  }
  return outcomes
}
