import type { UndoStep } from '#records/undo-step.ts'
import type { Db } from '#state/db.ts'
import type { Undoable } from '#state/read/undo-effects.ts'
import { dropFact, reopenClaims } from '#state/write/undo-fact.ts'
import { takeDownFlag } from '#state/write/undo-flag.ts'
import { forgetMemory } from '#state/write/undo-memory.ts'
import { voidOrder } from '#state/write/undo-order.ts'
import { withdrawSuggestion } from '#state/write/undo-suggestion.ts'

const cannotReturn = {
  sending: 'the message is being sent: nobody can call it back',
  sent: 'the message was sent: nobody can call it back',
  unknown: 'the message may have been sent: a person finds out',
} as const

/** Takes an effect back that lies in our own tables, in the caller's transaction. Gives why it stays; null: it is back. */
async function takeBack(trx: Db, effect: Undoable, by: string): Promise<string | null> {
  const { action, key, accountId, runId, proposalId } = effect
  switch (action.kind) {
    case 'send-email': {
      const state = key === null ? undefined : await voidOrder(trx, key, `undone by ${by}`)
      return state === 'sending' || state === 'sent' || state === 'unknown' ? cannotReturn[state] : null
    }
    case 'raise-flag':
      await takeDownFlag(trx, { accountId, flag: action.flag, runId })
      return null
    case 'remember':
      if (key !== null) await forgetMemory(trx, key)
      return null
    case 'observe':
      await dropFact(trx, { accountId, runId, field: action.field, sourceRef: action.sourceRef })
      return null
    case 'settle-claim':
      await reopenClaims(trx, { accountId, field: action.field, by: proposalId })
      await dropFact(trx, { accountId, runId, field: action.field, sourceRef: action.pick })
      return null
    case 'merge-suggestion': {
      const state = await withdrawSuggestion(trx, { accountId, duplicateOf: action.duplicateOf })
      return state === undefined ? null : `a person has answered it: ${state}`
    }
    default:
      return `nobody knows where it is: the CRM gave no reference for its ${action.kind}`
  }
}

/** The steps with those of our own tables carried out. */
export async function takeBackOwn(
  trx: Db,
  {
    steps,
    effects,
    by,
  }: { readonly steps: readonly UndoStep[]; readonly effects: readonly Undoable[]; readonly by: string },
): Promise<readonly UndoStep[]> {
  const byId = new Map(effects.map((effect) => [effect.id, effect]))
  const ended: UndoStep[] = []
  for (const step of steps) {
    const effect = byId.get(step.id)
    if (effect === undefined || step.asked !== null || step.state === 'left') {
      ended.push(step)
      continue
    }
    const why = await takeBack(trx, effect, by)
    ended.push({ ...step, state: why === null ? 'done' : 'left', why })
  }
  return ended
}
