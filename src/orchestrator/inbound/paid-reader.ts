import { budgeted } from '#orchestrator/budget/budgeted.ts'
import type { Ledger } from '#orchestrator/budget/ledger.ts'
import { newPace } from '#orchestrator/budget/pace.ts'
import { patient } from '#orchestrator/budget/patient.ts'
import { spendScope } from '#orchestrator/budget/scope.ts'
import { traced } from '#orchestrator/budget/traced.ts'
import type { ChatTrace } from '#ports/telemetry.ts'
import type { World } from '#ports/world.ts'
import type { BookConfig } from '#records/config.ts'
import type { AccountId, RunId } from '#records/ids.ts'
import type { Reader } from './read-texts.ts'

export interface PaidReaderAsk {
  readonly config: Pick<BookConfig, 'budget' | 'timeZone' | 'model'>
  readonly ledger: Ledger
  /** Under whose cap it is paid. */
  readonly runId: RunId
  readonly trace?: ChatTrace | undefined
  readonly stop: AbortSignal
}

/** The ledger's row names the account; the account's journal does not: a mail that was read is no work on its account. */
const inNameOf = (ledger: Ledger, accountId: AccountId): Ledger => ({
  ...ledger,
  reserve: (ask, how) => ledger.reserve({ ...ask, scope: { ...ask.scope, accountId } }, how),
})

/** The small tier, every call through the ledger; by batch when the book has time for it and the model knows batches. */
export function paidReader(
  world: Pick<World, 'model' | 'clock' | 'sleep' | 'random'>,
  { config, ledger, runId, trace, stop }: PaidReaderAsk,
): Reader {
  const { model } = world
  const pace = newPace(world, stop)
  const scope = () => spendScope(config, world.clock(), { runId })
  const withinMs = config.model.batchMinutes * 60_000
  const canWait = withinMs > 0 && model.batch !== undefined
  return {
    model: model.idOf('classify'),
    ask: ({ request, accountId }) =>
      traced(patient(budgeted(model, inNameOf(ledger, accountId), scope()), pace), trace).answer(request),
    ...(canWait
      ? {
          batch: {
            withinMs,
            async ask(asked) {
              const { batch } = traced(budgeted(model, ledger, scope()), trace)
              return (
                (await batch?.(
                  asked.map(({ request }) => request),
                  { withinMs, stop },
                )) ?? []
              )
            },
          },
        }
      : {}),
  }
}
