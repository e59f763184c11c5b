import { Fault, RunStop } from '#base/fault.ts'
import type { Clock } from '#base/clock.ts'
import { hashOf } from '#base/hash.ts'
import { ModelFault } from '#ports/model.ts'
import type { Model, ModelRequest, TurnBefore } from '#ports/model.ts'
import type { Message, ModelAnswer } from '#records/conversation.ts'
import type { SpendScope } from '#state/write/spend-reserve.ts'
import type { CallEnd, Ended, Ledger, Reservation } from './ledger.ts'
import { keptOf, type QuestionName } from './paid-turns.ts'

/** The newest turn that was answered, to know the prefix of the next one to the token. */
interface LastTurn {
  readonly request: ModelRequest
  readonly lastMessage: Message | undefined
  readonly turn: TurnBefore
}

const lastTurn = (request: ModelRequest, { usage }: ModelAnswer): LastTurn => ({
  request,
  lastMessage: request.messages.at(-1),
  turn: { messages: request.messages.length, usage },
})

/** Only if the request goes on where that turn ended: the same messages, in the same place. */
function turnBefore(last: LastTurn | undefined, request: ModelRequest): TurnBefore | undefined {
  if (last === undefined) return undefined
  const { messages, tier, system } = request
  const goesOn =
    tier === last.request.tier &&
    system === last.request.system &&
    messages.length > last.turn.messages &&
    messages[last.turn.messages - 1] === last.lastMessage
  return goesOn ? last.turn : undefined
}

/** What a failed call counts for. Whatever is not known to be free may have cost anything up to the ceiling. */
const endOfFailure = (thrown: unknown): CallEnd =>
  thrown instanceof RunStop || (thrown instanceof ModelFault && thrown.billed === 'nothing')
    ? { kind: 'void' }
    : { kind: 'lost' }

const overCeiling = (model: string, cost: number, ceiling: number): Error =>
  new Error(
    `the ceiling of ${model} was too low: an answer cost ${cost} micro-USD and ${ceiling} were reserved; it is recorded as it was, and caps may have been exceeded`,
  )

function endOf({ accountId }: SpendScope, answer: ModelAnswer, asked?: string): CallEnd {
  const { usage, content } = answer
  const kept = asked === undefined ? undefined : keptOf(answer)
  return {
    kind: 'answered',
    usage,
    ...(accountId === undefined ? {} : { hash: hashOf(content) }),
    ...(asked === undefined || kept === undefined ? {} : { turn: { asked, answer: kept } }),
  }
}

/** What a request reserves, and how its answer is settled by itself. */
function paying(model: Model, ledger: Ledger, scope: SpendScope): Pick<BatchParts, 'spendOf' | 'settle'> {
  const spendOf = (request: ModelRequest, before?: TurnBefore) => {
    const { tier, skill } = request
    const call = { kind: 'model' as const, name: model.idOf(tier), tier, skill }
    return { scope, call, ceilingMicroUsd: model.ceiling(request, before) }
  }
  const settle = async (reservation: Reservation, answer: ModelAnswer, tier: ModelRequest['tier']) => {
    await ledger.settle(reservation, endOf(scope, answer))
    const { microUsd } = answer.usage
    if (microUsd > reservation.ceilingMicroUsd)
      throw overCeiling(model.idOf(tier), microUsd, reservation.ceilingMicroUsd)
  }
  return { spendOf, settle }
}

/** A model whose answers are settled one behind: with the reservation of the next call, the last one by `settled`. */
interface Conversation extends Model {
  settled(): Promise<void>
}

/**
 * The same model, with every attempt reserved in the ledger at its ceiling before it is made and settled from its usage
 * after. One per conversation: it remembers the turn before. Throws what the model and the ledger throw; an answer over
 * its ceiling is a bug of ours, recorded truthfully and thrown.
 */
export function budgeted(model: Model, ledger: Ledger, scope: SpendScope): Model {
  const { settled, ...talking } = conversing(model, ledger, { scope })
  return {
    ...talking,
    async answer(request) {
      const answer = await talking.answer(request)
      await settled()
      return answer
    },
  }
}

/**
 * The same for the many turns of an account, in half as many statements: call `settled` when the conversation is over,
 * however it ended. `clock`: a call ends when it is answered, not when it is settled. `nameOf`: what was paid for is kept
 * under these names, in the statement that settles it. A crash in between leaves the last answer counted at its ceiling,
 * like one in the middle of a call, and not kept.
 */
export function conversing(
  model: Model,
  ledger: Ledger,
  of: { readonly scope: SpendScope; readonly clock?: Clock; readonly nameOf?: QuestionName },
): Conversation {
  const { scope, clock, nameOf } = of
  let last: LastTurn | undefined
  let open: Ended | undefined
  const settled = async (): Promise<void> => {
    const ended = open
    open = undefined
    if (ended !== undefined) await ledger.settle(ended.reservation, ended.end, ended.at)
  }
  // What was free may be asked again.
  const nameIfPaid = ({ ceilingMicroUsd }: Reservation, request: ModelRequest) =>
    ceilingMicroUsd > 0 ? nameOf?.(request) : undefined
  const { spendOf, settle } = paying(model, ledger, scope)
  const { batch } = model
  return {
    ...model,
    async answer(request) {
      const after = open
      open = undefined
      const reservation = await ledger.reserve(spendOf(request, turnBefore(last, request)), { after })
      let answer: ModelAnswer
      try {
        answer = await model.answer(request)
      } catch (thrown) {
        await ledger.settle(reservation, endOfFailure(thrown))
        throw thrown
      }
      if (answer.usage.microUsd > reservation.ceilingMicroUsd) await settle(reservation, answer, request.tier)
      else open = { reservation, end: endOf(scope, answer, nameIfPaid(reservation, request)), at: clock?.() }
      last = lastTurn(request, answer)
      return answer
    },
    settled,
    ...(batch === undefined ? {} : { batch: budgetedBatch({ batch, spendOf, settle, ledger }) }),
  }
}

interface BatchParts {
  readonly batch: NonNullable<Model['batch']>
  readonly spendOf: (request: ModelRequest, before?: TurnBefore) => Parameters<Ledger['reserve']>[0]
  readonly settle: (
    reservation: Reservation,
    answer: ModelAnswer,
    tier: ModelRequest['tier'],
  ) => Promise<void>
  readonly ledger: Ledger
}

/** What a batch may hold now. Only the first waits: the others would wait for those before them. `left`: why the rest may not go. */
async function reserveAll(
  { ledger, spendOf }: BatchParts,
  requests: readonly ModelRequest[],
): Promise<{ readonly held: readonly Reservation[]; readonly left: Fault | undefined }> {
  const held: Reservation[] = []
  try {
    for (const request of requests)
      held.push(await ledger.reserve(spendOf(request), { isPatient: held.length === 0 }))
  } catch (thrown) {
    if (thrown instanceof Fault && thrown.kind === 'refused' && held.length > 0) return { held, left: thrown }
    for (const one of held) await ledger.settle(one, { kind: 'void' })
    throw thrown
  }
  return { held, left: undefined }
}

/**
 * All of a batch is reserved before it is sent. Where the caps do not hold all of it, the first ones go, and the others
 * are Faults at their places: nothing was asked for them, and one by one they may fit.
 */
function budgetedBatch(parts: BatchParts): NonNullable<Model['batch']> {
  const { batch, settle, ledger } = parts
  return async (requests, ask) => {
    const { held, left } = await reserveAll(parts, requests)
    let answers: readonly (ModelAnswer | Fault)[]
    try {
      answers = await batch(requests.slice(0, held.length), ask)
    } catch (thrown) {
      for (const one of held) await ledger.settle(one, endOfFailure(thrown))
      throw thrown
    }
    for (const [at, reservation] of held.entries()) {
      const answer = answers[at]
      const tier = requests[at]?.tier ?? 'classify'
      if (answer === undefined || answer instanceof Fault)
        await ledger.settle(reservation, endOfFailure(answer))
      else await settle(reservation, answer, tier)
    }
    return left === undefined
      ? answers
      : requests.map((_, at) => (at < held.length ? (answers[at] ?? left) : left))
  }
}
